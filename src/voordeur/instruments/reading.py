# SPDX-License-Identifier: EUPL-1.2
"""Ratings of several raters side by side: what each said, when, and whether it still holds.

Nothing here adds, averages or ranks. Where raters differ much, that is a question to talk about.
"""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from voordeur.instruments.errors import NotComparableError
from voordeur.instruments.instrument import Area, Instrument
from voordeur.instruments.measurement import Measurement, Rater
from voordeur.instruments.words import SkipReason, Text


class ValidityState(StrEnum):
    """Whether a rating still says something about today."""

    VALID = "valid"
    EXPIRES_SOON = "expires_soon"
    EXPIRED = "expired"

    @property
    def label(self) -> Text:
        """The words on the screen."""
        return _VALIDITY_LABELS[self]


_VALIDITY_LABELS = {
    ValidityState.VALID: Text("geldig", "valid"),
    ValidityState.EXPIRES_SOON: Text("verloopt binnenkort", "expires soon"),
    ValidityState.EXPIRED: Text("verlopen", "expired"),
}


@dataclass(frozen=True, slots=True)
class Validity:
    """How long a rating holds: from the day it was taken until, not on, `until`.

    From `warn_from` it expires soon. Both days are None for a guide, which does not expire.
    """

    state: ValidityState
    warn_from: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class RaterReading:
    """What one rater says of one area: the newest level with its day, and a newer skip if any.

    `level` is None when this rater only ever skipped the area; a newer skip does not wipe out
    an older level, both are shown.
    """

    rater: Rater
    level: int | None
    rated_on: date | None
    validity: Validity | None
    skipped: SkipReason | None = None
    skipped_on: date | None = None


@dataclass(frozen=True, slots=True)
class AreaReading:
    """One area with the ratings of all who touched it, in order of rater.

    `difference` is the number of levels between the highest and the lowest that still hold, or
    None with fewer than two of them. It is no score.
    """

    area: Area
    raters: tuple[RaterReading, ...]
    difference: int | None
    is_question: bool


@dataclass(frozen=True, slots=True)
class DifferenceQuestion:
    """An area on which raters look so differently that it is worth a talk."""

    area: Area
    raters: tuple[RaterReading, ...]
    question: Text


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which areas of one measurement have a level, were skipped with a reason, or untouched.

    Untouched is as good as filled: nothing here is a backlog.
    """

    filled: tuple[str, ...]
    skipped: tuple[tuple[str, SkipReason], ...]
    untouched: tuple[str, ...]


def add_months(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of that month if it is shorter.

    >>> add_months(date(2023, 3, 31), 11)
    datetime.date(2024, 2, 29)
    """
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def validity(instrument: Instrument, taken_on: date, on: date) -> Validity:
    """Return whether a rating of `taken_on` still holds on a day; raises ValueError before it."""
    if on < taken_on:
        raise ValueError(f"{on} lies before the measurement of {taken_on}")
    if instrument.validity_months is None or instrument.warn_month is None:
        return Validity(ValidityState.VALID, None, None)
    until = add_months(taken_on, instrument.validity_months)
    warn_from = add_months(taken_on, instrument.warn_month)
    state = ValidityState.VALID
    if on >= until:
        state = ValidityState.EXPIRED
    elif on >= warn_from:
        state = ValidityState.EXPIRES_SOON
    return Validity(state, warn_from, until)


def side_by_side(
    instrument: Instrument, measurements: Iterable[Measurement], on: date
) -> tuple[AreaReading, ...]:
    """Lay what all raters say of one subject side by side, per area, as known on a day.

    Areas nobody touched are there with no raters. Measurements after `on` are left out. Raises
    NotComparableError for another instrument or version, or for more than one subject.
    """
    taken = sorted((each for each in measurements), key=lambda each: each.taken_on)
    _refuse_mixture(instrument, taken)
    seen = [each for each in taken if each.taken_on <= on]
    raters = sorted({each.rater for each in seen})
    readings = []
    for area in instrument.areas:
        of_raters = (_rater_reading(instrument, seen, rater, area.id, on) for rater in raters)
        touched = tuple(reading for reading in of_raters if reading is not None)
        difference = _difference(touched)
        asks = difference is not None and difference >= instrument.asks_from
        readings.append(AreaReading(area, touched, difference, asks))
    return tuple(readings)


def conversation_of_difference(
    readings: Iterable[AreaReading],
) -> tuple[DifferenceQuestion, ...]:
    """Return the areas on which raters differ much, each as an open question, in given order."""
    return tuple(
        DifferenceQuestion(reading.area, holding(reading), _ask(reading.area))
        for reading in readings
        if reading.is_question
    )


def holding(reading: AreaReading) -> tuple[RaterReading, ...]:
    """Return the raters of an area whose level has not expired; those who skipped have none."""
    return tuple(each for each in reading.raters if _holds(each))


def coverage(instrument: Instrument, measurement: Measurement) -> Coverage:
    """Return what one measurement says and leaves open, in the order of the instrument.

    Raises NotComparableError for another instrument or version.
    """
    _refuse_mixture(instrument, [measurement])
    filled: list[str] = []
    skipped: list[tuple[str, SkipReason]] = []
    untouched: list[str] = []
    for area in instrument.areas:
        rating = measurement.rating(area.id)
        if rating is None:
            untouched.append(area.id)
        elif rating.reason is not None:
            skipped.append((area.id, rating.reason))
        else:
            filled.append(area.id)
    return Coverage(tuple(filled), tuple(skipped), tuple(untouched))


def _refuse_mixture(instrument: Instrument, measurements: list[Measurement]) -> None:
    for each in measurements:
        if (each.instrument, each.version) != (instrument.id, instrument.version):
            raise NotComparableError(
                f"{each.instrument} {each.version} cannot stand beside "
                f"{instrument.id} {instrument.version}. Show each version by itself."
            )
    if len({each.subject for each in measurements}) > 1:
        raise NotComparableError("these are of more than one subject. Show each subject by itself.")


def _rater_reading(
    instrument: Instrument, seen: list[Measurement], rater: Rater, area: str, on: date
) -> RaterReading | None:
    """Return what one rater says of one area; None when this rater never touched it."""
    level: int | None = None
    rated_on: date | None = None
    skipped: SkipReason | None = None
    skipped_on: date | None = None
    for measurement in seen:
        rating = measurement.rating(area) if measurement.rater == rater else None
        if rating is None:
            continue
        if rating.level is not None:
            level, rated_on, skipped, skipped_on = rating.level, measurement.taken_on, None, None
        else:
            skipped, skipped_on = rating.reason, measurement.taken_on
    if rated_on is None and skipped_on is None:
        return None
    holds = validity(instrument, rated_on, on) if rated_on is not None else None
    return RaterReading(rater, level, rated_on, holds, skipped, skipped_on)


def _holds(reading: RaterReading) -> bool:
    return reading.validity is not None and reading.validity.state is not ValidityState.EXPIRED


def _difference(readings: tuple[RaterReading, ...]) -> int | None:
    levels = [each.level for each in readings if each.level is not None and _holds(each)]
    return max(levels) - min(levels) if len(levels) >= 2 else None


def _ask(area: Area) -> Text:
    return Text(
        nl=f"Jullie kijken verschillend naar: {area.title.nl}. Wat ziet de een en de ander niet?",
        en=f"You look differently at: {area.title.en}. What does one see and the other not?",
    )
