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
    """The value of a label: the neighbourhood, the district, what a household is made of.

    `within`: labels to fall back on, from near to far; a household of which only the district is
    known stands at a place of its own in that district.
    """

    name: str
    label: str
    within: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what is no label."""
        wrong = [label for label in (self.label, *self.within) if label not in LABELS]
        if wrong:
            raise Fault(f"{wrong[0]!r} is no label.", f"axis {self.name}", "Use a label.")

    def place(self, facts: Facts, book: Codebook) -> str:
        """Return where a household stands."""
        value: str | None = getattr(facts, self.label)
        if value is not None:
            return value
        known = (getattr(facts, label) for label in self.within)
        return next((somewhere_in(one) for one in known if one is not None), UNKNOWN)

    def sql(self, book: Codebook) -> str:
        """Return the same as SQL."""
        known = "".join(f"{label} || {quoted(_SOMEWHERE)}, " for label in self.within)
        return f"coalesce({self.label}, {known}{quoted(UNKNOWN)})"


_SOMEWHERE = " ?"


def somewhere_in(code: str) -> str:
    """Return the code for: in this area, and not known where."""
    return code + _SOMEWHERE


def area_around(code: str) -> str:
    """Return the area of which a code says that it is not known where in it; "" of any other code.

    >>> area_around(somewhere_in("west")), area_around("west")
    ('west', '')
    """
    return code.removesuffix(_SOMEWHERE) if code.endswith(_SOMEWHERE) else ""


Axis = Classes | Area
