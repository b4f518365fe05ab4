# SPDX-License-Identifier: EUPL-1.2
"""Verbs of the controller's sheet: naming a difference, taking it back, and signing."""

from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.money import closing
from voordeur.money.actions.writing import MONEY, some_text, the_line, the_project
from voordeur.money.models import Difference, Sheet
from voordeur.money.queries.sheets import closing_of


@action("sheet.sign", household=False)
def name_difference(
    deed: Deed, *, project: UUID, year: int, kind: str, cents: int, why: str, line: UUID | None
) -> Difference:
    """Say why the costs and the ledger differ on a line; above zero when the costs are higher."""
    about = the_project(project)
    where = the_line(line) if line else None
    if where is not None and where.year != year:
        raise Refusal(_("This budget line is of another year."), "line")
    if kind not in closing.KINDS:
        raise Refusal(_("Choose what kind of difference it is."), "kind")
    if cents == 0:
        raise Refusal(_("Give an amount."), "cents")
    row = Difference.objects.create(
        project=about, year=year, line=where, kind=kind, cents=cents, why=some_text(why, "why")
    )
    facts = {"project": about.pk, "year": year, "kind": kind}
    deed.happened("money.difference_named", facts, stream=MONEY)
    return row


@action("sheet.sign", household=False)
def take_back_difference(deed: Deed, *, difference: UUID, expected_version: int) -> None:
    """Take a difference off the sheet; signed versions keep it."""
    row = Difference.objects.filter(uuid=difference).first()
    if row is None:
        raise Refusal(_("This is not there any more."))
    expect(row, expected_version, {})
    facts = {"project": row.project_id, "year": row.year, "kind": row.kind}
    row.delete()
    deed.happened("money.difference_taken_back", facts, stream=MONEY)


@action("sheet.sign", household=False)
def sign_sheet(
    deed: Deed, *, project: UUID, year: int, signer: str, seen: str, remark: str = ""
) -> Sheet:
    """Sign the sheet of a project and year as a new version, when it closes.

    `seen` is the hash of what the signer read: when it changed meanwhile, nothing is signed. What
    was signed before stays as it is.
    """
    about = the_project(project)
    made = closing_of(about.pk, year)
    if not made.closes:
        raise Refusal(
            _("This sheet does not close."), "", _("Name each difference, or find what is unknown.")
        )
    body = closing.body(made, about.name, year)
    found = closing.digest(body)
    if found != seen:
        raise Refusal(
            _("The sheet has changed since you read it."), "", _("Read it again, and sign then.")
        )
    last = Sheet.objects.filter(project=about, year=year).order_by("-number").first()
    if last is not None and last.digest == found:
        raise Refusal(_("This was signed already, and nothing has changed since."))
    row = Sheet.objects.create(
        project=about,
        year=year,
        number=1 if last is None else last.number + 1,
        body=body,
        digest=found,
        signer=some_text(signer, "signer", 120),
        remark=remark.strip()[:300],
        signed_at=deed.now,
        signed_by=deed.reader.key,
    )
    facts = {"sheet": row.pk, "project": about.pk, "year": year, "digest": found}
    deed.happened("money.sheet_signed", facts, stream=MONEY)
    return row
