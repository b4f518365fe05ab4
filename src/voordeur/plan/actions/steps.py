# SPDX-License-Identifier: EUPL-1.2
"""Verbs of steps: adding, changing, ordering, starting, parking, tying; and setting warnings aside."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.plan.actions.placing import Place, found, sealed, shared_place, some_text
from voordeur.plan.actions.writing import (
    NewStep,
    keep_due,
    step_fields,
    swap_order,
    write_step,
)
from voordeur.plan.models import Goal, Problem, Step, StepNeed, WarningOverride
from voordeur.plan.order import find_circle
from voordeur.plan.planfacts import SAYS_WHY, StepState, WarningCode
from voordeur.plan.planfacts import Step as StepFact
from voordeur.plan.queries.drawing import content
from voordeur.terms.book import close_terms, open_term

PARKED = ("parked_reason", "parked_agreed_by", "parked_review_on")


@action("plan.write")
def add_step(deed: Deed, *, household_id: int, goal: UUID, new: NewStep) -> Step:
    """Add a step to a goal, after the steps that are there."""
    return write_step(deed, found(deed, Goal, goal, "goal"), new)


@action("plan.write")
def change_step(
    deed: Deed, *, household_id: int, step: UUID, new: NewStep, expected_version: int
) -> Step:
    """Change what a step says; its state, its place and who of the network joins stay."""
    row = found(deed, Step, step, "step")
    after = step_fields(deed, new)
    expect(row, expected_version, dict(after))
    before = content(row)
    for name, value in after.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*after, "version"])
    deed.happened(
        "plan.step_changed",
        {"step": row.pk, "stance": row.stance},
        sealed(deed, (row.person_id, row.compartment), {"before": before, "after": content(row)}),
    )
    keep_due(deed, row)
    return row


@action("plan.write")
def move_step(
    deed: Deed, *, household_id: int, step: UUID, up: bool, expected_version: int
) -> Step:
    """Move a step one place up or down in its goal, among the steps the reader sees."""
    row = found(deed, Step, step, "order")
    expect(row, expected_version, {"order": row.order})
    rows = Step.objects.through(deed.inside).shown().filter(goal_id=row.goal_id)
    swap_order(list(rows.order_by("order", "pk")), row, up=up)
    deed.happened(
        "plan.step_moved", {"step": row.pk, "up": up}, about=(row.person_id, row.compartment)
    )
    return row


@action("plan.write")
def mark_step(
    deed: Deed,
    *,
    household_id: int,
    step: UUID,
    state: str,
    expected_version: int,
    why: str = "",
) -> Step:
    """Start, finish or take up a step again, or say why it is stuck or dropped.

    Nothing ever refuses a start: warnings only warn.
    """
    row = found(deed, Step, step, "state")
    expect(row, expected_version, {"state": state, "halted_why": why})
    if state not in tuple(StepState):
        raise Refusal(_("Choose where this step stands."), "state")
    if state == StepState.PARKED:
        raise Refusal(_("'Not now' needs a reason, who agreed and a date."), "state")
    halted = some_text(why, "why") if state in SAYS_WHY else ""
    row.state, row.halted_why = state, halted
    row.parked_reason, row.parked_agreed_by, row.parked_review_on = "", "", None
    row.version += 1
    row.save(update_fields=["state", "halted_why", *PARKED, "version"])
    close_terms(deed, subject=f"step:{row.pk}", kind="step_look_again")
    keep_due(deed, row)
    at = (row.person_id, row.compartment)
    told = [sealed(deed, at, {"why": halted})] if halted else []
    deed.happened("plan.step_marked", {"step": row.pk, "state": state}, *told, about=at)
    return row


@action("plan.write")
def park_step(
    deed: Deed,
    *,
    household_id: int,
    step: UUID,
    reason: str,
    agreed_by: str,
    review_on: date,
    expected_version: int,
) -> Step:
    """Say 'not now' with the reason, who agreed and when it is looked at again: a good answer.

    The date opens an obligation of whoever parked it.
    """
    row = found(deed, Step, step, "state")
    after = {
        "parked_reason": some_text(reason, "reason"),
        "parked_agreed_by": some_text(agreed_by, "agreed_by"),
        "parked_review_on": review_on,
    }
    expect(row, expected_version, dict(after))
    if review_on < deed.now.date():
        raise Refusal(_("Choose a day that is still to come."), "review_on")
    row.state, row.halted_why = StepState.PARKED, ""
    row.parked_reason, row.parked_agreed_by = reason.strip(), agreed_by.strip()
    row.parked_review_on, row.version = review_on, row.version + 1
    row.save(update_fields=["state", "halted_why", *PARKED, "version"])
    deed.happened(
        "plan.step_parked",
        {"step": row.pk, "review_on": review_on},
        sealed(deed, (row.person_id, row.compartment), dict(after)),
    )
    close_terms(deed, subject=f"step:{row.pk}")
    open_term(
        deed,
        kind="step_look_again",
        owner=deed.reader.key,
        subject=f"step:{row.pk}",
        due=review_on,
        person_id=row.person_id,
        compartment=row.compartment,
    )
    return row


@action("plan.write")
def tie_steps(
    deed: Deed, *, household_id: int, step: UUID, other: UUID, kind: str = "needs", what: str = ""
) -> StepNeed:
    """Say that a step `needs` another first, `clashes` with it, or `frees` money or time for it.

    Raises Refusal when the steps this reader sees would then wait for each other in a circle.
    """
    first, then = found(deed, Step, step, "step"), found(deed, Step, other, "other")
    if kind not in ("needs", "clashes", "frees") or (kind == "frees") != bool(what.strip()):
        raise Refusal(_("Say how these steps hang together, and what becomes free."), "kind")
    if first.pk == then.pk:
        raise Refusal(_("A step does not wait for itself."), "other")
    rows = StepNeed.objects.through(deed.inside).shown()
    needs: dict[int, set[int]] = {first.pk: set(), then.pk: set()}
    for waits, comes_first in rows.filter(kind="needs").values_list("step_id", "other_id"):
        needs.setdefault(waits, set()).add(comes_first)
        needs.setdefault(comes_first, set())
    if kind == "needs":
        needs[first.pk].add(then.pk)
        steps = [StepFact(str(pk), needs=frozenset(map(str, of))) for pk, of in needs.items()]
        if find_circle(steps):
            raise Refusal(_("Then these steps would wait for each other."), "other")
    row = rows.filter(step=first, other=then, kind=kind).first()
    if row is None:
        at = shared_place(first, then)
        row = StepNeed(
            household_id=household_id,
            person_id=at[0],
            compartment=at[1],
            step=first,
            other=then,
            kind=kind,
            what=what.strip(),
        )
        row.save(force_insert=True)
    deed.happened(
        "plan.steps_tied",
        {"step": first.pk, "other": then.pk, "kind": kind},
        about=(row.person_id, row.compartment),
    )
    return row


@action("plan.write")
def untie_steps(
    deed: Deed, *, household_id: int, step: UUID, other: UUID, kind: str = "needs"
) -> None:
    """Take the tie between two steps away."""
    first, then = found(deed, Step, step, "step"), found(deed, Step, other, "other")
    rows = StepNeed.objects.through(deed.inside).shown()
    row = rows.filter(step=first, other=then, kind=kind).first()
    if row is None:
        raise Refusal(_("This is not in the file any more."), "other")
    deed.happened(
        "plan.steps_untied",
        {"step": first.pk, "other": then.pk, "kind": kind},
        about=(row.person_id, row.compartment),
    )
    StepNeed._plain.filter(pk=row.pk).delete()


def _place_of_warning(deed: Deed, code: WarningCode, about: str) -> Place:
    """Return the part in which what a warning is about lies; '' and the network: the joint part."""
    if not about.isdigit() or code is WarningCode.NETWORK_OVERASKED:
        return None, "common"
    model = Problem if code is WarningCode.PROBLEM_WITHOUT_STEP else Step
    row = model.objects.through(deed.inside).shown().filter(pk=int(about)).first()
    if row is None:
        raise Refusal(_("This is not in the file any more."), "about")
    return row.person_id, row.compartment


@action("plan.write")
def set_warning_aside(
    deed: Deed, *, household_id: int, code: str, about: str, reason: str
) -> WarningOverride:
    """Go on in spite of a warning, with the reason; the warning stays in sight with it.

    Doing it again gives the newest reason; the earlier ones are in the history.
    """
    if code not in tuple(WarningCode):
        raise Refusal(_("This is not in the file any more."), "code")
    at = _place_of_warning(deed, WarningCode(code), about)
    row = (
        WarningOverride.objects.through(deed.inside).shown().filter(code=code, about=about).first()
    )
    if row is None:
        row = WarningOverride(
            household_id=household_id,
            person_id=at[0],
            compartment=at[1],
            code=code,
            about=about,
            version=0,
        )
    row.reason = some_text(reason, "reason")
    row.decided_by, row.decided_at = deed.reader.key, deed.now
    row.version += 1
    row.save()
    deed.happened(
        "plan.warning_set_aside",
        {"code": code, "about": about},
        sealed(deed, at, {"reason": row.reason}),
    )
    return row
