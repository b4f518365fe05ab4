# SPDX-License-Identifier: EUPL-1.2
"""The controller's sheet: costs are what the ledger says plus differences that have a name.

A sheet closes when that holds on every budget line, nothing is unknown, and what is claimed as cashed
is what went off the budget lines. Amounts are eurocents.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from voordeur.ledger.eurocents import KnownSum, known_sum, total_of

KINDS = ("taakveld", "cost_centre", "budget_line", "commitment", "forecast")
"""What a difference can be: the same euro on another task field, cost centre or line; or one that
the ledger does not have yet, promised or expected."""


@dataclass(frozen=True, slots=True)
class Named:
    """One difference with its name; above zero when the costs are higher than the ledger."""

    kind: str
    cents: int
    why: str


@dataclass(frozen=True, slots=True)
class Item:
    """One amount by our own sums, with what it is; `cents` None: nobody knows."""

    what: str
    cents: int | None


@dataclass(frozen=True, slots=True)
class LineSum:
    """One budget line on the sheet: what it costs by our sums, by the ledger, and why they differ.

    `name` is empty for costs that name no budget line.
    """

    name: str
    items: tuple[Item, ...]
    ledger: int
    differences: tuple[Named, ...] = ()

    @property
    def costs(self) -> KnownSum:
        """Return what it costs by our sums; an unknown cost stays unknown."""
        return known_sum(one.cents for one in self.items)

    @property
    def explained(self) -> int:
        """Return what the named differences add up to."""
        return sum(one.cents for one in self.differences)

    @property
    def open(self) -> int | None:
        """Return what nobody has explained; None while a cost is unknown."""
        if not self.costs.is_complete:
            return None
        return self.costs.sum - self.ledger - self.explained


@dataclass(frozen=True, slots=True)
class Closing:
    """A sheet: its lines, what is claimed as cashed, and what the ledger says was cashed."""

    lines: tuple[LineSum, ...]
    booked: tuple[Item, ...]
    cashed: int

    @property
    def costs(self) -> KnownSum:
        """Return the costs over all lines."""
        return total_of(one.costs for one in self.lines)

    @property
    def ledger(self) -> int:
        """Return what the ledger says over all lines."""
        return sum(one.ledger for one in self.lines)

    @property
    def claimed(self) -> KnownSum:
        """Return what our claims say was cashed."""
        return known_sum(one.cents for one in self.booked)

    def differences(self) -> Mapping[str, int]:
        """Return what the named differences add up to, per kind, in the order of `KINDS`."""
        return {
            kind: sum(
                each.cents for one in self.lines for each in one.differences if each.kind == kind
            )
            for kind in KINDS
        }

    @property
    def open_lines(self) -> tuple[LineSum, ...]:
        """Return the lines on which something is unexplained or unknown."""
        return tuple(one for one in self.lines if one.open != 0)

    @property
    def cashed_differs(self) -> int | None:
        """Return claimed less cashed; None while a booked amount is unknown."""
        return None if not self.claimed.is_complete else self.claimed.sum - self.cashed

    @property
    def closes(self) -> bool:
        """Whether nothing is left to explain. A sheet about nothing does not close."""
        return bool(self.lines) and not self.open_lines and self.cashed_differs == 0


def body(made: Closing, project: str, year: int) -> dict[str, Any]:
    """Return a sheet as plain values, to keep and to hash; `closing` reads it back."""
    return {"project": project, "year": year, **asdict(made)}


def closing(kept: Mapping[str, Any]) -> Closing:
    """Return the sheet that was kept as plain values."""
    return Closing(
        tuple(
            LineSum(
                one["name"],
                tuple(Item(**item) for item in one["items"]),
                one["ledger"],
                tuple(Named(**each) for each in one["differences"]),
            )
            for one in kept["lines"]
        ),
        tuple(Item(**item) for item in kept["booked"]),
        kept["cashed"],
    )


def digest(body: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a sheet in one fixed order, so that reading it back gives the same."""
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
