# SPDX-License-Identifier: EUPL-1.2
"""Verbs of looking back: what each says of a goal, and the day of the next look together."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.door.voice import may_write_for, said
from voordeur.history.clock import AMSTERDAM
from voordeur.plan.actions.placing import Place, own_key, sealed
from voordeur.plan.models import Goal, GoalEvaluation
from voordeur.plan.models.evaluation import REACHED
from voordeur.terms.book import close_terms, open_term


def look_back_on(deed: Deed, day: date | None) -> None:
    """Keep one obligation to look back on a plan; the day before it is dropped when there is one."""
    subject = f"plan:{deed.household_id}"
    if day is None:
        return
    close_terms(deed, subject=subject, kind="plan_review")
    open_term(
        deed,
        kind="plan_review",
        owner=deed.reader.key,
        subject=subject,
        due=day,
        compartment="common",
    )


@action("voice.write")
def evaluate_goal(
    deed: Deed,
    *,
    household_id: int,
    goal: UUID,
    reached: str = "",
    text: str = "",
    person_id: int | None = None,
    how: str | None = None,
    expected_version: int = 0,
) -> GoalEvaluation:
    """Say how a goal went: a member for oneself, or what a member said, or the professional.

    With `person_id` it is that member's view and lies in the member's own part; without, that of
    the professional who says it. The newest word counts; the earlier ones are in the history.
    """
    row = Goal.objects.through(deed.inside).shown().filter(uuid=goal).first()
    if row is None:
        raise Refusal(_("This is not in the file any more."), "goal")
    who = person_id or deed.reader.person_id
    at: Place
    if who is not None:
        may_write_for(deed, who, "own")
        part = row.compartment if row.person_id == who else "own"
        at, observer = (who, part), f"person:{who}"
    else:
        mine = own_key(deed)
        if mine is None:
            raise Refusal(_("Choose whose view this is."), "person")
        at, observer = (row.person_id, row.compartment), mine
    if reached not in ("", *REACHED):
        raise Refusal(_("Choose reached, partly, or not."), "reached")
    if not reached and not text.strip():
        raise Refusal(_("Write something here."), "text")
    view = GoalEvaluation._plain.filter(goal=row, observer=observer).first()
    if view is None:
        view = GoalEvaluation(household_id=household_id, goal=row, observer=observer, version=0)
    elif not GoalEvaluation.objects.through(deed.inside).shown().filter(pk=view.pk).exists():
        # Whoever may not read what is there does not write over it either.
        raise Refusal(_("This part of the file is not open to you."), "person")
    else:
        expect(view, expected_version, {"reached": reached, "text": text})
    before = {"reached": view.reached, "text": view.text}
    view.person_id, view.compartment = at
    view.reached, view.text = reached, text.strip()
    for name, value in said(deed, who, how).items():
        setattr(view, name, value)
    view.version += 1
    view.save()
    deed.happened(
        "plan.goal_evaluated",
        {"goal": row.pk},
        sealed(deed, at, {"before": before, "after": {"reached": reached, "text": view.text}}),
    )
    return view


@action("plan.write")
def look_back(deed: Deed, *, household_id: int, next_on: date | None = None) -> None:
    """Say that household and professionals looked back together, and when they do it again.

    Without a next day nobody is reminded any more; a plan that goes on can have one.
    """
    if next_on is not None and next_on <= deed.now.astimezone(AMSTERDAM).date():
        raise Refusal(_("Choose a day that is still to come."), "next_on")
    close_terms(deed, subject=f"plan:{household_id}", kind="plan_review")
    look_back_on(deed, next_on)
    deed.happened("plan.looked_back", {"next_on": next_on})
