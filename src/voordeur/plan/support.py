# SPDX-License-Identifier: EUPL-1.2
"""The help a plan states: what the household or its own people add never makes it less."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from voordeur.plan.planfacts import (
    Initiative,
    NetworkOffer,
    Plan,
    PlanError,
    Stance,
    StatedHelp,
)

SAID_BEFOREHAND: Mapping[str, str] = MappingProxyType(
    {
        "nl": "De hulp die u krijgt, wordt niet minder als u hier iemand toevoegt.",
        "en": "The help you get does not become less when you add someone here.",
    }
)
UNLOCKED: Mapping[str, str] = MappingProxyType(
    {
        "nl": (
            "Maakt u met uw eigen mensen een plan? Wat een hulpverlener daarin doet, is toegekend "
            "zodra u het met het plan eens bent. U hoeft er niet nog een keer om te vragen."
        ),
        "en": (
            "Do you make a plan with your own people? What a professional does in it is granted as "
            "soon as you agree with the plan. Nobody comes to decide on it a second time."
        ),
    }
)
"""What initiative opens up, said before it is asked (Nabij is beter R12, R14)."""


class OfferNotAcceptedError(PlanError):
    """An offer from the network that was used before the member concerned said yes."""


@dataclass(frozen=True, slots=True)
class ProfessionalPart:
    """What professionals do in one open step, and how far they take over."""

    step: str
    what: str
    stance: Stance
    professionals: frozenset[str]
    fall_back: str | None


@dataclass(frozen=True, slots=True)
class Support:
    """The help a plan states, the offers beside it, and what members do themselves.

    `offered` are offers without a yes; `accepted` those with one. Neither changes `help` or
    `professional`.
    """

    help: tuple[StatedHelp, ...]
    professional: tuple[ProfessionalPart, ...]
    accepted: tuple[NetworkOffer, ...]
    offered: tuple[NetworkOffer, ...]
    own: tuple[Initiative, ...]

    def is_at_least(self, other: Support) -> bool:
        """True when nothing of `other` is missing or smaller here.

        An amount that was not said is matched only by one that is not said either: a vague
        promise may not be replaced by a small number.
        """
        mine = {one.id: one for one in self.help}
        for theirs in other.help:
            own = mine.get(theirs.id)
            if own is None or (own.what, own.provider, own.unit) != (
                theirs.what,
                theirs.provider,
                theirs.unit,
            ):
                return False
            if (own.amount is None) != (theirs.amount is None):
                return False
            if own.amount is not None and theirs.amount is not None and own.amount < theirs.amount:
                return False
        return set(other.professional) <= set(self.professional)


def support_stated(plan: Plan) -> Support:
    """Return what help the plan states; nothing in it is computed from network or own strength.

    Formula F12 of Nabij is beter: adding a network member, an offer or an own initiative never
    lowers it (see `is_at_least`).
    """
    return Support(
        help=plan.help,
        professional=tuple(
            ProfessionalPart(
                step.id, step.professional_does, step.stance, step.professionals, step.fall_back
            )
            for step in plan.steps
            if step.is_open and (step.professional_does or step.professionals)
        ),
        accepted=tuple(one for one in plan.offers if one.accepted is True),
        offered=tuple(one for one in plan.offers if one.accepted is None),
        own=plan.initiatives,
    )


def use_offer(plan: Plan, offer_id: str, step_id: str) -> Plan:
    """Return the plan with an accepted offer as the network's part of a step.

    What professionals do in that step stays as it is. Raises OfferNotAcceptedError as long as the
    member concerned has not said yes, and PlanError for an offer or step that is not there.
    """
    offer = next((one for one in plan.offers if one.id == offer_id), None)
    step = next((one for one in plan.steps if one.id == step_id), None)
    if offer is None or step is None:
        raise PlanError(
            "There is no such offer or step", f"{offer_id}, {step_id}", "Choose from this plan."
        )
    if offer.accepted is not True:
        raise OfferNotAcceptedError(
            "The person this is for has not said yes to it",
            f"offer {offer_id}",
            f"Ask {offer.for_member}; until then it stays an offer.",
        )
    said = f"{step.network_does}; {offer.what}" if step.network_does else offer.what
    changed = replace(step, network_does=said, network=step.network | {offer.by})
    return replace(plan, steps=tuple(changed if one.id == step_id else one for one in plan.steps))
