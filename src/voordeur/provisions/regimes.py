# SPDX-License-Identifier: EUPL-1.2
"""Who pays which part of a bill by date, and what a cost sum leaves out: both kept as data."""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from voordeur.ledger.eurocents import KnownSum, MoneyError, Share, split
from voordeur.provisions.pricing import Certainty

WHOLE = 10_000


@dataclass(frozen=True, slots=True)
class RegimeShare:
    """The part of the bill that one payer carries, in basis points (10000 is the whole bill)."""

    payer: str
    label: Mapping[str, str]
    basis_points: int


@dataclass(frozen=True, slots=True)
class Regime:
    """A division of the bill over payers that holds on the days [from_, until)."""

    code: str
    label: Mapping[str, str]
    source: str
    shares: tuple[RegimeShare, ...]
    from_: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if sum(share.basis_points for share in self.shares) != WHOLE:
            raise MoneyError(
                "The shares of a regime are not the whole bill together",
                f"regime {self.code}",
                f"Make the basis points add up to {WHOLE}.",
            )

    def holds_on(self, day: date) -> bool:
        """True when `day` lies in the days of this regime."""
        return (self.from_ is None or self.from_ <= day) and (
            self.until is None or day < self.until
        )


@dataclass(frozen=True, slots=True)
class NotCounted:
    """A kind of cost that the sum leaves out, with the reason."""

    code: str
    label: Mapping[str, str]
    reason: Mapping[str, str]
    source: str


@dataclass(frozen=True, slots=True)
class PayerShare:
    """What one payer carries under a regime; `certainty` says that the share is an average."""

    payer: str
    label: Mapping[str, str]
    share: Share
    certainty: Certainty
    regime: str


@dataclass(frozen=True, slots=True)
class RegimeData:
    """The regimes and the kinds of cost that are not counted."""

    regimes: tuple[Regime, ...]
    not_counted: tuple[NotCounted, ...]


def parse_regimes(text: str) -> RegimeData:
    """Read the text of a regimes file (TOML, see `regimes.toml`).

    Raises MoneyError when shares are not the whole bill or two regimes hold on one day.
    """
    data: dict[str, Any] = tomllib.loads(text)
    regimes = tuple(
        Regime(
            code=row["code"],
            label=row["label"],
            source=row["source"],
            shares=tuple(RegimeShare(**share) for share in row["share"]),
            from_=row.get("from"),
            until=row.get("until"),
        )
        for row in data.get("regime", [])
    )
    ordered = sorted(regimes, key=lambda regime: regime.from_ or date.min)
    for earlier, later in itertools.pairwise(ordered):
        if earlier.until is None or (later.from_ or date.min) < earlier.until:
            raise MoneyError(
                "Two regimes hold on one day",
                f"{earlier.code} and {later.code}",
                "Let the first end where the second begins.",
            )
    return RegimeData(tuple(ordered), _not_counted(data))


def _not_counted(data: Mapping[str, Any]) -> tuple[NotCounted, ...]:
    return tuple(NotCounted(**row) for row in data.get("not_counted", []))


@cache
def shipped_regimes() -> RegimeData:
    """Return the regimes that come with the product."""
    return parse_regimes(files(__package__).joinpath("regimes.toml").read_text("utf-8"))


def regime_on(day: date, regimes: Iterable[Regime]) -> Regime:
    """Return the regime that holds on a day; raises MoneyError when there is none."""
    for regime in regimes:
        if regime.holds_on(day):
            return regime
    raise MoneyError("No division over payers is known", f"on {day}", "Add a regime for that day.")


def payer_shares(total: KnownSum, day: date, regimes: Iterable[Regime]) -> tuple[PayerShare, ...]:
    """Divide a total over payers as the regime of `day` would (formula F2 of Nabij is beter).

    The regime may differ from the year of the total: that is the question "who would have paid
    this before 2015". The parts add up to the known total; each is marked as an average, because
    a regime is about a bill in general and not about these interventions.
    """
    regime = regime_on(day, regimes)
    parts = split(total.sum, [share.basis_points for share in regime.shares])
    return tuple(
        PayerShare(
            payer=share.payer,
            label=share.label,
            share=Share(KnownSum(part if total.known else 0, total.known, total.unknown), total),
            certainty=Certainty.AVERAGE,
            regime=regime.code,
        )
        for share, part in zip(regime.shares, parts, strict=True)
    )
