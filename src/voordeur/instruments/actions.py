# SPDX-License-Identifier: EUPL-1.2
"""Verbs of instruments: taking a measurement and correcting one's own. No area is ever needed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from voordeur.door import voice
from voordeur.door.deed import Conflict, Deed, action
from voordeur.door.refusal import Refusal
from voordeur.history import clock
from voordeur.history.record import Private
from voordeur.instruments import measurement as sums
from voordeur.instruments.catalogue import read_instrument
from voordeur.instruments.errors import (
    InstrumentError,
    NotInInstrumentError,
    UnknownInstrumentError,
)
from voordeur.instruments.instrument import Instrument
from voordeur.instruments.models import CatalogueEntry, Measurement, Rating
from voordeur.instruments.parts import HOUSEHOLD, MEMBER, part_of
from voordeur.instruments.queries.catalogue import known, not_in_use
from voordeur.instruments.reading import validity
from voordeur.instruments.words import InstrumentKind, RaterKind, SubjectKind
from voordeur.people.queries import members
from voordeur.terms.book import close_terms, open_term

CHOOSABLE = ("youth", "private")
"""Where a rater can keep the ordinary areas of a member instead of in the own part."""

_KEYS = {
    RaterKind.PROFESSIONAL: "account",
    RaterKind.RESIDENT: "person",
    RaterKind.HOUSEHOLD: "household",
    RaterKind.NETWORK: "network",
    RaterKind.DATA: "data",
}


def _rater(deed: Deed, kind: RaterKind | None, key: str) -> sums.Rater:
    """Return who rates: by default whoever is signed in; a member never speaks for another."""
    reader = deed.reader
    system = "system" in reader.roles
    mine = next((each for each in reader.keys if each.startswith("person:")), "")
    if mine:
        if kind is RaterKind.HOUSEHOLD:
            return sums.Rater(kind, f"household:{deed.household_id}")
        if kind not in (None, RaterKind.RESIDENT) or key not in ("", mine):
            raise Refusal(_("You give your own view; others give theirs."), "rater")
        return sums.Rater(RaterKind.RESIDENT, mine)
    kind = kind or RaterKind.PROFESSIONAL
    if kind is RaterKind.HOUSEHOLD:
        return sums.Rater(kind, f"household:{deed.household_id}")
    if kind is RaterKind.PROFESSIONAL and not system:
        if key not in ("", reader.key):
            raise Refusal(_("You give your own view; others give theirs."), "rater")
        return sums.Rater(kind, reader.key)
    if kind is RaterKind.DATA and not system:
        raise Refusal(_("Only an import brings in figures from another source."), "rater")
    if key.partition(":")[0] != _KEYS[kind] or not key.partition(":")[2].isdigit():
        raise Refusal(_("Say whose view this is."), "rater")
    if kind is RaterKind.RESIDENT and not system:
        _member(deed, int(key.partition(":")[2]), "rater")
    return sums.Rater(kind, key)


def _member(deed: Deed, person_id: int, where: str) -> None:
    known = {each.person_id for each in members(deed.inside, past=True) if not each.masked}
    if person_id not in known:
        raise Refusal(_("This member is not in the household."), where)


def _instrument(name: str, version: str) -> Instrument:
    try:
        found = known().get(name, version)
    except UnknownInstrumentError as error:
        raise Refusal(_("This instrument does not exist."), "instrument") from error
    if found.kind is not InstrumentKind.SCALE:
        raise Refusal(
            _("This is a guide for a talk: there is nothing to measure with it."), "instrument"
        )
    return found


def _about(person_id: int | None) -> Q:
    return Q(person__isnull=True) if person_id is None else Q(person_id=person_id)


def _checked(
    instrument: Instrument,
    person_id: int | None,
    rater: sums.Rater,
    taken_on: date,
    ratings: Iterable[sums.Rating],
) -> tuple[sums.Rating, ...]:
    """Return the ratings after checking that this instrument can have produced them."""
    ratings = tuple(ratings)
    if not ratings:
        raise Refusal(
            _("Nothing was filled in."),
            "areas",
            _("Choose at least one area, or leave this page: nothing has to be measured."),
        )
    if taken_on > clock.today():
        raise Refusal(_("A measurement cannot lie in the future."), "taken_on")
    subject = SubjectKind.HOUSEHOLD if person_id is None else SubjectKind.PERSON
    try:
        whole = sums.Measurement(
            instrument.id, instrument.version, str(person_id), rater, taken_on, ratings
        )
        sums.check_fits(instrument, whole, subject)
    except NotInInstrumentError as error:
        raise Refusal(
            _("This does not fit the instrument."),
            "areas",
            _("Use its own areas and levels, for whom and by whom it is meant."),
        ) from error
    except ValueError as error:
        raise Refusal(_("An area is filled in twice."), "areas") from error
    return ratings


def _parts(
    instrument: Instrument, person_id: int | None, compartment: str, areas: Iterable[str]
) -> dict[str, str]:
    """Return the compartment of each area."""
    return {
        area: part_of(
            instrument.area(area),
            is_person=person_id is not None,
            fallback=compartment if compartment in CHOOSABLE else "",
        )
        for area in areas
    }


def _write(
    row: Measurement, parts: Mapping[str, str], ratings: Iterable[sums.Rating]
) -> dict[str, dict[str, object]]:
    """Write the ratings of a measurement; return them by compartment, for the events."""
    said: dict[str, dict[str, object]] = defaultdict(dict)
    for each in ratings:
        part = parts[each.area]
        reason = each.reason.value if each.reason is not None else ""
        Rating(
            household_id=row.household_id,
            person_id=row.person_id,
            compartment=part,
            measurement=row,
            instrument=row.instrument,
            instrument_version=row.instrument_version,
            rater_kind=row.rater_kind,
            rater_key=row.rater_key,
            taken_on=row.taken_on,
            area=each.area,
            level=each.level,
            reason=reason,
        ).save(force_insert=True)
        said[part][each.area] = each.level if each.level is not None else reason
    return said


def _tell(
    deed: Deed, kind: str, row: Measurement, parts: Mapping[str, Mapping[str, object]]
) -> None:
    """Leave one event per compartment, so that who may not see the score does not see that either."""
    subject = f"person:{row.person_id}" if row.person_id else f"household:{row.household_id}"
    for part in sorted(parts):
        deed.happened(
            kind,
            {"measurement": row.pk, "instrument": row.instrument, "rater": row.rater_kind},
            Private(subject, part, dict(parts[part])),
        )


def _closed() -> Refusal:
    return Refusal(
        _("Some of these areas are in a part of the file that is not open to you."),
        "areas",
        _("Leave them out, ask the member to fill them in, or ask the member to share them."),
    )


def _shelf(parts: Iterable[str], person_id: int | None) -> str:
    """Return the compartment of the measurement itself: the ordinary one, when any area is in it."""
    present = sorted(set(parts))
    ordinary = HOUSEHOLD if person_id is None else MEMBER
    return ordinary if ordinary in present else present[0]


def _seen_by_its_writer(deed: Deed, row: Measurement, parts: Iterable[str]) -> None:
    """Refuse to write what the writer may not read: one rates only what one is let in to."""
    rows = Rating.objects.through(deed.inside).shown().filter(measurement=row)
    shown = set(rows.values_list("compartment", flat=True))
    if not set(parts) <= shown:
        raise _closed()


def _ask_again(deed: Deed, row: Measurement, instrument: Instrument, has_level: bool) -> None:
    """Open the rater's term for the month before it expires; a newer measurement closes the older."""
    earlier = (
        Measurement._plain.filter(
            _about(row.person_id),
            household_id=row.household_id,
            instrument=row.instrument,
            rater_key=row.rater_key,
        )
        .exclude(pk=row.pk)
        .order_by("pk")
    )
    for pk in earlier.values_list("pk", flat=True):
        close_terms(deed, subject=f"measurement:{pk}", kind="measurement_expires")
    if has_level and row.rater_key.startswith("account:"):
        open_term(
            deed,
            kind="measurement_expires",
            owner=row.rater_key,
            subject=f"measurement:{row.pk}",
            due=validity(instrument, row.taken_on, row.taken_on).warn_from,
            person_id=row.person_id,
            compartment=row.compartment,
        )


