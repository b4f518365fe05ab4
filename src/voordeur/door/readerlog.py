# SPDX-License-Identifier: EUPL-1.2
"""Supervision: what one reader opened in a period. Households are codes until one is needed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from voordeur.door.access import Access, open_log
from voordeur.door.deed import Deed, action
from voordeur.door.inspection import SHORTEST_REASON
from voordeur.door.matrix import Purpose
from voordeur.door.models import AccessRecord, Account
from voordeur.door.reader import Reader
from voordeur.door.refusal import NoEntry, Refusal
from voordeur.history import clock

LONGEST = timedelta(days=92)
PAGE = 100
SYSTEM = ("system", 1)


@dataclass(frozen=True, slots=True)
class Looked:
    """An open look into what one reader opened."""

    access: Access
    reader: str
    name: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """One time that the reader opened something; `households` are codes, the same for the same one."""

    uuid: UUID
    at: datetime
    relations: tuple[str, ...]
    purpose: str
    basis: str
    activity: str
    reason: str
    outcome: str
    households: tuple[str, ...]


@action("log.inspect", household=False)
def start_reader_log(deed: Deed, *, email: str, since: date, until: date, reason: str) -> Account:
    """Look into what one account opened in at most three months; that it was done is on record."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refusal(_("Write the reason in a full sentence."), "reason")
    if until < since:
        raise Refusal(_("The end lies before the start."), "until")
    if until - since > LONGEST:
        raise Refusal(_("Choose at most three months."), "until")
    account = Account.objects.filter(email__iexact=email.strip()).first()
    if account is None:
        raise Refusal(_("There is no account with this address."), "email")
    deed.happened(
        "door.reader_inspected",
        {"account": account.pk, "since": since, "until": until},
        stream=SYSTEM,
        about=(None, "name"),
    )
    return account


def look_into(reader: Reader, *, email: str, since: date, until: date, reason: str) -> Looked:
    """Start a look into what an account opened; written in the log with its reason."""
    account = start_reader_log(reader, email=email, since=since, until=until, reason=reason)
    access = open_log(reader, activity="door.reader_log", reason=reason.strip()[:300])
    return Looked(
        access,
        f"account:{account.pk}",
        account.name,
        clock.midnight(since),
        clock.midnight(until + timedelta(days=1)),
    )


def code_of(access: Access, household_id: int) -> str:
    """Return the code under which one supervisor sees a household, which leads nowhere else."""
    text = f"{access.reader.key}|{household_id}"
    return salted_hmac("door.readerlog", text, algorithm="sha256").hexdigest()[:8].upper()


def opened_by(looked: Looked, *, before: UUID | None = None) -> list[Opened]:
    """Return what was opened, newest first, refused tries too, keyset-paged; at most two queries.

    A household opened by itself and one of a list are both in it, each as a code.
    """
    if looked.access.purpose is not Purpose.SUPERVISION:
        raise NoEntry(_("The whole access log is read for supervision only."))
    rows = AccessRecord.objects.filter(
        reader=looked.reader, at__gte=looked.since, at__lt=looked.until
    )
    if before is not None:
        last = rows.filter(uuid=before).values_list("at", "pk").first()
        if last is None:
            raise NoEntry(_("This page of the access log is not here."))
        rows = rows.filter(Q(at__lt=last[0]) | Q(at=last[0], pk__lt=last[1]))
    return [
        Opened(
            uuid=row.uuid,
            at=row.at,
            relations=tuple(name for name in row.relations.split(",") if name),
            purpose=row.purpose,
            basis=row.basis,
            activity=row.activity,
            reason=row.reason,
            outcome=row.outcome,
            households=tuple(
                dict.fromkeys(code_of(looked.access, number) for number in _households(row))
            ),
        )
        for row in rows.order_by("-at", "-pk")[:PAGE]
    ]


def _households(row: AccessRecord) -> list[int]:
    return [row.household_id] if row.household_id is not None else list(row.households)


def household_behind(access: Access, record: UUID, code: str) -> int:
    """Return the household behind a code of one record; raises NoEntry when it is not in it."""
    row = AccessRecord.objects.filter(uuid=record).first()
    for number in _households(row) if row is not None else ():
        if code_of(access, number) == code:
            return number
    raise NoEntry(_("This is not in the log."))
