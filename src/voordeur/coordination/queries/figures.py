# SPDX-License-Identifier: EUPL-1.2
"""What frozen figures are counted from: every case, who helps and how it ended; no names, no words.

For a system reader with the purpose figures. Nothing here leaves as it is: the room `figures`
counts it and keeps counts only.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from voordeur.coordination.models import Case, Closing, ProblemOutcome
from voordeur.coordination.queries.lines import Help, involved
from voordeur.coordination.queries.situation import helpers_of
from voordeur.door.access import Access
from voordeur.history.clock import AMSTERDAM


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """One case in figures: helpers on the day, and the days from the question to the first help."""

    household_id: int
    asked_on: date | None
    is_open: bool
    helpers: int
    days: int | None
    """None: nobody helps yet since the question, or it is not known when it was asked."""


def case_facts(access: Access, day: date) -> list[CaseFacts]:
    """Return every case, open or not, with who helped; two queries."""
    helping: dict[int, list[Help]] = defaultdict(list)
    for row in involved(access, past=True):
        helping[row.household_id].append(row)
    rows = Case.objects.through(access).shown().order_by("pk")
    found = []
    for case in rows.rows("household_id", "asked_at", "closed_at"):
        asked = case.asked_at.astimezone(AMSTERDAM).date() if case.asked_at else None
        around = helping[case.household_id]
        began = min(
            (one.from_date for one in around if asked and one.from_date >= asked), default=None
        )
        found.append(
            CaseFacts(
                household_id=case.household_id,
                asked_on=asked,
                is_open=case.closed_at is None,
                helpers=helpers_of(around, day),
                days=(began - asked).days if began is not None and asked is not None else None,
            )
        )
    return found


def ends_since(access: Access, since: datetime) -> tuple[Counter[str], list[tuple[int, str]]]:
    """Return how cases ended since a moment, by way, and what became of each problem; two queries.

    A problem comes as its household and what became of it.
    """
    ended = Closing.objects.through(access).shown().filter(closed_at__gte=since).order_by("pk")
    ways = {row.id: row.way for row in ended.rows("id", "way")}
    problems = ProblemOutcome.objects.through(access).shown().filter(closing_id__in=list(ways))
    rows = problems.order_by("pk").rows("household_id", "outcome")
    return Counter(ways.values()), [(row.household_id, row.outcome) for row in rows]
