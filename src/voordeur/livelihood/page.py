# SPDX-License-Identifier: EUPL-1.2
"""The month and the debts in words, for the page of the professional and that of the household."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door.access import Access
from voordeur.door.language import language
from voordeur.door.together import ahead
from voordeur.ledger.eurocents import KnownSum, known_sum
from voordeur.ledger.words import amount
from voordeur.livelihood import queries
from voordeur.livelihood.catalogue import catalogue
from voordeur.livelihood.month import Month, Piece, month, per_month
from voordeur.livelihood.queries import DebtLine, ManagerLine, PieceLine
from voordeur.livelihood.words import (
    STATE_TONES,
    name_of,
    per_words,
    sentence,
    state_words,
    threat_words,
)
from voordeur.people.queries import around_asked, members


@dataclass(frozen=True, slots=True)
class PieceItem:
    """One piece of the month in words."""

    uuid: UUID
    side: str
    title: str
    whose: str
    amount: str
    """As it was written down, with per what."""
    monthly: str
    known: bool


@dataclass(frozen=True, slots=True)
class MonthItem:
    """The month in words: each side with its sum, what is left and what is missing."""

    sides: tuple[tuple[str, str, str, int, tuple[PieceItem, ...]], ...]
    """Code, title, sum in words, how many amounts are unknown, and the pieces."""
    left: str | None
    """What is left after fixed costs; None when it cannot be known."""
    negative: bool
    short: str | None
    """What is missing to live on; None when nothing is missing or it cannot be known."""
    anything: bool


@dataclass(frozen=True, slots=True)
class DebtItem:
    """One debt in words."""

    uuid: UUID
    masked: bool
    to: str
    whose: str
    amount: str
    state: str
    words: str
    tone: str
    since: date | None
    turned_on: date | None
    route: str
    route_explain: str
    route_law: str
    threat: str
    threat_on: date | None
    can_threaten: bool

    @property
    def settled(self) -> bool:
        """Say whether nothing is owed any more."""
        return self.state == "settled"


@dataclass(frozen=True, slots=True)
class ManagerItem:
    """Who manages the money, in words."""

    masked: bool
    whose: str
    title: str
    who: str
    since: date | None
    law: str


@dataclass(frozen=True, slots=True)
class MoneyPage:
    """Money at home; `hidden` says that something is there that is not for this reader."""

    month: MonthItem
    managers: tuple[ManagerItem, ...]
    debts: tuple[DebtItem, ...]
    settled: tuple[DebtItem, ...]
    owed: str
    """What is owed together in words, at least, when an amount is unknown."""
    unknown: int
    hidden: bool


def _whose(person_id: int | None, names: Mapping[int, str]) -> str:
    if person_id is None:
        return _("of everyone together")
    return names.get(person_id, _("of a member"))


def piece_items(lines: Iterable[PieceLine], names: Mapping[int, str]) -> tuple[PieceItem, ...]:
    """Return the pieces that are shown, in words."""
    known = catalogue().pieces
    return tuple(
        PieceItem(
            uuid=line.uuid,
            side=known[line.piece or ""].side,
            title=sentence(line.label or name_of(known, line.piece)),
            whose=_whose(line.person_id, names),
            amount=f"{amount(line.amount)} {per_words(line.per)}"
            if line.amount is not None
            else amount(None),
            monthly=amount(per_month(line.amount, line.per or "month")),
            known=line.amount is not None,
        )
        for line in lines
        if line.piece in known
    )


def month_of(lines: Iterable[PieceLine]) -> Month:
    """Return the month from the pieces that are shown to the reader."""
    known = catalogue().pieces
    return month(
        Piece(known[line.piece or ""].side, line.amount, line.per or "month")
        for line in lines
        if line.piece in known
    )


def month_item(lines: Iterable[PieceLine], names: Mapping[int, str]) -> MonthItem:
    """Return the picture of the month in words; unknown stays unknown."""
    rows = list(lines)
    found, items = month_of(rows), piece_items(rows, names)
    titles = {"in": _("Comes in"), "fixed": _("Fixed costs"), "living": _("Set aside to live on")}
    sums: dict[str, KnownSum] = {
        "in": found.coming_in,
        "fixed": found.fixed,
        "living": found.living,
    }
    return MonthItem(
        sides=tuple(
            (
                side,
                titles[side],
                sums[side].text(language()) if sums[side] != KnownSum() else _("unknown"),
                sums[side].unknown,
                tuple(item for item in items if item.side == side),
            )
            for side in titles
        ),
        left=None if found.left is None else amount(found.left),
        negative=found.left is not None and found.left < 0,
        short=amount(found.short) if found.short else None,
        anything=bool(items),
    )


def debt_items(lines: Iterable[DebtLine], names: Mapping[int, str]) -> tuple[DebtItem, ...]:
    """Return debts in words; of a masked one only that there is one."""
    known = catalogue()
    found = []
    for line in lines:
        route = known.routes.get(line.route or "")
        creditor = known.creditors.get(line.creditor or "")
        found.append(
            DebtItem(
                uuid=line.uuid,
                masked=line.masked,
                to=line.creditor_name or sentence(name_of(known.creditors, line.creditor)),
                whose="" if line.masked else _whose(line.person_id, names),
                amount="" if line.masked else amount(line.amount),
                state=line.state or "",
                words=state_words(line.state),
                tone=STATE_TONES.get(line.state or "", ""),
                since=line.since,
                turned_on=line.turned_on,
                route=sentence(route.text(language())) if route else "",
                route_explain=route.explain(language()) if route else "",
                route_law=route.law if route else "",
                threat=threat_words(line.threat),
                threat_on=line.threat_on,
                can_threaten=bool(creditor and creditor.threat),
            )
        )
    return tuple(found)


def manager_items(
    lines: Iterable[ManagerLine], names: Mapping[int, str]
) -> tuple[ManagerItem, ...]:
    """Return who manages the money, in words."""
    known = catalogue().managers
    return tuple(
        ManagerItem(
            masked=line.masked,
            whose="" if line.masked else _whose(line.person_id, names),
            title=name_of(known, line.manager),
            who=line.who or "",
            since=line.from_date,
            law=known[line.manager].law if line.manager else "",
        )
        for line in lines
    )


def money_of(access: Access) -> MoneyPage:
    """Return money at home as this reader may see it; one query."""
    ahead(*queries.money_asked(access), *around_asked(access))
    names = {one.person_id: one.called for one in members(access, past=True) if one.called}
    lines, owed, managing = (
        queries.pieces(access),
        queries.debts(access),
        queries.managers(access),
    )
    items = debt_items(owed, names)
    total = known_sum(line.amount for line in owed if not line.masked and line.state != "settled")
    return MoneyPage(
        month=month_item(lines, names),
        managers=tuple(one for one in manager_items(managing, names) if not one.masked),
        debts=tuple(one for one in items if not one.settled),
        settled=tuple(one for one in items if one.settled),
        owed=total.text(language()),
        unknown=total.unknown,
        hidden=any(
            [
                *(line.masked for line in lines),
                *(line.masked for line in owed),
                *(line.masked for line in managing),
            ]
        ),
    )
