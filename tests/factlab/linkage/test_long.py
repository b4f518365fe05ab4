# SPDX-License-Identifier: EUPL-1.2
"""The whole town, and the encoded set: the promises at their real size."""

import random
import time

import duckdb
import pyarrow.parquet as parquet
import pytest

from voordeur.factlab.deliveries import Manifest, take_in
from voordeur.factlab.encoding.clk import Encoder
from voordeur.factlab.linkage import Options, judge, link_up
from voordeur.factlab.linkage.clusters import best_of
from voordeur.factlab.linkage.encoded import score
from voordeur.factlab.synthetic.rows import institutions, register, row_about
from voordeur.factlab.synthetic.town import draw
from voordeur.factlab.synthetic.writing import TRUTH, write
from voordeur.factlab.tabling import make_table

pytestmark = pytest.mark.long


def test_the_whole_town_is_linked_within_a_minute(tmp_path):
    write(tmp_path / "town", draw(60_000, 3), 3)
    manifest = Manifest.read(tmp_path / "town")
    start = time.process_time()
    taken = take_in(manifest, tmp_path)
    linking = link_up(manifest, taken, tmp_path, tmp_path / "linked.duckdb", Options(memory="2GB"))
    spent = time.process_time() - start
    linking.link.close()
    truth = {
        (one["source"], one["file"], one["file_row"]): (one["person"], one["household"])
        for one in parquet.read_table(tmp_path / "town" / TRUTH).to_pylist()
    }
    with duckdb.connect(str(linking.path), read_only=True) as link:
        rows = link.sql(
            "SELECT source, file, CASE WHEN file LIKE '%.xml' THEN 0 ELSE file_row END, person, "
            "household FROM middle.link JOIN main.record USING (record)"
        ).fetchall()
    for at, least in ((0, 0.98), (1, 0.97)):
        judged = judge([row[3 + at] for row in rows], [truth[row[:3]][at] for row in rows])
        assert judged.f1 >= least, judged
    assert spent < 60, "a minute, on one core even"


def test_encoded_lists_of_five_thousand_are_linked(tmp_path):
    """Five thousand people, as the register knows them and as an institution wrote them down."""
    town, dice, encoder = draw(3_000, 11), random.Random(5), Encoder(bytes(range(32)))
    institution = next(one for one in institutions() if one.style == "split" and not one.bsn)
    people = [one for one in town.people if one.registered]
    dice.shuffle(people)
    chosen = {one.person for one in people[:5_000]}
    known = [row for row in register(town) if row.person in chosen]
    delivered = [
        row_about(town, town.households[row.household], town.people[row.person], institution, dice)
        for row in known
    ]
    with duckdb.connect(config={"threads": 2}) as link:
        for name, rows, first in (("spine", known, 0), ("lists", delivered, 10_000)):
            columns = {"record": "BIGINT", "clk": "VARCHAR", "year": "INTEGER", "door": "VARCHAR"}
            coded = (_coded(encoder, row.says) for row in rows)
            make_table(link, name, columns, ((first + n, *one) for n, one in enumerate(coded)))
        score(link, "lists", "spine", "scored")
        best_of(link, "scored", "best")
        found = dict(link.sql("SELECT record, person FROM best WHERE score >= 0").fetchall())
    right = sum(10_000 + person == record for record, person in found.items())
    assert 2 * right / (len(found) + len(known)) >= 0.995


def _coded(encoder, says):
    surname, partner = (
        f"{says.get(before + 'prefix', '')} {says.get(before + 'surname', '')}".strip()
        for before in ("", "partner_")
    )
    door = f"{says['postcode']} {says['number']} {says['addition']}" if says["number"] else ""
    coded = encoder.person(
        says["first"], says["initials"], surname, partner, says["birth"], says["sex"]
    )
    return coded or None, None, encoder.token("door", door) or None
