# SPDX-License-Identifier: EUPL-1.2
"""The page and buttons of network offers."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from voordeur.door.language import language
from voordeur.door.submitting import posted, uuid_sent
from voordeur.people.pages import Home, form_page, household_page
from voordeur.people.queries import network
from voordeur.plan import actions
from voordeur.plan.forms.offers import OfferForm
from voordeur.plan.support import SAID_BEFOREHAND, UNLOCKED
from voordeur.plan.views.shared import PAGE, ROLES, do, here, in_plan


@require_http_methods(PAGE)
@household_page(*ROLES)
def offer_add(request: HttpRequest, home: Home) -> HttpResponse:
    """Note what somebody from the network offers; the page says beforehand that help stays."""
    people = {one.id: one.first_name for one in network(home.access)}

    def write(said: dict[str, Any]) -> None:
        actions.note_offer(
            home.reader,
            household_id=home.id,
            person_id=int(said["person"]),
            network_member=int(said["network_member"]),
            what=said["what"],
            compartment="common" if said["shared"] else "own",
        )

    return form_page(
        request,
        home,
        OfferForm(posted(request), members=here(home), network=people),
        write,
        in_plan(
            home,
            _("An offer from the network"),
            anchor="aanbod",
            explain=f"{SAID_BEFOREHAND[language()]} {UNLOCKED[language()]}",
            empty="" if people else _("First name the household's own people, on the page People."),
        ),
        said=_("Written down. It is an offer until the member says yes."),
    )


@require_POST
@household_page(*ROLES)
def offer_answer(request: HttpRequest, home: Home, offer: UUID) -> HttpResponse:
    """Record the member's yes or no."""
    return do(
        request,
        home,
        actions.answer_offer,
        offer=offer,
        accept=request.POST.get("answer") == "yes",
        how=request.POST.get("how") or None,
        then=home.url("plan_page", anchor="aanbod"),
        said=_("Written down. The help stays as it is."),
    )


@require_POST
@household_page(*ROLES)
def offer_use(request: HttpRequest, home: Home, offer: UUID) -> HttpResponse:
    """Put an accepted offer in a step."""
    step = uuid_sent(request, "step")
    return do(
        request,
        home,
        actions.use_offer,
        offer=offer,
        step=step,
        then=home.url("plan_page", anchor=f"stap-{step}"),
        said=_("Written down. The help stays as it is."),
    )


@require_POST
@household_page(*ROLES)
def offer_back(request: HttpRequest, home: Home, offer: UUID) -> HttpResponse:
    """Note that an offer was taken back."""
    return do(
        request,
        home,
        actions.take_offer_back,
        offer=offer,
        then=home.url("plan_page", anchor="aanbod"),
        said=_("Written down. The help stays as it is."),
    )
