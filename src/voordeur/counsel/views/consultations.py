# SPDX-License-Identifier: EUPL-1.2
"""Pages of thinking along: what was asked of specialists, and what a specialist is asked."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from voordeur.counsel import actions
from voordeur.counsel.forms import AdviceForm, ConsultForm, NewForm, VisitForm
from voordeur.counsel.queries import Advice, agenda_of_household, consultations, showable
from voordeur.door.refusal import NoEntry
from voordeur.door.submitting import number_sent, posted, press, submit
from voordeur.partners.queries import colleagues
from voordeur.people.pages import Frame, Home, form_page, household_page
from voordeur.people.queries import members

WORKERS = ("professional", "triage", "team_lead")
PAGE = ["GET", "HEAD", "POST"]


def frame(home: Home, title: str, lead: str = "", **more: Any) -> Frame:
    """Return what stands around a form of counsel; it leads back to its page."""
    return Frame("counsel_page", title, home.url("counsel_page"), lead=lead, **more)


@require_safe
@household_page(*WORKERS)
def counsel_page(request: HttpRequest, home: Home) -> HttpResponse:
    """Show what was asked of specialists, and the conferences this household is on the agenda of."""
    names = {one.person_id: one.called for one in members(home.access, past=True) if one.called}
    context = {
        "home": home,
        "lines": [
            (
                line,
                names.get(line.person_id, _("a member"))
                if line.person_id
                else _("The whole household"),
                line.asked_by is not None and line.asked_by == home.reader.account_id,
            )
            for line in consultations(home.access)
        ],
        "items": agenda_of_household(home.access),
        "may": home.may("contact.write"),
    }
    return render(request, "counsel/page.html", context)


@require_http_methods(PAGE)
@household_page(*WORKERS)
def consult(request: HttpRequest, home: Home) -> HttpResponse:
    """Ask a specialist, the household masked."""
    home.must("contact.write")
    form = ConsultForm(
        posted(request),
        people=colleagues(with_account=True),
        around=members(home.access),
        showable=showable(home.access),
    )
    return form_page(
        request,
        home,
        form,
        lambda said: actions.consult(
            home.reader,
            household_id=home.id,
            specialist=said["specialist"],
            question=said["question"],
            picture=said["picture"],
            pieces=said.get("pieces", ()),
            person_id=int(said["about"]) if said["about"] else None,
            compartment=said["part"],
        ),
        frame(
            home,
            _("Ask a specialist"),
            _("The specialist sees what you write here and no name. The case stays with you."),
            submit=_("Ask"),
        ),
        said=_("It was asked."),
    )


def _one(home: Home, consultation: UUID) -> Advice:
    line = next((one for one in consultations(home.access) if one.uuid == consultation), None)
    if line is None or line.masked:
        raise NoEntry(_("This is not in the file any more."))
    return line


@require_http_methods(PAGE)
@household_page(*WORKERS)
def go_together(request: HttpRequest, home: Home, consultation: UUID) -> HttpResponse:
    """Agree on a day to visit together."""
    home.must("contact.write")
    line = _one(home, consultation)
    return form_page(
        request,
        home,
        VisitForm(posted(request), initial={"version": line.version, "on": line.visit_on}),
        lambda said: actions.go_together(
            home.reader,
            household_id=home.id,
            consultation=consultation,
            on=said["on"],
            expected_version=said["version"],
        ),
        frame(
            home,
            _("Go there together"),
            _("Ask the household first whether the specialist may come along."),
        ),
        said=_("It was written down."),
    )


@require_http_methods(PAGE)
@household_page(*WORKERS)
def what_was_new(request: HttpRequest, home: Home, consultation: UUID) -> HttpResponse:
    """Say what was new to you."""
    line = _one(home, consultation)
    return form_page(
        request,
        home,
        NewForm(posted(request), initial={"version": line.version}),
        lambda said: actions.say_what_was_new(
            home.reader,
            household_id=home.id,
            consultation=consultation,
            what=said["what"],
            expected_version=said["version"],
        ),
        frame(home, _("What was new to you?"), line.question or ""),
        said=_("It was written down."),
    )


@require_POST
@household_page(*WORKERS)
def withdraw(request: HttpRequest, home: Home, consultation: UUID) -> HttpResponse:
    """Take a question back."""
    return press(
        request,
        lambda: actions.withdraw_consultation(
            home.reader,
            household_id=home.id,
            consultation=consultation,
            expected_version=number_sent(request),
        ),
        then=home.url("counsel_page"),
        said=_("The question was taken back."),
    )


@require_http_methods(PAGE)
@household_page(*WORKERS)
def consultation_asked(request: HttpRequest, home: Home) -> HttpResponse:
    """Show a specialist what was asked, and take the advice; of the household only that it is there."""
    me = home.reader.account_id
    mine = [line for line in consultations(home.access) if line.account_id == me and me]
    mine = [line for line in mine if line.state != "withdrawn"]
    sent = request.POST.get("consultation", "")
    forms, status = [], 200
    for line in mine:
        data = request.POST if request.method == "POST" and sent == str(line.uuid) else None
        form = AdviceForm(
            data,
            initial={"version": line.version, "answer": line.answer},
            auto_id=f"id_{line.uuid}_%s",
        )
        outcome = submit(
            form,
            lambda form=form, line=line: actions.answer_consultation(  # type: ignore[misc]
                home.reader,
                household_id=home.id,
                consultation=line.uuid,
                answer=form.cleaned_data["answer"],
                expected_version=form.cleaned_data["version"],
            ),
        )
        if outcome.done:
            return press(
                request,
                lambda: None,
                then=home.url("consultation_asked"),
                said=_("Your advice was sent."),
            )
        status = max(status, outcome.status)
        forms.append((line, form, outcome.both))
    askers = {
        one.account_id: one
        for one in colleagues(account_ids=[line.asked_by for line in mine if line.asked_by])
    }
    context = {
        "home": home,
        "lines": [(line, form, both, askers.get(line.asked_by)) for line, form, both in forms],
    }
    return render(request, "counsel/asked.html", context, status=status)
