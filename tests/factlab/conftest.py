# SPDX-License-Identifier: EUPL-1.2
"""A small synthetic town, with another seed in each run, taken in and linked once."""

import secrets
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow.parquet as parquet
import pytest

from voordeur.factlab.deliveries import Manifest, take_in
from voordeur.factlab.linkage import Linking, link_up
from voordeur.factlab.synthetic.town import Town, draw
from voordeur.factlab.synthetic.writing import TRUTH, write


@dataclass(frozen=True)
class Linked:
    """A town, its deliveries, and what linkage made of them."""

    seed: int
    town: Town
    folder: Path
    work: Path
    linking: Linking
    truth: dict[tuple[str, str, int], tuple[int, int, tuple[str, ...]]]

    def found(self, clustering="middle", path=None):
        """Per delivered row that was linked: where it stood, person and household."""
        with duckdb.connect(str(path or self.linking.path), read_only=True) as link:
            rows = link.sql(
                "SELECT source, file, file_row, person, household FROM "
                f"{clustering}.link JOIN main.record USING (record) ORDER BY record"
            ).fetchall()
        return {(row[0], row[1], row[2] if ".xml" not in row[1] else 0): row[3:] for row in rows}


def truth_of(folder):
    """Per row of a town: the person, the household and the errors in it."""
    table = parquet.read_table(folder / TRUTH).to_pylist()
    return {
        (one["source"], one["file"], one["file_row"]): (
            one["person"],
            one["household"],
            tuple(one["noise"]),
        )
        for one in table
    }


@pytest.fixture(scope="session")
def linked_town(tmp_path_factory):
    seed = secrets.randbelow(1_000_000)
    folder, work = tmp_path_factory.mktemp("town"), tmp_path_factory.mktemp("work")
    town = draw(1_200, seed)
    write(folder, town, seed)
    manifest = Manifest.read(folder)
    linking = link_up(manifest, take_in(manifest, work), work, work / "linked.duckdb")
    yield Linked(seed, town, folder, work, linking, truth_of(folder))
    linking.link.close()
