# SPDX-License-Identifier: EUPL-1.2
"""Who may claim which part of an outcome: never more than the whole, with two proposals to start from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import factorial

from voordeur.door.refusal import Refusal


def pro_rata(efforts: Mapping[str, float]) -> dict[str, Fraction]:
    """Return each part of the effort (hours, money) as part of the outcome.

    >>> pro_rata({"coach": 30, "debt help": 10})["coach"]
    Fraction(3, 4)
    """
    given = {who: Fraction(repr(float(effort))) for who, effort in efforts.items()}
    total = sum(given.values(), start=Fraction(0))
    if total <= 0 or min(given.values(), default=0) < 0:
        raise Refusal("No effort was made.", "attribution", "Give the effort of each, 0 or more.")
    return {who: effort / total for who, effort in given.items()}


def shapley(players: Sequence[str], worth: Callable[[frozenset[str]], float]) -> dict[str, float]:
    """Return what each adds on average, over every order in which they can come in (Shapley 1953).

    `worth` says what a set of them reaches together; the parts add up to what all reach, and who
    never adds anything gets nothing. Raises Refusal above 12 players: that is 4,096 sets to judge.
    """
    if len(players) > 12:
        raise Refusal(
            "There are too many to ask what each set reaches.", "attribution", "Group them."
        )
    count = len(players)
    known: dict[frozenset[str], float] = {}

    def reached(group: frozenset[str]) -> float:
        if group not in known:
            known[group] = worth(group)
        return known[group]

    parts = {}
    for who in players:
        others = [one for one in players if one != who]
        added = 0.0
        for size in range(count):
            weight = factorial(size) * factorial(count - size - 1) / factorial(count)
            for group in combinations(others, size):
                before = frozenset(group)
                added += weight * (reached(before | {who}) - reached(before))
        parts[who] = added
    return parts


def check_shares(shares: Mapping[str, float], outcome: str) -> None:
    """Raise a Refusal when more than the whole of an outcome is claimed; propose pro rata."""
    total = sum(shares.values())
    if total > 1 + 1e-9:
        proposed = ", ".join(f"{who} {part / total:.1%}" for who, part in shares.items())
        raise Refusal(
            f"{total:.0%} of one outcome is claimed.",
            f"outcome '{outcome}'",
            f"Pro rata it would be: {proposed}; `shapley` proposes by what each adds.",
        )
