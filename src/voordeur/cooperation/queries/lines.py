# SPDX-License-Identifier: EUPL-1.2
"""What was asked of whom, who waits, one-question pages, scaling, the main responsible provider."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from voordeur.cooperation.models import MainProvider, PartnerQuestion, Referral, Scaling
from voordeur.cooperation.waiting import Wait, WaitingCost, days_unmet, waiting_cost
from voordeur.door.access import Access
from voordeur.door.matrix import Answer
from voordeur.door.together import Asked as Question
from voordeur.door.together import answer
from voordeur.history import clock


@dataclass(frozen=True, slots=True)
class WaitLine:
    """One spell of waiting, with the day somebody looks again and what was said of it."""

    wait: Wait
    look_again: date
    words: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that was asked of another party; masked: that something was, not what."""

    id: int
    uuid: UUID
    version: int
    household_id: int
    person_id: int | None
    compartment: str
    masked: bool
    kind: str
    state: str
    asked_at: datetime
    settled_at: datetime | None
    organisation_id: int | None
    organisation: str | None
    professional_id: int | None
    professional: str | None
    account_id: int | None
    law: str | None
    what: str | None
    why: str | None
    basis: str | None
    said_yes: tuple[int, ...]
    channel: str | None
    necessity: str | None
    can_stop: str | None
    asked_by: int | None
    answer: str | None
    intake: str | None
    waits: tuple[WaitLine, ...]
    bridge_year_cents: int | None
    solve_cents: int | None

    @property
    def who(self) -> str | None:
        """Return the professional with the organisation, or the organisation alone."""
        if self.professional and self.organisation:
            return f"{self.professional}, {self.organisation}"
        return self.organisation

    @property
    def waiting(self) -> WaitLine | None:
        """Return the spell of waiting that runs now, if one does."""
        if not self.waits or self.waits[-1].wait.until is not None:
            return None
        return self.waits[-1]

    def days_waited(self, day: date) -> int:
        """Return how many days were waited in all until a day."""
        return sum(line.wait.days(day) for line in self.waits)

    def days_unmet(self, day: date) -> int:
        """Return the days that were waited although nobody chose to."""
        return days_unmet([line.wait for line in self.waits], day)

    def cost(self, day: date) -> WaitingCost | None:
        """Return what the waiting costs so far, None when a price is not known."""
        if self.bridge_year_cents is None or self.solve_cents is None:
            return None
        return waiting_cost(self.bridge_year_cents, self.solve_cents, self.days_waited(day))


def _waits(raw: list[Any] | None) -> tuple[WaitLine, ...]:
    return tuple(
        WaitLine(
            Wait(
                reason,
                date.fromisoformat(since),
                date.fromisoformat(until) if until else None,
            ),
            date.fromisoformat(look),
            words,
        )
        for reason, since, until, look, words in raw or ()
    )


_REFERRAL = (
    "id",
    "uuid",
    "version",
    "household_id",
    "person_id",
    "compartment",
    "kind",
    "state",
    "asked_at",
    "settled_at",
    "organisation_id",
    "organisation__name",
    "professional_id",
    "professional__name",
    "professional__account_id",
    "law",
    "what",
    "why",
    "basis",
    "said_yes",
    "channel",
    "necessity",
    "can_stop",
    "asked_by",
    "answer",
    "intake",
    "waits",
    "bridge_year_cents",
    "solve_cents",
)


def referrals_asked(access: Access) -> Question:
    """Return the question of `referrals`."""
    return Referral.objects.through(access).order_by("-asked_at", "-pk"), _REFERRAL


def referrals(access: Access) -> list[Asked]:
    """Return what was asked of other parties, the newest first; one query."""
    return [
        Asked(
            id=row.id,
            uuid=row.uuid,
            version=row.version,
            household_id=row.household_id,
            person_id=row.person_id,
            compartment=row.compartment,
            masked=row.seen == Answer.MASKED,
            kind=row.kind,
            state=row.state,
            asked_at=row.asked_at,
            settled_at=row.settled_at,
            organisation_id=row.organisation_id,
            organisation=row.organisation__name,
            professional_id=row.professional_id,
            professional=row.professional__name,
            account_id=row.professional__account_id,
            law=row.law,
            what=row.what,
            why=row.why,
            basis=row.basis,
            said_yes=tuple(row.said_yes or ()),
            channel=row.channel,
            necessity=row.necessity,
            can_stop=row.can_stop,
            asked_by=row.asked_by,
            answer=row.answer,
            intake=row.intake,
            waits=_waits(row.waits),
            bridge_year_cents=row.bridge_year_cents,
            solve_cents=row.solve_cents,
        )
        for row in answer(referrals_asked(access))
    ]


@dataclass(frozen=True, slots=True)
class TurnedDown:
    """That a party said no to a household, or sent it on after an intake, and why."""

    household_id: int
    organisation_id: int
    sent_on: bool
    why: str


