# SPDX-License-Identifier: EUPL-1.2
"""What the page 'who helps' and the panels show, put together from the questions; nothing decided."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from voordeur.coordination.movement import WayToHelp
from voordeur.coordination.queries import (
    ClaimLine,
    CoverLine,
    Help,
    Holder,
    MarkLine,
    Situation,
    cases,
    cases_asked,
    claimed_and_marked_asked,
    claims,
    covers,
    covers_asked,
    helpers_over_time,
    holders,
    holders_asked,
    involved,
    involved_asked,
    last_moves,
    marks,
    situation_of,
    way_to_help_of,
)
from voordeur.coordination.queries.situation import NOTHING
from voordeur.coordination.stuck import HelperCount
from voordeur.coordination.words import fault_words, law_name, layer_name, stuck_words
from voordeur.door.access import Access
from voordeur.door.together import ahead
from voordeur.history import clock
from voordeur.partners.queries import organisations
from voordeur.people.queries import around_asked, members


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of coordination: who holds it, who was asked."""

    code: str
    title: str
    explain: str
    holder: Holder | None
    asked: tuple[Holder, ...]
    missing: bool
    """True when nobody holds it and somebody should."""


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One party that helps, in words; masked: only that somebody does, and since when."""

    id: int
    masked: bool
    who: str | None
    phone: str | None
    task: str | None
    law: str | None
    about: str | None
    from_date: date
    until: date | None
    over: bool
    why_in: str | None
    why_out: str | None
    can_stop: str | None
    knows: str | None
    unaware: bool
    marks: tuple[tuple[str, str, str], ...]
    """Tone, words and reason of each mark of stacking."""


@dataclass(frozen=True, slots=True)
class Coordination:
    """The page 'who helps'."""

    team_open_since: datetime | None
    layers: tuple[Layer, ...]
    claimed: tuple[ClaimLine, ...]
    situation: Situation | None
    stuck: tuple[str, ...]
    faults: tuple[str, ...]
    now: tuple[HelpLine, ...]
    before: tuple[HelpLine, ...]
    counts: tuple[HelperCount, ...]
    way: WayToHelp | None
    cover: CoverLine | None
    """Who stands in for the case coordinator now."""


def layers_of(holding: list[Holder], situation: Situation | None) -> tuple[Layer, ...]:
    """Return the three layers; the first is the household's and has no holder."""
    needed = situation is not None
    stuck = bool(situation and situation.stuck)
    explains = {
        "case": _("Keeps all help in this household together."),
        "process": _("Gets organisations to do their part; needed when a case is stuck."),
    }
    found = [
        Layer(
            "self",
            layer_name("self"),
            _("Goal, order and pace are the household's. Nobody holds this for them."),
            None,
            (),
            False,
        )
    ]
    for code, explain in explains.items():
        rows = [row for row in holding if row.layer == code]
        holder = next((row for row in rows if row.state == "appointed"), None)
        asked = tuple(row for row in rows if row.state == "proposed")
        missing = holder is None and (needed if code == "case" else stuck)
        found.append(Layer(code, layer_name(code), explain, holder, asked, missing))
    return tuple(found)


def _knows(row: Help) -> str | None:
    if row.masked:
        return None
    return {True: _("yes"), False: _("no"), None: _("not known")}[row.member_knows]


def _marks_of(
    row: Help, marked: list[MarkLine], named: dict[int, str]
) -> tuple[tuple[str, str, str], ...]:
    found = []
    for one in marked:
        if row.id not in (one.involvement_id, one.other_id) or one.mark is None:
            continue
        meant = one.mark == "intended"
        words = _("Intended") if meant else _("Unintended")
        if one.other_id is not None:
            other = one.other_id if one.involvement_id == row.id else one.involvement_id
            words = _("%(mark)s, with %(other)s") % {
                "mark": words,
                "other": named.get(other or 0, _("another")),
            }
        found.append(("ok" if meant else "warning", words, one.why or ""))
    return tuple(found)


def help_lines(
    helping: list[Help], marked: list[MarkLine], names: dict[int, str], today: date
) -> list[HelpLine]:
    """Return parties that help in words, with the marks the reader may see."""
    named = {row.id: row.who or "" for row in helping if not row.masked}
    return [
        HelpLine(
            id=row.id,
            masked=row.masked,
            who=row.who,
            phone=row.phone or None,
            task=row.task,
            law=law_name(row.law),
            about=None
            if row.masked
            else names.get(row.person_id, _("a member"))
            if row.person_id
            else _("The whole household"),
            from_date=row.from_date,
            until=row.until,
            over=row.until is not None and row.until <= today,
            why_in=row.why_in or None,
            why_out=row.why_out or None,
            can_stop=row.can_stop or None,
            knows=_knows(row),
            unaware=row.member_knows is False,
            marks=_marks_of(row, marked, named),
        )
        for row in helping
    ]


def coordination_of(access: Access) -> Coordination:
    """Return the page of one household; a constant number of queries."""
    today = clock.today()
    ahead(
        cases_asked(access),
        holders_asked(access),
        *claimed_and_marked_asked(access),
        involved_asked(access, past=True),
        *around_asked(access),
        covers_asked(access),
    )
    case = next(iter(cases(access)), None)
    holding, claimed = holders(access), claims(access)
    helping = involved(access, past=True)
    names = {row.person_id: row.called for row in members(access, past=True) if row.called}
    situation = None
    if case is not None:
        moves = last_moves(access).get(case.household_id, NOTHING)
        situation = situation_of(case.opened_at, holding, claimed, helping, moves, today)
    way = None
    if case is not None and case.asked_at is not None:
        places = {place.id: place.name for place in organisations()}
        way = way_to_help_of(access, case.asked_at, helping, places)
    lines = help_lines(helping, marks(access), names, today)
    return Coordination(
        team_open_since=case.opened_at if case else None,
        layers=layers_of(holding, situation),
        claimed=tuple(claimed),
        situation=situation,
        stuck=tuple(stuck_words(one) for one in situation.stuck) if situation else (),
        faults=tuple(fault_words(one) for one in situation.faults) if situation else (),
        now=tuple(line for line in lines if not line.over and line.from_date <= today),
        before=tuple(line for line in lines if line.over or line.from_date > today),
        counts=helpers_over_time(helping),
        way=way,
        cover=next(iter(covers(access)), None),
    )
