# SPDX-License-Identifier: EUPL-1.2
"""One rating occasion by one rater, as plain values, and whether it fits its instrument."""

from dataclasses import dataclass
from datetime import date

from voordeur.instruments.errors import NotInInstrumentError
from voordeur.instruments.instrument import Instrument
from voordeur.instruments.words import RaterKind, SkipReason, SubjectKind


@dataclass(frozen=True, slots=True, order=True)
class Rater:
    """Who rated: the kind and an id that is the same every time this rater rates.

    Two professionals are two raters: a new professional starts a new series.
    """

    kind: RaterKind
    id: str


@dataclass(frozen=True, slots=True)
class Rating:
    """What one rater says of one area: a level, or a reason why there is none, never both.

    An untouched area has no Rating at all.
    """

    area: str
    level: int | None = None
    reason: SkipReason | None = None

    def __post_init__(self) -> None:
        if (self.level is None) == (self.reason is None):
            raise ValueError(
                f"area '{self.area}': give a level or a reason why there is none, not both. "
                "Leave an untouched area out."
            )


@dataclass(frozen=True, slots=True)
class Measurement:
    """The ratings of one rater on one day, of one subject, with one version of an instrument."""

    instrument: str
    version: str
    subject: str
    rater: Rater
    taken_on: date
    ratings: tuple[Rating, ...] = ()

    def __post_init__(self) -> None:
        areas = [rating.area for rating in self.ratings]
        if len(areas) != len(set(areas)):
            raise ValueError("an area is rated twice in one measurement. Keep the last one.")

    def rating(self, area: str) -> Rating | None:
        """Return what was said of an area, or None when it was left untouched."""
        return next((rating for rating in self.ratings if rating.area == area), None)


def check_fits(instrument: Instrument, measurement: Measurement, subject: SubjectKind) -> None:
    """Refuse a measurement that its instrument cannot have produced; an empty one is fine.

    Raises NotInInstrumentError for another instrument or version, a subject or rater kind the
    instrument does not allow, or an area or level it does not have.
    """
    if (measurement.instrument, measurement.version) != (instrument.id, instrument.version):
        raise NotInInstrumentError(
            f"taken with {measurement.instrument} {measurement.version}, "
            f"not with {instrument.id} {instrument.version}. Look up the version it names."
        )
    if subject not in instrument.subjects:
        raise NotInInstrumentError(
            f"{instrument.id} cannot be taken of a {subject}. "
            f"It is for: {', '.join(sorted(instrument.subjects))}."
        )
    if measurement.rater.kind not in instrument.raters:
        raise NotInInstrumentError(
            f"a {measurement.rater.kind} cannot rate {instrument.id}. "
            f"Those who can: {', '.join(sorted(instrument.raters))}."
        )
    for rating in measurement.ratings:
        instrument.area(rating.area)
        if rating.level is not None:
            instrument.level(rating.level)
