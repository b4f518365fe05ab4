# SPDX-License-Identifier: EUPL-1.2
"""What figures are counted from: which households have a plan, and how much is going on in them."""

from voordeur.door.access import Access
from voordeur.plan.models import PlanVersion, ProblemSpell


def with_a_plan(access: Access) -> set[int]:
    """Return the households whose plan was set down at least once; one query."""
    rows = PlanVersion.objects.through(access).order_by("pk")
    return set(rows.values_list("household_id", flat=True))


def open_problem_counts(access: Access) -> dict[int, int]:
    """Return how many problems are open per household; none is there without one; one query.

    Unit: problems. A household of which no problem was written down is not known, and not without.
    """
    rows = ProblemSpell.objects.through(access).shown().filter(until=None).order_by("pk")
    found: dict[int, set[int]] = {}
    for household, problem in rows.values_list("household_id", "problem_id"):
        found.setdefault(household, set()).add(problem)
    return {household: len(problems) for household, problems in found.items()}
