# SPDX-License-Identifier: EUPL-1.2
"""Short ways to write measurements down in tests."""

from datetime import date

from voordeur.instruments.instrument import Instrument
from voordeur.instruments.measurement import Measurement, Rater, Rating
from voordeur.instruments.trend import Point, Series, SeriesKey, series_of
from voordeur.instruments.words import RaterKind, SkipReason

COACH = Rater(RaterKind.PROFESSIONAL, "coach")
SASKIA = Rater(RaterKind.RESIDENT, "saskia")
NEIGHBOUR = Rater(RaterKind.NETWORK, "neighbour")


def taken(
    on: str,
    rater: Rater = COACH,
    *,
    instrument: str = "self-sufficiency-matrix",
    version: str = "2017",
    subject: str = "saskia",
    **areas: int | SkipReason,
) -> Measurement:
    """A measurement: `taken("2026-03-01", finance=3, housing=SkipReason.NOT_ASKED)`."""
    ratings = tuple(
        Rating(area, reason=said) if isinstance(said, SkipReason) else Rating(area, level=said)
        for area, said in areas.items()
    )
    return Measurement(instrument, version, subject, rater, date.fromisoformat(on), ratings)


def line(*points: tuple[int, int | None], rater: Rater = COACH) -> Series:
    """A series of (day number, level)."""
    key = SeriesKey("saskia", "self-sufficiency-matrix", "2017", "finance", rater)
    start = date(2020, 1, 1).toordinal()
    return Series(key, tuple(Point(date.fromordinal(start + day), level) for day, level in points))


def evenly(*levels: int | None) -> Series:
    """A series with a point every hundred days."""
    return line(*((100 * place, level) for place, level in enumerate(levels)))


def series_from(instrument: Instrument, levels: list[int], rater: Rater = COACH) -> Series:
    """A series on the first area of an instrument, a measurement every first of January."""
    area = instrument.areas[0].id
    measurements = [
        taken(
            f"{2010 + place}-01-01",
            rater,
            instrument=instrument.id,
            version=instrument.version,
            **{area: level},
        )
        for place, level in enumerate(levels)
    ]
    (series,) = series_of(measurements).values()
    return series
