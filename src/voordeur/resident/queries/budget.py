# SPDX-License-Identifier: EUPL-1.2
"""The budget of a household in plain words, as far as this member may know it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from voordeur.door.access import Access
from voordeur.door.language import language
from voordeur.ledger.eurocents import KnownSum, euro_text
from voordeur.money.package import Side
from voordeur.money.queries.budget import AmountSeen, PackageSeen, budget
from voordeur.provisions.costsum import CLOSING_SENTENCE
from voordeur.provisions.words import payer_name, said


@dataclass(frozen=True, slots=True)
class MyAmount:
    """One amount: which help, who pays it, how much, and how we know."""

    what: str
    payer: str
    amount: str
    rests_on: str


@dataclass(frozen=True, slots=True)
class MySide:
    """One side of the comparison with its sum."""

    title: str
    total: str
    amounts: tuple[MyAmount, ...]


@dataclass(frozen=True, slots=True)
class MyPackage:
    """Another way as one package beside the same help apart."""

    name: str
    outcome: str
    from_date: date
    until: date
    sides: tuple[MySide, ...]
    verdict: str
    chosen_on: date | None
    chosen_by: str


@dataclass(frozen=True, slots=True)
class MyUse:
    """What freed money is used for."""

    goal: str
    amount: str
    from_date: date
    decided_by: str


@dataclass(frozen=True, slots=True)
class MyFreed:
    """Money that is no longer needed for something; `spendable` None: nobody knows from which day."""

    what: str
    amount: str
    payer: str
    spendable: date | None
    decided_by: str
    uses: tuple[MyUse, ...]
    left: str


@dataclass(frozen=True, slots=True)
class MyBudget:
    """The page; `closing` is the same for everybody."""

    packages: tuple[MyPackage, ...]
    freed: tuple[MyFreed, ...]
    closing: str


def _euros(cents: int | None) -> str:
    return _("We do not know yet.") if cents is None else euro_text(cents, language())


def _side(found: PackageSeen, which: Side, title: str, total: KnownSum) -> MySide:
    rows: list[AmountSeen] = [one for one in found.amounts if one.side is which]
    return MySide(
        title,
        total.text(language()) if rows else _("We do not know yet."),
        tuple(
            MyAmount(one.what, payer_name(one.payer), _euros(one.cents), one.rests_on)
            for one in rows
            if not one.masked
        ),
    )


def _package(found: PackageSeen) -> MyPackage:
    compared = found.compared
    saves = compared.saves
    if saves is None:
        verdict = _("We cannot compare it yet. We do not know all amounts.")
    elif saves == 0:
        verdict = _("Both cost the same.")
    else:
        words = (
            _("Together it costs %(amount)s less.")
            if saves > 0
            else _("Together it costs %(amount)s more.")
        )
        verdict = words % {"amount": euro_text(abs(saves), language())}
    return MyPackage(
        found.way.name,
        found.way.outcome,
        found.from_date,
        found.until,
        (
            _side(found, Side.APART, _("The help as it is now"), compared.apart),
            _side(found, Side.TOGETHER, _("The help together"), compared.together),
        ),
        verdict,
        found.chosen_on,
        found.chosen_by,
    )


def my_budget(access: Access) -> MyBudget:
    """Return the budget as this member may know it; two queries. Nothing is in order of amount."""
    found = budget(access)
    return MyBudget(
        tuple(_package(one) for one in found.packages),
        tuple(
            MyFreed(
                one.what,
                _euros(one.cents),
                payer_name(one.payer),
                one.spendable,
                one.decided_by,
                tuple(
                    MyUse(use.goal, _euros(use.cents), use.from_date, use.decided_by)
                    for use in one.used
                ),
                _euros(one.left),
            )
            for one in found.freed
        ),
        said(CLOSING_SENTENCE),
    )
