# SPDX-License-Identifier: EUPL-1.2
"""What frozen figures are counted from: which households have a plan that was set down."""

from voordeur.door.access import Access
from voordeur.plan.models import PlanVersion


def with_a_plan(access: Access) -> set[int]:
    """Return the households whose plan was set down at least once; one query."""
    rows = PlanVersion.objects.through(access).order_by("pk")
    return set(rows.values_list("household_id", flat=True))
