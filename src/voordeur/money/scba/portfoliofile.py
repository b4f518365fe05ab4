# SPDX-License-Identifier: EUPL-1.2
"""What several projects claim, in one file: read with the guards that keep unlike things apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from voordeur.door.refusal import Refusal
from voordeur.money.scba.assumption import Mark
from voordeur.money.scba.claims import (
    Claim,
    Count,
    Indicator,
    Moment,
    PortfolioTotal,
    Support,
    as_outcome,
    judge_positive,
    portfolio,
    total_count,
    unique_persons,
)
from voordeur.money.scba.keys import Keys, made_from, text_of
from voordeur.money.scba.model import Basis


@dataclass(frozen=True, slots=True)
class Compared:
    """A share beside what is usual; both between 0 and 1."""

    about: str
    rate: float
    usual: float


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What projects claim: amounts per view, counts per unit, and how each project is supported."""

    title: str
    sources: tuple[str, ...]
    projects: Mapping[str, Mark | None]
    claims: Mapping[str, tuple[Claim, ...]]
    counts: tuple[Count, ...]
    indicators: tuple[Indicator, ...]
    compared: tuple[Compared, ...]

    @property
    def totals(self) -> dict[str, PortfolioTotal]:
        """Return the range of each view; refused where unlike amounts would be added."""
        return {view: portfolio(claims) for view, claims in self.claims.items()}

    @property
    def count(self) -> int:
        """Return all counts together; refused over different units."""
        return total_count(self.counts)

    @property
    def persons(self) -> int | None:
        """Return how many different people there are; None: nobody knows."""
        return unique_persons(self.counts)

    @property
    def support(self) -> dict[Support, list[str]]:
        """Sort the projects by what stands behind the claim that they yield."""
        return judge_positive(self.projects)


def read_portfolio(path: Path) -> Portfolio:
    """Read a file of claims. Raises Refusal for what may not be added or called so."""
    return portfolio_from(text_of(path), path.name)


def portfolio_from(text: str, file: str) -> Portfolio:
    """Read claims from the text of a file."""
    return made_from(text, file, _portfolio)


def _portfolio(top: Keys) -> Portfolio:
    projects: dict[str, Mark | None] = {}
    for row in top.rows("project"):
        name = row.get("name", str)
        projects[name] = row.done(row.choice("analysis", Mark) if row.has("analysis") else None)
    claims: dict[str, list[Claim]] = {}
    for row in top.rows("claim"):
        claims.setdefault(row.get("view", str), []).append(_claim(row, projects))
    made = Portfolio(
        title=top.get("title", str),
        sources=top.names("sources"),
        projects=projects,
        claims={view: tuple(found) for view, found in claims.items()},
        counts=tuple(_count(row, projects) for row in top.rows("count")),
        indicators=tuple(_indicator(row) for row in top.rows("indicator")),
        compared=tuple(_compared(row) for row in top.rows("share")),
    )
    # What may not be added is refused when the file is read, as in a model.
    _ = made.totals, made.count
    return top.done(made)


def _project(row: Keys, projects: Mapping[str, Mark | None]) -> str:
    name = row.get("project", str)
    if name not in projects:
        raise Refusal(
            f"No project is called '{name}'.",
            row.at("project"),
            "Add that project or mend the name.",
        )
    return name


def _claim(row: Keys, projects: Mapping[str, Mark | None]) -> Claim:
    made = row.build(
        lambda: Claim(
            _project(row, projects),
            row.get("low", float),
            row.get("high", float),
            row.choice("basis", Basis, Basis.UNKNOWN),
            row.get("unit", str, "EUR/year"),
            row.get("low_scope", str, ""),
            row.get("high_scope", str, ""),
        )
    )
    row.get("view", str)
    return row.done(made)


def _count(row: Keys, projects: Mapping[str, Mark | None]) -> Count:
    return row.done(
        Count(
            _project(row, projects),
            row.get("value", int),
            row.get("unit", str),
            row.get("linked", bool, False),
        )
    )


def _indicator(row: Keys) -> Indicator:
    seen = Indicator(row.get("about", str), row.get("value", float), row.choice("moment", Moment))
    outcome = row.get("outcome", str, "")
    measured = row.get("measured", bool, False)
    if outcome:
        seen = row.build(lambda: as_outcome(seen, outcome, measured=measured))
    return row.done(seen)


def _compared(row: Keys) -> Compared:
    made = Compared(row.get("about", str), row.get("rate", float), row.get("usual", float))
    for name, share in (("rate", made.rate), ("usual", made.usual)):
        if not 0 <= share <= 1:
            raise Refusal(
                f"'{name}' is {share:g}.",
                row.at(name),
                "Give a share between 0 and 1; 15 per cent is 0.15.",
            )
    return row.done(made)
