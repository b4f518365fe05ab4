# SPDX-License-Identifier: EUPL-1.2
"""Figures that projects claim, and what may be said of them together.

Each claim keeps its range, its basis (gross, net, unknown), its unit, its scope and how it came to
be; adding claims that differ in those is refused or said out loud.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from voordeur.door.refusal import Refusal
from voordeur.money.scba.assumption import Mark
from voordeur.money.scba.model import Basis


@dataclass(frozen=True, slots=True)
class Claim:
    """An amount that a project is said to yield, from low to high, in euros."""

    project: str
    low: float
    high: float
    basis: Basis = Basis.UNKNOWN
    unit: str = "EUR/year"
    low_scope: str = ""
    high_scope: str = ""

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise Refusal(
                "The low end lies above the high end.", f"claim {self.project}", "Swap them."
            )

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader must know of this range."""
        if self.low_scope != self.high_scope:
            return (f"low counts {self.low_scope}; high counts {self.high_scope}",)
        return ()


@dataclass(frozen=True, slots=True)
class PortfolioTotal:
    """Claims together: never without the range, and with the basis of the whole."""

    low: float
    high: float
    basis: Basis
    unit: str
    warnings: tuple[str, ...]

    @property
    def middle(self) -> float:
        """The middle of the range; meaningless without the range beside it."""
        return (self.low + self.high) / 2

    def as_one_figure(self) -> float:
        """Return one figure for all; refused, unless the range is one."""
        if self.low != self.high:
            raise Refusal(
                "A total is asked without its range.",
                "portfolio",
                f"Write {self.low:,.0f} to {self.high:,.0f}.",
            )
        return self.low


def portfolio(claims: Sequence[Claim]) -> PortfolioTotal:
    """Add claims. Refused over different units, or of gross to net; unknown makes the whole unknown."""
    if not claims:
        raise Refusal("There is nothing to add.", "portfolio", "Give a claim.")
    kinds = {claim.unit for claim in claims}
    if len(kinds) > 1:
        raise Refusal(
            f"{', '.join(sorted(kinds))} are added to each other.",
            "portfolio",
            "Bring them to one unit: the value of a cohort is not an amount per year.",
        )
    bases = {claim.basis for claim in claims}
    if {Basis.GROSS, Basis.NET} <= bases:
        raise Refusal(
            "Gross amounts are added to net ones.",
            "portfolio",
            "Take the costs off all, or off none.",
        )
    basis = bases.pop() if len(bases) == 1 else Basis.UNKNOWN
    warnings = [f"{one.project}: {text}" for one in claims for text in one.warnings]
    if basis is Basis.UNKNOWN:
        warnings.append("basis unknown: it is not said whether costs were taken off")
    return PortfolioTotal(
        math.fsum(one.low for one in claims),
        math.fsum(one.high for one in claims),
        basis,
        kinds.pop(),
        tuple(warnings),
    )


@dataclass(frozen=True, slots=True)
class Count:
    """A number of something; `linked` says that the same ones are known across projects."""

    project: str
    value: int
    unit: str
    linked: bool = False


def total_count(counts: Iterable[Count]) -> int:
    """Add counts of one unit; refused over different units."""
    found = list(counts)
    kinds = {one.unit for one in found}
    if len(kinds) > 1:
        raise Refusal(
            f"{', '.join(sorted(kinds))} are counted together.",
            "count",
            "Count one unit at a time.",
        )
    return sum(one.value for one in found)


def unique_persons(counts: Iterable[Count]) -> int | None:
    """Return how many different persons there are; None (unknown) without linkage over projects."""
    found = list(counts)
    if any(not one.linked or one.unit != "person" for one in found):
        return None
    return sum(one.value for one in found)


class Moment(StrEnum):
    """When in the work something was counted."""

    START = "start"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class Indicator:
    """A value with what it measures and at which moment of the work."""

    name: str
    value: float
    moment: Moment


def as_outcome(indicator: Indicator, outcome: str, *, measured: bool = False) -> Indicator:
    """Bind a value to an outcome; what was seen at the start is no outcome until that is measured."""
    if indicator.moment is not Moment.OUTCOME and not measured:
        raise Refusal(
            f"'{indicator.name}' was counted at the start.",
            f"outcome '{outcome}'",
            "Define this outcome and measure it; the same number cannot be both.",
        )
    return Indicator(outcome, indicator.value, Moment.OUTCOME)


class Support(StrEnum):
    """What stands behind 'this project yields more than it costs'."""

    SUPPORTED = "supported"
    UNQUANTIFIABLE = "not quantifiable"
    NONE = "no analysis"


def judge_positive(projects: Mapping[str, Mark | None]) -> dict[Support, list[str]]:
    """Sort the claim 'all projects are positive' by what stands behind it, per project."""
    found: dict[Support, list[str]] = {support: [] for support in Support}
    for project, mark in projects.items():
        if mark is None:
            found[Support.NONE].append(project)
        elif mark is Mark.UNQUANTIFIABLE:
            found[Support.UNQUANTIFIABLE].append(project)
        else:
            found[Support.SUPPORTED].append(project)
    return found


def difference(rate: float, baseline: float) -> tuple[float, float | None]:
    """Return how far a share lies from another: in percentage points, and as how many times as much.

    >>> points, times = difference(26 / 120, 0.07)
    >>> round(points, 1), round(times, 1)
    (14.7, 3.1)
    """
    return 100 * (rate - baseline), rate / baseline if baseline > 0 else None
