# SPDX-License-Identifier: EUPL-1.2
"""Questions of the resident's own pages; all take an Access, and texts are opened here only."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from voordeur.coordination.queries import (
    cases,
    cases_asked,
    holders,
    holders_asked,
    involved,
    involved_asked,
)
from voordeur.door.access import Access
from voordeur.door.refusal import Refusal
from voordeur.door.together import Asked, ahead, answer
from voordeur.history import clock
from voordeur.history.clock import AMSTERDAM
from voordeur.partners.queries import Colleague, colleagues, teams
from voordeur.people.queries import members
from voordeur.resident.models import OwnNote, Told
from voordeur.resident.sealing import Opener

CORRECTION_DAYS = 14
"""Within the month that the AVG (articles 12 and 16) gives for an answer."""
LONGEST_PUT_OFF = 3
"""Months after the question in which it is decided on, put off or not (AVG, article 12)."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note on the page only the member sees; `text` is empty when nobody can read it any more."""

    uuid: UUID
    version: int
    text: str
    written_at: datetime
    changed_at: datetime | None


def notes(access: Access, person_id: int) -> list[Note]:
    """Return the member's own notes, the newest first; at most two queries."""
    rows = OwnNote.objects.through(access).shown().filter(person_id=person_id)
    opener = Opener()
    return [
        Note(
            row.uuid,
            row.version,
            opener.open(row, row.sealed).get("text", ""),
            row.written_at,
            row.changed_at,
        )
        for row in rows.order_by("-pk")
    ]


@dataclass(frozen=True, slots=True)
class ToldLine:
    """What a member told to one reader, with the reader's answer; texts are empty when forgotten."""

    uuid: UUID
    version: int
    household_id: int
    person_id: int
    kind: str
    who: str
    text: str
    reach: str
    never: str
    to: str
    told_at: datetime
    how: str
    answer: str
    answered_at: datetime | None
    taken_back_at: datetime | None
    decision: str = ""
    answer_by: date | None = None
    """The day before which a wish to correct the record is decided on; None for anything else."""
    put_off: bool = False
    """Whether that day is a later one than the first, and `put_off_why` the reason."""
    put_off_why: str = ""

    @property
    def late(self) -> bool:
        """Say whether the decision should have been there by now."""
        return self.open and self.answer_by is not None and self.answer_by < clock.today()

    @property
    def open(self) -> bool:
        """Say whether an answer is still asked for."""
        return self.answered_at is None and self.taken_back_at is None

    @property
    def can_take_back(self) -> bool:
        """Say whether the member can take it back now."""
        return self.taken_back_at is None and (self.kind == "line" or self.answered_at is not None)


def answer_by(told_at: datetime) -> date:
    """Return before which day a wish to correct the record is decided on."""
    return (told_at + timedelta(days=CORRECTION_DAYS)).astimezone(AMSTERDAM).date()


def last_put_off(told_at: datetime) -> date:
    """Return the last day to which deciding can be put off: three months after the question."""
    day = told_at.astimezone(AMSTERDAM).date()
    month = day.month - 1 + LONGEST_PUT_OFF
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _told(rows: Iterable[Any], names: dict[str, str]) -> list[ToldLine]:
    opener, found = Opener(), []
    for row in rows:
        body = opener.open(row, row.sealed)
        found.append(
            ToldLine(
                uuid=row.uuid,
                version=row.version,
                household_id=row.household_id,
                person_id=row.person_id,
                kind=row.kind,
                who=body.get("who", ""),
                text=body.get("text", ""),
                reach=body.get("reach", ""),
                never=body.get("never", ""),
                to=names.get(row.told_to, ""),
                told_at=row.told_at,
                how=row.how,
                answer=opener.open(row, row.answer_sealed, part="answer").get("text", ""),
                answered_at=row.answered_at,
                taken_back_at=row.taken_back_at,
                decision=row.decision,
                answer_by=(row.put_off_until or answer_by(row.told_at))
                if row.kind == "correction"
                else None,
                put_off=row.put_off_until is not None,
                put_off_why=opener.open(row, row.put_off_sealed, part="put_off").get("text", ""),
            )
        )
    return found


def told_asked(access: Access, person_id: int, *kinds: str) -> Asked:
    """Return the question of `told_by`."""
    rows = Told.objects.through(access).shown().filter(person_id=person_id, kind__in=kinds)
    return rows.order_by("-pk")


