# SPDX-License-Identifier: EUPL-1.2
"""What the pages of cooperation show, put together from the questions; nothing is decided here."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.cooperation.queries import (
    Asked,
    MainLine,
    QuestionLine,
    ScalingLine,
    main_provider,
    main_provider_asked,
    questions,
    questions_asked,
    referrals,
    referrals_asked,
    scalings,
    scalings_asked,
)
from voordeur.cooperation.states import after
from voordeur.cooperation.waiting import WaitingCost
from voordeur.cooperation.words import (
    FORM_WORDS,
    INTAKE_WORDS,
    KIND_NAMES,
    STATE_TONES,
    STATE_WORDS,
    WAIT_WORDS,
    basis_name,
)
from voordeur.coordination.words import law_name
from voordeur.door.access import Access
from voordeur.door.together import ahead
from voordeur.history import clock
from voordeur.people.queries import around_asked, members


@dataclass(frozen=True, slots=True)
class WaitItem:
    """One spell of waiting in words."""

    why: str
    words: str
    since: date
    until: date | None
    look_again: date
    chosen: bool


@dataclass(frozen=True, slots=True)
class AskedItem:
    """One thing that was asked of another party, in words."""

    uuid: UUID
    version: int
    masked: bool
    kind: str
    state: str
    tone: str
    who: str | None
    about: str | None
    what: str | None
    why: str | None
    law: str | None
    basis: str
    said_yes: str
    necessity: str | None
    can_stop: str | None
    answer: str | None
    intake: str
    asked_at: datetime
    settled_at: datetime | None
    waiting: WaitItem | None
    waited: tuple[WaitItem, ...]
    days_waited: int
    days_unmet: int
    cost: WaitingCost | None
    may_price: bool
    verbs: frozenset[str]
    has_account: bool
    organisation_id: int | None
    """For the page of one question, which goes to the same organisation."""


def asked_item(row: Asked, names: dict[int, str], day: date) -> AskedItem:
    """Return one referral in words; a masked one says that something was asked and how it stands."""
    waits = tuple(
        WaitItem(
            str(WAIT_WORDS[line.wait.reason]),
            line.words,
            line.wait.since,
            line.wait.until,
            line.look_again,
            not line.wait.unmet,
        )
        for line in row.waits
    )
    about = names.get(row.person_id, _("a member")) if row.person_id else _("The whole household")
    return AskedItem(
        uuid=row.uuid,
        version=row.version,
        masked=row.masked,
        kind=str(KIND_NAMES[row.kind]),
        state=str(STATE_WORDS[row.state]),
        tone=STATE_TONES[row.state],
        who=row.who,
        about=None if row.masked else about,
        what=row.what,
        why=row.why,
        law=law_name(row.law),
        basis=basis_name(row.basis),
        said_yes=", ".join(names.get(one, _("a member")) for one in row.said_yes),
        necessity=row.necessity,
        can_stop=row.can_stop,
        answer=row.answer,
        intake=str(INTAKE_WORDS[row.intake]) if row.intake else "",
        asked_at=row.asked_at,
        settled_at=row.settled_at,
        waiting=waits[-1] if row.waiting else None,
        waited=waits,
        days_waited=row.days_waited(day),
        days_unmet=row.days_unmet(day),
        cost=row.cost(day),
        may_price=row.compartment != "safety" and bool(row.waits),
        verbs=frozenset(
            verb
            for verb in ("accept", "wait", "withdraw", "start", "finish")
            if after(row.state, verb)
        ),
        has_account=row.account_id is not None,
        organisation_id=row.organisation_id,
    )


@dataclass(frozen=True, slots=True)
class QuestionItem:
    """One question to a partner, in words."""

    line: QuestionLine
    open: bool
    expired: bool


@dataclass(frozen=True, slots=True)
class ScalingItem:
    """One time that help was scaled, in words."""

    line: ScalingLine
    form: str


@dataclass(frozen=True, slots=True)
class CooperationPage:
    """The page 'cooperation'."""

    open: tuple[AskedItem, ...]
    over: tuple[AskedItem, ...]
    questions: tuple[QuestionItem, ...]
    scalings: tuple[ScalingItem, ...]
    main: MainLine | None


def names_of(access: Access) -> dict[int, str]:
    """Return what members are called for this reader; one query."""
    return {one.person_id: one.called for one in members(access, past=True) if one.called}


def page_of(access: Access) -> CooperationPage:
    """Return the page of one household; one query."""
    ahead(
        *around_asked(access),
        referrals_asked(access),
        questions_asked(access),
        scalings_asked(access),
        main_provider_asked(access),
    )
    names, day, now = names_of(access), clock.today(), clock.now()
    found = [(row, asked_item(row, names, day)) for row in referrals(access)]
    running = ("asked", "waiting", "accepted", "started")
    return CooperationPage(
        open=tuple(item for row, item in found if row.state in running),
        over=tuple(item for row, item in found if row.state not in running),
        questions=tuple(
            QuestionItem(
                line,
                line.open_at(now),
                not line.answered_at and not line.withdrawn_at and line.expires_at <= now,
            )
            for line in questions(access)
        ),
        scalings=tuple(
            ScalingItem(line, str(FORM_WORDS[line.form]) if line.form else "")
            for line in scalings(access)
        ),
        main=main_provider(access),
    )
