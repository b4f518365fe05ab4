# SPDX-License-Identifier: EUPL-1.2
"""From facts about cases to tables of counts and amounts. A sum; no Django.

Units: households, cases, problems, questions, searches, provisions, eurocents. Unknown is a part
of its own, never zero. Tables with the same measure share their total, so that what is left out of
one cannot be worked out from another.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from voordeur.factlab.disclosure.tables import Dimension, Key, Table, amounts, counts

HELPER_BANDS = (("0_1", 1), ("2_3", 3), ("4_6", 6), ("7_10", 10))
MORE_HELPERS = "11_up"
DAY_BANDS = (("7", 7), ("14", 14), ("42", 42), ("91", 91))
LONGER, NOT_YET = "longer", "not_yet"
ROUND_EUROS = 1_000_00
"""Amounts are shown in thousands of euros; in eurocents."""


@dataclass(frozen=True, slots=True)
class HouseholdNow:
    """A household in help now: whether it has a plan, its helpers and its base layer."""

    has_plan: bool
    helpers: int
    base_layer: str
    """`open`, `in_order` or `unknown`."""


@dataclass(frozen=True, slots=True)
class Euros:
    """One priced part of help in the year: whose, who pays, under which law; None: not known."""

    household: str
    payer: str
    law: str
    cents: int | None


@dataclass(frozen=True, slots=True)
class Homes:
    """In how many households the units of a measure are: per row, and at most how many in one.

    >>> Homes.of([("a", "x"), ("a", "x"), ("b", "y")])
    Homes(rows={'x': 1, 'y': 1}, most=2)
    """

    rows: Mapping[str, int]
    most: int

    @classmethod
    def of(cls, units: Iterable[tuple[object, str]]) -> "Homes":
        """Count from the household and the row of each unit."""
        known = list(units)
        in_one = Counter(household for household, _row in known)
        return cls(
            dict(Counter(row for _household, row in dict.fromkeys(known))),
            max(in_one.values(), default=1),
        )


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is counted, and the codes each table has a row for whether or not it is there."""

    households: tuple[HouseholdNow, ...]
    days: tuple[int | None, ...]
    """Per case with a question in the past year: the days to the first help, None: not yet."""
    ways: Mapping[str, int]
    outcomes: Mapping[str, int]
    waits: Mapping[str, int]
    missed: Mapping[str, int]
    euros: tuple[Euros, ...]
    codes: Mapping[str, tuple[str, ...]]
    """`way`, `outcome`, `wait`, `area`, `group`, `payer`, `law`: every code there is, in order."""
    missed_for: Mapping[str, int] = field(default_factory=dict)
    year: str = ""
    """The calendar year that amounts and pieces of help are of."""
    homes: Mapping[str, Homes] = field(default_factory=dict)
    """Per table whose units are no households: where those are."""

    def paying(self, name: str, households: Iterable[int]) -> dict[str, int]:
        """Return of how many of these households there is a known amount, per `payer` or `law`.

        '' is the total.
        """
        among = {str(number) for number in households}
        rows = {
            (code, one.household)
            for one in self.euros
            if one.cents and one.household in among
            for code in ("", one.payer if name == "payer" else one.law)
        }
        return dict(Counter(code for code, _household in rows))


@dataclass(frozen=True, slots=True)
class Made:
    """One table with its code, and the parts of the work whose events change it.

    `of` is the year it is about, where that is not the present: tables about different years are
    not about the same units. `homes` says in how many households its units are, where those are no
    households themselves.
    """

    code: str
    table: Table
    moved_by: tuple[str, ...]
    of: str = ""
    homes: Homes | None = None

    def moved(self, touched: int) -> int:
        """Return how many units at most came or left when so many households were touched."""
        return touched * (self.homes.most if self.homes is not None else 1)

    def in_few(self, threshold: int) -> list[Key]:
        """Return the figures whose units are in fewer households than a figure must have."""
        if self.homes is None or self.table.measure == "cost":
            return []
        few = (row for row, number in self.homes.rows.items() if number < threshold)
        return [self.table.key((row,)) for row in few]


