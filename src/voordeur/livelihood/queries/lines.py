# SPDX-License-Identifier: EUPL-1.2
"""The month, the debts and the managers, as one reader may know of them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from voordeur.door.access import Access
from voordeur.door.matrix import Answer
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


def pieces(access: Access) -> list[PieceLine]:
    """Return what comes in and goes out today, in the order of writing; one query."""
    day = clock.today()
    found = (
        MonthPiece.objects.through(access)
        .filter(Q(until=None) | Q(until__gt=day), from_date__lte=day)
        .order_by("pk")
        .rows("id", "uuid", "version", "person_id", "piece", "label", "amount", "per", "from_date")
    )
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
        for row in found
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


def debts(access: Access) -> list[DebtLine]:
    """Return debts in the order of writing, settled ones too; one query."""
    found = (
        Debt.objects.through(access)
        .order_by("pk")[:200]
        .rows(
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
    )
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
        for row in found
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


def managers(access: Access) -> list[ManagerLine]:
    """Return who manages the money now; one query."""
    found = (
        MoneyManager.objects.through(access)
        .filter(until=None)
        .order_by("pk")
        .rows("id", "person_id", "manager", "who", "from_date")
    )
    return [
        ManagerLine(
            row.id,
            row.seen == Answer.MASKED,
            row.person_id,
            row.manager,
            row.who,
            row.from_date,
        )
        for row in found
    ]