def told_by(access: Access, person_id: int, *kinds: str) -> list[ToldLine]:
    """Return what this member told, of these kinds, the newest first; at most four queries."""
    found = answer(told_asked(access, person_id, *kinds))
    return _told(found, reader_names({row.told_to for row in found}))


def told_to(
    access: Access, keys: Iterable[str], *, household_id: int | None = None, limit: int = 100
) -> list[ToldLine]:
    """Return what was told to a reader with these keys, what waits first; of all households or one."""
    rows = Told.objects.through(access).shown().filter(told_to__in=list(keys), taken_back_at=None)
    if household_id is not None:
        rows = rows.filter(household_id=household_id)
    found = sorted(rows.order_by("-pk")[:limit], key=lambda row: row.answered_at is not None)
    return _told(found, {})


def reader_names(keys: Iterable[str]) -> dict[str, str]:
    """Return what to call readers on a page: a colleague with organisation, or a team."""
    wanted = set(keys)
    accounts = sorted(int(key.removeprefix("account:")) for key in wanted if key[:8] == "account:")
    names = {
        f"account:{one.account_id}": f"{one.name} ({one.organisation})"
        for one in (colleagues(account_ids=accounts) if accounts else [])
    }
    led = {key for key in wanted if key.partition(":")[0] in {"lead", "team", "triage"}}
    if led:
        lines = {str(team.id): team.name for team in teams()}
        names |= {key: lines.get(key.partition(":")[2], "") for key in sorted(led)}
    return names


@dataclass(frozen=True, slots=True)
class Pickable:
    """A professional whom a member can tell something: somebody who helps, or of the same team."""

    professional_id: int
    key: str
    name: str
    function: str
    organisation: str
    phone: str
    helps: bool


def pickable(access: Access) -> list[Pickable]:
    """Return whom a member can tell something, those who help first; at most three queries.

    Only professionals with an account: others can be called, but not told here. The team of the
    case is on the list too, for who would rather not tell it to somebody who comes at home.
    """
    ahead(holders_asked(access), involved_asked(access), cases_asked(access))
    helping = {
        *(row.professional_id for row in holders(access) if row.state == "appointed"),
        *(row.professional_id for row in involved(access)),
    } - {None}
    team_ids = sorted({case.team_id for case in cases(access)})
    known: dict[int, Colleague] = {}
    ids = sorted(number for number in helping if number is not None)
    if ids:
        known |= {one.id: one for one in colleagues(ids=ids, with_account=True)}
    if team_ids:
        known |= {one.id: one for one in colleagues(team_ids=team_ids, with_account=True)}
    found = [
        Pickable(
            professional_id=one.id,
            key=f"account:{one.account_id}",
            name=one.name,
            function=one.function,
            organisation=one.organisation,
            phone=one.phone,
            helps=one.id in helping,
        )
        for one in known.values()
    ]
    return sorted(found, key=lambda one: (not one.helps, one.name, one.professional_id))


def coordinator_key(access: Access) -> str:
    """Return the reader key of the case coordinator, or of the team lead while there is none."""
    for row in holders(access):
        if row.layer == "case" and row.state == "appointed" and row.account_id is not None:
            return f"account:{row.account_id}"
    for case in cases(access):
        return f"lead:{case.team_id}"
    raise Refusal(_("Nobody keeps your record yet."), remedy=_("Call the municipality."))


def called(access: Access, person_id: int) -> str:
    """Return what a member is called, for the head of what the member tells."""
    for one in members(access, past=True):
        if one.person_id == person_id:
            return one.called or ""
    return ""


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """One wish to correct a record, for supervision: when, how it stands, and of whom nothing."""

    told_at: datetime
    answer_by: date
    answered_at: datetime | None
    decision: str
    how: str
    put_off: bool

    @property
    def late(self) -> bool:
        """Say whether it was decided on too late, or is still open after its day."""
        day = (self.answered_at or clock.now()).astimezone(AMSTERDAM).date()
        return day > self.answer_by


def corrections(access: Access, *, limit: int = 100) -> list[CorrectionLine]:
    """Return wishes to correct records, open ones first, without text or name; one query.

    For the system reader of supervision: who asked and what about is not for who supervises.
    """
    rows = Told.objects.through(access).shown().filter(kind="correction")
    found = rows.order_by(F("answered_at").desc(nulls_first=True), "told_at", "pk")[:limit]
    return [
        CorrectionLine(
            row.told_at,
            row.put_off_until or answer_by(row.told_at),
            row.answered_at,
            row.decision,
            row.how,
            row.put_off_until is not None,
        )
        for row in found
    ]
