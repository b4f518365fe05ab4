# SPDX-License-Identifier: EUPL-1.2
"""Verbs of the ledger: opening an account, posting an entry, reversing one. Nothing is changed.

Rooms that keep a book call the plain functions `book` and `undo` inside a deed of their own, with
the permission that fits that book. The actions are for a book that has no room above it.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from voordeur.door.deed import Deed, action
from voordeur.door.refusal import Refusal
from voordeur.ledger import entries as sums
from voordeur.ledger.eurocents import MoneyError
from voordeur.ledger.models import Account, Entry, Line

LARGEST = 10**15
"""Ten thousand billion euros in cents: above it a typing error, and far below what fits a bigint."""


def book(
    deed: Deed, *, on: date, text: str, lines: Sequence[sums.Line], household_id: int | None = None
) -> Entry:
    """Write one balanced entry inside a deed; accounts that are new are made.

    Raises Refusal when the entry does not balance in every book, or an account has another kind.
    """
    try:
        entry = sums.Entry(str(uuid4()), on, text, tuple(lines))
    except MoneyError as error:
        raise _refused(error) from error
    return _write(deed, entry, household_id, reverses=None)


def undo(deed: Deed, *, entry: UUID, on: date, reason: str) -> Entry:
    """Write the entry that undoes another inside a deed: the same lines, the other sign.

    Raises Refusal when it was undone before, when it is a reversal itself, when the day lies before
    the entry or when no reason is given.
    """
    row = Entry.objects.filter(uuid=entry).first()
    if row is None:
        raise Refusal(_("This entry does not exist."), "entry")
    if row.reverses_id is not None:
        raise Refusal(
            _("This entry is a reversal itself."), "entry", _("Book a new entry instead.")
        )
    again = Refusal(_("This entry was reversed already."), "entry", _("Book a new entry instead."))
    if Entry.objects.filter(reverses=row).exists():
        raise again
    lines = Line.objects.filter(entry=row).order_by("pk").select_related("account")
    booked = sums.Entry(
        str(row.uuid),
        row.on,
        row.text,
        tuple(sums.Line(_plain(line.account), line.amount) for line in lines),
    )
    try:
        opposite = sums.reversal(booked, str(uuid4()), on, reason)
    except MoneyError as error:
        raise _refused(error) from error
    try:
        # The unique column decides between two who undo at once: entries cannot be locked, because
        # the application's database role may not update them.
        with transaction.atomic():
            return _write(deed, opposite, row.household_id, reverses=row)
    except IntegrityError as error:
        raise again from error


def _refused(error: MoneyError) -> Refusal:
    """Return the refusal in the reader's language; what exactly was wrong stays its cause."""
    return Refusal(
        _("This entry cannot be booked."),
        error.where,
        _(
            "Say what it is for, give at least two lines with an amount, and make debit and credit "
            "equal in every book. A reversal has a reason and lies on the day itself or later."
        ),
    )


def _plain(row: Account) -> sums.Account:
    return sums.Account(row.book, row.code, sums.AccountKind(row.kind))


def _accounts(wanted: set[sums.Account]) -> dict[sums.Account, Account]:
    """Return the row of each account, making those that are new; two kinds are refused."""
    Account.objects.bulk_create(
        [Account(book=each.book, code=each.code, kind=each.kind) for each in sorted(wanted)],
        ignore_conflicts=True,
    )
    rows = Account.objects.filter(
        book__in={each.book for each in wanted}, code__in={each.code for each in wanted}
    )
    known = {(row.book, row.code): row for row in rows.order_by("pk")}
    found = {}
    for each in wanted:
        row = known[each.book, each.code]
        if row.kind != each.kind:
            raise Refusal(
                _("This account exists already as another kind."),
                str(each),
                _("Use the kind it has, or a new account."),
            )
        found[each] = row
    return found


def _write(
    deed: Deed, entry: sums.Entry, household_id: int | None, reverses: Entry | None
) -> Entry:
    for line in entry.lines:
        if abs(line.amount) > LARGEST:
            raise Refusal(_("This amount is too large to be right."), "amount")
    if len(entry.text.strip()) > 200:
        raise Refusal(_("Describe the entry in at most 200 characters."), "text")
    accounts = _accounts({line.account for line in entry.lines})
    row = Entry.objects.create(
        uuid=UUID(entry.id),
        on=entry.on,
        text=entry.text.strip(),
        household_id=household_id,
        reverses=reverses,
        booked_at=deed.now,
        booked_by=deed.reader.key,
    )
    Line.objects.bulk_create(
        Line(entry=row, account=accounts[line.account], amount=line.amount) for line in entry.lines
    )
    kind = "ledger.entry_posted" if reverses is None else "ledger.entry_reversed"
    facts = {
        "entry": row.pk,
        "on": row.on,
        "reverses": reverses.pk if reverses else None,
        "lines": [[accounts[line.account].pk, line.amount] for line in entry.lines],
    }
    if deed.access is None:
        deed.happened(kind, facts, stream=("system", 1), about=(None, "money"))
    else:
        deed.happened(kind, facts, about=(None, "money"))
    return row


@action("ledger.book", household=False)
def post_entry(deed: Deed, *, on: date, text: str, lines: Sequence[sums.Line]) -> Entry:
    """Post one balanced entry in a book that is not about one household."""
    return book(deed, on=on, text=text, lines=lines)


@action("ledger.book", household=False)
def reverse_entry(deed: Deed, *, entry: UUID, on: date, reason: str) -> Entry:
    """Undo an entry by its opposite; the first one stays where it is, so that it can be explained."""
    return undo(deed, entry=entry, on=on, reason=reason)
