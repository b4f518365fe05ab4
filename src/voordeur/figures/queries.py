# SPDX-License-Identifier: EUPL-1.2
"""Questions of the figures: what is counted (for the freezing alone) and what was frozen."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from voordeur.cooperation.queries import referrals
from voordeur.cooperation.waiting import REASONS
from voordeur.coordination.ending import Way
from voordeur.coordination.queries.figures import case_facts, ends_since
from voordeur.door.access import Access
from voordeur.factlab.disclosure.published import Published
from voordeur.figures.counting import Euros, Facts, Homes, HouseholdNow, share
from voordeur.figures.models import Release
from voordeur.figures.weeks import Issue
from voordeur.history import clock
from voordeur.history.record import events
from voordeur.instruments.queries.figures import base_layers
from voordeur.instruments.trend import Outcome
from voordeur.instruments.words import LifeArea
from voordeur.partners.laws import laws, payers
from voordeur.plan.queries.figures import with_a_plan
from voordeur.provisions.queries import provisions
from voordeur.provisions.social_map.queries import GROUPS, missed_by

A_YEAR = timedelta(days=365)
UNKNOWN = "unknown"


def facts_now(access: Access) -> Facts:
    """Return what the figures of today are counted from; about ten queries, for a system reader."""
    day = clock.today()
    cases = case_facts(access, day)
    plans, bases = with_a_plan(access), base_layers(access)
    now = {one.household_id: one for one in cases if one.is_open}
    ways, ended = ends_since(access, clock.now() - A_YEAR)
    waits = [
        (one.household_id, one.waiting.wait.reason)
        for one in referrals(access)
        if one.waiting is not None
    ]
    known_payers = (*(code for code in payers() if code != UNKNOWN), UNKNOWN)
    known_laws = (*laws(), UNKNOWN)
    euros = tuple(
        Euros(
            str(line.household_id),
            line.payer if line.payer in known_payers else UNKNOWN,
            line.law if line.law in known_laws else UNKNOWN,
            part.cents,
        )
        for line in provisions(access)
        for part in line.in_year(day.year - 1)
    )
    return Facts(
        households=tuple(
            HouseholdNow(number in plans, one.helpers, bases.get(number, UNKNOWN))
            for number, one in now.items()
        ),
        days=tuple(
            one.days for one in cases if one.asked_on is not None and one.asked_on > day - A_YEAR
        ),
        ways=ways,
        outcomes=Counter(outcome for _household, outcome in ended),
        waits=Counter(reason for _household, reason in waits),
        missed=missed_by("life_area", day),
        missed_for=missed_by("for_whom", day),
        euros=euros,
        year=str(day.year - 1),
        homes={
            "outcomes": Homes.of(ended),
            "waits": Homes.of(waits),
            "known": Homes.of(
                (one.household, "unknown" if one.cents is None else "known") for one in euros
            ),
            "priced": Homes.of((one.household, one.payer) for one in euros),
        },
        codes={
            "way": tuple(Way),
            "outcome": tuple(Outcome),
            "wait": tuple(REASONS),
            "area": tuple(LifeArea),
            "group": GROUPS,
            "payer": known_payers,
            "law": known_laws,
        },
    )


@dataclass(frozen=True, slots=True)
class Touched:
    """Where something happened since a moment: households, and occasions that were in none."""

    households: frozenset[int]
    loose: int

    @property
    def number(self) -> int:
        """Return how many households and occasions together."""
        return len(self.households) + self.loose


def touched_since(prefixes: tuple[str, ...], since: datetime) -> Touched:
    """Return where something happened by the kind of event, for the rule that a table stands until
    enough has changed; two queries a prefix.
    """
    found: set[int] = set()
    loose = 0
    for prefix in prefixes:
        rows = events().filter(kind__startswith=prefix, recorded_at__gt=since)
        inside = rows.exclude(household_id=None).order_by("household_id")
        found.update(pk for pk in inside.values_list("household_id", flat=True).distinct() if pk)
        # The same thing asked again counts for nothing, and moves nothing.
        loose += rows.filter(household_id=None).exclude(facts__counts=False).count()
    return Touched(frozenset(found), loose)


def issues(measure: str, of: str) -> list[Issue]:
    """Return every issue of a measure about one year that was published, the oldest first; one query."""
    found = []
    for row in Release.objects.order_by("week"):
        mine = [
            table
            for table in row.tables
            if (table["measure"], table["since"], table.get("of", "")) == (measure, row.week, of)
        ]
        said = Published.parse(row.record)
        here = {key: one for key, one in said.figures.items() if key[:2] == (measure, row.week)}
        if mine and here:
            sums = tuple(one for one in said.sums if one[0] in here)
            found.append(Issue(here, sums, mine[0].get("moved")))
    return found


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One published figure: its code, its value (None: not shown) and its share of the total."""

    code: str
    value: int | None
    share: int | None


@dataclass(frozen=True, slots=True)
class FigureTable:
    """One published table; `since` is the week from which it stands."""

    code: str
    measure: str
    dimension: str
    since: str
    rows: tuple[FigureRow, ...]
    total: int | None


@dataclass(frozen=True, slots=True)
class Week:
    """What was frozen in one week."""

    week: str
    made_at: datetime
    threshold: int
    tables: tuple[FigureTable, ...]


def _table(row: dict[str, Any]) -> FigureTable:
    total = row["total"]
    return FigureTable(
        code=row["code"],
        measure=row["measure"],
        dimension=row["dimension"],
        since=row["since"],
        rows=tuple(FigureRow(code, value, share(value, total)) for code, value in row["rows"]),
        total=total,
    )


def weeks(limit: int = 60) -> list[str]:
    """Return the weeks with frozen figures, the newest first; one query."""
    return list(Release.objects.order_by("-week").values_list("week", flat=True)[:limit])


def frozen(week: str = "") -> Week | None:
    """Return the figures of a week, or the newest; None when there are none; one query."""
    rows = Release.objects.filter(week=week) if week else Release.objects.order_by("-week")
    row = rows.first()
    if row is None:
        return None
    return Week(row.week, row.made_at, row.threshold, tuple(_table(one) for one in row.tables))
