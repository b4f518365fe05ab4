# SPDX-License-Identifier: EUPL-1.2
"""What the intake pages show, in words: plain dataclasses for templates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from voordeur.intake import words
from voordeur.intake.queries import SignalLine, SignalPage
from voordeur.partners.queries import colleagues


@dataclass(frozen=True, slots=True)
class Line:
    """A signal in a list, in words."""

    uuid: UUID
    household: UUID
    what: str | None
    who: str
    stage: str
    received_on: date
    due: date | None
    late: str
    tone: str
    more: tuple[str, ...]


def lines(found: Iterable[SignalLine]) -> list[Line]:
    """Put signals into words for a list."""
    shown = []
    for one in found:
        late, tone = words.lateness(one.lateness)
        shown.append(
            Line(
                uuid=one.uuid,
                household=one.household,
                what=one.what,
                who=one.who or "",
                stage=words.called("stage", one.stage),
                received_on=one.received_on,
                due=one.due,
                late=late if one.due else "",
                tone=tone,
                more=tuple(words.more(one.more)),
            )
        )
    return shown


@dataclass(frozen=True, slots=True)
class Try:
    """One attempt in words."""

    at: datetime
    way: str
    result: str
    threshold: str
    next_visit: str
    next_visit_reason: str
    note: str
    follow_up: str
    by: str


@dataclass(frozen=True, slots=True)
class Step:
    """One decision in words."""

    at: datetime
    by: str
    to: str
    outcome: str
    reason: str
    refer_to: str
    look_again_on: date | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A signal with everything about it, in words."""

    signal: SignalPage
    stage: str
    source: str
    basis: str
    life_area: str
    urgency: str
    more: tuple[str, ...]
    may_go: str
    tries: tuple[Try, ...]
    steps: tuple[Step, ...]


def _names(keys: Iterable[str]) -> dict[str, str]:
    """Return the names behind reader keys; one query."""
    accounts = {int(key.split(":")[1]) for key in keys if key.startswith("account:")}
    return {f"account:{row.account_id}": row.name for row in colleagues(account_ids=list(accounts))}


def shown(page: SignalPage) -> Shown:
    """Put a signal into words; one query, for the names of colleagues."""
    names = _names([*(one.by for one in page.attempts), *(d.decided_by for d in page.decisions)])
    return Shown(
        signal=page,
        stage=words.called("stage", page.stage),
        source=words.called("source", page.source),
        basis=words.legal_basis(page.basis),
        life_area=words.life_area(page.life_area),
        urgency=words.said(words.URGENCIES, page.urgency),
        more=tuple(words.more(page.more)),
        may_go=words.said(words.NEXT_VISIT, page.may_go),
        tries=tuple(
            Try(
                at=one.at,
                way=words.called("way", one.way),
                result=words.called("result", one.result),
                threshold=words.called("threshold", one.threshold),
                next_visit=words.said(words.NEXT_VISIT, one.next_visit),
                next_visit_reason=one.next_visit_reason,
                note=one.note,
                follow_up=one.follow_up,
                by=names.get(one.by, ""),
            )
            for one in page.attempts
        ),
        steps=tuple(
            Step(
                at=one.decided_at,
                by=names.get(one.decided_by, ""),
                to=words.called("stage", one.to_stage),
                outcome=words.called("outcome", one.outcome),
                reason=one.reason,
                refer_to=one.refer_to,
                look_again_on=one.look_again_on,
            )
            for one in page.decisions
            if one.from_stage != one.to_stage
        ),
    )