def _spoken(deed: Deed, rater: sums.Rater, how: str | None) -> None:
    """Keep how the view of a member or of the household came in; others give theirs themselves."""
    if rater.kind is RaterKind.RESIDENT:
        voice.said(deed, int(rater.id.partition(":")[2]), how)
    elif rater.kind is RaterKind.HOUSEHOLD:
        voice.said(deed, deed.reader.person_id, how)


@action("measure.write")
def take_measurement(
    deed: Deed,
    *,
    household_id: int,
    instrument: str,
    instrument_version: str,
    ratings: Iterable[sums.Rating],
    person_id: int | None = None,
    rater: RaterKind | None = None,
    rater_key: str = "",
    taken_on: date | None = None,
    compartment: str = "",
    ask_again: bool = True,
    how: str | None = None,
) -> Measurement:
    """Record what one rater sees of a member, or of the household when `person_id` is None.

    Any areas will do, one is enough; an area without a level has a reason, the others are left out.
    Without `rater` it is the view of whoever is signed in; a professional can write down the view of
    a member (`person:9`), of the household together or of somebody of its own people (`network:4`).
    One rater, one instrument, one day: a second time is a correction. With `ask_again` a
    professional is reminded a month before the levels expire.
    """
    chosen = _instrument(instrument, instrument_version)
    if person_id is not None:
        _member(deed, person_id, "person")
    if compartment not in ("", *CHOOSABLE) or (compartment and person_id is None):
        raise Refusal(_("A measurement cannot be kept in this part of the file."), "compartment")
    who = _rater(deed, rater, rater_key)
    _spoken(deed, who, how)
    day = taken_on or clock.today()
    said = _checked(chosen, person_id, who, day, ratings)
    parts = _parts(chosen, person_id, compartment, (each.area for each in said))
    row = Measurement(
        household_id=household_id,
        person_id=person_id,
        compartment=_shelf(parts.values(), person_id),
        instrument=chosen.id,
        instrument_version=chosen.version,
        rater_kind=who.kind.value,
        rater_key=who.id,
        taken_on=day,
        recorded_by=deed.reader.key,
        recorded_at=deed.now,
    )
    same_day = Measurement._plain.filter(
        _about(person_id),
        household_id=household_id,
        instrument=row.instrument,
        instrument_version=row.instrument_version,
        rater_key=row.rater_key,
        taken_on=day,
    )
    if same_day.exists():
        raise Refusal(
            _("This rater was asked with this instrument on this day already."),
            "taken_on",
            _("Correct that measurement, or choose another day."),
        )
    row.save(force_insert=True)
    written = _write(row, parts, said)
    _seen_by_its_writer(deed, row, written)
    _tell(deed, "instruments.measured", row, written)
    if ask_again:
        _ask_again(deed, row, chosen, any(each.level is not None for each in said))
    return row


