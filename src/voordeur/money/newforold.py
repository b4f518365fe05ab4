# SPDX-License-Identifier: EUPL-1.2
"""New for old: what stops because the new way works, and whether it pays for the new in time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from voordeur.door.refusal import Refusal
from voordeur.ledger.eurocents import KnownSum, known_sum


@dataclass(frozen=True, slots=True)
class Stops:
    """What is no longer needed: where, whose work it is, from which year, and what it frees a year.

    `cents` None: not known yet. `after` says what happens with the people whose work it is; a list
    that leaves them out is not honest and is refused.
    """

    what: str
    institution: str
    work_of: str
    after: str
    pot: str
    year: int
    cents: int | None

    def __post_init__(self) -> None:
        if not self.work_of.strip() or not self.after.strip():
            raise Refusal(
                "It is not said whose work stops, and what they do then.",
                f"stops: {self.what}",
                "Name the work and what comes after it.",
            )


@dataclass(frozen=True, slots=True)
class Needs:
    """What the new way takes from a pot in a year, in eurocents."""

    pot: str
    year: int
    cents: int | None


@dataclass(frozen=True, slots=True)
class Balance:
    """Freed against needed in one pot and year; `gap` None while something is unknown."""

    pot: str
    year: int
    freed: KnownSum
    needed: KnownSum

    @property
    def gap(self) -> int | None:
        """Return freed less needed in eurocents; below zero is what must be found elsewhere."""
        if not (self.freed.is_complete and self.needed.is_complete):
            return None
        return self.freed.sum - self.needed.sum


@dataclass(frozen=True, slots=True)
class NewForOld:
    """The balance per pot and year, what the transition lacks, and what must be said with it."""

    balances: tuple[Balance, ...]
    transition_gap: int | None
    warnings: tuple[str, ...]

    @property
    def pots(self) -> tuple[str, ...]:
        """Return every pot the project touches."""
        return tuple(dict.fromkeys(one.pot for one in self.balances))

    @property
    def giving(self) -> tuple[str, ...]:
        """Return the pots that give something up, known or not; the others only receive or look on."""
        return tuple(
            dict.fromkeys(
                one.pot for one in self.balances if one.freed.known + one.freed.unknown > 0
            )
        )

    def by_year(self) -> Mapping[int, int | None]:
        """Return freed less needed over all pots per year; None while something is unknown."""
        found: dict[int, int | None] = {}
        for one in self.balances:
            before = found.get(one.year, 0)
            found[one.year] = None if before is None or one.gap is None else before + one.gap
        return found


def new_for_old(
    stops: Iterable[Stops], needs: Iterable[Needs], *, years: range, pots: Iterable[str]
) -> NewForOld:
    """Set what is freed against what is needed, per pot and year.

    What stops keeps freeing its amount in later years. `pots` are all pots the project touches: a
    warning says when only one of several gives something up. The transition gap is the deepest point
    of the running balance over all pots, 0 when it never goes below.
    """
    ending, taking, touched = list(stops), list(needs), list(dict.fromkeys(pots))
    strange = sorted({*(one.pot for one in ending), *(one.pot for one in taking)} - set(touched))
    if strange:
        raise Refusal(f"'{strange[0]}' is none of the pots.", "pots", "Name every pot.")
    balances = tuple(
        Balance(
            pot,
            year,
            known_sum(one.cents for one in ending if one.pot == pot and one.year <= year),
            known_sum(one.cents for one in taking if one.pot == pot and one.year == year),
        )
        for pot in touched
        for year in years
    )
    made = NewForOld(balances, None, ())
    running, deepest = 0, 0
    unknown = False
    for year in years:
        gap = made.by_year()[year]
        if gap is None:
            unknown = True
            break
        running += gap
        deepest = min(deepest, running)
    giving = {one.pot for one in ending}
    warnings = []
    if len(touched) > 1 and len(giving) == 1:
        warnings.append(f"only '{giving.pop()}' of {len(touched)} pots gives something up")
    elif touched and not ending:
        warnings.append("nothing stops: this is new beside old")
    if unknown:
        warnings.append("the transition gap is unknown while an amount is")
    return NewForOld(balances, None if unknown else -deepest, tuple(warnings))
