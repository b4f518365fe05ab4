# SPDX-License-Identifier: EUPL-1.2
"""The page for going out safely: check in before a visit, and say that one is back."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from voordeur.contact import actions
from voordeur.contact.forms import GoOutForm
from voordeur.contact.queries import watches
from voordeur.door.refusal import NoEntry
from voordeur.door.submitting import answer, number_sent, posted, press
from voordeur.history import clock
from voordeur.partners.queries import colleagues
from voordeur.people.pages import Home, household_page

WORKERS = ("professional", "triage", "team_lead")


@require_http_methods(["GET", "HEAD", "POST"])
@household_page(*WORKERS)
def visit_watch(request: HttpRequest, home: Home) -> HttpResponse:
    """Show who is out and till when, to the worker and the colleague alone, and let one check in."""
    may = home.may("contact.write")
    out = watches(home.access)
    if not may and not out:
        raise NoEntry("There is nothing to look out for here.")
    if request.method == "POST":
        home.must("contact.write")
    me = home.reader.account_id
    form = GoOutForm(
        posted(request),
        people=[one for one in colleagues(with_account=True) if one.account_id != me],
    )
    now = clock.now()
    return answer(
        request,
        form,
        lambda given: actions.go_out(
            home.reader,
            household_id=home.id,
            colleague_id=given["colleague"],
            expected_at=form.expected_at,
            where=given["where"],
        ),
        template="contact/visit.html",
        context={
            "home": home,
            "out": [(one, one.worker_account == me, one.overdue(now)) for one in out],
            "may": may,
        },
        then=home.url("visit_watch"),
        said=_("You are checked in. Do not forget to say that you are back."),
    )


@require_POST
@household_page(*WORKERS)
def visit_over(request: HttpRequest, home: Home) -> HttpResponse:
    """Say that the worker is back."""
    return press(
        request,
        lambda: actions.come_back(
            home.reader, household_id=home.id, visit=number_sent(request, "visit")
        ),
        then=home.url("contact_page") if home.may("contact.write") else reverse("home"),
        said=_("Good that you are back."),
    )