def turned_down(access: Access) -> list[TurnedDown]:
    """Return who was told no or sent on by which party, in the order of asking; one query."""
    rows = Referral.objects.through(access).filter(state__in=["refused", "sent_on"])
    found = rows.order_by("asked_at", "pk").rows(
        "household_id", "organisation_id", "state", "answer"
    )
    return [
        TurnedDown(row.household_id, row.organisation_id, row.state == "sent_on", row.answer)
        for row in found
        if row.seen != Answer.MASKED
    ]


def waiting_here(found: list[Asked], day: date | None = None) -> list[tuple[Asked, int]]:
    """Return who waits now for which party and how many days nobody chose; no query."""
    day = day or clock.today()
    return [(row, row.days_unmet(day)) for row in found if row.waiting is not None]


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question to a partner without an account; masked: that one was asked."""

    id: int
    uuid: UUID
    person_id: int | None
    compartment: str
    masked: bool
    organisation: str | None
    question: str | None
    referral_id: int | None
    asked_by: int | None
    asked_at: datetime
    expires_at: datetime
    withdrawn_at: datetime | None
    answered_at: datetime | None
    answered_by: str | None
    answer: str | None

    def open_at(self, moment: datetime) -> bool:
        """Say whether the page can still be answered."""
        return not self.answered_at and not self.withdrawn_at and self.expires_at > moment


_QUESTION = (
    "id",
    "uuid",
    "person_id",
    "compartment",
    "organisation__name",
    "question",
    "referral_id",
    "asked_by",
    "asked_at",
    "expires_at",
    "withdrawn_at",
    "answered_at",
    "answered_by",
    "answer",
)


def questions_asked(access: Access) -> Question:
    """Return the question of `questions`."""
    return PartnerQuestion.objects.through(access).order_by("-asked_at", "-pk"), _QUESTION


def questions(access: Access) -> list[QuestionLine]:
    """Return the questions to partners without an account, the newest first; one query."""
    return [
        QuestionLine(
            id=row.id,
            uuid=row.uuid,
            person_id=row.person_id,
            compartment=row.compartment,
            masked=row.seen == Answer.MASKED,
            organisation=row.organisation__name,
            question=row.question,
            referral_id=row.referral_id,
            asked_by=row.asked_by,
            asked_at=row.asked_at,
            expires_at=row.expires_at,
            withdrawn_at=row.withdrawn_at,
            answered_at=row.answered_at,
            answered_by=row.answered_by,
            answer=row.answer,
        )
        for row in answer(questions_asked(access))
    ]


@dataclass(frozen=True, slots=True)
class Page:
    """What the secret of a one-question page leads to: ids and dates, nothing about anybody."""

    id: int
    uuid: UUID
    household_id: int
    organisation_id: int
    expires_at: datetime
    closed: bool


def question_by_secret(token_hash: str) -> Page | None:
    """Return the page a secret leads to, None when there is none; one query."""
    row = (
        PartnerQuestion._plain.filter(token_hash=token_hash)
        .values_list(
            "pk",
            "uuid",
            "household_id",
            "organisation_id",
            "expires_at",
            "answered_at",
            "withdrawn_at",
        )
        .first()
    )
    if row is None:
        return None
    closed = bool(row[5] or row[6]) or row[4] <= clock.now()
    return Page(row[0], row[1], row[2], row[3], row[4], closed)


@dataclass(frozen=True, slots=True)
class ScalingLine:
    """One time that help was scaled; masked: that it was, not how."""

    uuid: UUID
    version: int
    masked: bool
    form: str | None
    on: date
    what: str | None
    why: str | None
    whose: str | None
    over_to: str | None
    look_again: date | None
    how_it_is: str | None
    looked_at: datetime | None


_SCALING = (
    "uuid",
    "version",
    "form",
    "on",
    "what",
    "why",
    "involvement__organisation__name",
    "taken_over_by__organisation__name",
    "look_again",
    "how_it_is",
    "looked_at",
)


def scalings_asked(access: Access) -> Question:
    """Return the question of `scalings`."""
    return Scaling.objects.through(access).order_by("-on", "-pk"), _SCALING


def scalings(access: Access) -> list[ScalingLine]:
    """Return how help was scaled, the newest first; one query."""
    return [
        ScalingLine(
            uuid=row.uuid,
            version=row.version,
            masked=row.seen == Answer.MASKED,
            form=row.form,
            on=row.on,
            what=row.what,
            why=row.why,
            whose=row.involvement__organisation__name,
            over_to=row.taken_over_by__organisation__name,
            look_again=row.look_again,
            how_it_is=row.how_it_is,
            looked_at=row.looked_at,
        )
        for row in answer(scalings_asked(access))
    ]


@dataclass(frozen=True, slots=True)
class MainLine:
    """The provider that answers for the whole of the help now; masked: that there is one."""

    organisation: str | None
    why: str | None
    from_at: datetime


def main_provider_asked(access: Access) -> Question:
    """Return the question of `main_provider`."""
    rows = MainProvider.objects.through(access).filter(until_at=None).order_by("pk")
    return rows, ("organisation__name", "why", "from_at")


def main_provider(access: Access) -> MainLine | None:
    """Return the main responsible provider of a household, None when none was named; one query."""
    found = answer(main_provider_asked(access))
    return MainLine(found[0].organisation__name, found[0].why, found[0].from_at) if found else None
