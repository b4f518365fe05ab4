# SPDX-License-Identifier: EUPL-1.2
"""Verbs of goals: setting, wording, ordering and ending them."""

from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.instruments.words import LifeArea
from voordeur.plan.actions.placing import found, place, sealed, some_text
from voordeur.plan.actions.writing import NewStep, swap_order, write_step
from voordeur.plan.models import Goal

STATES = ("open", "reached", "stopped")


def _area(code: str) -> str:
    if code and code not in tuple(LifeArea):
        raise Refusal(_("Choose a part of life."), "life_area")
    return code


@action("plan.write")
def set_goal(
    deed: Deed,
    *,
    household_id: int,
    text: str,
    person_id: int | None = None,
    compartment: str | None = None,
    life_area: str = "",
    first_step: NewStep | None = None,
) -> Goal:
    """Put a goal in the plan, with its first step when there is one; it comes after the others."""
    at = place(deed, person_id, compartment)
    last = Goal._plain.filter(household_id=household_id).aggregate(last=Max("order"))["last"]
    row = Goal(
        household_id=household_id,
        person_id=at[0],
        compartment=at[1],
        text=some_text(text, "text"),
        life_area=_area(life_area),
        order=(last or 0) + 1,
    )
    row.save(force_insert=True)
    deed.happened(
        "plan.goal_set", {"goal": row.pk, "person": person_id}, sealed(deed, at, {"text": row.text})
    )
    if first_step is not None:
        write_step(deed, row, first_step)
    return row


@action("plan.write")
def change_goal(
    deed: Deed,
    *,
    household_id: int,
    goal: UUID,
    text: str,
    life_area: str,
    expected_version: int,
) -> Goal:
    """Word a goal better or put it in another part of life."""
    row = found(deed, Goal, goal, "text")
    after = {"text": some_text(text, "text"), "life_area": _area(life_area)}
    expect(row, expected_version, dict(after))
    before = {name: getattr(row, name) for name in after}
    row.text, row.life_area, row.version = after["text"], after["life_area"], row.version + 1
    row.save(update_fields=["text", "life_area", "version"])
    deed.happened(
        "plan.goal_changed",
        {"goal": row.pk},
        sealed(deed, (row.person_id, row.compartment), {"before": before, "after": after}),
    )
    return row


@action("plan.write")
def mark_goal(
    deed: Deed, *, household_id: int, goal: UUID, state: str, expected_version: int
) -> Goal:
    """Say that a goal is reached, stopped or open again; its steps keep their own state."""
    row = found(deed, Goal, goal, "state")
    expect(row, expected_version, {"state": state})
    if state not in STATES:
        raise Refusal(_("Choose open, reached or stopped."), "state")
    row.state, row.version = state, row.version + 1
    row.save(update_fields=["state", "version"])
    deed.happened(
        "plan.goal_marked",
        {"goal": row.pk, "state": state},
        about=(row.person_id, row.compartment),
    )
    return row


@action("plan.write")
def move_goal(
    deed: Deed, *, household_id: int, goal: UUID, up: bool, expected_version: int
) -> Goal:
    """Move a goal one place up or down among the goals the reader sees; at the end nothing moves."""
    row = found(deed, Goal, goal, "order")
    expect(row, expected_version, {"order": row.order})
    rows = Goal.objects.through(deed.inside).shown().filter(state=row.state)
    swap_order(list(rows.order_by("order", "pk")), row, up=up)
    deed.happened(
        "plan.goal_moved", {"goal": row.pk, "up": up}, about=(row.person_id, row.compartment)
    )
    return row
