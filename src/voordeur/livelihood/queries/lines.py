# SPDX-License-Identifier: EUPL-1.2
"""The month, the debts and the managers, as one reader may know of them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from voordeur.door.access import Access
from voordeur.door.matrix import Answer
from voordeur.door.together import Asked, answer
from voordeur.history import clock
from voordeur.livelihood.models import Debt, MoneyManager, MonthPiece


@dataclass(frozen=True, slots=True)
class PieceLine:
    """One piece of the month; masked: that there is one."""

    id: int
    uuid: UUID
    version: int
    masked: bool
    person_id: int | None
    piece: str | None
    label: str | None
    amount: int | None
    per: str | None
    from_date: date | None


_PIECE = ("id", "uuid", "version", "person_id", "piece", "label", "amount", "per", "from_date")


def pieces_asked(access: Access) -> Asked:
    """Return the question of `pieces`."""
    day = clock.today()
    rows = MonthPiece.objects.through(access)
    now = rows.filter(Q(until=None) | Q(until__gt=day), from_date__lte=day)
    return now.order_by("pk"), _PIECE


def pieces(access: Access) -> list[PieceLine]:
    """Return what comes in and goes out today, in the order of writing; one query."""
    return [
        PieceLine(
            row.id,
            row.uuid,
            row.version,
            row.seen == Answer.MASKED,
            row.person_id,
            row.piece,
            row.label,
            row.amount,
            row.per,
            row.from_date,
        )
        for row in answer(pieces_asked(access))
    ]


@dataclass(frozen=True, slots=True)
class DebtLine:
    """One debt; masked: that there is one. `amount` None and not masked: nobody knows."""

    id: int
    uuid: UUID
    version: int
    masked: bool
    person_id: int | None
    creditor: str | None
    creditor_name: str | None
    amount: int | None
    state: str | None
    since: date | None
    turned_on: date | None
    route: str | None
    threat: str | None
    threat_on: date | None


_DEBT = (
    "id",
    "uuid",
    "version",
    "person_id",
    "creditor",
    "creditor_name",
    "amount",
    "state",
    "since",
    "turned_on",
    "route",
    "threat",
    "threat_on",
)


def debts_asked(access: Access) -> Asked:
    """Return the question of `debts`."""
    return Debt.objects.through(access).order_by("pk")[:200], _DEBT


def debts(access: Access) -> list[DebtLine]:
    """Return debts in the order of writing, settled ones too; one query."""
    return [
        DebtLine(
            row.id,
            row.uuid,
            row.version,
            row.seen == Answer.MASKED,
            row.person_id,
            row.creditor,
            row.creditor_name,
            row.amount,
            row.state,
            row.since,
            row.turned_on,
            row.route or None,
            row.threat or None,
            row.threat_on,
        )
        for row in answer(debts_asked(access))
    ]


@dataclass(frozen=True, slots=True)
class ManagerLine:
    """Who manages the money of a member, or of all together; masked: that it was said."""

    id: int
    masked: bool
    person_id: int | None
    manager: str | None
    who: str | None
    from_date: date | None


_MANAGER = ("id", "person_id", "manager", "who", "from_date")


def managers_asked(access: Access) -> Asked:
    """Return the question of `managers`."""
    return MoneyManager.objects.through(access).filter(until=None).order_by("pk"), _MANAGER


def managers(access: Access) -> list[ManagerLine]:
    """Return who manages the money now; one query."""
    return [
        ManagerLine(
            row.id,
            row.seen == Answer.MASKED,
            row.person_id,
            row.manager,
            row.who,
            row.from_date,
        )
        for row in answer(managers_asked(access))
    ]


def money_asked(access: Access) -> list[Asked]:
    """Return the questions of the month, the debts and who manages the money."""
    return [pieces_asked(access), debts_asked(access), managers_asked(access)]
