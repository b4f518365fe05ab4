# SPDX-License-Identifier: EUPL-1.2
"""How far each share that is published lies from the truth: what errors of linking do to figures.

with_truth(linking.path, folder, town, work / "true.duckdb")
for one in share_errors(found_engine, true_engine): print(one.table, one.code, one.points)

Linking errors mostly split households, so stacking comes out too low: that is what an F1 does not
tell, and this does.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from voordeur.factlab.counting import Engine
from voordeur.factlab.lenses import problems, provisions
from voordeur.factlab.lenses.lens import LensTable
from voordeur.factlab.lenses.place import AREA, TOTAL, Geography
from voordeur.factlab.linked import CLUSTERINGS
from voordeur.factlab.synthetic.town import Town
from voordeur.factlab.synthetic.writing import TRUTH
from voordeur.factlab.tabling import make_table, quoted

_HOUSEHOLDS = {
    "household": "BIGINT",
    "neighbourhood": "VARCHAR",
    "district": "VARCHAR",
    "municipality": "VARCHAR",
    "postcode": "VARCHAR",
    "kind": "VARCHAR",
}


@dataclass(frozen=True, slots=True)
class ShareError:
    """One share of the households of an area, as it was found and as it truly is."""

    table: str
    code: str
    area: str
    found: float
    true: float
    base: int
    """How many households there truly are in the area."""

    @property
    def points(self) -> float:
        """How far off it is, in percentage points; below zero: too low."""
        return 100 * (self.found - self.true)


def with_truth(linked: Path, folder: Path, town: Town, out: Path) -> None:
    """Write linked data as they would be if every record were linked right.

    `folder` holds the deliveries of the town with their truth. Only what counting reads is put
    right: to whom records belong, and the households.
    """
    shutil.copyfile(linked, out)
    with duckdb.connect(str(out)) as link:
        link.execute(
            "CREATE TEMP TABLE truth AS SELECT r.record, t.person, t.household FROM main.record AS r "
            f"JOIN read_parquet({quoted(folder / TRUTH)}) AS t ON t.source = r.source AND "
            "t.file = r.file AND t.file_row = CASE WHEN r.file LIKE '%.xml' THEN 0 "
            "ELSE r.file_row END"
        )
        link.execute("CREATE TABLE main.true_link AS FROM truth")
        make_table(link, "main.true_household", _HOUSEHOLDS, _households(town))
        for clustering in CLUSTERINGS:
            for table in ("link", "household"):
                link.execute(
                    f"CREATE OR REPLACE VIEW {clustering}.{table} AS FROM main.true_{table}"
                )


def _households(town: Town) -> Iterator[tuple[object, ...]]:
    for one in town.households:
        home = one.address
        area = (home.neighbourhood, home.district, "waterveen")
        yield one.household, *area, home.postcode[:4], one.kind


def share_errors(found: Engine, true: Engine) -> tuple[ShareError, ...]:
    """Return the error of every share of stacking, laws and unhelped problems, per district and in all."""
    told, right = (dict(_shares(engine)) for engine in (found, true))
    return tuple(
        ShareError(*at, told[at][0] / told[at][1], part / base, base)
        for at, (part, base) in sorted(right.items())
        if base and at in told and told[at][1]
    )


def _shares(engine: Engine) -> Iterator[tuple[tuple[str, str, str], tuple[int, int]]]:
    """Yield table, code and area with the part and its base."""
    geography = Geography.of(engine)
    yield from _of(provisions.stacking(engine, geography, "district"))
    yield from _of(provisions.by_laws(engine, geography, "household", "district"))
    if engine.book.sets["areas"]:
        yield from _of(problems.without_provision(engine, geography, "district"))


def _of(asked: LensTable) -> Iterator[tuple[tuple[str, str, str], tuple[int, int]]]:
    names = [one.name for one in asked.table.dimensions]
    values: Mapping[tuple[str, ...], int] = {
        codes: cell.value or 0 for codes, cell in asked.table.cells.items()
    }
    for codes, part in values.items():
        at = dict(zip(names, codes, strict=True))
        area, code, *rest = at.pop(AREA), *at.values()
        if code == TOTAL or any(one != TOTAL for one in rest):
            continue
        base = values[tuple(area if name == AREA else TOTAL for name in names)]
        yield (asked.name, code, area), (part, base)
