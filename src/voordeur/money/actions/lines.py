# SPDX-License-Identifier: EUPL-1.2
"""Verbs: a budget line with what is on it, what was spent on it, and what a project asks of a party."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.ledger.actions import book
from voordeur.ledger.entries import Line
from voordeur.ledger.queries import balance
from voordeur.money import books
from voordeur.money.actions.writing import (
    MONEY,
    a_year,
    party_as_known,
    some_text,
    taken_off,
    the_line,
    the_project,
    today,
)
from voordeur.money.models import BudgetLine, Effort


@action("budget.keep", household=False)
def open_budget_line(
    deed: Deed,
    *,
    party: str,
    pot: str,
    taakveld: str,
    cost_centre: str,
    year: int,
    cents: int,
) -> BudgetLine:
    """Open a budget line and put in the ledger what was granted on it, in eurocents."""
    named = {
        "party": party_as_known(some_text(party, "party", 80)),
        "pot": some_text(pot, "pot", 60),
        "taakveld": some_text(taakveld, "taakveld", 12),
        "cost_centre": some_text(cost_centre, "cost_centre", 20),
        "year": a_year(year),
    }
    if cents <= 0:
        raise Refusal(_("There is nothing on this line."), "cents", _("Give an amount."))
    if BudgetLine.objects.filter(**named).exists():
        raise Refusal(_("This budget line is there already."), "cost_centre")
    row = BudgetLine.objects.create(**named)
    _put(deed, row, cents, _("Granted on a budget line"))
    deed.happened("money.line_opened", {"line": row.pk, "year": row.year}, stream=MONEY)
    return row


def _put(deed: Deed, row: BudgetLine, cents: int, text: str) -> None:
    """Raise or lower what is on a line."""
    lines = (Line(books.on_line(row.year, row.pk), cents), Line(books.granted(row.year), -cents))
    book(deed, on=today(deed), text=text, lines=lines)


@action("budget.keep", household=False)
def change_budget_line(
    deed: Deed, *, line: UUID, cents: int, reason: str, expected_version: int
) -> BudgetLine:
    """Let a line hold another amount, because the budget was changed; the reason stands in the ledger."""
    row = the_line(line)
    expect(row, expected_version, {})
    if cents < 0:
        raise Refusal(_("A budget line does not go below zero."), "cents")
    why = some_text(reason, "reason", 200)
    held = balance(books.on_line(row.year, row.pk)).sum
    if cents == held:
        raise Refusal(_("That is what is on it now."), "cents")
    _put(deed, row, cents - held, why)
    row.version += 1
    row.save(update_fields=["version"])
    deed.happened("money.line_changed", {"line": row.pk}, stream=MONEY)
    return row


@action("budget.keep", household=False)
def book_cost(
    deed: Deed, *, project: UUID, line: UUID, cents: int, on: date, text: str
) -> BudgetLine:
    """Take over from the financial administration what was spent for a project on a budget line."""
    about, row = the_project(project), the_line(line)
    if cents <= 0:
        raise Refusal(_("Give an amount."), "cents")
    if on.year != row.year:
        raise Refusal(_("This day is not in the year of the line."), "on")
    if on > today(deed):
        raise Refusal(_("This day is still to come: what is promised is a difference."), "on")
    lines = (
        Line(books.spent(about.pk, row.year, row.pk), cents),
        Line(books.paid(about.pk, row.year), -cents),
    )
    book(deed, on=on, text=some_text(text, "text", 200), lines=lines)
    deed.happened("money.cost_booked", {"line": row.pk, "project": about.pk}, stream=MONEY)
    return row


@action("benefit.claim", household=False)
def write_effort(
    deed: Deed,
    *,
    project: UUID,
    party: str,
    what: str,
    pot: str,
    year: int,
    cents: int | None,
    would_be_spent: bool = False,
    is_structural: bool = False,
    line: UUID | None = None,
    effort: UUID | None = None,
    expected_version: int = 0,
) -> Effort:
    """Write down what a project takes from a party in a year, or change it; None: nobody knows."""
    about = the_project(project)
    row = Effort(project=about)
    if effort is not None:
        found = Effort.objects.filter(uuid=effort, project=about, off_on=None).first()
        if found is None:
            raise Refusal(_("This is not there any more."))
        row = found
        expect(row, expected_version, {"what": what, "cents": cents})
        row.version += 1
    where = the_line(line) if line else None
    row.year = a_year(year)
    if where is not None and where.year != row.year:
        raise Refusal(_("This budget line is of another year."), "line")
    if cents is not None and cents < 0:
        raise Refusal(_("An effort is not below zero."), "cents")
    row.party = party_as_known(some_text(party, "party", 80))
    row.what, row.pot = some_text(what, "what", 160), some_text(pot, "pot", 60)
    row.cents, row.line = cents, where
    row.would_be_spent, row.is_structural = would_be_spent, is_structural
    row.save()
    deed.happened("money.effort_written", {"effort": row.pk, "project": about.pk}, stream=MONEY)
    return row


@action("benefit.claim", household=False)
def take_effort_off(
    deed: Deed, *, project: UUID, effort: UUID, reason: str, expected_version: int
) -> Effort:
    """Take an effort off: it is in no sum any more; that it stood there, and why it went, stays."""
    about = the_project(project)
    found = Effort.objects.filter(uuid=effort, project=about, off_on=None).first()
    row = taken_off(deed, found, reason, expected_version)
    deed.happened("money.effort_taken_off", {"effort": row.pk, "project": about.pk}, stream=MONEY)
    return row
