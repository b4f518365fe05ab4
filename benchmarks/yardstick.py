# SPDX-License-Identifier: EUPL-1.2
"""The yardstick: the rows of a page fetched by hand-written SQL, without masking, log or HTML.

It is what a page could cost at the least: the same rows, in as few statements as they need, on the
same server in the same run. It never changes with the product's own queries.
"""

import time
from collections.abc import Callable
from statistics import median

from django.db import connection

MINE = "SELECT household_id FROM door_standing WHERE reader = %s"
TODAY = (
    "SELECT id, kind, due, household_id FROM terms_term WHERE owner = %s AND closed_at IS NULL "
    "ORDER BY due LIMIT 100",
    f"SELECT c.id, h.uuid, c.opened_at FROM coordination_case c JOIN people_household h "
    f"ON h.id = c.household_id WHERE c.household_id IN ({MINE}) AND c.closed_at IS NULL "
    "ORDER BY c.id LIMIT 100",
    f"SELECT a.household_id, p.name FROM coordination_appointment a JOIN partners_professional p "
    f"ON p.id = a.professional_id WHERE a.household_id IN ({MINE}) AND a.state = 'appointed'",
    f"SELECT m.household_id, p.given_names, p.surname FROM people_membership m "
    f"JOIN people_person p ON p.id = m.person_id WHERE m.household_id IN ({MINE})",
)
LIST = TODAY[1:]
HOUSEHOLD = (
    "SELECT m.id, p.given_names, p.surname, p.born, m.role FROM people_membership m "
    "JOIN people_person p ON p.id = m.person_id WHERE m.household_id = %s",
    "SELECT i.*, o.name FROM coordination_involvement i JOIN partners_organisation o "
    "ON o.id = i.organisation_id WHERE i.household_id = %s",
    "SELECT a.*, p.name FROM coordination_appointment a JOIN partners_professional p "
    "ON p.id = a.professional_id WHERE a.household_id = %s",
    "SELECT * FROM coordination_claim WHERE household_id = %s",
)
SEARCH = (
    f"SELECT DISTINCT p.id, p.given_names, p.surname, p.born, m.household_id FROM people_searchkey k "
    "JOIN people_person p ON p.id = k.person_id JOIN people_membership m ON m.person_id = p.id "
    f"WHERE k.key LIKE 't:bakker%%' AND m.household_id IN ({MINE})",
)


def seconds(statements: tuple[str, ...], parameter: object, times: int) -> float:
    """Return the median time of fetching all rows of these statements."""

    def once() -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement, [parameter])
                cursor.fetchall()

    return timed(once, times)


def timed(work: Callable[[], object], times: int) -> float:
    """Return the median time of some work in seconds, after one warm-up."""
    work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return median(taken)
