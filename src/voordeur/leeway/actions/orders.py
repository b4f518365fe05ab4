# SPDX-License-Identifier: EUPL-1.2
"""Verb: the order of steps that was reckoned goes into the plan, on the yes of a member."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door.deed import Deed, action
from voordeur.door.refusal import Refusal
from voordeur.door.voice import said
from voordeur.leeway.models import StepOrder
from voordeur.people.queries import members
from voordeur.plan.actions import order_steps, steps_in_order


@action("plan.write")
def agree_order(
    deed: Deed,
    *,
    household_id: int,
    steps: Sequence[tuple[UUID, int, int]],
    person_id: int,
    how: str | None = None,
) -> StepOrder:
    """Put steps of the plan in an order that a member said yes to; the other open steps come after.

    `steps` are (step, week it begins, week it is done), the earliest first. Without somebody's yes
    nothing is put in the plan: the household decides on the order.
    """
    if person_id not in {one.person_id for one in members(deed.inside)}:
        raise Refusal(_("Choose who of the household said yes to this order."), "about")
    if not steps:
        raise Refusal(_("Choose steps of the plan."), "steps")
    wanted = [step for step, _begins, _done in steps]
    now = steps_in_order(deed)
    if set(wanted) - set(now):
        raise Refusal(_("The plan changed while you looked. Look at the order again."), "steps")
    order_steps(deed, [*wanted, *(step for step in now if step not in set(wanted))])
    row = StepOrder(
        household_id=household_id,
        person_id=person_id,
        compartment="common",
        steps=[[str(step), begins, done] for step, begins, done in steps],
        **said(deed, person_id, how),
    )
    row.save(force_insert=True)
    deed.happened(
        "leeway.order_agreed",
        {"order": row.pk, "steps": len(row.steps)},
        about=(person_id, "common"),
    )
    return row
