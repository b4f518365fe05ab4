# SPDX-License-Identifier: EUPL-1.2
"""Outcomes of a group as they are pasted in, and what may be said of them: an effect, or a change."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from voordeur.door.refusal import Refusal
from voordeur.money import estimates, survival
from voordeur.money.estimates import Estimate, TooFew


class Design(StrEnum):
    """With what the outcomes of those who got help are compared."""

    GROUP = "comparison group"
    BOTH = "before and after, beside a comparison group"
    ALIKE = "compared with alike"
    STAYING = survival.STAYING
    BEFORE = estimates.BEFORE

    @property
    def has_comparison(self) -> bool:
        """Whether somebody who did not get the help stands beside it."""
        return self is not Design.BEFORE


def rows_of(text: str, where: str) -> list[list[str]]:
    """Return the lines of a pasted list, each in its parts; parted by a semicolon or a tab."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > 5000:
        raise Refusal("There are too many lines.", where, "Give at most 5,000.")
    return [[part.strip() for part in line.replace("\t", ";").split(";")] for line in lines]


def check_called(design: Design, *, is_effect: bool, where: str = "is_effect") -> None:
    """Refuse the word 'effect' for a change without anybody to compare with."""
    if is_effect and not design.has_comparison:
        raise Refusal(
            "A change between before and after is called an effect.",
            where,
            "Compare with a group that did not take part; until then call it a change.",
        )


def compared(
    design: Design, helped: str, others: str, *, is_effect: bool, until: float | None = None
) -> Estimate | TooFew:
    """Return what the pasted outcomes say. The word 'effect' is refused without a comparison group.

    Per design a line holds: an outcome; before and after; a trait and an outcome; how long somebody
    was followed and whether there was a relapse (`until` is then how long the clock runs); before
    and after.
    """
    check_called(design, is_effect=is_effect)
    match design:
        case Design.GROUP:
            return estimates.difference(_single(helped, "helped"), _single(others, "others"))
        case Design.BOTH:
            return estimates.difference_in_differences(
                _pairs(helped, "helped"), _pairs(others, "others")
            )
        case Design.ALIKE:
            return estimates.matched(_traits(helped, "helped"), _traits(others, "others"))
        case Design.STAYING:
            if until is None:
                raise Refusal("The relapse clock has no length.", "until", "Give a time above 0.")
            return survival.staying_beside(
                _clocks(helped, "helped"), _clocks(others, "others"), until=until
            )
        case Design.BEFORE:
            return estimates.change(_pairs(helped, "helped"))


YES, NO = ("ja", "yes", "1"), ("nee", "no", "0")


def foreseen(text: str) -> list[tuple[float, bool]]:
    """Return what zero scenarios foresaw and whether it came true: 'chance; ja' or 'chance; nee'."""
    found = []
    for chance, happened in _of_size(text, 2, "foreseen"):
        if (came_true := yes_or_no(happened)) is None:
            raise Refusal(
                "It is not said whether it came true.", "foreseen", "Write for example: 0,3; nee."
            )
        share = number_in(chance, "foreseen")
        if not 0 <= share <= 1:
            raise Refusal(
                "A chance lies outside 0 and 1.", "foreseen", "Write for example: 0,3; nee."
            )
        found.append((share, came_true))
    return found


def yes_or_no(text: str) -> bool | None:
    """Return what a word says: yes, no, or nothing that we know."""
    word = text.lower()
    return True if word in YES else False if word in NO else None


def _clocks(text: str, where: str) -> list[tuple[float, bool]]:
    found = []
    for how_long, word in _of_size(text, 2, where):
        if (relapsed := yes_or_no(word)) is None:
            raise Refusal(
                "It is not said whether there was a relapse.", where, "Write for example: 9; nee."
            )
        found.append((number_in(how_long, where), relapsed))
    return found


def _single(text: str, where: str) -> list[float]:
    return [number_in(one, where) for (one,) in _of_size(text, 1, where)]


def _pairs(text: str, where: str) -> list[tuple[float, float]]:
    return [(number_in(one, where), number_in(two, where)) for one, two in _of_size(text, 2, where)]


def _traits(text: str, where: str) -> list[tuple[str, float]]:
    return [(trait, number_in(one, where)) for trait, one in _of_size(text, 2, where)]


def _of_size(text: str, size: int, where: str) -> Sequence[list[str]]:
    rows = rows_of(text, where)
    if any(len(row) != size for row in rows):
        raise Refusal(
            "A line has another number of parts.", where, "Part them with ';', as in the example."
        )
    return rows


def number_in(text: str, where: str) -> float:
    """Return a number as people write it here: a comma is a decimal sign."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise Refusal("This is no number.", where, "Write for example: 70; 90; 110.") from None
