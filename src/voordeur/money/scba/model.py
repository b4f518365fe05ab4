# SPDX-License-Identifier: EUPL-1.2
"""The nouns of a social cost-benefit analysis: parties, the world without the project, effects, costs.

A model says for each effect: if this is done, then so much happens that would not have happened
(`with_` less `zero`), at such a price, of which such a part is due to the project, and it lands with
these parties in these years. Money is in one currency; year 0 is the start year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from voordeur.door.refusal import Refusal
from voordeur.money.scba.assumption import Assumption, Mark
from voordeur.money.scba.product import ONE, Product
from voordeur.money.scba.soundness import check_whole


class Stage(StrEnum):
    """What an analysis can carry: a thought beforehand, a full sum, or an account afterwards."""

    INDICATIVE = "indicative"
    FULL = "full"
    EX_POST = "ex post"


class Comparison(StrEnum):
    """With what an outcome was compared, to say that it is an effect."""

    NONE = ""
    GROUP = "comparison group"
    BEFORE = "before and after"


class Basis(StrEnum):
    """Whether costs were already taken off an amount."""

    GROSS = "gross"
    NET = "net"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Party:
    """Who can pay or gain: a department, another municipality, an insurer, the state, a household."""

    id: str
    name: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ZeroAlternative:
    """The world without the project, written before the outcome is known.

    `seal` is what `sealing.seal` made of it then; empty when it was never sealed.
    """

    text: str
    written: date
    outcome_known: date | None = None
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Intervention:
    """What is done, and under which conditions the result holds."""

    id: str
    about: str
    conditions: tuple[str, ...] = ()


class When(StrEnum):
    """How an amount lies in time."""

    ONCE = "once"
    YEARLY = "yearly"
    SPREAD = "spread"


@dataclass(frozen=True, slots=True)
class Timing:
    """In which years an amount falls.

    `ONCE` in year `first`; `YEARLY` again each year from `first` for `years` years; `SPREAD`: one
    amount for the whole cohort, divided by `shares` from year `first`. A yearly amount and the value
    of a cohort are different units, and a model that mixes them is refused.
    """

    when: When = When.ONCE
    first: int = 0
    years: int = 1
    shares: tuple[float, ...] = ()
    reading: str = ""

    def __post_init__(self) -> None:
        if self.first < 0 or self.years < 1:
            raise Refusal("A timing starts before year 0 or has no year.", "timing", "Start at 0.")
        if self.when is When.SPREAD and abs(sum(self.shares) - 1) > 1e-9:
            raise Refusal(
                f"The shares of the years add up to {sum(self.shares):g}.",
                "timing",
                "Let them add up to 1; a part after the horizon is still a share.",
            )

    def shape(self, horizon: int) -> tuple[float, ...]:
        """Return the part of the amount in each year of the horizon."""
        parts = [0.0] * horizon
        pieces: tuple[float, ...] = {
            When.ONCE: (1.0,),
            When.YEARLY: (1.0,) * self.years,
            When.SPREAD: self.shares,
        }[self.when]
        for year, part in enumerate(pieces, start=self.first):
            if year < horizon:
                parts[year] = part
        return tuple(parts)


Shares = Mapping[str, Product | None]
"""A division over parties; None is the rest."""


@dataclass(frozen=True, slots=True)
class Link:
    """One step of the reasoning, with how well it is known."""

    if_: str
    then: str
    evidence: Mark = Mark.ESTIMATED
    source: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """Something that happens because of an intervention, and what it is worth to whom.

    `price` None: there is no price, and the effect is listed and never dropped. `less` names shares
    that are taken off (deadweight, displacement). `relapse` is the share that is lost each year after
    the first; `growth` the yearly growth of what is avoided. `transfer`: one party's gain is the
    other's loss, so that its division adds up to 0.
    """

    id: str
    about: str
    intervention: str
    with_: tuple[Product, ...]
    gains: Shares
    zero: tuple[Product, ...] = ()
    price: Product | None = ONE
    attribution: Product = ONE
    less: tuple[str, ...] = ()
    timings: tuple[Timing, ...] = (Timing(),)
    relapse: str = ""
    growth: str = ""
    outcome: str = ""
    evidence: Mark = Mark.ESTIMATED
    basis: Basis = Basis.GROSS
    because: tuple[Link, ...] = ()
    transfer: bool = False
    comparison: Comparison = Comparison.NONE


@dataclass(frozen=True, slots=True)
class Cost:
    """What an intervention takes. `alternative`: the money would have been spent anyway."""

    id: str
    about: str
    intervention: str
    amount: tuple[Product, ...]
    pays: Shares
    timings: tuple[Timing, ...] = (Timing(),)
    growth: str = ""
    alternative: bool = False
    structural: bool = False


@dataclass(frozen=True, slots=True)
class Index:
    """A price index: a number per year, with its source."""

    id: str
    source: str
    values: Mapping[int, float]

    def factor(self, from_year: int, to_year: int) -> float:
        """Return what a price of one year is worth in another; raises for a year it does not hold."""
        for year in (from_year, to_year):
            if year not in self.values:
                raise Refusal(
                    f"The index has no figure for {year}.", f"index {self.id}", "Add that year."
                )
        return self.values[to_year] / self.values[from_year]


@dataclass(frozen=True, slots=True)
class Correlation:
    """Two assumptions that go up together (or, below zero, against each other), by rank."""

    one: str
    other: str
    rank: float


@dataclass(frozen=True)
class Model:
    """A whole analysis. `discount` names a schedule, or an assumption that holds a rate."""

    title: str
    start: int
    horizon: int
    parties: tuple[Party, ...]
    zero: ZeroAlternative
    interventions: tuple[Intervention, ...]
    assumptions: Mapping[str, Assumption]
    effects: tuple[Effect, ...]
    costs: tuple[Cost, ...] = ()
    perspectives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    discount: str = "none"
    price_year: int | None = None
    currency: str = "EUR"
    stage: Stage = Stage.INDICATIVE
    indexes: Mapping[str, Index] = field(default_factory=dict)
    correlations: tuple[Correlation, ...] = ()
    drawn_by: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_whole(self)

    @property
    def pieces(self) -> tuple[Effect | Cost, ...]:
        """Every effect and cost."""
        return (*self.effects, *self.costs)

    @property
    def readings(self) -> tuple[str, ...]:
        """Every reading of the facts by name; one without a name when nothing is disputed."""
        found: dict[str, None] = {}
        for assumption in self.assumptions.values():
            found |= dict.fromkeys(version.reading for version in assumption.versions)
        for one in self.pieces:
            found |= dict.fromkeys(timing.reading for timing in one.timings)
        return tuple(one for one in found if one) or ("",)

    @property
    def society(self) -> tuple[str, ...]:
        """All parties together."""
        return tuple(party.id for party in self.parties)

    @property
    def views(self) -> dict[str, tuple[str, ...]]:
        """Every perspective, society first."""
        return {"society": self.society, **self.perspectives}

    def value(self, name: str, reading: str = "") -> float | None:
        """Return the expected value of an assumption in the price year; None when unknown."""
        version = self.assumptions[name].in_reading(reading)
        return (
            None if version.value is None else version.value.mean * self.price_factor(name, reading)
        )

    def price_factor(self, name: str, reading: str = "") -> float:
        """Return what brings a price of its own year to the price year of the model."""
        assumption = self.assumptions[name]
        if not assumption.index or self.price_year is None:
            return 1.0
        year = assumption.in_reading(reading).year
        return self.indexes[assumption.index].factor(year, self.price_year)


def in_reading(timings: tuple[Timing, ...], reading: str) -> Timing:
    """Return the timing of a reading, or the first one where that reading has none."""
    return next((one for one in timings if one.reading == reading), timings[0])
