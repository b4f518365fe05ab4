# SPDX-License-Identifier: EUPL-1.2
"""What the pages of safety show, in words; nothing is decided here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.contact.guide import guide
from voordeur.door.access import Access
from voordeur.door.language import language
from voordeur.door.together import ahead
from voordeur.people.queries import around_asked, members
from voordeur.safety import queries
from voordeur.safety.catalogue import catalogue
from voordeur.safety.closing import steps_open
from voordeur.safety.queries.concerns import AgreementLine, ConcernLine, WarningLine
from voordeur.safety.queries.measures import MeasureLine, TurnLine
from voordeur.safety.words import (
    STATE_TONES,
    doer_words,
    kind_of,
    sentence,
    state_words,
    title,
    urgency_words,
)


@dataclass(frozen=True, slots=True)
class StepItem:
    """One step of the reporting code: what it is, and what was written down for it."""

    title: str
    explain: str
    taken: tuple[tuple[date, str, str, str], ...]
    """Day, words, who decided, and what was decided."""


@dataclass(frozen=True, slots=True)
class AgreementItem:
    """One line of the safety plan in words."""

    uuid: UUID
    what: str
    who: str
    agreed_on: date
    look_on: date | None
    kept: bool | None
    looked_on: date | None
    looked_words: str
    ended: bool


@dataclass(frozen=True, slots=True)
class ConcernItem:
    """One concern in words, with the steps, the safety plan and who acted."""

    uuid: UUID
    masked: bool
    open: bool
    acute: bool
    urgency: str
    who: str
    what: str | None
    seen_by: str | None
    seen_on: date | None
    raised_at: datetime
    raised_by: str | None
    steps: tuple[StepItem, ...]
    steps_left: int
    agreements: tuple[AgreementItem, ...]
    acted: tuple[tuple[date, str, str, str], ...]
    """Day, office, name and what they did."""
    no_agreement: bool
    closed_at: datetime | None
    closed_by: str | None
    closed_why: str
    closed_words: str | None
    taken_over_by: str | None


@dataclass(frozen=True, slots=True)
class WarningItem:
    """One warning for who visits, in words."""

    uuid: UUID
    masked: bool
    advice: str
    why: str | None
    who: str | None
    review_on: date


def names_of(access: Access) -> dict[int, str]:
    """Return what to call members, also those who left; one query."""
    return {one.person_id: one.called for one in members(access, past=True) if one.called}


def _offices() -> Mapping[tuple[str, str], str]:
    english = language() == "en"
    return {
        (ground.id, one.id): one.title.en if english else one.title.nl
        for ground in guide().limits
        for one in ground.authorities
    }


def _steps(line: ConcernLine) -> tuple[StepItem, ...]:
    known = catalogue()
    return tuple(
        StepItem(
            title(step),
            step.explain(language()),
            tuple(
                (
                    one.on,
                    one.words,
                    f"{one.decided_by}, {one.organisation}",
                    sentence(title(known.decisions[one.decision]))
                    if one.decision in known.decisions
                    else "",
                )
                for one in line.weighed
                if one.step == step.id
            ),
        )
        for step in known.steps.values()
    )


def agreement_items(lines: Iterable[AgreementLine]) -> tuple[AgreementItem, ...]:
    """Return lines of the safety plan in words."""
    return tuple(
        AgreementItem(
            uuid=one.uuid,
            what=one.what,
            who=f"{one.who} ({doer_words(one.doer)})",
            agreed_on=one.agreed_on,
            look_on=one.look_on,
            kept=one.kept,
            looked_on=one.looked_on,
            looked_words=one.looked_words,
            ended=one.ended,
        )
        for one in lines
    )


def concern_items(
    lines: Iterable[ConcernLine], names: Mapping[int, str]
) -> tuple[ConcernItem, ...]:
    """Return concerns in words; a masked one says only that there is one."""
    known, offices = catalogue(), _offices()
    return tuple(
        ConcernItem(
            uuid=line.uuid,
            masked=line.masked,
            open=line.open,
            acute=line.urgency == "acute",
            urgency=urgency_words(line.urgency),
            who=names.get(line.person_id, _("a member")),
            what=line.what,
            seen_by=line.seen_by,
            seen_on=line.seen_on,
            raised_at=line.raised_at,
            raised_by=line.raised_by,
            steps=_steps(line),
            steps_left=len(steps_open(known, (one.step for one in line.weighed))),
            agreements=agreement_items(line.plan),
            acted=tuple(
                (one.on, offices.get((one.ground, one.authority), ""), one.acting, one.did)
                for one in line.acted
            ),
            no_agreement=line.open and not line.masked and not line.plan,
            closed_at=line.closed_at,
            closed_by=line.closed_by,
            closed_why=title(known.closings[line.closed_why].item) if line.closed_why else "",
            closed_words=line.closed_words,
            taken_over_by=line.taken_over_by,
        )
        for line in lines
    )


def warning_items(
    lines: Iterable[WarningLine], names: Mapping[int, str]
) -> tuple[WarningItem, ...]:
    """Return warnings in words: what to do for all, why for who may know."""
    known = catalogue().advice
    return tuple(
        WarningItem(
            uuid=line.uuid,
            masked=line.masked,
            advice=title(known[line.advice]) if line.advice in known else line.advice,
            why=line.why,
            who=names.get(line.person_id) if line.person_id and not line.masked else None,
            review_on=line.review_on,
        )
        for line in lines
    )


@dataclass(frozen=True, slots=True)
class SafetyPage:
    """The page 'safety': warnings, open concerns, closed ones. Nothing on it is about money."""

    warnings: tuple[WarningItem, ...]
    open: tuple[ConcernItem, ...]
    closed: tuple[ConcernItem, ...]


def safety_of(access: Access) -> SafetyPage:
    """Return the page of one household; one query."""
    ahead(*around_asked(access), *queries.concerns_asked(access), queries.warnings_asked(access))
    names = names_of(access)
    found = concern_items(queries.concerns(access), names)
    return SafetyPage(
        warnings=warning_items(queries.warnings(access), names),
        open=tuple(one for one in found if one.open),
        closed=tuple(one for one in found if not one.open),
    )


@dataclass(frozen=True, slots=True)
class MeasureItem:
    """One measure in words, for a professional and in plain words for the household."""

    uuid: UUID
    masked: bool
    title: str
    plain: str
    who: str
    state: str
    words: str
    tone: str
    since: date
    turned_on: date | None
    authority: str | None
    decides: str
    law: str
    due_on: date | None
    own_plan: bool
    """Whether the household has a right to a plan of its own before it happens."""
    offered_on: date | None
    wanted: bool | None
    course: tuple[tuple[date, str, str], ...]
    """Day, state in words, and how it is known."""

    @property
    def running(self) -> bool:
        """Say whether it threatens or is in force."""
        return self.masked or self.state in ("threatened", "in_force")


def measure_items(
    lines: Iterable[MeasureLine], course: Iterable[TurnLine], names: Mapping[int, str]
) -> tuple[MeasureItem, ...]:
    """Return measures in words; of a masked one only that there is one, and since when."""
    turned: dict[int, list[tuple[date, str, str]]] = {}
    for one in course:
        turned.setdefault(one.measure_id, []).append((one.on, state_words(one.state), one.source))
    found = []
    for line in lines:
        kind = kind_of(line.kind)
        found.append(
            MeasureItem(
                uuid=line.uuid,
                masked=line.masked,
                title=sentence(title(kind.item)) if kind else "",
                plain=kind.plain(language()) if kind else "",
                who=names.get(line.person_id, _("a member"))
                if line.person_id
                else _("The whole household"),
                state=line.state or "",
                words=state_words(line.state),
                tone=STATE_TONES.get(line.state or "", ""),
                since=line.since,
                turned_on=line.turned_on,
                authority=line.authority,
                decides=kind.decides(language()) if kind else "",
                law=kind.law if kind else "",
                due_on=line.due_on,
                own_plan=bool(kind and kind.own_plan) and line.state == "threatened",
                offered_on=line.plan_offered_on,
                wanted=line.plan_wanted,
                course=tuple(turned.get(line.id, ())),
            )
        )
    return tuple(found)
