# SPDX-License-Identifier: EUPL-1.2
"""The measurements of a household as plain values."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from voordeur.door.access import Access
from voordeur.door.matrix import Answer
from voordeur.door.refusal import NoEntry
from voordeur.door.together import Asked, together
from voordeur.instruments.measurement import Measurement as Values
from voordeur.instruments.measurement import Rater, Rating
from voordeur.instruments.models import Measurement
from voordeur.instruments.models import Rating as RatingRow
from voordeur.instruments.words import RaterKind, SkipReason


@dataclass(frozen=True, slots=True)
class Taken:
    """One measurement as this reader may see it; masked: on which day, not what or by whom.

    `values` holds only the ratings that are shown; `more` says that there are areas this reader may
    not read. `uuid` and `version` are there for who may read the measurement itself.
    """

    uuid: UUID | None
    version: int | None
    household_id: int
    person_id: int | None
    taken_on: date
    values: Values | None
    is_mine: bool
    more: bool

    @property
    def masked(self) -> bool:
        """Say whether only the day is shown."""
        return self.values is None


def subject_key(household_id: int, person_id: int | None) -> str:
    """Return the subject of a measurement as the pure sums know it."""
    return f"person:{person_id}" if person_id is not None else f"household:{household_id}"


def _rating(row: Any) -> Rating:
    return Rating(row.area, row.level, SkipReason(row.reason) if row.reason else None)


def _values(rows: list[Any]) -> Values | None:
    """Return the shown ratings of one measurement, or None when none is shown."""
    shown = [row for row in rows if row.seen == Answer.SHOWN]
    if not shown:
        return None
    first = shown[0]
    return Values(
        first.instrument,
        first.instrument_version,
        subject_key(first.household_id, first.person_id),
        Rater(RaterKind(first.rater_kind), first.rater_key),
        first.taken_on,
        tuple(_rating(row) for row in shown),
    )


_RATING = (
    "measurement_id",
    "household_id",
    "person_id",
    "taken_on",
    "instrument",
    "instrument_version",
    "rater_kind",
    "rater_key",
    "area",
    "level",
    "reason",
)


_HEAD = ("id", "uuid", "version", "rater_key", "recorded_by")


def measurements_asked(access: Access, *, person_id: int | None = None) -> list[Asked]:
    """Return the questions of `measurements`."""
    ratings = RatingRow.objects.through(access)
    heads = Measurement.objects.through(access).shown()
    if person_id is not None:
        ratings, heads = ratings.filter(person_id=person_id), heads.filter(person_id=person_id)
    return [
        (ratings.order_by("-taken_on", "-measurement_id", "id"), _RATING),
        (heads.order_by("pk"), _HEAD),
    ]


def measurements(access: Access, *, person_id: int | None = None) -> list[Taken]:
    """Return the measurements this reader may know of, newest first; one query.

    With `person_id` only those of one member. They are built from the ratings: somebody who may
    read only the money of a member gets the measurements with that one area in them.
    """
    grouped: defaultdict[int, list[Any]] = defaultdict(list)
    rows_of_all, heads_of_all = together(*measurements_asked(access, person_id=person_id))
    for row in rows_of_all:
        grouped[row.measurement_id].append(row)
    known = {
        head.id: (head.uuid, head.version, {head.rater_key, head.recorded_by})
        for head in heads_of_all
    }
    mine = set(access.reader.keys)
    found = []
    for pk, rows in grouped.items():
        uuid, version, writers = known.get(pk, (None, None, set()))
        values = _values(rows)
        found.append(
            Taken(
                uuid,
                version,
                rows[0].household_id,
                rows[0].person_id,
                rows[0].taken_on,
                values,
                values is not None and bool(mine & writers),
                any(row.seen != Answer.SHOWN for row in rows),
            )
        )
    return found


def measurement(access: Access, uuid: UUID) -> Taken:
    """Return one measurement that this reader may read; raises NoEntry for any other; two queries."""
    for each in measurements(access):
        if each.uuid == uuid and not each.masked:
            return each
    raise NoEntry("This measurement cannot be opened.", remedy="Ask the case coordinator.")
