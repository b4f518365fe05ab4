# SPDX-License-Identifier: EUPL-1.2
"""What the verbs of money share."""

from datetime import date
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door.deed import Deed, expect
from voordeur.door.refusal import Refusal
from voordeur.history.clock import AMSTERDAM
from voordeur.money.models import BudgetLine, Claim, Effort, Project, Stop

MONEY: Final = ("system", 5)
"""The stream of projects, budget lines and claims: it is about no household and no person."""


def today(deed: Deed) -> date:
    """Return the day of a deed in the Netherlands."""
    return deed.now.astimezone(AMSTERDAM).date()


def some_text(text: str, where: str, most: int = 300) -> str:
    """Return a text without the spaces around it; refuse an empty or too long one."""
    said = text.strip()
    if not said:
        raise Refusal(_("Write something here."), where)
    if len(said) > most:
        raise Refusal(_("This is too long."), where, _("Say it shorter."))
    return said


def the_project(uuid: UUID) -> Project:
    """Return a project, locked, so that two who count on it do so one after the other."""
    row = Project.objects.select_for_update().filter(uuid=uuid).first()
    if row is None:
        raise Refusal(_("This project is not there any more."), "project")
    return row


def the_line(uuid: UUID) -> BudgetLine:
    """Return a budget line, locked: two bookings never lower the same euro."""
    row = BudgetLine.objects.select_for_update().filter(uuid=uuid).first()
    if row is None:
        raise Refusal(_("This budget line is not there any more."), "line")
    return row


def taken_off[Row: (Effort, Stop)](deed: Deed, row: Row | None, reason: str, version: int) -> Row:
    """Return an effort or stop after it was taken off, with why; refused when it is not there any more."""
    if row is None:
        raise Refusal(_("This is not there any more."))
    why = some_text(reason, "reason")
    expect(row, version, {})
    row.off_on, row.off_why, row.version = today(deed), why, row.version + 1
    row.save(update_fields=["off_on", "off_why", "version"])
    return row


def a_year(year: int) -> int:
    """Return a year, or refuse one that is a typing error."""
    if not 2000 <= year <= 2100:
        raise Refusal(_("Give a year with four figures."), "year")
    return year


def party_as_known(name: str) -> str:
    """Return a party as it is spelled already, so that one party is never counted as two.

    Three statements; a capital more or less makes no other party.
    """
    for model, column in ((BudgetLine, "party"), (Effort, "party"), (Claim, "gainer")):
        found = model.objects.filter(**{f"{column}__iexact": name}).order_by("pk").first()
        if found is not None:
            known: str = getattr(found, column)
            return known
    return name
