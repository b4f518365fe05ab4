# SPDX-License-Identifier: EUPL-1.2
"""Claimed euros on their way from an idea to a budget line that went down; only that is cashed.

Potential, agreed and booked amounts are never added to each other. Amounts are eurocents.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from voordeur.door.refusal import Refusal
from voordeur.ledger.entries import Account, AccountKind, Entry, Line
from voordeur.ledger.eurocents import KnownSum, known_sum


class State(StrEnum):
    """How far a claimed euro has come."""

    POTENTIAL = "potential"
    TALKED = "talked about"
    OFFERED = "offered"
    AGREED = "agreed"
    BOOKED = "booked"
    LAPSED = "lapsed"


STEPS: Mapping[State, frozenset[State]] = MappingProxyType(
    {
        State.POTENTIAL: frozenset({State.TALKED, State.LAPSED}),
        State.TALKED: frozenset({State.OFFERED, State.LAPSED}),
        State.OFFERED: frozenset({State.AGREED, State.TALKED, State.LAPSED}),
        State.AGREED: frozenset({State.BOOKED, State.LAPSED}),
        State.BOOKED: frozenset(),
        State.LAPSED: frozenset({State.TALKED}),
    }
)
"""What can follow what. A booked euro is undone by a reversal in the ledger, not by a step back."""


class Harvest(StrEnum):
    """In which form a party can give back what it gains."""

    CONTRIBUTION = "contribution in recognition"
    STAFF = "staff on loan"
    SMALL_TENDER = "small tender made to measure"
    BASIC_SHARE = "percentage of the basic finance"
    PER_PATH = "payment per path"


@dataclass(frozen=True, slots=True)
class Benefit:
    """One claimed euro amount: who pays for the work, who gains, when, how much of it is due to us.

    `cents` None: nobody knows. `proof` says what shows that it happened; nothing is booked without.
    """

    id: str
    payer: str
    gainer: str
    year: int
    cents: int | None
    attribution: float = 1.0
    proof: str = ""
    state: State = State.POTENTIAL
    harvest: Harvest | None = None

    def __post_init__(self) -> None:
        if not self.payer.strip() or not self.gainer.strip():
            raise Refusal(
                "Nobody is named who pays or who gains.", f"benefit {self.id}", "Name both."
            )
        if not 0 < self.attribution <= 1:
            raise Refusal(
                f"{self.attribution:.0%} of it is attributed.", f"benefit {self.id}", "Give 0 to 1."
            )


def step(benefit: Benefit, to: State, *, proof: str = "") -> Benefit:
    """Return the benefit one step on; refused for a step that is not there or a booking unproved."""
    if to not in STEPS[benefit.state]:
        raise Refusal(
            f"A benefit does not go from '{benefit.state}' to '{to}'.",
            f"benefit {benefit.id}",
            f"It can become: {', '.join(sorted(STEPS[benefit.state])) or 'nothing more'}.",
        )
    if to is State.BOOKED:
        raise Refusal(
            "A benefit is booked on a budget line.", f"benefit {benefit.id}", "Use `book` for that."
        )
    return replace(benefit, state=to, proof=proof or benefit.proof)


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """A line of a budget that can go down: its book, code and what is on it in eurocents."""

    book: str
    code: str
    cents: int


def book(benefit: Benefit, line: BudgetLine, *, on: date, entry: str) -> tuple[Benefit, Entry]:
    """Return the benefit as booked with the entry that lowers a named budget line.

    Refused when it was not agreed, is not known, has no proof, or is more than what is on the line.
    The other side of the entry is the account of cashed benefits in the same book.
    """
    where = f"benefit {benefit.id}"
    if benefit.state is not State.AGREED:
        raise Refusal(f"It is only '{benefit.state}'.", where, "Have it agreed first.")
    if benefit.cents is None:
        raise Refusal("Nobody knows the amount.", where, "Book what is known.")
    if not benefit.proof.strip():
        raise Refusal("Nothing shows that it happened.", where, "Say what proves it.")
    if not 0 < benefit.cents <= line.cents:
        raise Refusal(
            "The budget line does not hold this amount.",
            f"{line.book}/{line.code}",
            "Choose another.",
        )
    freed = Account(line.book, line.code, AccountKind.EXPENSE)
    cashed = Account(line.book, "cashed-benefits", AccountKind.EQUITY)
    made = Entry(
        entry,
        on,
        f"{benefit.id}: {benefit.gainer}",
        (Line(cashed, benefit.cents), Line(freed, -benefit.cents)),
    )
    return replace(benefit, state=State.BOOKED), made


def pipeline(benefits: Iterable[Benefit]) -> dict[State, KnownSum]:
    """Return what is in each state, apart; there is no total over states."""
    found = list(benefits)
    return {state: known_sum(one.cents for one in found if one.state is state) for state in State}


def cashed(benefits: Iterable[Benefit]) -> KnownSum:
    """Return what is cashed: booked on a budget line, and nothing else."""
    return pipeline(benefits)[State.BOOKED]


def together(states: Iterable[State], benefits: Iterable[Benefit]) -> KnownSum:
    """Return the sum of one state; refused over several, because potential is not cashed."""
    wanted = set(states)
    if len(wanted) != 1:
        raise Refusal(
            f"{' and '.join(sorted(wanted))} are added to each other.",
            "benefits",
            "Show each state apart.",
        )
    return pipeline(benefits)[wanted.pop()]


def cash_date(freed_from: date, *, ends: date | None, releasable: bool = False) -> date | None:
    """Return the day from which a saving can be spent otherwise.

    That is the first day after the running contract or subsidy (`ends` is its last day), unless the
    flow may be released at once. None: the end is not known, and so is the day.
    """
    if releasable:
        return freed_from
    if ends is None:
        return None
    after = date.fromordinal(ends.toordinal() + 1)
    return max(freed_from, after)


@dataclass(frozen=True, slots=True)
class Reuse:
    """Saved money that is spent on another goal, over the walls of pots: who decided, and from when."""

    benefit: str
    from_pot: str
    to_pot: str
    goal: str
    cents: int
    decided_by: str
    from_: date


def reuse(
    benefit: Benefit, reused: Sequence[Reuse], new: Reuse, *, spendable: date | None
) -> tuple[Reuse, ...]:
    """Return the trace with one re-use more; refused before the cash date and beyond what is saved."""
    where = f"benefit {benefit.id}"
    if not new.decided_by.strip():
        raise Refusal("Nobody decided this.", where, "Name who decides.")
    if spendable is None or new.from_ < spendable:
        raise Refusal("The money is not free on that day.", where, "Wait for the cash date.")
    spent = sum(one.cents for one in reused if one.benefit == benefit.id)
    if benefit.cents is None or spent + new.cents > benefit.cents or new.cents <= 0:
        raise Refusal("More is spent than was saved.", where, "Spend what is left.")
    return (*reused, new)
