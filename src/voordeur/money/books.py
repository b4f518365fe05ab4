# SPDX-License-Identifier: EUPL-1.2
"""Which books of the ledger money keeps, and which accounts stand in them.

Per year one book of budgets: what is on each line, against what was granted and what was cashed. Per
project and year one book of costs: what was spent on each line. They name nobody.
"""

from __future__ import annotations

from voordeur.ledger.entries import Account, AccountKind

CASHED = "cashed-benefits"
"""The account against which a booked benefit lowers a line (`benefits.book`)."""


def budget(year: int) -> str:
    """Return the book of budgets of a year."""
    return f"budget:{year}"


def costs(project_id: int, year: int) -> str:
    """Return the book of what a project costs in a year."""
    return f"project:{project_id}:{year}"


def line_code(line_id: int) -> str:
    """Return the code of a budget line, the same in every book."""
    return f"line:{line_id}"


def on_line(year: int, line_id: int) -> Account:
    """Return the account of what is on a budget line."""
    return Account(budget(year), line_code(line_id), AccountKind.EXPENSE)


def granted(year: int) -> Account:
    """Return the account of what was granted in a year."""
    return Account(budget(year), "granted", AccountKind.EQUITY)


def spent(project_id: int, year: int, line_id: int) -> Account:
    """Return the account of what a project spent on a budget line."""
    return Account(costs(project_id, year), line_code(line_id), AccountKind.EXPENSE)


def paid(project_id: int, year: int) -> Account:
    """Return the account against which spending stands: the financial administration paid it."""
    return Account(costs(project_id, year), "paid", AccountKind.LIABILITY)
