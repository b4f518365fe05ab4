# SPDX-License-Identifier: EUPL-1.2
"""Verbs of sub-plans: hanging one under the plan, parking, ending, and what contradicts."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.history.clock import AMSTERDAM
from voordeur.partners.laws import laws
from voordeur.partners.queries import organisation_names
from voordeur.plan.actions.placing import found, place, sealed, shared_place, some_text
from voordeur.plan.models import Goal, PlanObstacle, SubPlan, SubPlanClash
from voordeur.plan.subplanning import KINDS, OBSTACLES, STATES
from voordeur.terms.book import close_terms, open_term


@action("plan.write")
def hang_sub_plan(
    deed: Deed,
    *,
    household_id: int,
    kind: str,
    title: str,
    law: str,
    owner_id: int,
    goals: Sequence[UUID] = (),
    person_id: int | None = None,
    compartment: str | None = None,
    from_date: date | None = None,
) -> SubPlan:
    """Hang a sub-plan under the one plan, with whose it is and which goals it works on.

    A sub-plan about safety lies in the part about safety, apart from money.
    """
    if kind not in KINDS:
        raise Refusal(_("Choose what kind of plan it is."), "kind")
    if law not in laws():
        raise Refusal(_("Choose a law from the list."), "law")
    if owner_id not in organisation_names([owner_id]):
        raise Refusal(_("Choose whose plan it is."), "owner")
    if (kind == "safety") != (compartment == "safety"):
        raise Refusal(
            _("A plan about safety lies in the part about safety, and nothing else does."),
            "compartment",
        )
    at = place(deed, person_id, compartment)
    row = SubPlan(
        household_id=household_id,
        person_id=at[0],
        compartment=at[1],
        kind=kind,
        title=some_text(title, "title"),
        law=law,
        owner_id=owner_id,
        goals=sorted(found(deed, Goal, one, "goals").pk for one in goals),
        from_date=from_date or deed.now.astimezone(AMSTERDAM).date(),
    )
    row.save(force_insert=True)
    deed.happened(
        "plan.sub_plan_hung",
        {"sub_plan": row.pk, "law": law},
        sealed(deed, at, {"title": row.title}),
    )
    return row


@action("plan.write")
def mark_sub_plan(
    deed: Deed,
    *,
    household_id: int,
    sub_plan: UUID,
    state: str,
    expected_version: int,
    reason: str = "",
    agreed_by: str = "",
    review_on: date | None = None,
) -> SubPlan:
    """Park a sub-plan, take it up again, or end it; parking and ending have their reason."""
    row = found(deed, SubPlan, sub_plan, "sub_plan")
    expect(row, expected_version, {"state": state})
    if state not in STATES or row.state == "ended":
        raise Refusal(_("Choose where this plan stands."), "state")
    row.parked_reason, row.parked_agreed_by, row.parked_review_on = "", "", None
    close_terms(deed, subject=f"sub_plan:{row.pk}")
    if state == "parked":
        if review_on is None or review_on <= deed.now.astimezone(AMSTERDAM).date():
            raise Refusal(_("Choose a day that is still to come."), "review_on")
        row.parked_reason = some_text(reason, "reason")
        row.parked_agreed_by = some_text(agreed_by, "agreed_by")
        row.parked_review_on = review_on
        open_term(
            deed,
            kind="sub_plan_look_again",
            owner=deed.reader.key,
            subject=f"sub_plan:{row.pk}",
            due=review_on,
            person_id=row.person_id,
            compartment=row.compartment,
        )
    elif state == "ended":
        row.ended_why = some_text(reason, "reason")
    row.state, row.version = state, row.version + 1
    row.save()
    deed.happened(
        "plan.sub_plan_marked",
        {"sub_plan": row.pk, "state": state},
        sealed(deed, (row.person_id, row.compartment), {"reason": reason.strip()}),
    )
    return row


@action("plan.write")
def note_clash(deed: Deed, *, household_id: int, one: UUID, other: UUID, what: str) -> SubPlanClash:
    """Say what in two sub-plans works against each other, so that somebody settles it."""
    first, then = found(deed, SubPlan, one, "one"), found(deed, SubPlan, other, "other")
    if first.pk == then.pk:
        raise Refusal(_("Choose two different ones."), "other")
    closed = {
        (row.person_id, row.compartment) for row in (first, then) if row.compartment != "common"
    }
    if len(closed) > 1:
        raise Refusal(
            _("These two lie in different closed parts of the file."),
            "other",
            _("Talk to each of them on its own."),
        )
    at = shared_place(first, then)
    row = SubPlanClash(
        household_id=household_id,
        person_id=at[0],
        compartment=at[1],
        one=first,
        other=then,
        what=some_text(what, "what"),
    )
    row.save(force_insert=True)
    deed.happened("plan.clash_noted", {"clash": row.pk}, sealed(deed, at, {"what": row.what}))
    return row


@action("plan.write")
def settle_clash(
    deed: Deed, *, household_id: int, clash: UUID, how: str, expected_version: int
) -> SubPlanClash:
    """Say how a contradiction between two sub-plans was settled."""
    row = found(deed, SubPlanClash, clash, "clash")
    expect(row, expected_version, {"settled_how": how})
    row.settled_how, row.version = some_text(how, "how"), row.version + 1
    row.save(update_fields=["settled_how", "version"])
    deed.happened(
        "plan.clash_settled",
        {"clash": row.pk},
        sealed(deed, (row.person_id, row.compartment), {"how": row.settled_how}),
    )
    return row


@action("plan.write")
def name_obstacle(deed: Deed, *, household_id: int, obstacle: str, text: str) -> PlanObstacle:
    """Say which class of obstacle stands in the way of one plan, in words."""
    if obstacle not in OBSTACLES:
        raise Refusal(_("Choose what stands in the way."), "obstacle")
    row = PlanObstacle(
        household_id=household_id,
        obstacle=obstacle,
        text=some_text(text, "text"),
        since=deed.now.astimezone(AMSTERDAM).date(),
    )
    row.save(force_insert=True)
    deed.happened(
        "plan.obstacle_named",
        {"obstacle": row.pk, "class": obstacle},
        sealed(deed, (None, "common"), {"text": row.text}),
    )
    return row


@action("plan.write")
def clear_obstacle(
    deed: Deed, *, household_id: int, obstacle: UUID, expected_version: int
) -> PlanObstacle:
    """Say that an obstacle is out of the way."""
    row = found(deed, PlanObstacle, obstacle, "obstacle")
    expect(row, expected_version, {"obstacle": row.obstacle})
    row.gone_on, row.version = deed.now.astimezone(AMSTERDAM).date(), row.version + 1
    row.save(update_fields=["gone_on", "version"])
    deed.happened("plan.obstacle_gone", {"obstacle": row.pk}, about=(None, "common"))
    return row
