# SPDX-License-Identifier: EUPL-1.2
"""A conversation held with a guide: words where there are words, and everything may stay empty.

Also when self-direction is limited, for how long and in which situation, and who may act at once.
Nothing here computes what help someone gets.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from voordeur.instruments.errors import NotInInstrumentError
from voordeur.instruments.instrument import Area, Authority, Instrument, LimitGround, Part
from voordeur.instruments.words import PartKind, Text


class ResultState(StrEnum):
    """Where a result of the checklist stands; no state means: not talked about."""

    MET = "met"
    OPEN = "open"

    @property
    def label(self) -> Text:
        """The words on the screen."""
        return _RESULT_LABELS[self]


_RESULT_LABELS = {
    ResultState.MET: Text("is er", "in place"),
    ResultState.OPEN: Text("nog open", "still open"),
}


@dataclass(frozen=True, slots=True)
class Note:
    """What was said on one area of a guide. `met_by` says what puts a result in place."""

    area: str
    words: str = ""
    state: ResultState | None = None
    met_by: str = ""

    def __post_init__(self) -> None:
        if not self.words.strip() and self.state is None:
            raise ValueError(f"area '{self.area}': an empty note. Leave it out.")
        if self.met_by and self.state is not ResultState.MET:
            raise ValueError(f"area '{self.area}': only a result that is met is met by something.")


@dataclass(frozen=True, slots=True)
class Line:
    """One area of a guide with its note, or None where nothing was said."""

    area: Area
    note: Note | None


@dataclass(frozen=True, slots=True)
class Chapter:
    """One part of a guide with its lines in order."""

    part: Part
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """For this situation, from this day, the household does not decide alone, and why.

    Half-open days; `until` None means: until someone ends it. Outside the described situation
    self-direction is untouched. On an immediate ground `authority` (id in the guide) and
    `acting` (the named person or office that has the power now) are both there.
    """

    ground: str
    situation: str
    reason: str
    since: date
    until: date | None = None
    authority: str | None = None
    acting: str = ""

    def __post_init__(self) -> None:
        if not self.situation.strip() or not self.reason.strip():
            raise ValueError("a limit to self-direction needs the situation and the reason.")
        if self.until is not None and self.until <= self.since:
            raise ValueError("a limit to self-direction ends after it starts.")

    def holds_on(self, day: date) -> bool:
        """Tell whether the limit holds on a day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class InterventionPath:
    """What to do on a ground, in order, and who has the power; `first` says: before all else."""

    ground: LimitGround
    first: bool
    steps: tuple[Text, ...]
    authorities: tuple[Authority, ...]


@dataclass(frozen=True, slots=True)
class SelfDirection:
    """Who decides on a day: the household, except in the situations of the limits that hold."""

    limits: tuple[Limit, ...]

    @property
    def is_with_household_in_all(self) -> bool:
        """True when no limit holds, which is how it starts."""
        return not self.limits


def overview(guide: Instrument, notes: Iterable[Note]) -> tuple[Chapter, ...]:
    """Return the whole guide with the notes in their places; no notes at all is fine.

    Raises NotInInstrumentError for an area the guide does not have, for two notes on one area,
    for a note on an aid, and for a state on what is not a checklist.
    """
    placed: dict[str, Note] = {}
    for note in notes:
        _check_note(guide, note)
        if note.area in placed:
            raise NotInInstrumentError(f"area '{note.area}' has two notes. Put the words together.")
        placed[note.area] = note
    return tuple(
        Chapter(
            part,
            tuple(Line(area, placed.get(area.id)) for area in guide.areas if area.part == part.id),
        )
        for part in guide.parts
    )


def results_in_state(
    guide: Instrument, notes: Iterable[Note], state: ResultState | None
) -> tuple[Line, ...]:
    """Return the results of the checklist in a state; None asks for those not talked about."""
    return tuple(
        line
        for chapter in overview(guide, notes)
        if chapter.part.kind is PartKind.CHECKLIST
        for line in chapter.lines
        if (line.note.state if line.note is not None else None) is state
    )


def check_limit(guide: Instrument, limit: Limit) -> None:
    """Refuse a limit on an unknown ground, or an immediate one without a named authority.

    Raises NotInInstrumentError.
    """
    ground = guide.limit(limit.ground)
    known = [authority.id for authority in ground.authorities]
    if limit.authority is not None and limit.authority not in known:
        raise NotInInstrumentError(
            f"'{limit.authority}' has no power on '{ground.id}'. Those who do: {', '.join(known)}."
        )
    if ground.immediate and (limit.authority is None or not limit.acting.strip()):
        raise NotInInstrumentError(
            f"'{ground.id}' needs who acts now. Give the authority ({', '.join(known)}) "
            "and the name or office of who has the power today."
        )


def intervention_path(guide: Instrument, ground_id: str) -> InterventionPath:
    """Return what to do on a ground. An immediate one comes first: nothing is tried before it.

    Raises NotInInstrumentError for an unknown ground.
    """
    ground = guide.limit(ground_id)
    return InterventionPath(ground, ground.immediate, ground.steps, ground.authorities)


def self_direction_on(limits: Iterable[Limit], day: date) -> SelfDirection:
    """Return which limits hold on a day; with none, the household decides in everything."""
    return SelfDirection(tuple(limit for limit in limits if limit.holds_on(day)))


def _check_note(guide: Instrument, note: Note) -> None:
    area = guide.area(note.area)
    if area.part is None:
        raise NotInInstrumentError(
            f"{guide.id} is not a guide. Take a measurement with it instead."
        )
    kind = guide.part(area.part).kind
    if kind is PartKind.AID:
        raise NotInInstrumentError(f"'{area.id}' is an aid to read. Nothing is recorded on it.")
    if note.state is not None and kind is not PartKind.CHECKLIST:
        raise NotInInstrumentError(f"'{area.id}' takes words only: it is not on the checklist.")