@action("measure.write")
def correct_measurement(
    deed: Deed,
    *,
    household_id: int,
    measurement: UUID,
    expected_version: int,
    ratings: Iterable[sums.Rating],
    how: str | None = None,
) -> Measurement:
    """Replace what a measurement says; only its rater or who wrote it down can, and the day stays.

    Areas this reader may not see stay as they are. What was said before stays in the history.
    """
    rows = Measurement.objects.through(deed.inside).shown()
    row = rows.filter(uuid=measurement).first()
    if row is None:
        raise Refusal(_("This measurement is not in the file."), "measurement")
    reader = deed.reader
    mine = {row.rater_key, row.recorded_by} & set(reader.keys)
    if not mine and "system" not in reader.roles:
        raise Refusal(
            _("This is the view of somebody else."),
            "measurement",
            _("Take a measurement yourself: both stand side by side."),
        )
    chosen = _instrument(row.instrument, row.instrument_version)
    rater = sums.Rater(RaterKind(row.rater_kind), row.rater_key)
    _spoken(deed, rater, how)
    said = _checked(chosen, row.person_id, rater, row.taken_on, ratings)
    before = Rating.objects.through(deed.inside).shown().filter(measurement=row)
    was: dict[str, dict[str, object]] = defaultdict(dict)
    for each in before.order_by("pk"):
        was[each.compartment][each.area] = each.level if each.level is not None else each.reason
    after: dict[str, object] = {
        each.area: each.level if each.level is not None else str(each.reason) for each in said
    }
    if row.version != expected_version:
        theirs = {area: level for part in was.values() for area, level in part.items()}
        raise Conflict(
            _("Somebody else changed this while you were writing."), mine=after, theirs=theirs
        )
    parts = _parts(chosen, row.person_id, row.compartment, (each.area for each in said))
    shown = list(before.values_list("pk", flat=True))
    if Rating._plain.filter(measurement=row, area__in=parts).exclude(pk__in=shown).exists():
        raise _closed()
    Rating._plain.filter(pk__in=shown).delete()
    written = _write(row, parts, said)
    _seen_by_its_writer(deed, row, written)
    changes = {
        part: {"before": dict(was.get(part, {})), "after": dict(written.get(part, {}))}
        for part in {*was, *written}
        if was.get(part) != written.get(part)
    }
    if not changes:
        raise Refusal(_("Nothing was changed."), "areas")
    row.version += 1
    row.save(update_fields=["version"])
    _tell(deed, "instruments.corrected", row, changes)
    return row


