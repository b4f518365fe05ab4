# SPDX-License-Identifier: EUPL-1.2
"""Verbs about the month: an amount that comes in or goes out is put down, changed, ended."""

from datetime import date

from django.utils.translation import gettext as _

from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.livelihood.actions.writing import check_amount, day_of, part_of, sealed
from voordeur.livelihood.catalogue import catalogue
from voordeur.livelihood.models import MonthPiece
from voordeur.livelihood.month import PERIODS


def _open_piece(deed: Deed, piece: int) -> MonthPiece:
    row = MonthPiece.objects.through(deed.inside).shown().filter(pk=piece).first()
    if row is None or row.until is not None:
        raise Refusal(_("This amount has ended already."))
    return row


@action("livelihood.write")
def put_piece(
    deed: Deed,
    *,
    household_id: int,
    piece: str,
    amount: int | None,
    per: str = "month",
    person_id: int | None = None,
    label: str = "",
    from_date: date | None = None,
) -> MonthPiece:
    """Put down what comes in or goes out regularly; an amount nobody knows is None, never 0."""
    if piece not in catalogue().pieces:
        raise Refusal(_("Choose what it is."), "piece")
    if per not in PERIODS:
        raise Refusal(_("Choose per what it is."), "per")
    row = MonthPiece(
        household_id=household_id,
        person_id=person_id,
        compartment=part_of(deed, person_id),
        piece=piece,
        label=label.strip(),
        amount=check_amount(amount),
        per=per,
        from_date=from_date or day_of(deed),
    )
    row.save(force_insert=True)
    deed.happened(
        "livelihood.piece_put",
        {"piece": row.pk},
        sealed(row, {"piece": piece, "amount": amount, "per": per, "label": row.label}),
    )
    return row


@action("livelihood.write")
def change_piece(
    deed: Deed,
    *,
    household_id: int,
    piece: int,
    amount: int | None,
    per: str,
    expected_version: int,
) -> MonthPiece:
    """Change how much it is; unknown is a good answer."""
    row = _open_piece(deed, piece)
    expect(row, expected_version, {"amount": amount})
    if per not in PERIODS:
        raise Refusal(_("Choose per what it is."), "per")
    before = {"amount": row.amount, "per": row.per}
    row.amount, row.per, row.version = check_amount(amount), per, row.version + 1
    row.save(update_fields=["amount", "per", "version"])
    deed.happened(
        "livelihood.piece_changed",
        {"piece": row.pk},
        sealed(row, {"before": before, "after": {"amount": amount, "per": per}}),
    )
    return row


@action("livelihood.write")
def end_piece(
    deed: Deed, *, household_id: int, piece: int, until: date, expected_version: int
) -> MonthPiece:
    """End an amount: from this day on it is not there any more."""
    row = _open_piece(deed, piece)
    expect(row, expected_version, {"until": until})
    if until < row.from_date:
        raise Refusal(_("The end lies before the start."), "until")
    row.until, row.version = until, row.version + 1
    row.save(update_fields=["until", "version"])
    deed.happened("livelihood.piece_ended", {"piece": row.pk}, sealed(row, {"until": until}))
    return row
