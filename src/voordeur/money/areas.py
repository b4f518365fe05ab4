# SPDX-License-Identifier: EUPL-1.2
"""A shadow budget per area: a table as it is pasted from a spreadsheet, public weights, all costs.

Columns of counts come first and are named by whoever pastes; the last two are the costs of all care
and, apart, each very expensive case. An empty cell is not known, and then there is no room to tell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from voordeur.ledger.eurocents import round_half_up
from voordeur.money.regimes import area_budgets, pool, tail_risk
from voordeur.provisions.amounts import cents_of

LEAST_COLUMNS = 4
MOST_AREAS = 40
SHAPE = 2.0
"""How the cost of one very expensive case spreads: a gamma of shape 2, between even and wild."""


@dataclass(frozen=True, slots=True)
class Area:
    """One area: its counts, what all ordinary care costs, and each very expensive case (eurocents)."""

    name: str
    counts: Mapping[str, int]
    cents: int | None
    expensive: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The areas as they were pasted, with the names of the factors."""

    factors: tuple[str, ...]
    areas: tuple[Area, ...]


class TableError(ValueError):
    """A table that cannot be read: `what` is wrong, in which `row` (0: the whole) and `column`."""

    def __init__(self, what: str, row: int = 0, column: str = "") -> None:
        super().__init__(f"{what} (row {row}, {column})" if row else what)
        self.what, self.row, self.column = what, row, column


NO_AREA = "There is no area in the table."
FEW_COLUMNS = "Give the area, at least one count, the costs and the very expensive cases."
MANY_AREAS = "There are more than 40 areas."
TWICE = "A name is there twice."
NOT_AS_HEAD = "This row has not as many cells as the heading."
NO_COUNT = "This is no count."
NO_AMOUNT = "This is no amount."


def read_table(text: str) -> Table:
    """Read a pasted table: a heading, then one area a line, cells parted by tabs or semicolons.

    Raises TableError with the row and the column of what cannot be read.

    >>> table = read_table("Area;Children;Costs;Very expensive\nEast;1.200;50.000;\nWest;800;;9.000+7.000")
    >>> table.factors, table.areas[1].cents, table.areas[1].expensive
    (('Children',), None, (900000, 700000))
    """
    rows = [_cells(line) for line in text.splitlines() if line.strip()]
    if len(rows) < 2:
        raise TableError(NO_AREA)
    head = rows[0]
    if len(head) < LEAST_COLUMNS:
        raise TableError(FEW_COLUMNS)
    if len(rows) > MOST_AREAS + 1:
        raise TableError(MANY_AREAS)
    areas = tuple(_area(row, head, place) for place, row in enumerate(rows[1:], start=2))
    factors = tuple(head[1:-2])
    if len({one.name for one in areas}) < len(areas) or len(set(factors)) < len(factors):
        raise TableError(TWICE)
    return Table(factors, areas)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"\t|;", line)]


def _area(row: list[str], head: list[str], place: int) -> Area:
    if len(row) != len(head) or not row[0]:
        raise TableError(NOT_AS_HEAD, place)
    counts = {}
    for name, cell in zip(head[1:-2], row[1:-2], strict=True):
        plain = cell.replace(".", "")
        if not (plain.isascii() and plain.isdigit() and len(plain) < 10):
            raise TableError(NO_COUNT, place, name)
        counts[name] = int(plain)
    try:
        cents = cents_of(row[-2]) if row[-2] else None
    except ValueError as error:
        raise TableError(NO_AMOUNT, place, head[-2]) from error
    try:
        expensive = tuple(cents_of(one) for one in row[-1].split("+") if one.strip())
    except ValueError as error:
        raise TableError(NO_AMOUNT, place, head[-1]) from error
    return Area(row[0], counts, cents, expensive)


@dataclass(frozen=True, slots=True)
class AreaOutcome:
    """One area under the shadow budget, in eurocents a year.

    `cost` holds all care, very expensive care too; `room` is the budget less that, `pooled` the
    same after what lies above the cap is shared, `freed` after prevention too. None: not known.
    `chance` is how often rare, very expensive care alone would make it overspend.
    """

    name: str
    budget: int
    cost: int | None
    room: int | None
    pooled: int | None
    freed: int | None
    chance: float | None


@dataclass(frozen=True, slots=True)
class Shadow:
    """All areas; `shared` is what the pool carries, `together` the chance that all overspend at once."""

    areas: tuple[AreaOutcome, ...]
    shared: int
    together: float | None


def shadow(
    table: Table, total: int, weights: Mapping[str, int], *, cap: int, avoided: Fraction
) -> Shadow:
    """Divide a total over areas and set all costs of care beside it.

    `cap` (eurocents): what one household costs above it is shared over all areas in proportion to
    their budgets. `avoided` is the part of ordinary care that prevention makes needless; what stays
    over is room of the area. The chance spreads the very expensive cases seen over the areas in
    proportion to their budgets: one that had none this year can have one next year.
    """
    counts = {one.name: one.counts for one in table.areas}
    used = {
        name: weight
        for name in table.factors
        if (weight := weights.get(name, 0)) and any(one[name] for one in counts.values())
    }
    # Without any weight that counts somebody there is nothing objective: each area gets the same.
    budgets = area_budgets(
        total, used or {"": 1}, counts if used else {one: {"": 1} for one in counts}
    )
    order = [budgets[one.name] for one in table.areas]
    shared = pool([one.expensive for one in table.areas], cap, order)
    cases = [cents for one in table.areas for cents in one.expensive]
    made = []
    for place, one in enumerate(table.areas):
        rare = sum(one.expensive)
        if one.cents is None:
            made.append(AreaOutcome(one.name, order[place], None, None, None, None, None))
            continue
        less = round_half_up(avoided * one.cents)
        pooled = order[place] - one.cents - shared.cost[place]
        made.append(
            AreaOutcome(
                one.name,
                order[place],
                one.cents + rare,
                order[place] - one.cents - rare,
                pooled,
                pooled + less,
                _chance(cases, Fraction(order[place], total), order[place] - one.cents),
            )
        )
    known = [one.cents for one in table.areas if one.cents is not None]
    whole = len(known) == len(table.areas)
    return Shadow(
        tuple(made),
        shared.pool,
        _chance(cases, Fraction(1), total - sum(known)) if whole else None,
    )


def _chance(cases: list[int], part: Fraction, left: int) -> float:
    """Return the chance that very expensive cases take more than is left beside ordinary care."""
    if left < 0:
        return 1.0
    if not cases:
        return 0.0
    mean = sum(cases) / len(cases)
    return tail_risk(float(len(cases) * part), SHAPE, mean / SHAPE, left)
