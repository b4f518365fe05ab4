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


def _open(deed: Deed) -> tuple[dict[int, Goal], dict[UUID, Step]]:
    """Return the open goals and the open steps this reader sees, in the order of the plan."""
    goals = Goal.objects.through(deed.inside).shown().filter(state="open").order_by("order", "pk")
    by_id = {row.pk: row for row in goals}
    steps = (
        Step.objects.through(deed.inside)
        .shown()
        .filter(goal_id__in=by_id)
        .exclude(state__in=[StepState.DONE, StepState.STOPPED])
        .order_by("order", "pk")
    )
    place = {pk: number for number, pk in enumerate(by_id)}
    rows = sorted(steps, key=lambda row: place[row.goal_id])
    return by_id, {row.uuid: row for row in rows}


def steps_in_order(deed: Deed) -> list[UUID]:
    """Return the open steps this reader sees as they stand in the plan; two queries."""
    return list(_open(deed)[1])


@action("plan.write")
def put_in_order(deed: Deed, *, household_id: int, steps: Sequence[UUID]) -> None:
    """Put the open steps this reader sees in the order given, goals after their first step.

    Steps stay with their goal. Refused when the plan has other open steps by now than those given:
    then somebody changed it, and the order was thought out for another plan.
    """
    if not order_steps(deed, steps):
        raise Refusal(_("The steps stand in this order already."), "steps")


def order_steps(deed: Deed, steps: Sequence[UUID]) -> bool:
    """Put the open steps in an order inside a deed that may write the plan; say whether any moved."""
    goals, rows = _open(deed)
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
    for kind, goal_id, about in sorted(events, key=repr):
        deed.happened(kind, {"goal": goal_id}, about=about)
    return bool(events)
