# SPDX-License-Identifier: EUPL-1.2
"""Questions about coercive measures, and what they were at the start and the end of a case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from voordeur.coordination.queries import Help
from voordeur.coordination.queries.situation import helpers_of
from voordeur.door.access import Access
from voordeur.door.matrix import Answer
from voordeur.door.together import Asked, answer
from voordeur.safety.models import Measure, MeasureTurn
from voordeur.safety.picture import Picture, Turn, picture
from voordeur.safety.states import MEASURE_STARTS


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure; masked: that there is one, and since when."""

    id: int
    uuid: UUID
    version: int
    masked: bool
    household_id: int
    person_id: int | None
    compartment: str
    kind: str | None
    state: str | None
    since: date
    turned_on: date | None
    authority: str | None
    due_on: date | None
    plan_offered_on: date | None
    plan_wanted: bool | None


_MEASURE = (
    "id",
    "uuid",
    "version",
    "household_id",
    "person_id",
    "compartment",
    "kind",
    "state",
    "since",
    "turned_on",
    "authority",
    "due_on",
    "plan_offered_on",
    "plan_wanted",
)


def measures_asked(access: Access) -> Asked:
    """Return the question of `measures`."""
    return Measure.objects.through(access).order_by("since", "pk")[:200], _MEASURE


def measures(access: Access) -> list[MeasureLine]:
    """Return the measures this reader may know of, the oldest first; one query."""
    return [
        MeasureLine(
            row.id,
            row.uuid,
            row.version,
            row.seen == Answer.MASKED,
            row.household_id,
            row.person_id,
            row.compartment,
            row.kind,
            row.state,
            row.since,
            row.turned_on,
            row.authority,
            row.due_on,
            row.plan_offered_on,
            row.plan_wanted,
        )
        for row in answer(measures_asked(access))
    ]


def measures_that_run(access: Access) -> list[tuple[int, str]]:
    """Return (household, kind) of every measure that threatens or is in force; one query, no limit.

    For figures over many households; nothing else of a measure is read.
    """
    rows = Measure.objects.through(access).shown().filter(state__in=MEASURE_STARTS)
    return list(rows.order_by("pk").values_list("household_id", "kind"))


@dataclass(frozen=True, slots=True)
class TurnLine:
    """From a day on a measure was in a state, and how that is known."""

    measure_id: int
    state: str
    on: date
    source: str


def turns_asked(access: Access) -> Asked:
    """Return the question of `turns`."""
    rows = MeasureTurn.objects.through(access).shown().order_by("on", "pk")
    return rows, ("measure_id", "state", "on", "source")


def turns(access: Access) -> list[TurnLine]:
    """Return the course of the measures that are shown to this reader, oldest first; one query."""
    return [TurnLine(*row) for _seen, *row in answer(turns_asked(access))]


def picture_of(
    lines: Iterable[MeasureLine],
    course: Iterable[TurnLine],
    helping: Iterable[Help],
    start: date,
    end: date,
) -> Picture:
    """Hold measures and helpers of two days beside each other, as this reader may see them.

    No query. Masked measures are left out of the kinds: a count per kind would tell what they are.
    """
    kinds = {line.id: line.kind for line in lines if line.kind is not None}
    rows = [
        Turn(one.measure_id, kinds[one.measure_id] or "", one.state, one.on)
        for one in course
        if one.measure_id in kinds
    ]
    helping = list(helping)
    helpers: dict[date, int | None] = {day: helpers_of(helping, day) for day in (start, end)}
    return picture(rows, start, end, helpers)