def band(number: int, bands: Iterable[tuple[str, int]], beyond: str) -> str:
    """Return the first band that a number fits in, or what lies beyond.

    >>> band(7, DAY_BANDS, LONGER), band(8, DAY_BANDS, LONGER), band(92, DAY_BANDS, LONGER)
    ('7', '14', 'longer')
    """
    return next((code for code, most in bands if number <= most), beyond)


def _flat(
    measure: str, period: str, name: str, codes: Iterable[str], found: Mapping[str, int]
) -> Table:
    known = tuple(codes)
    leaves: dict[tuple[str, ...], int | None] = {(code,): found.get(code, 0) for code in known}
    return counts(measure, period, [Dimension.flat(name, known)], leaves)


def _cost(facts: Facts, period: str, name: str) -> Table:
    leaves: dict[tuple[str, ...], dict[str, int]] = {}
    for one in facts.euros:
        if one.cents is not None and one.cents > 0:
            cell = leaves.setdefault((one.payer if name == "payer" else one.law,), {})
            cell[one.household] = cell.get(one.household, 0) + one.cents
    return amounts("cost", period, [Dimension.flat(name, facts.codes[name])], leaves)


def tables_of(facts: Facts, period: str) -> list[Made]:
    """Return every table of the figures for a period, exact and not yet safe to show."""
    here, work = facts.households, ("coordination.", "plan.", "instruments.")
    plan = Counter("with" if one.has_plan else "without" for one in here)
    helpers = Counter(band(one.helpers, HELPER_BANDS, MORE_HELPERS) for one in here)
    base = Counter(one.base_layer for one in here)
    days = Counter(
        NOT_YET if number is None else band(number, DAY_BANDS, LONGER) for number in facts.days
    )
    known = Counter("unknown" if one.cents is None else "known" for one in facts.euros)
    paid = Counter(one.payer for one in facts.euros)
    helper_codes = (*(code for code, _most in HELPER_BANDS), MORE_HELPERS)
    day_codes = (*(code for code, _most in DAY_BANDS), LONGER, NOT_YET)
    codes, searched, given = facts.codes, ("provisions.missed",), ("provisions.",)
    return [
        Made("plan", _flat("households", period, "plan", ("with", "without"), plan), work),
        Made("helpers", _flat("households", period, "helpers", helper_codes, helpers), work),
        Made(
            "base",
            _flat("households", period, "base", ("open", "in_order", "unknown"), base),
            work,
        ),
        Made("days", _flat("asked", period, "days", day_codes, days), ("coordination.",)),
        Made("ways", _flat("ended", period, "way", codes["way"], facts.ways), ("coordination.",)),
        Made(
            "outcomes",
            _flat("problems", period, "outcome", codes["outcome"], facts.outcomes),
            ("coordination.",),
            homes=facts.homes.get("outcomes"),
        ),
        Made(
            "waits",
            _flat("waiting", period, "wait", codes["wait"], facts.waits),
            ("cooperation.",),
            homes=facts.homes.get("waits"),
        ),
        Made("missed", _flat("searches", period, "area", codes["area"], facts.missed), searched),
        Made(
            "missed_for",
            _flat("searches", period, "group", codes["group"], facts.missed_for),
            searched,
        ),
        Made("payers", _cost(facts, period, "payer"), given, facts.year),
        Made("laws", _cost(facts, period, "law"), given, facts.year),
        Made(
            "known",
            _flat("priced", period, "known", ("known", "unknown"), known),
            given,
            facts.year,
            facts.homes.get("known"),
        ),
        Made(
            "priced",
            _flat("priced", period, "payer", codes["payer"], paid),
            given,
            facts.year,
            facts.homes.get("priced"),
        ),
    ]


def rounded_euros(cents: int) -> int:
    """Return an amount in eurocents to the nearest thousand euros; halves go up.

    >>> rounded_euros(1_499_99), rounded_euros(1_500_00)
    (100000, 200000)
    """
    return (cents + ROUND_EUROS // 2) // ROUND_EUROS * ROUND_EUROS


def share(value: int | None, total: int | None) -> int | None:
    """Return a published figure as a whole percentage of the published total; None without both.

    >>> share(20, 80), share(None, 80), share(20, 0)
    (25, None, None)
    """
    return None if value is None or not total else (200 * value + total) // (2 * total)
