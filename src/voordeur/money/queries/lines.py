# SPDX-License-Identifier: EUPL-1.2
"""Which budget lines there are with what is on them, and what a project takes from whom."""

from dataclasses import dataclass
from uuid import UUID

from voordeur.ledger.eurocents import KnownSum, Language, euro_text
from voordeur.ledger.queries import balances
from voordeur.money import books
from voordeur.money.models import BudgetLine, Effort
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


def budget_lines() -> list[BudgetLineLine]:
    """Return the budget lines, the newest year first, with what is on them; two queries."""
    rows = list(BudgetLine.objects.order_by("-year", "party", "taakveld", "cost_centre", "pk"))
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
    rows = Effort.objects.filter(project_id=project_id).select_related("line")
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
