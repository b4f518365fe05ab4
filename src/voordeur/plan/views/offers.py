# SPDX-License-Identifier: EUPL-1.2
"""The page and buttons of network offers."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from voordeur.people.answering import answer
from voordeur.people.pages import Home, household_page
from voordeur.people.queries import network
from voordeur.plan import actions
from voordeur.plan.forms import OfferForm
from voordeur.plan.support import SAID_BEFOREHAND
from voordeur.plan.views.plan import version_sent
from voordeur.plan.views.shared import do, here, to
from voordeur.plan.views.words import PAGE, ROLES


@require_http_methods(PAGE)
@household_page(*ROLES)
def offer_add(request: HttpRequest, home: Home) -> HttpResponse:
    """Note what somebody from the network offers; the page says beforehand that help stays."""
    people = {one.id: one.first_name for one in network(home.access)}
    form = OfferForm(request.POST or None, members=here(home), network=people)

    def write(said: dict[str, Any]) -> None:
        actions.note_offer(
            home.reader,
            household_id=home.id,
            person_id=int(said["person"]),
            network_member=int(said["network_member"]),
            what=said["what"],
            compartment="common" if said["shared"] else "own",
        )

    return answer(
        request,
        form,
        write,
        template="plan/form.html",
        context={
            "home": home,
            "current": "plan_page",
            "heading": _("An offer from the network"),
            "lead": "",
            "back": to(home, "plan_page"),
            "explain": SAID_BEFOREHAND["nl" if (get_language() or "nl")[:2] == "nl" else "en"],
            "empty": ""
            if people
            else _("First name the household's own people, on the page People."),
        },
        then=to(home, "plan_page", anchor="aanbod"),
        said=_("Written down. It is an offer until the member says yes."),
    )


@require_POST
@household_page(*ROLES)
def offer_answer(request: HttpRequest, home: Home, offer: UUID) -> HttpResponse:
    """Record the member's yes or no."""
    return do(
        request,
        lambda: actions.answer_offer(
            home.reader,
            household_id=home.id,
            offer=offer,
            accept=request.POST.get("answer") == "yes",
            expected_version=version_sent(request),
            how=request.POST.get("how") or None,
        ),
        then=to(home, "plan_page", anchor="aanbod"),
        said=_("Written down. The help stays as it is."),
    )


@require_POST
@household_page(*ROLES)
def offer_use(request: HttpRequest, home: Home, offer: UUID) -> HttpResponse:
    """Put an accepted offer in a step."""
    try:
        step = UUID(request.POST.get("step", ""))
    except ValueError:
        raise Http404 from None
    return do(
        request,
        lambda: actions.use_offer(
            home.reader,
            household_id=home.id,
            offer=offer,
            step=step,
            expected_version=version_sent(request),
        ),
        then=to(home, "plan_page", anchor=f"stap-{step}"),
        said=_("Written down. The help stays as it is."),
    )


@require_POST
@household_page(*ROLES)
def offer_back(request: HttpRequest, home: Home, offer: UUID) -> HttpResponse:
    """Note that an offer was taken back."""
    return do(
        request,
        lambda: actions.take_offer_back(
            home.reader, household_id=home.id, offer=offer, expected_version=version_sent(request)
        ),
        then=to(home, "plan_page", anchor="aanbod"),
        said=_("Written down. The help stays as it is."),
    )
