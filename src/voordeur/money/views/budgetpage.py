# SPDX-License-Identifier: EUPL-1.2
"""What the page of the budget of a household shows, as plain data for its template."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from voordeur.door.language import language
from voordeur.history import clock
from voordeur.ledger.eurocents import KnownSum
from voordeur.ledger.words import amount
from voordeur.money.package import Compared, Side, Verdict
from voordeur.money.queries.budget import AmountSeen, Budget, FreedSeen, PackageSeen
from voordeur.provisions.costsum import CostSum
from voordeur.provisions.page import Way, ways
from voordeur.provisions.queries import AlternativeLine
from voordeur.provisions.words import law_name, payer_name, said


@dataclass(frozen=True, slots=True)
class AmountRow:
    """One amount of a package; masked: there is one, and not what."""

    uuid: UUID
    masked: bool
    what: str
    who: str
    payer: str
    law: str
    from_date: date | None
    until: date | None
    amount: str
    rests_on: str


@dataclass(frozen=True, slots=True)
class SideRows:
    """One side of a package with its sum."""

    title: str
    rows: tuple[AmountRow, ...]
    total: str


@dataclass(frozen=True, slots=True)
class PayerRow:
    """What one payer pays on each side, and the difference where it can be told."""

    payer: str
    apart: str
    together: str
    more: str


@dataclass(frozen=True, slots=True)
class PackageRow:
    """A package beside the sum of its parts; `verdict` and `tone` say how it stands."""

    uuid: UUID
    name: str
    outcome: str
    helps: str
    helps_tone: str
    from_date: date
    until: date
    measured: str
    sides: tuple[SideRows, ...]
    payers: tuple[PayerRow, ...]
    verdict: str
    tone: str
    costs_more: bool
    chosen_on: date | None
    chosen_by: str
    mandate: str | None
    gross: bool


@dataclass(frozen=True, slots=True)
class UsedRow:
    """A part of freed money that goes to another goal."""

    uuid: UUID
    goal: str
    pot: str
    payer: str
    amount: str
    from_date: date
    decided_by: str
    mandate: str | None
    recorded_on: date


@dataclass(frozen=True, slots=True)
class FreedRow:
    """Freed money with its trace."""

    uuid: UUID
    what: str
    who: str
    pot: str
    payer: str
    law: str
    amount: str
    rests_on: str
    state: str
    tone: str
    contract_ends: date | None
    freed_from: date
    decided_by: str
    used: tuple[UsedRow, ...]
    left: str
    can_be_used: bool


@dataclass(frozen=True, slots=True)
class BudgetPage:
    """The whole page; `closing` is the same for every reader."""

    year: int
    total: str
    ways: list[Way]
    packages: tuple[PackageRow, ...]
    freed: tuple[FreedRow, ...]
    masked: bool
    closing: str


def _amount_row(one: AmountSeen, names: Mapping[int, str]) -> AmountRow:
    return AmountRow(
        one.uuid,
        one.masked,
        one.what,
        names.get(one.person_id, "") if one.person_id else _("the household"),
        payer_name(one.payer),
        law_name(one.law),
        one.from_date,
        one.until,
        amount(one.cents),
        one.rests_on,
    )


def _side(
    found: PackageSeen, which: Side, title: str, total: KnownSum, names: Mapping[int, str]
) -> SideRows:
    rows = tuple(_amount_row(one, names) for one in found.amounts if one.side is which)
    return SideRows(title, rows, total.text(language()) if rows else _("unknown"))


def _verdict(found: Compared) -> tuple[str, str]:
    saves = found.saves
    if saves is None:
        return _("Not to be compared yet: an amount is missing."), ""
    difference = amount(abs(saves))
    return {
        Verdict.LESS: (
            _("As one package it costs %(amount)s less than apart.") % {"amount": difference},
            "ok",
        ),
        Verdict.SAME: (_("As one package it costs the same as apart."), ""),
        Verdict.MORE: (
            _("As one package it costs %(amount)s more than the sum of its parts.")
            % {"amount": difference},
            "warning",
        ),
    }[found.verdict]


HELPS = {True: "ok", False: "warning", None: ""}


def _helps(helps: bool | None) -> str:
    if helps is None:
        return _("not known yet whether it helps")
    return _("helps") if helps else _("does not help: no solution, however cheap")


def _package(found: PackageSeen, names: Mapping[int, str]) -> PackageRow:
    compared = found.compared
    verdict, tone = _verdict(compared)
    gross = found.measured == "gross"
    return PackageRow(
        uuid=found.uuid,
        name=found.way.name,
        outcome=found.way.outcome,
        helps=_helps(found.way.helps),
        helps_tone=HELPS[found.way.helps],
        from_date=found.from_date,
        until=found.until,
        measured=_("All amounts are before what the household pays itself.")
        if gross
        else _("All amounts are after what the household pays itself."),
        sides=(
            _side(found, Side.APART, _("Apart, as it goes now"), compared.apart, names),
            _side(found, Side.TOGETHER, _("As one package"), compared.together, names),
        ),
        payers=tuple(
            PayerRow(
                payer_name(one.payer),
                one.apart.text(language()),
                one.together.text(language()),
                amount(one.more),
            )
            for one in compared.by_payer
        ),
        verdict=verdict,
        tone=tone,
        costs_more=compared.verdict is Verdict.MORE,
        chosen_on=found.chosen_on,
        chosen_by=found.chosen_by,
        mandate=found.mandate,
        gross=gross,
    )


def _freed(found: FreedSeen, names: Mapping[int, str]) -> FreedRow:
    day, today = found.spendable, clock.today()
    if day is None:
        state, tone = _("not to be used yet: nobody knows when the contract ends"), "warning"
    elif day > today:
        state, tone = _("free from %(day)s") % {"day": _day(day)}, "info"
    else:
        state, tone = _("free since %(day)s") % {"day": _day(day)}, "ok"
    return FreedRow(
        uuid=found.uuid,
        what=found.what,
        who=names.get(found.person_id, "") if found.person_id else _("the household"),
        pot=found.pot,
        payer=payer_name(found.payer),
        law=law_name(found.law),
        amount=amount(found.cents),
        rests_on=found.rests_on,
        state=state,
        tone=tone,
        contract_ends=found.contract_ends,
        freed_from=found.freed_from,
        decided_by=found.decided_by,
        used=tuple(
            UsedRow(
                one.uuid,
                one.goal,
                one.to_pot,
                payer_name(one.payer),
                amount(one.cents),
                one.from_date,
                one.decided_by,
                one.mandate,
                one.recorded_on,
            )
            for one in found.used
        ),
        left=amount(found.left),
        can_be_used=day is not None and bool(found.left),
    )


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def budget_page(
    costs: CostSum,
    beside: Iterable[AlternativeLine],
    found: Budget,
    names: Mapping[int, str],
) -> BudgetPage:
    """Turn the budget of a household into words for one page; nothing is put in order of amount."""
    return BudgetPage(
        year=costs.year,
        total=costs.total.text(language()) if costs.lines else "",
        ways=ways(costs.total, beside),
        packages=tuple(_package(one, names) for one in found.packages),
        freed=tuple(_freed(one, names) for one in found.freed),
        masked=found.masked,
        closing=said(costs.closing),
    )
