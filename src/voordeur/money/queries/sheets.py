# SPDX-License-Identifier: EUPL-1.2
"""The controller's sheet as it is now, and the versions of it that were signed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from voordeur.ledger.queries import balances, of_entries
from voordeur.money import books
from voordeur.money.benefits import State
from voordeur.money.closing import Closing, Item, LineSum, Named, closing, digest
from voordeur.money.models import BudgetLine, Claim, Difference, Effort, Sheet
from voordeur.money.queries.claims import named


def closing_of(project_id: int, year: int) -> Closing:
    """Return the sheet of a project and year: costs, ledger, named differences; at most six queries.

    What would have been spent anyway stands on it too: it is on a budget line like all else.
    """
    costs: dict[int | None, list[Item]] = defaultdict(list)
    efforts = Effort.objects.filter(project_id=project_id, year=year, off_on=None).order_by("pk")
    for row in efforts:
        costs[row.line_id].append(Item(f"{row.party}: {row.what}", row.cents))
    why: dict[int | None, list[Named]] = defaultdict(list)
    for each in Difference.objects.filter(project_id=project_id, year=year).order_by("pk"):
        why[each.line_id].append(Named(each.kind, each.cents, each.why))
    spent = {
        int(account.code.removeprefix("line:")): held.sum
        for account, held in balances([books.costs(project_id, year)]).items()
        if account.code.startswith("line:")
    }
    wanted = {one for one in (*costs, *why, *spent) if one is not None}
    names = {row.pk: named(row) for row in BudgetLine.objects.filter(pk__in=wanted)}
    lines = [
        LineSum(names[pk], tuple(costs[pk]), spent.get(pk, 0), tuple(why[pk]))
        for pk in sorted(names, key=lambda pk: (names[pk], pk))
    ]
    if costs[None] or why[None]:
        lines.append(LineSum("", tuple(costs[None]), 0, tuple(why[None])))
    rows = Claim.objects.filter(project_id=project_id, state=State.BOOKED.value, line__year=year)
    booked = list(rows.select_related("outcome").order_by("pk"))
    cashed = of_entries([row.entry for row in booked if row.entry], books.CASHED)
    items = tuple(Item(f"{row.gainer}: {row.outcome.name}", row.agreed_cents) for row in booked)
    return Closing(tuple(lines), items, cashed)


@dataclass(frozen=True, slots=True)
class SignedLine:
    """A signed version: its number, who signed it when, and whether it is still what was hashed."""

    uuid: UUID
    project_id: int
    year: int
    number: int
    digest: str
    signer: str
    remark: str
    signed_at: datetime
    project: str
    made: Closing
    is_whole: bool


def _signed(row: Sheet) -> SignedLine:
    return SignedLine(
        row.uuid,
        row.project_id,
        row.year,
        row.number,
        row.digest,
        row.signer,
        row.remark,
        row.signed_at,
        row.body["project"],
        closing(row.body),
        digest(row.body) == row.digest,
    )


def signed_lines(project_id: int, year: int) -> list[SignedLine]:
    """Return the signed versions of a project and year, the newest first; one query."""
    rows = Sheet.objects.filter(project_id=project_id, year=year).order_by("-number")
    return [_signed(row) for row in rows]


def signed_line(uuid: UUID) -> SignedLine | None:
    """Return one signed version; one query."""
    row = Sheet.objects.filter(uuid=uuid).first()
    return None if row is None else _signed(row)


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """A named difference that can still be taken back."""

    uuid: UUID
    version: int
    line_id: int | None
    line: str
    kind: str
    cents: int
    why: str


def difference_lines(project_id: int, year: int) -> list[DifferenceLine]:
    """Return the named differences of a project and year; one query."""
    rows = Difference.objects.filter(project_id=project_id, year=year).select_related("line")
    return [
        DifferenceLine(
            row.uuid,
            row.version,
            row.line_id,
            named(row.line) if row.line else "",
            row.kind,
            row.cents,
            row.why,
        )
        for row in rows.order_by("pk")
    ]
