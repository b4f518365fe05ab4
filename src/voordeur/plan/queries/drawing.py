# SPDX-License-Identifier: EUPL-1.2
"""The pieces of a plan: the same drawing for the paper of today and for a version."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from voordeur.door.access import Access
from voordeur.partners.queries import colleagues
from voordeur.people.queries import members
from voordeur.plan.models import Goal, NetworkOffer, OwnWords, Step
from voordeur.plan.models.voice import PlanItem
from voordeur.plan.planfacts import StepState
from voordeur.plan.projection import Piece

Drawn = tuple[str, PlanItem, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Source:
    """The rows a plan is drawn from: all of them for a version, those of one reader for a page."""

    words: Sequence[OwnWords]
    goals: Sequence[Goal]
    steps: Sequence[Step]
    offers: Sequence[NetworkOffer]


def source_of(access: Access) -> Source:
    """Return what one reader may read of the plan as it is now."""
    return Source(
        list(OwnWords.objects.through(access).shown().order_by("pk")),
        list(Goal.objects.through(access).shown().order_by("order", "pk")),
        list(
            Step.objects.through(access)
            .shown()
            .select_related("goal")
            .order_by("goal__order", "goal_id", "order", "pk")
        ),
        list(NetworkOffer.objects.through(access).shown().order_by("pk")),
    )


def source_of_all(household_id: int) -> Source:
    """Return all of a household's plan, for a version that seals each piece in its own part."""
    here = {"household_id": household_id}
    return Source(
        list(OwnWords._plain.filter(**here).order_by("pk")),
        list(Goal._plain.filter(**here).order_by("order", "pk")),
        list(
            Step._plain.filter(**here)
            .select_related("goal")
            .order_by("goal__order", "goal_id", "order", "pk")
        ),
        list(NetworkOffer._plain.filter(**here).order_by("pk")),
    )


def drawn(access: Access, source: Source) -> list[Drawn]:
    """Return every piece in the order of the plan: words, then each open goal with its steps.

    Private pages stay out, also for the member who wrote them: they are no part of a plan.
    """
    names = {one.person_id: one.called or "" for one in members(access, past=True)}
    newest: dict[int | None, OwnWords] = {
        one.person_id: one for one in source.words if one.compartment != "private"
    }
    goals = [one for one in source.goals if one.state == "open" and one.compartment != "private"]
    steps = [one for one in source.steps if one.state != StepState.STOPPED]
    offers = [one for one in source.offers if one.accepted and one.withdrawn_at is None]
    acting = {number for step in steps for number in [*step.professionals, step.fall_back or 0]}
    staff = {one.id: one.name for one in colleagues(ids=sorted(acting))}
    found: list[Drawn] = [
        ("words", one, {"text": one.text, "first": one.first_priority, "on": one.said_on})
        for one in newest.values()
    ]
    for goal in goals:
        found.append(("goal", goal, {"text": goal.text, "life_area": goal.life_area}))
        found += [
            ("step", step, _step_body(step, names, staff, offers))
            for step in steps
            if step.goal_id == goal.pk
        ]
    return found


def pieces_now(access: Access) -> list[Piece]:
    """Return the plan as it is now as pieces, as far as this reader may read it."""
    return [
        Piece(kind, str(item.uuid), order, {**body, "person": item.person_id})
        for order, (kind, item, body) in enumerate(drawn(access, source_of(access)))
    ]


def content(row: Step) -> dict[str, Any]:
    """Return what a step says, for the sealed part of its events and for versions."""
    return {
        "what": row.what,
        "household_does": row.household_does,
        "network_does": row.network_does,
        "professional_does": row.professional_does,
        "stance": row.stance,
        "kind": row.kind,
        "due": row.due,
    }


def _step_body(
    step: Step, names: dict[int, str], staff: dict[int, str], offers: Iterable[NetworkOffer]
) -> dict[str, Any]:
    return {
        **content(step),
        "goal": str(step.goal.uuid),
        "state": step.state,
        "members": [names.get(one, "") for one in step.members],
        "professionals": [staff[one] for one in step.professionals if one in staff],
        "fall_back": staff.get(step.fall_back or 0),
        # an offer out of another part would tell the readers of this step what is not theirs
        "offers": [
            offer.what
            for offer in offers
            if offer.step_id == step.pk
            and (
                offer.compartment == "common"
                or (offer.person_id, offer.compartment) == (step.person_id, step.compartment)
            )
        ],
        "parked": {
            "reason": step.parked_reason,
            "agreed_by": step.parked_agreed_by,
            "review_on": step.parked_review_on,
        }
        if step.state == StepState.PARKED
        else None,
        **({"stuck": step.halted_why} if step.state == StepState.STUCK else {}),
    }
