# SPDX-License-Identifier: EUPL-1.2
"""What the pages of measurements show: words in the reader's language, and pictures beside tables."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door.access import Access
from voordeur.door.language import language
from voordeur.instruments import picture
from voordeur.instruments.instrument import Instrument
from voordeur.instruments.measurement import Rater
from voordeur.instruments.queries import Compared, Overview, Taken
from voordeur.instruments.queries.catalogue import known, not_in_use
from voordeur.instruments.reading import RaterReading, ValidityState
from voordeur.instruments.trend import Outcome
from voordeur.instruments.words import InstrumentKind, RaterKind, SubjectKind
from voordeur.people.pages import Home
from voordeur.people.queries import Member, members, open_parts

HOUSEHOLD = "huishouden"
_TONES = {
    ValidityState.VALID: "",
    ValidityState.EXPIRES_SOON: "warning",
    ValidityState.EXPIRED: "error",
}


@dataclass(frozen=True, slots=True)
class About:
    """Whom a measurement is about, as its address and its heading say it."""

    key: str
    person_id: int | None
    name: str
    is_me: bool


def subjects(home: Home) -> list[About]:
    """Return whom this reader could measure: the household, and members with a part that is open."""
    open_to = open_parts(home.access)
    mine = home.reader.person_id
    found = [About(HOUSEHOLD, None, _("The household"), False)]
    for one in members(home.access):
        if (
            one.masked
            or one.person_uuid is None
            or not open_to.get(one.person_id, frozenset()) & _OF
        ):
            continue
        name = _("You") if one.person_id == mine else _name(one)
        found.append(About(str(one.person_uuid), one.person_id, name, one.person_id == mine))
    return found


_OF = frozenset({"own", "money", "health", "youth", "justice", "safety"})


def _name(member: Member) -> str:
    return member.called or member.name or _("a member")


@dataclass(frozen=True, slots=True)
class Offer:
    """An instrument that can be taken of a subject by this reader."""

    id: str
    version: str
    title: str
    summary: str


def offers(home: Home, about: About) -> list[Offer]:
    """Return the newest version of each scale that fits this subject and this reader."""
    kind = SubjectKind.HOUSEHOLD if about.person_id is None else SubjectKind.PERSON
    catalogue, idle = known(home.access), not_in_use(home.access)
    resident = home.reader.person_id is not None
    found = []
    for each in catalogue.for_subject(kind, InstrumentKind.SCALE):
        by = {RaterKind.RESIDENT} if resident else set(RaterKind) - {RaterKind.DATA}
        if each is catalogue.latest(each.id) and each.raters & by and each.id not in idle:
            found.append(
                Offer(
                    each.id,
                    each.version,
                    each.title.in_language(language()),
                    each.summary.in_language(language()),
                )
            )
    return found


@dataclass(frozen=True, slots=True)
class Seat:
    """One rater in a comparison: name and the shape of the marks."""

    rater: Rater
    name: str
    shape: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What one rater says of one area, in words; empty when they never touched it."""

    who: str
    level: str
    on: date | None
    state: str
    tone: str
    skipped: str
    skipped_on: date | None


@dataclass(frozen=True, slots=True)
class Row:
    """One area with a cell per rater, its picture, and a question when they differ much."""

    title: str
    cells: tuple[Cell, ...]
    dots: picture.Dots
    question: str


@dataclass(frozen=True, slots=True)
class Step:
    """One point of a line: the day, the level in words and how it reads with what was before."""

    on: date
    level: str
    outcome: str
    tone: str


@dataclass(frozen=True, slots=True)
class Trend:
    """One area of one rater through time."""

    title: str
    who: str
    steps: tuple[Step, ...]
    path: picture.Path
    outcome: str
    tone: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """One instrument, one subject: rows of areas that somebody touched, and the lines."""

    id: str
    version: str
    title: str
    rights: str
    change: str
    about: str
    seats: tuple[Seat, ...]
    rows: tuple[Row, ...]
    untouched: tuple[str, ...]
    trends: tuple[Trend, ...]
    more: bool


def _outcome_tone(outcome: Outcome) -> str:
    if outcome is Outcome.UNKNOWN:
        return ""
    return "ok" if outcome.is_result else "warning"


def _level(instrument: Instrument, value: int) -> str:
    return f"{value} · {instrument.level(value).name.in_language(language())}"


def _cell(instrument: Instrument, seat: Seat, said: RaterReading | None) -> Cell:
    if said is None:
        return Cell(seat.name, "", None, "", "", "", None)
    state = said.validity.state if said.validity else ValidityState.VALID
    return Cell(
        seat.name,
        _level(instrument, said.level) if said.level is not None else "",
        said.rated_on,
        "" if state is ValidityState.VALID else state.label.in_language(language()),
        _TONES[state],
        said.skipped.label.in_language(language()) if said.skipped else "",
        said.skipped_on,
    )


