# SPDX-License-Identifier: EUPL-1.2
"""What stops because of a project, and whether it pays for the new in time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from voordeur.money.models import Stop
from voordeur.money.newforold import Needs, NewForOld, Stops, new_for_old
from voordeur.money.queries.lines import EffortLine

YEARS = 6
"""How far the balance looks: the first year and five after it."""


@dataclass(frozen=True, slots=True)
class StopLine:
    """What stops, where, whose work it is, from when, and who decided it; empty: nobody yet."""

    uuid: UUID
    version: int
    what: str
    institution: str
    work_of: str
    after: str
    pot: str
    stops_on: date
    cents: int | None
    proof: str
    decider: str


def stop_lines(project_id: int) -> list[StopLine]:
    """Return what stops because of a project, the first first; one query."""
    rows = Stop.objects.filter(project_id=project_id, off_on=None).order_by("stops_on", "pk")
    return [
        StopLine(
            row.uuid,
            row.version,
            row.what,
            row.institution,
            row.work_of,
            row.after,
            row.pot,
            row.stops_on,
            row.cents,
            row.proof,
            row.decider,
        )
        for row in rows
    ]


def _from_year(stop: StopLine) -> int:
    """Return the first year in which it frees its whole amount: nothing is counted twice."""
    whole = stop.stops_on.month == 1 and stop.stops_on.day == 1
    return stop.stops_on.year if whole else stop.stops_on.year + 1


def exchange(
    stops: Sequence[StopLine], efforts: Sequence[EffortLine], pots: Sequence[str], first: int
) -> NewForOld | None:
    """Return the balance per pot and year of what was decided to stop; None without any pot.

    What nobody decided yet frees nothing. What would have been spent anyway is not needed anew, and
    something that stops within a year counts from the next, because the rest of the year is unknown.
    """
    decided = [one for one in stops if one.decider]
    new = [one for one in efforts if not one.would_be_spent]
    touched = list(dict.fromkeys([*pots, *(one.pot for one in decided), *(one.pot for one in new)]))
    if not touched:
        return None
    return new_for_old(
        [
            Stops(
                one.what,
                one.institution,
                one.work_of,
                one.after,
                one.pot,
                _from_year(one),
                one.cents,
            )
            for one in decided
        ],
        [Needs(one.pot, one.year, one.cents) for one in new],
        years=range(first, first + YEARS),
        pots=touched,
    )
