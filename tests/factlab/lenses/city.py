# SPDX-License-Identifier: EUPL-1.2
"""A city in which everything follows from the number of the household, to count by hand in."""

from datetime import date
from functools import cache
from pathlib import Path

from voordeur.factlab.counting import Engine, Period, PlainEngine, Rows
from voordeur.factlab.counting.plain import HouseholdRow, ProblemRow, ProvisionRow
from voordeur.factlab.lenses import LensTable
from voordeur.factlab.linked import CLUSTERINGS
from voordeur.factlab.outputs.report import Told
from voordeur.factlab.telling import Options, gather

YEAR = Period.year(2025)
PLACES = (("n1", "d1", "city"), ("n2", "d1", "city"), ("n3", "d2", "city"), (None, "d2", "city"))
KINDS = (
    ("youth", "jeugdwet"),
    ("home_help", "wmo"),
    ("income", "participatiewet"),
    ("debt", "wgs"),
)


def rows(many: int) -> Rows:
    """Return a city in which everything follows from the number of the household."""
    households, given, troubles = [], [], []
    for number in range(many):
        kind = ("single", "couple", "lone_parent", "couple_children", None)[number % 5]
        households.append(HouseholdRow(number, *PLACES[number % 4], kind))
        for at, (code, law) in enumerate(KINDS):
            if number % (at + 2) == 0 and number % 3 != 2:
                cost = None if number % 7 == 0 else 1_000_00 * (at + 1) + number
                given.append(
                    ProvisionRow(
                        number,
                        number * 10 + at % 2,
                        f"s{at % 3}",
                        code,
                        law,
                        date(2024, 5, 1),
                        None,
                        cost,
                    )
                )
        if number % 5 == 0:
            area = ("money", "parenting", "social_network")[number % 3]
            troubles.append(ProblemRow(number, area, "open" if number % 2 else "solved", "s1"))
        if number % 6 == 2:
            troubles.append(ProblemRow(number, "money", "open", "s0"))
    return Rows(tuple(households), tuple(given), tuple(troubles))


def engine(many: int = 800) -> Engine:
    """Return an engine over that city; the clusterings differ in a few households."""
    given = {one: rows(many) for one in CLUSTERINGS} | {"lenient": rows(many + 4)}
    return PlainEngine(given, ("s0", "s1", "s2", "s3"), YEAR, gaps=("s3",))


CITY = engine()
PLAIN = rows(800)


def stacks() -> dict[int, set[str]]:
    found: dict[int, set[str]] = {one.household: set() for one in PLAIN.households}
    for one in PLAIN.provisions:
        found[one.household].add(one.kind)
    return found


def value(table: LensTable, **at: str) -> int | None:
    codes = tuple(at.get(one.name, one.total) for one in table.table.dimensions)
    return table.table.cells[codes].value


@cache
def told() -> Told:
    """Everything that may be told of that city, worked out once."""
    sources = [(code, f"Institution {code}", code != "s3") for code in ("s0", "s1", "s2", "s3")]
    return gather(CITY, sources, Path("nowhere"), Options("City", YEAR))
