# SPDX-License-Identifier: EUPL-1.2
"""One case under every way of paying: what each party gets out of it when what is done works.

Amounts are eurocents a year. Nothing is drawn at random; who looks sets the figures and sees what
changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from voordeur.money.regimes import (
    SHIPPED_SHARES,
    AreaBudget,
    Course,
    ImpactBond,
    OnNeed,
    OnResult,
    PerProduct,
    Regime,
    incentive,
)


@dataclass(frozen=True, slots=True)
class Case:
    """A course of events without and with what is done earlier."""

    before: Course
    after: Course


@dataclass(frozen=True, slots=True)
class Settings:
    """The figures of the ways of paying that who looks can change; shares are parts of 1."""

    tariff: int
    prevention_paid: Fraction
    budget: int
    amount: int
    share: Fraction
    target: Fraction
    bond_share: Fraction
    threshold: int
    cap: int


def usual(case: Case) -> Settings:
    """Return where the page begins: the payer pays cost price, and nothing special is agreed.

    The tariff is the cost of a unit; budget and amount are what the payer pays for heavy help now;
    half of what is saved goes to the financier, without a threshold, up to twice what was put in.
    """
    now = case.before.products * case.before.unit_cost
    return Settings(
        tariff=case.before.unit_cost,
        prevention_paid=Fraction(0),
        budget=now,
        amount=now,
        share=SHIPPED_SHARES[0],
        target=Fraction(1, 2),
        bond_share=Fraction(1, 2),
        threshold=0,
        cap=2 * case.after.prevention,
    )


class Way(StrEnum):
    """A way of paying."""

    NEED = "need"
    PRODUCT = "product"
    AREA = "area"
    RESULT = "result"
    BOND = "bond"


class Leaning(StrEnum):
    """What somebody gains by what works: money, nothing, or a hole in the budget."""

    GAINS = "gains"
    EVEN = "even"
    LOSES = "loses"


def leaning(cents: int) -> Leaning:
    """Return which way an amount leans."""
    if cents == 0:
        return Leaning.EVEN
    return Leaning.GAINS if cents > 0 else Leaning.LOSES


@dataclass(frozen=True, slots=True)
class Beside:
    """What changes for each party when it works; `financier` None where there is none.

    `share` is the part that depends on the result, None for the other ways.
    """

    way: Way
    paid_before: int
    paid_after: int
    provider: int
    payer: int
    financier: int | None = None
    share: Fraction | None = None

    @property
    def whole(self) -> int:
        """Return what changes for all together: the same under every way of paying."""
        return self.provider + self.payer + (self.financier or 0)

    @property
    def punishes_success(self) -> bool:
        """Whether the payer gains and the provider loses by what works."""
        return self.payer > 0 > self.provider


def _beside(way: Way, regime: Regime, case: Case, share: Fraction | None = None) -> Beside:
    found = incentive(regime, case.before, case.after)
    return Beside(
        way,
        regime.paid(case.before),
        regime.paid(case.after),
        found.provider,
        found.payer,
        share=share,
    )


def _bond(bond: ImpactBond, case: Case) -> Beside:
    """Return the bond with the financier apart: who pays for the work, and is paid for what is saved."""
    both = _beside(Way.BOND, bond, case)
    heavy = case.after.products * case.after.unit_cost
    financier = bond.settlement(heavy) - case.after.prevention
    return Beside(
        Way.BOND,
        both.paid_before,
        both.paid_after,
        both.provider - financier,
        both.payer,
        financier,
    )


def side_by_side(case: Case, chosen: Settings) -> tuple[Beside, ...]:
    """Set one case under every way of paying; on result with the shipped shares and the chosen one."""
    shares = sorted({*SHIPPED_SHARES, chosen.share})
    bond = ImpactBond(
        case.before.products * case.before.unit_cost,
        chosen.bond_share,
        chosen.threshold,
        chosen.cap,
    )
    return (
        _beside(Way.NEED, OnNeed(chosen.tariff), case),
        _beside(Way.PRODUCT, PerProduct(chosen.tariff, chosen.prevention_paid), case),
        _beside(Way.AREA, AreaBudget(chosen.budget), case),
        *(
            _beside(Way.RESULT, OnResult(chosen.amount, share, chosen.target), case, share)
            for share in shares
        ),
        _bond(bond, case),
    )


@dataclass(frozen=True, slots=True)
class Risk:
    """What is paid at no result, at what was agreed and at all of it: the risk on both sides."""

    share: Fraction
    at_nothing: int
    agreed: int
    at_all: int


def risks(chosen: Settings) -> tuple[Risk, ...]:
    """Return what a part that depends on the result puts at risk, per share."""

    def paid(share: Fraction, result: Fraction) -> int:
        return OnResult(chosen.amount, share, chosen.target).paid(Course(0, 0, 0, result))

    return tuple(
        Risk(
            share,
            paid(share, Fraction(0)),
            paid(share, chosen.target),
            paid(share, Fraction(1)),
        )
        for share in sorted({*SHIPPED_SHARES, chosen.share})
    )