@action("set.up", household=False)
def add_instrument(deed: Deed, *, text: str, file: str) -> Instrument:
    """Add an instrument of the municipality's own from a TOML text; a new version is a new text.

    Raises Refusal with the key, the problem and what to do. A version that exists is never
    redefined: what was measured with it would change its meaning.
    """
    try:
        made = read_instrument(text, file)
    except InstrumentError as fault:
        raise Refusal(str(fault), "file") from fault
    if any((each.id, each.version) == (made.id, made.version) for each in known().instruments):
        raise Refusal(
            _("This version of this instrument exists already."),
            "file",
            _("Give it another version."),
        )
    CatalogueEntry.objects.create(instrument=made.id, instrument_version=made.version, text=text)
    deed.happened(
        "instruments.catalogue_added",
        {"instrument": made.id, "version": made.version},
        stream=("system", 1),
        about=(None, "name"),
    )
    return made


@action("set.up", household=False)
def use_instrument(deed: Deed, *, instrument: str, in_use: bool) -> None:
    """Offer an instrument for measuring, or no longer; what was measured stays where it is."""
    try:
        version = known().latest(instrument).version
    except UnknownInstrumentError as error:
        raise Refusal(_("This instrument does not exist."), "instrument") from error
    if (instrument not in not_in_use()) == in_use:
        raise Refusal(_("Nothing was changed."))
    rows = CatalogueEntry.objects.filter(instrument=instrument)
    if rows.exists():
        rows.update(in_use=in_use)
    else:
        CatalogueEntry.objects.create(
            instrument=instrument, instrument_version=version, in_use=in_use
        )
    deed.happened(
        "instruments.catalogue_used",
        {"instrument": instrument, "in_use": in_use},
        stream=("system", 1),
        about=(None, "name"),
    )
