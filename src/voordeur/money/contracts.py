# SPDX-License-Identifier: EUPL-1.2
"""Looks through a contract for known perverse incentives, before it is signed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from voordeur.door.refusal import Refusal


class PaysFor(StrEnum):
    """What a euro is paid for."""

    PRODUCT = "product"
    MEASURE = "measure"
    EXIT = "exit"
    RESULT = "result"
    HOURS = "hours"
    AREA = "area"


class Watched(StrEnum):
    """A bad outcome for people that is watched while a contract runs (list of the theme report, 2.29)."""

    POVERTY = "poverty"
    CRIME = "crime"
    DROPPING_OUT = "dropping out of school"
    HOMELESSNESS = "homelessness"
    UNEMPLOYMENT = "unemployment"
    UNSAFETY = "unsafety"
    SUICIDE = "suicide"


@dataclass(frozen=True, slots=True)
class Asked:
    """A piece of information that the contractor must deliver, with its reason."""

    what: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Contract:
    """What decides how a contract works out; `outcome_indicators` of `indicators` show an outcome."""

    name: str
    pays_for: frozenset[PaysFor]
    result_share: float = 0.0
    risk_both_ways: bool = False
    baseline: bool = False
    creaming_check: bool = False
    relapse_months: int = 0
    cap: bool = True
    steerable: bool = False
    releases_in_year: bool = False
    price_only: bool = False
    stays_level_counts: bool = False
    asks: tuple[Asked, ...] = ()
    indicators: int = 0
    outcome_indicators: int = 0
    satisfaction_alone: bool = False
    watched: frozenset[Watched] = frozenset()

    def __post_init__(self) -> None:
        if not 0 <= self.result_share <= 1:
            raise Refusal("The share is no part of 1.", f"contract {self.name}", "Give 0 to 1.")
        if not 0 <= self.outcome_indicators <= self.indicators:
            raise Refusal(
                "More indicators show an outcome than there are.",
                f"contract {self.name}",
                "Count them again.",
            )


class Incentive(StrEnum):
    """A known way in which a contract works against what it is for."""

    EXITS_ALONE = "pays on exits alone"
    CREAMING = "nobody checks whether the easy ones are picked"
    NO_RELAPSE = "who comes back counts as a success"
    PER_MEASURE = "more measures is more income, and success a hole in the budget"
    RISE_ALONE = "staying level earns nothing"
    ONE_SIDED = "the risk lies with one side"
    NO_BASELINE = "a result is paid without a start to measure from"
    NO_CAP = "what can be claimed has no end"
    NOT_STEERABLE = "it cannot be changed on the way"
    NOT_RELEASABLE = "what is not spent cannot be used within the year"
    PRICE_ONLY = "the lowest price wins"
    NO_REASON = "information is asked without a reason"
    FEW_OUTCOMES = "fewer than half of the indicators show an outcome"
    SATISFACTION_ALONE = "only satisfaction is measured"
    NOTHING_WATCHED = "nobody watches whether anything gets worse"


def objections(contract: Contract) -> tuple[Incentive, ...]:
    """Return every known perverse incentive in a contract."""
    return tuple(_found(contract))


def _found(one: Contract) -> Iterator[Incentive]:
    by_result = bool(one.pays_for & {PaysFor.EXIT, PaysFor.RESULT}) or one.result_share > 0
    if by_result:
        yield from _on_result(one)
    if PaysFor.MEASURE in one.pays_for or one.pays_for == {PaysFor.PRODUCT}:
        yield Incentive.PER_MEASURE
    rules = (
        (not one.cap, Incentive.NO_CAP),
        (not one.steerable, Incentive.NOT_STEERABLE),
        (not one.releases_in_year, Incentive.NOT_RELEASABLE),
        (one.price_only, Incentive.PRICE_ONLY),
        (any(not asked.reason.strip() for asked in one.asks), Incentive.NO_REASON),
        (2 * one.outcome_indicators < one.indicators, Incentive.FEW_OUTCOMES),
        (one.satisfaction_alone, Incentive.SATISFACTION_ALONE),
        (not one.watched, Incentive.NOTHING_WATCHED),
    )
    yield from (incentive for holds, incentive in rules if holds)


def _on_result(one: Contract) -> Iterator[Incentive]:
    rules = (
        (one.pays_for == {PaysFor.EXIT}, Incentive.EXITS_ALONE),
        (not one.creaming_check, Incentive.CREAMING),
        (one.relapse_months == 0, Incentive.NO_RELAPSE),
        (not one.stays_level_counts, Incentive.RISE_ALONE),
        (not one.risk_both_ways, Incentive.ONE_SIDED),
        (not one.baseline, Incentive.NO_BASELINE),
    )
    yield from (incentive for holds, incentive in rules if holds)


def may_be_signed(contract: Contract) -> bool:
    """Whether nothing stands in the way that no contract may have: exits alone, no creaming check,
    no relapse clock.
    """
    never = {Incentive.EXITS_ALONE, Incentive.CREAMING, Incentive.NO_RELAPSE}
    return not never & set(objections(contract))
