# SPDX-License-Identifier: EUPL-1.2
"""Putting the open steps of the whole plan in an order at once, as it was proposed and looked at."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door.deed import Deed, action
from voordeur.door.refusal import Refusal
from voordeur.door.voice import may_write_for
from voordeur.plan.actions.placing import Place
from voordeur.plan.models import Goal, Step
from voordeur.plan.planfacts import StepState


def _places[T: (Goal, Step)](wanted: list[T]) -> list[T]:
    """Give rows the places that they had together, in the wanted order; return those that moved."""
    taken = sorted(row.order for row in wanted)
    if len(set(taken)) < len(taken):
        taken = list(range(taken[0], taken[0] + len(taken)))
    moved = []
    for row, order in zip(wanted, taken, strict=True):
        if row.order != order:
            row.order, row.version = order, row.version + 1
            row.save(update_fields=["order", "version"])
            moved.append(row)
    return moved


@action("plan.write")
def put_in_order(deed: Deed, *, household_id: int, steps: Sequence[UUID]) -> None:
    """Put the open steps this reader sees in the order given, goals after their first step.

    Steps stay with their goal. Refused when the plan has other open steps by now than those given:
    then somebody changed it, and the order was thought out for another plan.
    """
    goals = {row.pk: row for row in Goal.objects.through(deed.inside).shown().filter(state="open")}
    rows = {
        row.uuid: row
        for row in Step.objects.through(deed.inside)
        .shown()
        .filter(goal_id__in=goals)
        .exclude(state__in=[StepState.DONE, StepState.STOPPED])
    }
    if set(steps) != set(rows) or len(steps) != len(rows):
        raise Refusal(_("The plan changed while you looked. Look at the order again."), "steps")
    given = [rows[one] for one in steps]
    for person_id, part in {(row.person_id, row.compartment) for row in given}:
        if person_id is not None:
            may_write_for(deed, person_id, part)
    events: set[tuple[str, int, Place]] = set()
    for goal in goals.values():
        mine = [row for row in given if row.goal_id == goal.pk]
        for row in _places(mine):
            events.add(("plan.steps_ordered", goal.pk, (row.person_id, row.compartment)))
    for goal in _places([goals[pk] for pk in dict.fromkeys(row.goal_id for row in given)]):
        events.add(("plan.goals_ordered", goal.pk, (goal.person_id, goal.compartment)))
    if not events:
        raise Refusal(_("The steps stand in this order already."), "steps")
    for kind, goal_id, about in sorted(events, key=repr):
        deed.happened(kind, {"goal": goal_id}, about=about)
