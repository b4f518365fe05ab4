# SPDX-License-Identifier: EUPL-1.2
"""The page of cooperation, questions to partners without an account, scaling, main provider."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from voordeur.cooperation import actions
from voordeur.cooperation.forms import LookForm, MainForm, PartnerForm, ScaleForm
from voordeur.cooperation.page import page_of
from voordeur.cooperation.queries import referrals, scalings
from voordeur.cooperation.views.forms_shown import PAGE, WORKERS, answer, must, posted
from voordeur.coordination.queries import involved
from voordeur.door.refusal import NoEntry
from voordeur.door.submitting import press, submit
from voordeur.history import clock
from voordeur.history.clock import AMSTERDAM
from voordeur.partners.queries import organisations
from voordeur.people.pages import Home, household_page
from voordeur.people.queries import members


@require_safe
@household_page(*WORKERS)
def cooperation_page(request: HttpRequest, home: Home) -> HttpResponse:
    """Show what was asked of other parties, who waits, questions to partners, and scaling."""
    context = {
        "home": home,
        "page": page_of(home.access),
        "may_ask": home.may("referral.ask"),
        "may_coordinate": home.may("case.coordinate"),
    }
    return render(request, "cooperation/page.html", context)


@require_http_methods(PAGE)
@household_page(*WORKERS)
def partner_ask(request: HttpRequest, home: Home, referral: UUID | None = None) -> HttpResponse:
    """Make a page on which a partner without an account answers; its address is shown once."""
    must(home, "referral.ask")
    asked = next((row for row in referrals(home.access) if row.uuid == referral), None)
    if referral is not None and (asked is None or asked.masked):
        raise NoEntry("This page is not here.")
    form = PartnerForm(
        posted(request),
        places=organisations(),
        around=members(home.access),
        fixed=asked.organisation_id if asked else None,
    )
    made: list[Any] = []

    def act() -> None:
        said = form.cleaned_data
        made[:] = actions.ask_partner(
            home.reader,
            household_id=home.id,
            organisation_id=said["organisation"],
            question=said["question"],
            expires_at=clock.now() + form.open_for,
            email=said["email"],
            referral=referral,
            person_id=int(said["about"]) if said.get("about") else None,
            compartment=said.get("part", "common"),
        )

    outcome = submit(form, act)
    if outcome.done:
        row, secret = made
        link = request.build_absolute_uri(reverse("one_question", args=[secret]))
        mailed = bool(row.email) and _mail(row.email, link, row.expires_at)
        # No redirect: the secret is kept nowhere, so this answer is the only place to read it.
        context = {"home": home, "link": link, "mailed": mailed, "until": row.expires_at}
        return render(request, "cooperation/partner_made.html", context)
    context = {
        "home": home,
        "form": form,
        "both": outcome.both,
        "title": _("One question to a partner without an account"),
        "lead": _("The partner answers on a page of its own, once. Each opening is in the log."),
        "button": _("Make the page"),
        "back": "cooperation_page",
    }
    return render(request, "cooperation/form.html", context, status=outcome.status)


def _mail(to: str, link: str, until: Any) -> bool:
    """Send the link and nothing else; say whether a mail server took it."""
    if "dummy" in str(settings.MAILERS["default"]["BACKEND"]):
        return False
    day = date_format(until.astimezone(AMSTERDAM), "j F Y")
    body = _(
        "%(municipality)s has one question for you.\n\nOpen this page to read and answer it:\n"
        "%(link)s\n\nThe page works once, until %(day)s. Do not pass this mail on."
    ) % {"municipality": settings.CONFIG.municipality, "link": link, "day": day}
    try:
        return bool(send_mail(_("One question for you"), body, None, [to]))
    except OSError:
        # The page says that no mail was sent, and shows the link to pass on.
        return False


@require_POST
@household_page(*WORKERS)
def partner_close(request: HttpRequest, home: Home, question: UUID) -> HttpResponse:
    """Close the page of a question that was not answered."""
    return press(
        request,
        lambda: actions.withdraw_partner_question(
            home.reader, household_id=home.id, question=question
        ),
        then=reverse("cooperation_page", args=[home.uuid]),
        said=_("The page is closed."),
    )


@require_http_methods(PAGE)
@household_page(*WORKERS)
def scale(request: HttpRequest, home: Home) -> HttpResponse:
    """Scale help: three forms down, or up, with the reason."""
    must(home, "case.coordinate")

    def act(said: dict[str, Any]) -> object:
        return actions.scale(
            home.reader,
            household_id=home.id,
            form=said["form"],
            what=said["what"],
            why=said["why"],
            look_again=said["look_again"],
            involvement=int(said["involvement"]) if said["involvement"] else None,
            taken_over_by=int(said["taken_over_by"]) if said["taken_over_by"] else None,
        )

    return answer(
        request,
        home,
        ScaleForm(posted(request), helping=involved(home.access)),
        act,
        said=_("It was written down."),
        title=_("Change how much or which help there is"),
        lead=_("Up and down are worth the same. What counts is whether it fits better."),
        button=_("Write it down"),
    )


@require_http_methods(PAGE)
@household_page(*WORKERS)
def scaling_look(request: HttpRequest, home: Home, scaling: UUID) -> HttpResponse:
    """Say how it goes since the help changed."""
    must(home, "case.coordinate")
    row = next((one for one in scalings(home.access) if one.uuid == scaling), None)
    if row is None or row.masked:
        raise NoEntry("This page is not here.")
    return answer(
        request,
        home,
        LookForm(posted(request), initial={"how_it_is": row.how_it_is}),
        lambda said: actions.look_at_scaling(
            home.reader,
            household_id=home.id,
            scaling=scaling,
            how_it_is=said["how_it_is"],
            expected_version=row.version,
        ),
        said=_("It was written down."),
        title=_("How does it go?"),
        lead=row.what,
        button=_("Write it down"),
    )


@require_http_methods(PAGE)
@household_page(*WORKERS)
def main_provider(request: HttpRequest, home: Home) -> HttpResponse:
    """Say which provider answers for the whole of the help."""
    must(home, "case.coordinate")
    return answer(
        request,
        home,
        MainForm(posted(request), helping=involved(home.access)),
        lambda said: actions.name_main_provider(
            home.reader,
            household_id=home.id,
            organisation_id=said["organisation"],
            why=said["why"],
        ),
        said=_("It was written down."),
        title=_("Which provider answers for the whole?"),
        lead=_("In a complex case one of the providers does. The case coordinator stays."),
        button=_("Write it down"),
    )
