# SPDX-License-Identifier: EUPL-1.2
"""Which budget lines there are with what is on them, and what a project takes from whom."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from voordeur.ledger.eurocents import KnownSum, Language, euro_text
from voordeur.ledger.queries import balances
from voordeur.money import books
from voordeur.money.models import BudgetLine, Claim, Effort, Stop
from voordeur.money.queries.claims import named


@dataclass(frozen=True, slots=True)
class BudgetLineLine:
    """A budget line with what is on it now, in eurocents."""

    id: int
    uuid: UUID
    version: int
    party: str
    pot: str
    taakveld: str
    cost_centre: str
    year: int
    cents: int

    @property
    def name(self) -> str:
        """Return the line as a person reads it."""
        return f"{self.year} · {self.taakveld} · {self.cost_centre} · {self.pot}"

    def label(self, language: Language) -> str:
        """Return whose line it is and what is on it, to choose from."""
        return f"{self.party}: {self.name} ({euro_text(self.cents, language)})"


PAGE = 50


def budget_lines(year: int | None = None) -> list[BudgetLineLine]:
    """Return the budget lines, the newest year first, with what is on them; two queries.

    Those of one year, or all: to choose from.
    """
    rows = BudgetLine.objects.order_by(*ORDER)
    return _held(list(rows if year is None else rows.filter(year=year)))


def budget_line(uuid: UUID) -> BudgetLineLine | None:
    """Return one budget line; two queries."""
    return next(iter(_held(list(BudgetLine.objects.filter(uuid=uuid)))), None)


def budget_line_page(after: UUID | None = None) -> tuple[list[BudgetLineLine], bool]:
    """Return fifty budget lines after the one seen last, and whether there are more; two queries.

    One query more with `after`.
    """
    rows = BudgetLine.objects.order_by(*ORDER)
    last = None if after is None else BudgetLine.objects.filter(uuid=after).first()
    if last is not None:
        later, same = Q(year__lt=last.year), Q(year=last.year)
        for column in ("party", "taakveld", "cost_centre", "pk"):
            value = getattr(last, column)
            later |= same & Q(**{f"{column}__gt": value})
            same &= Q(**{column: value})
        rows = rows.filter(later)
    found = list(rows[: PAGE + 1])
    return _held(found[:PAGE]), len(found) > PAGE


ORDER = ("-year", "party", "taakveld", "cost_centre", "pk")


def parties_known() -> list[str]:
    """Return the parties that have a budget line or gain something; one query, for a form."""
    lines = BudgetLine.objects.order_by().values_list("party", flat=True)
    gainers = Claim.objects.order_by().values_list("gainer", flat=True)
    return sorted(lines.union(gainers))


def _held(rows: list[BudgetLine]) -> list[BudgetLineLine]:
    """Return lines with what is on them; one query."""
    held = balances([books.budget(year) for year in sorted({row.year for row in rows})])
    nothing = KnownSum()
    return [
        BudgetLineLine(
            row.pk,
            row.uuid,
            row.version,
            row.party,
            row.pot,
            row.taakveld,
            row.cost_centre,
            row.year,
            held.get(books.on_line(row.year, row.pk), nothing).sum,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class EffortLine:
    """What a project takes from a party in a year; `cents` None: nobody knows."""

    uuid: UUID
    version: int
    party: str
    what: str
    pot: str
    year: int
    cents: int | None
    would_be_spent: bool
    is_structural: bool
    line_id: int | None
    line: str
    line_uuid: UUID | None


def effort_lines(project_id: int) -> list[EffortLine]:
    """Return what a project takes from whom, by year and party; one query."""
    rows = Effort.objects.filter(project_id=project_id, off_on=None).select_related("line")
    return [
        EffortLine(
            row.uuid,
            row.version,
            row.party,
            row.what,
            row.pot,
            row.year,
            row.cents,
            row.would_be_spent,
            row.is_structural,
            row.line_id,
            named(row.line) if row.line else "",
            row.line.uuid if row.line else None,
        )
        for row in rows.order_by("year", "party", "pk")
    ]


@dataclass(frozen=True, slots=True)
class TakenOff:
    """Something that was taken off, when and why."""

    what: str
    on: date
    why: str


def efforts_taken_off(project_id: int) -> list[TakenOff]:
    """Return which efforts of a project were taken off, the last first; one query."""
    return _taken_off(Effort, project_id)


def stops_taken_off(project_id: int) -> list[TakenOff]:
    """Return what would stop by a project and goes on after all, the last first; one query."""
    return _taken_off(Stop, project_id)


def _taken_off(model: type[Effort] | type[Stop], project_id: int) -> list[TakenOff]:
    rows = model.objects.filter(project_id=project_id).exclude(off_on=None)
    found = rows.order_by("-off_on", "-pk")[:PAGE]
    return [TakenOff(one.what, one.off_on, one.off_why) for one in found if one.off_on]
