# SPDX-License-Identifier: EUPL-1.2
"""Questions to the ledger about whole books; they show no household and need no Access.

A room whose book is about one household opens the door first and asks with that book's code. This
is the only place that adds amounts in the database: lines are never unknown here, so SQL's silent
skipping of NULL cannot hide anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Count, F, Q, Sum, Value, When
from django.db.models.functions import Abs

from voordeur.ledger.entries import Account, AccountKind, Period, TrialBalance, TrialRow
from voordeur.ledger.eurocents import KnownSum
from voordeur.ledger.models import Line


def _within(period: Period | None) -> Q:
    if period is None:
        return Q()
    days = Q(entry__on__gte=period.from_)
    return days if period.until is None else days & Q(entry__on__lt=period.until)


def balance(account: Account, period: Period | None = None) -> KnownSum:
    """Return what one account holds, counted on the side where it grows; one query.

    `known` is the number of lines; an account nobody booked on holds nothing of zero lines.
    """
    rows = Line.objects.filter(account__book=account.book, account__code=account.code)
    found = rows.filter(_within(period)).aggregate(total=Sum("amount"), lines=Count("pk"))
    total = int(found["total"] or 0)
    return KnownSum(total if account.kind.grows_by_debit else -total, found["lines"])


def balances(books: Sequence[str], period: Period | None = None) -> dict[Account, KnownSum]:
    """Return what every account of some books holds; one query, whatever the number of books."""
    rows = (
        Line.objects.filter(_within(period), account__book__in=list(books))
        .values_list("account__book", "account__code", "account__kind")
        .annotate(total=Sum("amount"), lines=Count("pk"))
        .order_by("account__book", "account__code")
    )
    result = {}
    for name, code, kind, total, lines in rows:
        account = Account(name, code, AccountKind(kind))
        held = int(total) if account.kind.grows_by_debit else -int(total)
        result[account] = KnownSum(held, lines)
    return result


def trial_balance(period: Period | None = None, book: str | None = None) -> TrialBalance:
    """Return debit and credit per account, in order of book and code; one query."""
    rows = Line.objects.filter(_within(period))
    if book is not None:
        rows = rows.filter(account__book=book)
    nothing = Value(0)
    found = (
        rows.values_list("account__book", "account__code", "account__kind")
        .annotate(
            debit=Sum(Case(When(amount__gt=0, then=F("amount")), default=nothing)),
            credit=Sum(Case(When(amount__lt=0, then=Abs("amount")), default=nothing)),
        )
        .order_by("account__book", "account__code")
    )
    return TrialBalance(
        tuple(
            TrialRow(Account(name, code, AccountKind(kind)), int(debit), int(credit))
            for name, code, kind, debit, credit in found
        )
    )


def of_entries(entries: Sequence[UUID], code: str) -> int:
    """Return what some entries put on the accounts of one code, debit above zero; one query.

    What was undone counts for nothing: a reversal goes with the entry it undoes.
    """
    rows = Line.objects.filter(
        Q(entry__uuid__in=list(entries)) | Q(entry__reverses__uuid__in=list(entries)),
        account__code=code,
    )
    return int(rows.aggregate(total=Sum("amount"))["total"] or 0)


@dataclass(frozen=True, slots=True)
class Imbalance:
    """An entry whose debit and credit differ in a book: it cannot come from the actions."""

    entry_id: int
    book: str
    difference: int


def imbalances() -> list[Imbalance]:
    """Return entries that do not balance in every book they touch; empty when the books are sound.

    The database cannot hold this rule itself, so the nightly check and the backup drill ask it.
    """
    rows = (
        Line.objects.values_list("entry_id", "account__book")
        .annotate(difference=Sum("amount"))
        .exclude(difference=0)
        .order_by("entry_id", "account__book")
    )
    return [Imbalance(entry, name, int(difference)) for entry, name, difference in rows]