def comparison(found: Compared, names: dict[Rater, str], about: str) -> Comparison:
    """Return what the comparison shows; areas nobody touched are named apart, as no backlog."""
    tool, shown = found.instrument, language()
    seats = tuple(
        Seat(rater, names[rater], picture.SHAPES[place % len(picture.SHAPES)])
        for place, rater in enumerate(found.raters)
    )
    asks = {each.area.id: each.question.in_language(shown) for each in found.questions}
    rows = []
    for reading in found.readings:
        by = {each.rater: each for each in reading.raters}
        if not by:
            continue
        marks = [
            (one.level, place, one.validity is None or one.validity.state is ValidityState.EXPIRED)
            for place, seat in enumerate(seats)
            if (one := by.get(seat.rater)) is not None and one.level is not None
        ]
        rows.append(
            Row(
                reading.area.title.in_language(shown),
                tuple(_cell(tool, seat, by.get(seat.rater)) for seat in seats),
                picture.dots(tool, marks),
                asks.get(reading.area.id, ""),
            )
        )
    return Comparison(
        tool.id,
        tool.version,
        tool.title.in_language(shown),
        (tool.anchor_rights or tool.rights).in_language(shown),
        tool.change.in_language(shown) if tool.change else "",
        about,
        seats,
        tuple(rows),
        tuple(each.area.title.in_language(shown) for each in found.readings if not each.raters),
        _trends(found, seats),
        found.more,
    )


def _trends(found: Compared, seats: tuple[Seat, ...]) -> tuple[Trend, ...]:
    tool, shown = found.instrument, language()
    lines = [line for line in found.lines if len(line.steps) > 1]
    days = [step.point.on for line in lines for step in line.steps]
    place_of = {seat.rater: place for place, seat in enumerate(seats)}
    return tuple(
        Trend(
            line.area.title.in_language(shown),
            seats[place_of[line.rater]].name,
            tuple(
                Step(
                    step.point.on,
                    _level(tool, step.point.level) if step.point.level is not None else "",
                    ""
                    if step.outcome is Outcome.UNKNOWN
                    else step.outcome.label.in_language(shown),
                    _outcome_tone(step.outcome),
                )
                for step in line.steps
            ),
            picture.path(
                tool,
                [(s.point.on, s.point.level) for s in line.steps if s.point.level is not None],
                min(days),
                max(days),
                place_of[line.rater],
            ),
            line.outcome.label.in_language(shown),
            _outcome_tone(line.outcome),
        )
        for line in lines
    )


@dataclass(frozen=True, slots=True)
class TakenLine:
    """One measurement in the list; `mine` can be corrected by this reader."""

    uuid: UUID | None
    title: str
    who: str
    on: date
    areas: str
    mine: bool
    more: bool


@dataclass(frozen=True, slots=True)
class SubjectBlock:
    """One subject on the page: what was measured, what can be, and whether something is masked."""

    key: str
    name: str
    compared: tuple[Comparison, ...]
    taken: tuple[TakenLine, ...]
    offers: tuple[Offer, ...]
    masked: bool


def _line(access: Access, taken: Taken, found: Overview) -> TakenLine | None:
    values = taken.values
    if values is None:
        return None
    tool = known(access).get(values.instrument, values.version)
    return TakenLine(
        taken.uuid,
        tool.title.in_language(language()),
        found.names[values.rater],
        taken.taken_on,
        ", ".join(tool.area(each.area).title.in_language(language()) for each in values.ratings),
        taken.is_mine and taken.uuid is not None,
        taken.more,
    )


def blocks(home: Home, found: Overview) -> list[SubjectBlock]:
    """Return the page by subject: everybody who can be measured or was, the household first."""
    may = home.may("measure.write")
    people = {one.person_id: one for one in subjects(home)}
    measurable = set(people)
    for one in members(home.access, past=True):
        if one.person_id not in people and not one.masked and one.person_uuid:
            people[one.person_id] = About(str(one.person_uuid), one.person_id, _name(one), False)
    by = {each.person_id: each for each in found.subjects}
    result = []
    for about in people.values():
        own = by.get(about.person_id)
        can = tuple(offers(home, about)) if may and about.person_id in measurable else ()
        if own is None and not can:
            continue
        lines = [_line(home.access, each, found) for each in own.taken] if own else []
        result.append(
            SubjectBlock(
                about.key,
                about.name,
                tuple(comparison(each, found.names, about.name) for each in own.compared)
                if own
                else (),
                tuple(line for line in lines if line is not None),
                can,
                any(line is None for line in lines),
            )
        )
    return result
