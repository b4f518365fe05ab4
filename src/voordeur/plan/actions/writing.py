# SPDX-License-Identifier: EUPL-1.2
"""How a step is written: shared by the verbs of goals and of steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from voordeur.door.deed import Deed
from voordeur.door.refusal import Refusal
from voordeur.partners.queries import colleagues
from voordeur.people.queries import members
from voordeur.plan.actions.placing import found, sealed
from voordeur.plan.models import Goal, Problem, Step
from voordeur.plan.planfacts import Stance, StepKind, StepState
from voordeur.plan.queries.drawing import content
from voordeur.terms.book import close_terms, open_term

LONGEST_WHAT = 160


@dataclass(frozen=True, slots=True)
class NewStep:
    """What a step says. `what` may be left out: then it is what household or professional does.

    `members` are ids of persons, `professionals` and `fall_back` of professionals, `problems` the
    uuids of problems it works on.
    """

    what: str = ""
    household_does: str = ""
    network_does: str = ""
    professional_does: str = ""
    stance: str = Stance.BESIDE
    kind: str = StepKind.UPPER
    members: Sequence[int] = ()
    professionals: Sequence[int] = ()
    fall_back: int | None = None
    problems: Sequence[UUID] = ()
    due: date | None = None
    state: str = StepState.PLANNED


def texts_of(new: NewStep) -> dict[str, Any]:
    """Return the columns that need no question: texts, stance and kind; raises Refusal."""
    texts = (new.what, new.household_does, new.professional_does, new.network_does)
    named = next((text.strip() for text in texts if text.strip()), "")
    if not named:
        raise Refusal(_("Say what the household or the professional does."), "what")
    if new.stance not in tuple(Stance) or new.kind not in tuple(StepKind):
        raise Refusal(_("Choose a stance and a kind of step."), "stance")
    return {
        "what": new.what.strip()[:LONGEST_WHAT] or _shortened(named),
        "household_does": new.household_does.strip(),
        "network_does": new.network_does.strip(),
        "professional_does": new.professional_does.strip(),
        "stance": str(new.stance),
        "kind": str(new.kind),
    }


def step_fields(deed: Deed, new: NewStep) -> dict[str, Any]:
    """Return the columns for what a step says; raises Refusal for what cannot be."""
    texts = texts_of(new)
    if set(new.members) - {one.person_id for one in members(deed.inside)}:
        raise Refusal(_("Choose somebody of this household."), "members")
    acting = {*new.professionals, *([new.fall_back] if new.fall_back else [])}
    if acting and acting != {one.id for one in colleagues(ids=sorted(acting))}:
        raise Refusal(_("This professional does not work here any more."), "professionals")
    return {
        **texts,
        "members": sorted(new.members),
        "professionals": sorted(new.professionals),
        "fall_back": new.fall_back,
        "problems": sorted(found(deed, Problem, one, "problems").pk for one in new.problems),
        "due": new.due,
    }


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_WHAT else text[: LONGEST_WHAT - 1].rstrip() + "…"


def write_step(deed: Deed, goal: Goal, new: NewStep) -> Step:
    """Add a step at the end of a goal, in the same part of the file; note it and its due date."""
    if new.state not in (StepState.PLANNED, StepState.RUNNING):
        raise Refusal(_("A new step is planned or under way."), "state")
    last = Step._plain.filter(goal=goal).aggregate(last=Max("order"))["last"]
    row = Step(
        household_id=goal.household_id,
        person_id=goal.person_id,
        compartment=goal.compartment,
        goal=goal,
        order=(last or 0) + 1,
        state=str(new.state),
        **step_fields(deed, new),
    )
    row.save(force_insert=True)
    deed.happened(
        "plan.step_set",
        {"step": row.pk, "goal": goal.pk, "stance": row.stance},
        sealed(deed, (row.person_id, row.compartment), content(row)),
    )
    keep_due(deed, row)
    return row


def put_step(deed: Deed, goal: UUID, new: NewStep) -> Step:
    """Add a step to a goal within a deed of another room; raises Refusal when the goal is not here."""
    return write_step(deed, found(deed, Goal, goal, "goal"), new)


def keep_due(deed: Deed, row: Step) -> None:
    """Keep one open obligation for a step with a date: of who acts in it first, else of the writer."""
    close_terms(deed, subject=f"step:{row.pk}", kind="step_due")
    if row.due is None or row.state in (StepState.DONE, StepState.STOPPED, StepState.PARKED):
        return
    acting = colleagues(ids=row.professionals) if row.professionals else []
    owner = next((f"account:{one.account_id}" for one in acting if one.account_id), None)
    open_term(
        deed,
        kind="step_due",
        owner=owner or deed.reader.key,
        subject=f"step:{row.pk}",
        due=row.due,
        person_id=row.person_id,
        compartment=row.compartment,
    )


def swap_order[Ordered: (Goal, Step)](rows: list[Ordered], row: Ordered, *, up: bool) -> None:
    """Give a row the place of its neighbour in `rows` and the other way round, if there is one."""
    here = [one.pk for one in rows].index(row.pk)
    there = here - 1 if up else here + 1
    row.version += 1
    if 0 <= there < len(rows):
        other = rows[there]
        row.order, other.order = other.order, row.order
        other.save(update_fields=["order"])
    row.save(update_fields=["order", "version"])
