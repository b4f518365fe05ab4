# SPDX-License-Identifier: EUPL-1.2
"""Pure double entry in eurocents: an entry balances or is refused, and is never taken away.

Sign: a line above zero is a debit, below zero a credit. Everything here is arithmetic over
entries that are given; nothing is stored.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from voordeur.ledger.eurocents import MoneyError


class EntryError(MoneyError):
    """An entry that may not be booked, with what is wrong, where, and what to do."""


class AccountKind(StrEnum):
    """What an account stands for; it decides on which side the account normally grows."""

    ASSET = "asset"
    LIABILITY = "liability"
    EQUITY = "equity"
    INCOME = "income"
    EXPENSE = "expense"

    @property
    def grows_by_debit(self) -> bool:
        """True for what one has and what one spends; the others grow by credit."""
        return self in (AccountKind.ASSET, AccountKind.EXPENSE)


@dataclass(frozen=True, slots=True, order=True)
class Account:
    """One account in one book (a household budget, a team cash, an area budget …)."""

    book: str
    code: str
    kind: AccountKind

    def __post_init__(self) -> None:
        if not self.book.strip() or not self.code.strip():
            raise EntryError(
                "An account has no book or no code", f"{self.book}/{self.code}", "Fill in both."
            )

    def __str__(self) -> str:
        return f"{self.book}/{self.code}"


@dataclass(frozen=True, slots=True)
class Period:
    """A half-open stretch of days [from_, until); `until` None means: no end known."""

    from_: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until <= self.from_:
            raise MoneyError(
                "A period ends before it has one day",
                f"{self.from_} to {self.until}",
                "Give an end after the start; the end day itself does not count.",
            )

    @classmethod
    def year(cls, year: int) -> Period:
        """Return the calendar year as a period."""
        return cls(date(year, 1, 1), date(year + 1, 1, 1))

    def __contains__(self, day: date) -> bool:
        return self.from_ <= day and (self.until is None or day < self.until)

    def meet(self, other: Period) -> Period | None:
        """Return the days that both periods have, or None when there are none."""
        start = max(self.from_, other.from_)
        ends = [end for end in (self.until, other.until) if end is not None]
        end = min(ends) if ends else None
        if end is not None and end <= start:
            return None
        return Period(start, end)

    @property
    def days(self) -> int | None:
        """The number of days, or None without an end."""
        return None if self.until is None else (self.until - self.from_).days


@dataclass(frozen=True, slots=True)
class Line:
    """One amount in eurocents on one account: above zero debit, below zero credit."""

    account: Account
    amount: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A booking of two or more lines that balances in every book it touches.

    A transfer between two books therefore needs a clearing account in each: a book must be right
    when it is read alone. `reverses` is the id of the entry that this one undoes.

    Raises EntryError for fewer than two lines, a zero or fractional line, no text, one code
    with two kinds, or a book that does not balance.
    """

    id: str
    on: date
    text: str
    lines: tuple[Line, ...]
    reverses: str | None = None

    def __post_init__(self) -> None:
        where = f"entry {self.id}"
        if not self.text.strip():
            raise EntryError("An entry does not say what it is for", where, "Add a description.")
        if len(self.lines) < 2:
            raise EntryError(
                "An entry has fewer than two lines", where, "Say where the money comes from too."
            )
        kinds: dict[tuple[str, str], AccountKind] = {}
        for number, line in enumerate(self.lines, start=1):
            self._check_line(line, f"{where}, line {number}", kinds)
        for book, difference in sorted(self._difference_per_book().items()):
            if difference:
                raise EntryError(
                    f"Debit and credit differ by {abs(difference)} cents",
                    f"{where}, book {book}",
                    "Add or mend the line on the "
                    + ("credit" if difference > 0 else "debit")
                    + " side.",
                )

    @staticmethod
    def _check_line(line: Line, where: str, kinds: dict[tuple[str, str], AccountKind]) -> None:
        if isinstance(line.amount, bool) or not isinstance(line.amount, int):
            raise EntryError(
                f"{line.amount!r} is not a whole number of eurocents", where, "Give cents."
            )
        if line.amount == 0:
            raise EntryError("A line has no amount", where, "Leave the line out.")
        account = line.account
        if kinds.setdefault((account.book, account.code), account.kind) is not account.kind:
            raise EntryError(
                f"Account {account} is used as two kinds", where, "Use one kind for one account."
            )

    def _difference_per_book(self) -> dict[str, int]:
        result: dict[str, int] = {}
        for line in self.lines:
            result[line.account.book] = result.get(line.account.book, 0) + line.amount
        return result


def reversal(entry: Entry, id: str, on: date, reason: str, booked: Iterable[Entry] = ()) -> Entry:  # noqa: A002
    """Return the entry that undoes `entry`: the same lines with the other sign.

    Entries are never deleted or changed, so that what was once reported stays explicable.
    `booked` are the entries that exist already; an entry among them that reverses `entry` makes
    this one refused, as does a date before the entry itself or a missing reason.
    """
    if not reason.strip():
        raise EntryError("A reversal has no reason", f"entry {entry.id}", "Say why.")
    if on < entry.on:
        raise EntryError(
            "A reversal lies before the entry itself",
            f"entry {entry.id} of {entry.on}",
            "Choose that day or a later one.",
        )
    for other in booked:
        if other.reverses == entry.id:
            raise EntryError(
                "This entry was reversed already",
                f"entry {entry.id}, by {other.id}",
                "Book a new entry instead.",
            )
    lines = tuple(Line(line.account, -line.amount) for line in entry.lines)
    return Entry(id, on, reason, lines, reverses=entry.id)


def balance(entries: Iterable[Entry], account: Account, period: Period | None = None) -> int:
    """Return what an account holds in eurocents, counted on the side where it grows.

    So an income of 100 is 100, not -100. With a `period` only the entries of those days count.
    """
    debit = sum(
        line.amount
        for entry in entries
        if period is None or entry.on in period
        for line in entry.lines
        if line.account == account
    )
    return debit if account.kind.grows_by_debit else -debit


@dataclass(frozen=True, slots=True)
class TrialRow:
    """The debit and the credit of one account, both as amounts of zero or more."""

    account: Account
    debit: int
    credit: int


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """All accounts with their turnover; debit equals credit, because every entry balances."""

    rows: tuple[TrialRow, ...]

    @property
    def debit(self) -> int:
        """All debits together, in eurocents."""
        return sum(row.debit for row in self.rows)

    @property
    def credit(self) -> int:
        """All credits together, in eurocents."""
        return sum(row.credit for row in self.rows)


def trial_balance(
    entries: Iterable[Entry], period: Period | None = None, book: str | None = None
) -> TrialBalance:
    """Return the turnover per account, in order of book and code.

    An entry and its reversal both count: the turnover shows that something was undone.
    """
    debit: dict[Account, int] = {}
    credit: dict[Account, int] = {}
    for entry in entries:
        if period is not None and entry.on not in period:
            continue
        for line in entry.lines:
            if book is None or line.account.book == book:
                side = debit if line.amount > 0 else credit
                side[line.account] = side.get(line.account, 0) + abs(line.amount)
    accounts = sorted({*debit, *credit})
    return TrialBalance(
        tuple(TrialRow(one, debit.get(one, 0), credit.get(one, 0)) for one in accounts)
    )
