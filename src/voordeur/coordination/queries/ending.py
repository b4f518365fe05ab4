# SPDX-License-Identifier: EUPL-1.2
"""Questions about the end of a case: how it ended, what became of problems, how it went later."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from voordeur.coordination.ending import Holds, Lanes, Way, lanes
from voordeur.coordination.models import Aftercare, Closing, ProblemOutcome
from voordeur.door.access import Access
from voordeur.door.masking import GuardedQuerySet
from voordeur.history.record import events
from voordeur.instruments.trend import Outcome

FEWEST = 5
"""Below this number of ended cases no split is shown: it would point at households."""


@dataclass(frozen=True, slots=True)
class ClosingLine:
    """One end of the case; `open_again` when the case was opened again after it."""

    id: int
    version: int
    way: Way
    words: str
    call_name: str
    call_phone: str
    asker: str
    asker_account: int | None
    closed_at: datetime
    reopened_at: datetime | None
    reopened_why: str
    relapse: bool | None


def closings_asked(access: Access) -> GuardedQuerySet[Closing]:
    """Return the question of `closings`."""
    return Closing.objects.through(access).shown().select_related("asker").order_by("-pk")


def closings(access: Access) -> list[ClosingLine]:
    """Return the ends of the case that this reader may read, the newest first; one query."""
    return [
        ClosingLine(
            row.pk,
            row.version,
            Way(row.way),
            row.words,
            row.call_name,
            row.call_phone,
            row.asker.name,
            row.asker.account_id,
            row.closed_at,
            row.reopened_at,
            row.reopened_why,
            row.relapse,
        )
        for row in closings_asked(access)
    ]


def closing_now(access: Access) -> ClosingLine | None:
    """Return the end that holds: None while the case is open or was never closed; one query."""
    return next((one for one in closings(access) if one.reopened_at is None), None)


def problem_outcomes(access: Access, closing_id: int) -> dict[int, Outcome]:
    """Return what became of each problem, by its id; a problem that is not there is unknown; one query."""
    rows = ProblemOutcome.objects.through(access).shown().filter(closing_id=closing_id)
    return {row.problem: Outcome(row.outcome) for row in rows.order_by("pk")}


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What one member said months later; `person_id` None: nobody could be reached."""

    id: int
    months: int
    person_id: int | None
    holds: Holds
    text: str
    said_at: datetime


def answers(access: Access, closing_id: int) -> list[AnswerLine]:
    """Return what was said after an end, as far as this reader may read it; one query."""
    rows = Aftercare.objects.through(access).shown().filter(closing_id=closing_id)
    return [
        AnswerLine(row.pk, row.months, row.person_id, Holds(row.holds), row.text, row.said_at)
        for row in rows.order_by("pk")
    ]


def ended_lanes(team_ids: Iterable[int], since: datetime) -> Lanes | None:
    """Return how the cases of these teams ended since a moment; None below five cases.

    It comes from the history and opens no file: it counts cases, by team and never by name.
    """
    wanted = set(team_ids)
    found = events().filter(kind="coordination.case_closed", occurred_at__gte=since)
    ways = [
        Way(facts["way"])
        for facts in found.order_by("pk").values_list("facts", flat=True)
        if facts["team"] in wanted
    ]
    return lanes(ways) if len(ways) >= FEWEST else None
