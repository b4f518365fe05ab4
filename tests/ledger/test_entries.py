# SPDX-License-Identifier: EUPL-1.2
"""Double entry: an entry balances or does not exist, and is undone but never removed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voordeur.ledger.entries import (
    Account,
    AccountKind,
    Entry,
    EntryError,
    Line,
    Period,
    balance,
    reversal,
    trial_balance,
)
from voordeur.ledger.eurocents import MoneyError

CASH = Account("team cash", "cash", AccountKind.ASSET)
GIVEN = Account("team cash", "given", AccountKind.EXPENSE)
GRANT = Account("team cash", "grant", AccountKind.INCOME)
OTHER = Account("area budget", "cash", AccountKind.ASSET)
DAY = date(2026, 3, 2)

accounts = st.sampled_from([CASH, GIVEN, GRANT])


@st.composite
def balanced(draw):
    """Draw an entry of two to five lines that balances in one book."""
    amounts = draw(st.lists(st.integers(1, 10**9), min_size=1, max_size=4))
    lines = [Line(draw(accounts), amount) for amount in amounts]
    lines.append(Line(draw(accounts), -sum(amounts)))
    return Entry(
        draw(st.uuids()).hex, draw(st.dates(date(2020, 1, 1), date(2030, 1, 1))), "x", tuple(lines)
    )


def pay(amount=40_000, **changes):
    facts = {
        "id": "e1",
        "on": DAY,
        "text": "passport for Hakan",
        "lines": (Line(GIVEN, amount), Line(CASH, -amount)),
    }
    return Entry(**{**facts, **changes})


@given(st.lists(balanced(), max_size=8))
def test_debit_equals_credit_over_any_entries(entries):
    trial = trial_balance(entries)
    assert trial.debit == trial.credit
    for row in trial.rows:
        side = row.debit - row.credit
        expected = side if row.account.kind.grows_by_debit else -side
        assert balance(entries, row.account) == expected


@given(balanced())
def test_an_entry_and_its_reversal_leave_every_account_as_it_was(entry):
    undone = reversal(entry, "undo", entry.on, "typed twice")
    assert undone.reverses == entry.id
    for account in (CASH, GIVEN, GRANT):
        assert balance([entry, undone], account) == 0
    assert trial_balance([entry, undone]).debit == 2 * trial_balance([entry]).debit


def test_an_income_grows_on_the_credit_side():
    grant = pay(lines=(Line(CASH, 500), Line(GRANT, -500)))
    assert balance([grant], GRANT) == 500
    assert balance([grant], CASH) == 500


@pytest.mark.parametrize(
    "lines",
    [
        (Line(GIVEN, 100),),
        (Line(GIVEN, 100), Line(CASH, -99)),
        (Line(GIVEN, 0), Line(CASH, 0)),
        (Line(GIVEN, 100), Line(OTHER, -100)),
        (Line(GIVEN, 0.5), Line(CASH, -0.5)),
        (Line(GIVEN, 100), Line(Account("team cash", "given", AccountKind.ASSET), -100)),
    ],
)
def test_an_entry_that_does_not_balance_is_refused_with_what_where_and_remedy(lines):
    with pytest.raises(EntryError) as refused:
        pay(lines=lines)
    assert refused.value.what
    assert "e1" in refused.value.where
    assert refused.value.remedy


def test_a_difference_is_named_with_its_book_and_the_side_that_is_short():
    with pytest.raises(EntryError) as refused:
        pay(lines=(Line(GIVEN, 100), Line(CASH, -99)))
    assert "1 cents" in refused.value.what
    assert "team cash" in refused.value.where
    assert "credit" in refused.value.remedy


def test_an_entry_says_what_it_is_for():
    with pytest.raises(EntryError):
        pay(text="  ")
    with pytest.raises(EntryError):
        Account("", "cash", AccountKind.ASSET)


def test_an_entry_is_reversed_once_with_a_reason_and_not_before_its_day():
    entry = pay()
    undone = reversal(entry, "e2", DAY, "typed twice")
    with pytest.raises(EntryError, match="already"):
        reversal(entry, "e3", DAY, "again", booked=[entry, undone])
    with pytest.raises(EntryError, match="reason"):
        reversal(entry, "e3", DAY, " ")
    with pytest.raises(EntryError, match="before"):
        reversal(entry, "e3", date(2026, 3, 1), "early")


def test_only_the_days_of_the_period_count_and_its_end_day_does_not():
    entries = [pay(), pay(id="e2", on=date(2027, 1, 1))]
    assert balance(entries, GIVEN, Period.year(2026)) == 40_000
    assert trial_balance(entries, Period.year(2026)).debit == 40_000
    assert trial_balance(entries, Period.year(2025)).rows == ()
    assert [row.debit - row.credit for row in trial_balance(entries[:1]).rows] == [-40_000, 40_000]
    assert balance(entries, GIVEN) == 80_000
    assert trial_balance(entries, book="area budget").rows == ()


dates = st.dates(date(2020, 1, 1), date(2026, 1, 1))


@given(dates, dates, dates, dates, dates)
def test_a_day_is_in_the_overlap_exactly_when_it_is_in_both(a, b, c, d, day):
    if a >= b or c >= d:
        with pytest.raises(MoneyError):
            Period(max(a, b), min(a, b))
        return
    first, second = Period(a, b), Period(c, d)
    overlap = first.meet(second)
    assert (overlap is not None and day in overlap) == (day in first and day in second)
    assert first.meet(second) == second.meet(first)


def test_a_period_without_an_end_has_no_number_of_days():
    assert Period(DAY).days is None
    assert Period.year(2024).days == 366
    assert DAY in Period(DAY)
    assert date(2025, 1, 1) not in Period.year(2024)
    assert date(2999, 1, 1) in Period(DAY)
