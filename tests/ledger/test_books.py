# SPDX-License-Identifier: EUPL-1.2
"""Books in the database: what is posted balances, stays, and says the same as the pure sums."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests import factories as make
from voordeur.door.deed import NotAllowed
from voordeur.door.reader import system
from voordeur.door.refusal import Refusal
from voordeur.history import appendonly
from voordeur.history.models import Event
from voordeur.ledger import entries as sums
from voordeur.ledger import queries
from voordeur.ledger.actions import post_entry, reverse_entry
from voordeur.ledger.eurocents import KnownSum
from voordeur.ledger.models import Account, Entry, Line

pytestmark = pytest.mark.django_db

CASH = sums.Account("team-cash:1", "cash", sums.AccountKind.ASSET)
GIVEN = sums.Account("team-cash:1", "given", sums.AccountKind.EXPENSE)
GRANT = sums.Account("team-cash:1", "grant", sums.AccountKind.INCOME)
BOOKS = system("books")
MONDAY = date(2026, 11, 2)


def post(amount=5000, *, on=MONDAY, to=GIVEN, out=CASH, by=BOOKS):
    """Post one entry of an amount from one account to another."""
    return post_entry(
        by, on=on, text="wasmachine", lines=[sums.Line(to, amount), sums.Line(out, -amount)]
    )


def booked():
    """Return every stored entry as the pure sums know it."""
    rows = Line.objects.select_related("entry", "account").order_by("pk")
    lines = {}
    for row in rows:
        account = sums.Account(
            row.account.book, row.account.code, sums.AccountKind(row.account.kind)
        )
        lines.setdefault(row.entry, []).append(sums.Line(account, row.amount))
    return [
        sums.Entry(str(entry.pk), entry.on, entry.text, tuple(parts))
        for entry, parts in lines.items()
    ]


def test_an_entry_is_written_with_its_lines_and_an_event():
    row = post(5000)
    assert sorted(row.lines.values_list("amount", flat=True)) == [-5000, 5000]
    event = Event.objects.get(kind="ledger.entry_posted")
    assert event.facts["entry"] == row.pk
    assert event.compartment == "money"


def test_only_the_controller_books_in_a_book_without_a_room():
    assert post(by=make.a_worker("controller").reader).pk
    for role in ("professional", "administrator", "policy_officer"):
        with pytest.raises(NotAllowed):
            post(by=make.a_worker(role).reader)


def test_only_the_controller_reverses_in_a_book_without_a_room():
    row = post()
    with pytest.raises(NotAllowed):
        reverse_entry(make.a_worker().reader, entry=row.uuid, on=MONDAY, reason="dubbel")
    reverse_entry(make.a_worker("controller").reader, entry=row.uuid, on=MONDAY, reason="dubbel")


def test_an_entry_that_does_not_balance_leaves_nothing():
    with pytest.raises(Refusal):
        post_entry(
            BOOKS, on=MONDAY, text="scheef", lines=[sums.Line(GIVEN, 5000), sums.Line(CASH, -4999)]
        )
    assert not Entry.objects.exists()
    assert not Account.objects.exists()


def test_an_account_keeps_its_kind():
    post()
    other = sums.Account(CASH.book, CASH.code, sums.AccountKind.LIABILITY)
    with pytest.raises(Refusal, match="another kind"):
        post(out=other)


def test_an_amount_beyond_reason_is_refused_before_the_database_chokes():
    with pytest.raises(Refusal, match="too large"):
        post(10**19)


def test_a_reversal_undoes_once_and_keeps_the_first():
    row = post(5000)
    opposite = reverse_entry(BOOKS, entry=row.uuid, on=MONDAY, reason="verkeerd huishouden")
    assert opposite.reverses_id == row.pk
    assert queries.balance(GIVEN) == KnownSum(0, 2)
    with pytest.raises(Refusal, match="reversed already"):
        reverse_entry(BOOKS, entry=row.uuid, on=MONDAY, reason="nog eens")
    with pytest.raises(Refusal, match="reversal itself"):
        reverse_entry(BOOKS, entry=opposite.uuid, on=MONDAY, reason="toch wel")


def test_the_database_holds_one_reversal_for_who_undo_at_the_same_moment():
    row = post()
    first = {"on": MONDAY, "text": "terug", "booked_at": row.booked_at, "booked_by": "test"}
    Entry.objects.create(reverses=row, **first)
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(reverses=row, **first)


def test_a_reversal_needs_a_reason_and_a_day_not_before():
    row = post()
    with pytest.raises(Refusal):
        reverse_entry(BOOKS, entry=row.uuid, on=MONDAY, reason=" ")
    with pytest.raises(Refusal):
        reverse_entry(BOOKS, entry=row.uuid, on=date(2026, 11, 1), reason="te vroeg")


@pytest.mark.parametrize(
    "change",
    [
        lambda row: Entry.objects.filter(pk=row.pk).update(text="anders"),
        lambda row: Line.objects.filter(entry=row).update(amount=1),
        lambda row: Line.objects.filter(entry=row).delete(),
        lambda row: Entry.objects.filter(pk=row.pk)._raw_delete("default"),
    ],
    ids=["text", "amount", "lines", "entry"],
)
def test_what_is_booked_cannot_be_changed_or_taken_away(change):
    row = post()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change(row)


def test_the_triggers_are_on_every_table_of_entries():
    there = appendonly.installed()
    assert {"ledger_entry", "ledger_line"} <= set(appendonly.PROTECTED)
    for table in ("ledger_entry", "ledger_line"):
        assert {f"{table}_no_update", f"{table}_no_delete"} <= there


@pytest.mark.parametrize(
    "broken",
    [
        lambda row: Line.objects.create(entry=row, account=row.lines.first().account, amount=0),
        lambda row: Account.objects.create(book="b", code="c", kind="pot"),
        lambda row: Account.objects.create(book="", code="c", kind="asset"),
        lambda row: Account.objects.create(book=CASH.book, code=CASH.code, kind="asset"),
        lambda row: Entry.objects.create(
            on=MONDAY, text="", booked_at=row.booked_at, booked_by="x"
        ),
    ],
    ids=["no amount", "unknown kind", "no book", "twice", "no text"],
)
def test_the_database_itself_refuses(broken):
    row = post()
    with pytest.raises(IntegrityError), transaction.atomic():
        broken(row)


def test_an_entry_that_came_round_the_actions_is_found():
    row = post()
    assert queries.imbalances() == []
    Line.objects.create(entry=row, account=row.lines.order_by("pk").first().account, amount=7)
    assert queries.imbalances() == [queries.Imbalance(row.pk, CASH.book, 7)]


def test_a_balance_counts_the_days_of_the_period_only_and_the_last_day_not():
    post(100, on=date(2026, 12, 31))
    post(10, on=date(2027, 1, 1))
    assert queries.balance(GIVEN, sums.Period.year(2026)) == KnownSum(100, 1)
    assert queries.balance(GIVEN, sums.Period(date(2027, 1, 1))) == KnownSum(10, 1)


def test_income_grows_by_credit():
    post(700, to=CASH, out=GRANT)
    assert queries.balance(GRANT) == KnownSum(700, 1)


def test_an_account_nobody_booked_on_holds_nothing_of_no_lines():
    assert queries.balance(GRANT) == KnownSum(0, 0)


def test_questions_take_one_query_whatever_the_number_of_entries(all_queries):
    counts = []
    for _ in range(2):
        for amount in range(1, 5):
            post(amount)
        with all_queries() as asked:
            queries.balance(CASH)
            queries.balances([CASH.book])
            queries.trial_balance()
            queries.imbalances()
        counts.append(len(asked))
    assert counts == [4, 4]


ACCOUNTS = st.sampled_from(
    [
        sums.Account(book, code, kind)
        for book in ("a", "b")
        for code, kind in (
            ("cash", sums.AccountKind.ASSET),
            ("given", sums.AccountKind.EXPENSE),
            ("grant", sums.AccountKind.INCOME),
        )
    ]
)


class SameAsTheSums(TestCase):
    """The database adds up as the pure functions do, for any entries."""

    databases = "__all__"

    @settings(max_examples=15)
    @given(
        st.lists(
            st.tuples(
                ACCOUNTS,
                ACCOUNTS,
                st.integers(1, 10**12),
                st.dates(date(2026, 1, 1), date(2027, 12, 31)),
            ),
            max_size=6,
        )
    )
    def test_the_database_says_what_the_pure_sums_say(self, moves):
        for to, out, amount, on in moves:
            if to.book == out.book:
                post(amount, on=on, to=to, out=out)
        entries, year = booked(), sums.Period.year(2026)
        assert queries.imbalances() == []
        assert queries.trial_balance() == sums.trial_balance(entries)
        assert queries.trial_balance(year, "a") == sums.trial_balance(entries, year, "a")
        for account, held in queries.balances(["a", "b"], year).items():
            assert held.sum == sums.balance(entries, account, year)
            assert held == queries.balance(account, year)
