# SPDX-License-Identifier: EUPL-1.2
"""What raters say side by side and how each series went; the sums themselves are pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from voordeur.door.access import Access
from voordeur.history import clock
from voordeur.instruments import reading, trend
from voordeur.instruments.instrument import Area, Instrument
from voordeur.instruments.measurement import Measurement, Rater
from voordeur.instruments.queries.catalogue import known
from voordeur.instruments.queries.taken import Taken, measurements
from voordeur.instruments.trend import Outcome, StepReading
from voordeur.instruments.words import RaterKind
from voordeur.partners.queries import staff
from voordeur.people.queries import members, network


@dataclass(frozen=True, slots=True)
class Line:
    """How one rater's view of one area went: every known point, and the outcome of the last step."""

    area: Area
    rater: Rater
    steps: tuple[StepReading, ...]
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Compared:
    """One subject and one version of an instrument: raters side by side, and the lines.

    `more` says that there are ratings this reader may not read; how many is not told.
    """

    instrument: Instrument
    person_id: int | None
    readings: tuple[reading.AreaReading, ...]
    questions: tuple[reading.DifferenceQuestion, ...]
    lines: tuple[Line, ...]
    more: bool

    @property
    def raters(self) -> tuple[Rater, ...]:
        """Everybody who rated at least one area, in a fixed order."""
        return tuple(sorted({each.rater for area in self.readings for each in area.raters}))


def _of(taken: Iterable[Taken], instrument: Instrument, person_id: int | None) -> list[Taken]:
    return [
        each
        for each in taken
        if each.person_id == person_id
        and (
            each.values is None
            or (each.values.instrument, each.values.version) == (instrument.id, instrument.version)
        )
    ]


def _lines(instrument: Instrument, values: Iterable[Measurement]) -> tuple[Line, ...]:
    order = {area.id: place for place, area in enumerate(instrument.areas)}
    lines = [
        Line(
            instrument.area(key.area),
            key.rater,
            trend.step_readings(series, instrument.direction),
            trend.outcome(series, instrument.direction),
        )
        for key, series in trend.series_of(values).items()
    ]
    return tuple(sorted(lines, key=lambda line: (order[line.area.id], line.rater)))


def compare(
    taken: Iterable[Taken], instrument: Instrument, person_id: int | None, on: date
) -> Compared:
    """Lay measurements that were read already side by side; no query."""
    rows = _of(taken, instrument, person_id)
    values = [each.values for each in rows if each.values is not None and each.taken_on <= on]
    readings = reading.side_by_side(instrument, values, on)
    return Compared(
        instrument,
        person_id,
        readings,
        reading.conversation_of_difference(readings),
        _lines(instrument, values),
        any(each.more for each in rows if each.values is not None),
    )


def side_by_side(
    access: Access,
    instrument: str,
    *,
    version: str | None = None,
    person_id: int | None = None,
    on: date | None = None,
) -> Compared:
    """Return what every rater says of one member, or of the household, area by area; two queries.

    Nothing is averaged and no rater weighs more. Without `version` it is the newest; two versions
    are never mixed. Raises UnknownInstrumentError.
    """
    catalogue = known(access)
    chosen = catalogue.get(instrument, version) if version else catalogue.latest(instrument)
    return compare(measurements(access), chosen, person_id, on or clock.today())


def trends(
    access: Access, instrument: str, *, version: str | None = None, person_id: int | None = None
) -> tuple[Line, ...]:
    """Return the line of each area and rater, each read with the direction before it; two queries."""
    return side_by_side(access, instrument, version=version, person_id=person_id).lines


@dataclass(frozen=True, slots=True)
class Subject:
    """What was measured of one member or of the household, newest instrument first."""

    person_id: int | None
    compared: tuple[Compared, ...]
    taken: tuple[Taken, ...]

    @property
    def masked_days(self) -> tuple[date, ...]:
        """The days of measurements of which this reader only knows that they were."""
        return tuple(each.taken_on for each in self.taken if each.masked)


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything this reader may know of the measurements of one household."""

    subjects: tuple[Subject, ...]
    names: dict[Rater, str]


def overview(access: Access) -> Overview:
    """Return all measurements of a household by subject, the household first; at most six queries."""
    taken, today = measurements(access), clock.today()
    subjects = []
    for person_id in sorted(
        {each.person_id for each in taken}, key=lambda pk: (pk is not None, pk)
    ):
        own = tuple(each for each in taken if each.person_id == person_id)
        versions = dict.fromkeys(
            (each.values.instrument, each.values.version) for each in own if each.values is not None
        )
        subjects.append(
            Subject(
                person_id,
                tuple(
                    compare(own, known(access).get(*version), person_id, today)
                    for version in versions
                ),
                own,
            )
        )
    raters = {each.values.rater for each in taken if each.values is not None}
    return Overview(tuple(subjects), rater_names(access, raters))


def rater_names(access: Access, raters: Iterable[Rater]) -> dict[Rater, str]:
    """Return what to call each rater, as far as this reader may know; at most four queries."""
    raters = set(raters)
    if not raters:
        return {}
    accounts = [int(each.id.partition(":")[2]) for each in raters if each.id.startswith("account:")]
    called = {
        f"account:{each.account_id}": each.name for each in staff(access, account_ids=accounts)
    }
    if any(each.kind is RaterKind.RESIDENT for each in raters):
        called |= {
            f"person:{each.person_id}": each.called or ""
            for each in members(access, past=True)
            if not each.masked
        }
    if any(each.kind is RaterKind.NETWORK for each in raters):
        called |= {f"network:{each.id}": each.first_name for each in network(access)}
    unnamed = {
        RaterKind.PROFESSIONAL: _("a professional"),
        RaterKind.RESIDENT: _("a member"),
        RaterKind.HOUSEHOLD: _("the household together"),
        RaterKind.NETWORK: _("somebody close by"),
        RaterKind.DATA: _("another source"),
    }
    return {each: called.get(each.id) or unnamed[each.kind] for each in sorted(raters)}
