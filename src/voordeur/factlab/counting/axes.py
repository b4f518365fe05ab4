# SPDX-License-Identifier: EUPL-1.2
"""Axes of a table: every household stands at exactly one code of each."""

from __future__ import annotations

from dataclasses import dataclass

from voordeur.factlab.counting.conditions import Condition, quoted
from voordeur.factlab.counting.facts import LABELS, Codebook, Facts
from voordeur.factlab.fault import Fault

UNKNOWN = "unknown"
"""Where a household stands whose place or kind is not known."""


@dataclass(frozen=True)
class Classes:
    """Classes of which the first that holds counts, so that no household is in two.

    `rest` is where a household stands for which none holds.

    >>> from voordeur.factlab.counting.conditions import Number
    >>> Classes("stack", (("3+", Number("kinds", 3)), ("2", Number("kinds", 2))), "0-1").codes
    ('3+', '2', '0-1')
    """

    name: str
    classes: tuple[tuple[str, Condition], ...]
    rest: str

    def __post_init__(self) -> None:
        """Refuse a class that is there twice."""
        if len(set(self.codes)) != len(self.codes):
            raise Fault(
                "A class stands there twice.", f"axis {self.name}", "Give each a name of its own."
            )

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code a household can stand at."""
        return (*(code for code, _ in self.classes), self.rest)

    def place(self, facts: Facts, book: Codebook) -> str:
        """Return where a household stands."""
        return next((code for code, one in self.classes if one.holds(facts, book)), self.rest)

    def sql(self, book: Codebook) -> str:
        """Return the same as SQL."""
        lines = " ".join(f"WHEN {one.sql(book)} THEN {quoted(code)}" for code, one in self.classes)
        return f"CASE {lines} ELSE {quoted(self.rest)} END" if lines else quoted(self.rest)


@dataclass(frozen=True)
class Area:
    """The value of a label: the neighbourhood, the district, what a household is made of."""

    name: str
    label: str

    def __post_init__(self) -> None:
        """Refuse what is no label."""
        if self.label not in LABELS:
            raise Fault(f"{self.label!r} is no label.", f"axis {self.name}", "Use a label.")

    def place(self, facts: Facts, book: Codebook) -> str:
        """Return where a household stands."""
        value: str | None = getattr(facts, self.label)
        return UNKNOWN if value is None else value

    def sql(self, book: Codebook) -> str:
        """Return the same as SQL."""
        return f"coalesce({self.label}, {quoted(UNKNOWN)})"


Axis = Classes | Area
