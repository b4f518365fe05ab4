# SPDX-License-Identifier: EUPL-1.2
"""What is tried and why it should work, and how often something helped. Pure.

Each way of working can help and none always does (eigen-tuin R18); what keeps somebody from going
on is put in four kinds, several at once, beside that person's own view and never instead of it
(eigen-tuin R17). Ways that stand against each other in the source (attention or businesslike, the
basis or earning first) are two codes here.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

LOGICS: Final = (
    "invest",
    "fit",
    "attention",
    "businesslike",
    "own_business",
    "basis_first",
    "earn_first",
    "less_help",
)
IN_THE_WAY: Final = ("no_fair_chance", "skills", "too_much_at_once", "wants_else")
WENT: Final = ("helped", "partly", "not")
FEWEST: Final = 5


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a way of working was judged (unit: approaches), and in how many of ten it helped."""

    logic: str
    judged: int
    helped_of_ten: int


def tally(judged: Iterable[tuple[str, str]]) -> tuple[Tally, ...]:
    """Count (way of working, how it went); a way judged fewer than five times is left out.

    No way is said to help always or never, whatever was counted.

    >>> tally([("fit", "helped")] * 5)
    (Tally(logic='fit', judged=5, helped_of_ten=9),)
    """
    all_of, helped = Counter[str](), Counter[str]()
    for logic, went in judged:
        all_of[logic] += 1
        helped[logic] += went == "helped"
    return tuple(
        Tally(logic, all_of[logic], min(9, max(1, round(10 * helped[logic] / all_of[logic]))))
        for logic in LOGICS
        if all_of[logic] >= FEWEST
    )
