# SPDX-License-Identifier: EUPL-1.2
"""The reference engine: the same answers by plain loops over rows in memory.

It shares no code with the SQL, so that a mistake has to be made twice to stay unseen.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np

from voordeur.factlab.counting.axes import Axis
from voordeur.factlab.counting.engine import Codes, Starts, Unit
from voordeur.factlab.counting.facts import Codebook, Facts, Period
from voordeur.factlab.disclosure.tables import Cell


class HouseholdRow(NamedTuple):
    """A household of the contract."""

    household: int
    neighbourhood: str | None = None
    district: str | None = None
    municipality: str | None = None
    kind: str | None = None


class ProvisionRow(NamedTuple):
    """A provision of the contract."""

    household: int
    person: int | None
    source: str
    kind: str
    law: str | None = None
    from_day: date | None = None
    to_day: date | None = None
    cost_cents: int | None = None
    intended: bool | None = None


class ProblemRow(NamedTuple):
    """A problem of the contract."""

    household: int
    area: str
    state: str
    source: str


@dataclass(frozen=True)
class Rows:
    """The linked data of one clustering, in memory."""

    households: tuple[HouseholdRow, ...] = ()
    provisions: tuple[ProvisionRow, ...] = ()
    problems: tuple[ProblemRow, ...] = ()


class PlainEngine:
    """Counts in memory; `rows` per clustering, `sources` also those that did not deliver."""

    def __init__(
        self,
        rows: Mapping[str, Rows],
        sources: Iterable[str],
        period: Period,
        gaps: Iterable[str] = (),
    ) -> None:
        self._rows, self.period, self.gaps = rows, period, frozenset(gaps)
        given = [one for each in rows.values() for one in each.provisions]
        self.book = Codebook.of(
            {
                "kinds": (one.kind for one in given),
                "laws": (one.law for one in given if one.law is not None),
                "sources": sources,
                "areas": (one.area for each in rows.values() for one in each.problems),
            }
        )

    def facts(self, clustering: str, unit: Unit = "household") -> list[Facts]:
        """Return one row per household, or per person with a provision."""
        rows = self._rows[clustering]
        homes = {one.household: one for one in rows.households}
        given: dict[int, list[ProvisionRow]] = defaultdict(list)
        for one in rows.provisions:
            who = one.household if unit == "household" else one.person
            if who is not None and self.period.overlaps(one.from_day, one.to_day):
                given[who].append(one)
        if unit == "household":
            where = {household: household for household in homes}
        else:
            where = {who: min(one.household for one in found) for who, found in given.items()}
        costs = {
            who: sum(known)
            for who in where
            if (known := [one.cost_cents for one in given[who] if one.cost_cents is not None])
        }
        dearest = sorted(costs, key=lambda who: (-costs[who], who))
        rank = {who: place for place, who in enumerate(dearest, 1)}
        return [
            self._sum_up(who, homes[home], given[who], rows.problems, costs.get(who), rank.get(who))
            for who, home in where.items()
        ]

    def _sum_up(
        self,
        who: int,
        home: HouseholdRow,
        given: Sequence[ProvisionRow],
        problems: Sequence[ProblemRow],
        cost: int | None,
        rank: int | None,
    ) -> Facts:
        own = [one for one in problems if one.household == home.household]
        still = {one.area for one in own if one.state == "open"}
        gone = {one.area for one in own if one.state == "solved"} - still
        mask = self.book.mask
        return Facts(
            unit=who,
            neighbourhood=home.neighbourhood,
            district=home.district,
            municipality=home.municipality,
            kind=home.kind,
            provisions=len(given),
            kinds=mask("kinds", (one.kind for one in given)),
            laws=mask("laws", (one.law for one in given if one.law is not None)),
            sources=mask("sources", (one.source for one in given)),
            law_unknown=sum(one.law is None for one in given),
            intended=sum(one.intended is True for one in given),
            unintended=sum(one.intended is False for one in given),
            cost_cents=cost,
            cost_unknown=sum(one.cost_cents is None for one in given),
            cost_rank=rank,
            open=mask("open", still),
            solved=mask("solved", gone),
        )

    def cells(
        self, clustering: str, axes: Sequence[Axis], unit: Unit = "household"
    ) -> Mapping[Codes, int]:
        """Count households (or persons with a provision) per combination of codes; none is no cell."""
        return Counter(
            tuple(axis.place(one, self.book) for axis in axes)
            for one in self.facts(clustering, unit)
        )

    def amounts(self, clustering: str, axes: Sequence[Axis]) -> Mapping[Codes, Cell]:
        """Add up the known cost per combination of codes, with who contributes how much at most."""
        found: dict[Codes, list[int]] = defaultdict(list)
        for one in self.facts(clustering):
            if one.cost_cents:
                found[tuple(axis.place(one, self.book) for axis in axes)].append(one.cost_cents)
        return {
            codes: Cell(sum(costs), len(costs), tuple(sorted(costs, reverse=True)[:2]))
            for codes, costs in found.items()
        }

    def baskets(
        self, clustering: str, mask: str, axis: Axis | None = None
    ) -> Mapping[tuple[str, int], int]:
        """Count households per code of an axis (empty without one) and per exact set of codes."""
        return Counter(
            (axis.place(one, self.book) if axis else "", getattr(one, mask))
            for one in self.facts(clustering)
        )

    def starts(self, clustering: str) -> Starts:
        """Tell when each kind of provision first started in each household."""
        first: dict[tuple[int, int], int] = {}
        unknown = 0
        places = {kind: at for at, kind in enumerate(self.book.sets["kinds"])}
        for one in self._rows[clustering].provisions:
            if one.from_day is None:
                unknown += 1
                continue
            at = one.household, places[one.kind]
            day = (one.from_day - date(1970, 1, 1)).days
            first[at] = min(day, first.get(at, day))
        ordered = sorted(first)
        return Starts(
            np.array([household for household, _ in ordered], dtype=np.int64),
            np.array([kind for _, kind in ordered], dtype=np.int64),
            np.array([first[at] for at in ordered], dtype=np.int64),
            unknown,
        )

    def seen(self, clustering: str) -> Mapping[tuple[str, str, str], int]:
        """Count households per source, life area and state, as each source sees them."""
        state: dict[tuple[str, int, str], str] = {}
        for one in self._rows[clustering].problems:
            at = one.source, one.household, one.area
            state[at] = "open" if "open" in (one.state, state.get(at)) else "solved"
        return Counter((source, area, found) for (source, _, area), found in state.items())

    def given(self, clustering: str) -> Mapping[tuple[str, str | None, str], int]:
        """Count the provisions that ran in the period, per source, law (None: not known) and kind."""
        return Counter(
            (one.source, one.law, one.kind)
            for one in self._rows[clustering].provisions
            if self.period.overlaps(one.from_day, one.to_day)
        )

    def places(self, clustering: str, axes: Sequence[Axis]) -> Mapping[int, Codes]:
        """Tell where each household with a provision stands; for comparing, never for telling."""
        return {
            one.unit: tuple(axis.place(one, self.book) for axis in axes)
            for one in self.facts(clustering)
            if one.provisions
        }

    def prices(self, clustering: str) -> Mapping[str, int]:
        """Return the middle known cost of a provision of each kind, in eurocents."""
        costs: dict[str, list[int]] = defaultdict(list)
        for one in self._rows[clustering].provisions:
            if one.cost_cents is not None:
                costs[one.kind].append(one.cost_cents)
        return {kind: sorted(known)[(len(known) - 1) // 2] for kind, known in costs.items()}
