# SPDX-License-Identifier: EUPL-1.2
"""Pages of the end of a case: how it stands, closing it, the letter, asking later, opening again."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from voordeur.coordination import actions
from voordeur.coordination.ending import moment_open
from voordeur.coordination.ending_page import ending_of
from voordeur.coordination.forms.ending import AskedForm, CloseForm, ReopenForm
from voordeur.coordination.letter import closing_pdf, letter_of
from voordeur.coordination.queries import ClosingLine, closing_now
from voordeur.door import drafts
from voordeur.door.access import at_table
from voordeur.door.refusal import NoEntry
from voordeur.door.submitting import answer, number_sent, posted, press
from voordeur.history import clock
from voordeur.history.clock import AMSTERDAM
from voordeur.partners.queries import colleagues
from voordeur.people.pages import Frame, Home, form_page, household_page
from voordeur.people.queries import members
from voordeur.safety.queries import what_is_open
from voordeur.terms.queries import open_terms

WORKERS = ("professional", "triage", "team_lead")
FORM = ["GET", "HEAD", "POST"]


def _closed(home: Home) -> ClosingLine:
    now = closing_now(home.access)
    if now is None:
        raise NoEntry("There is no closed case here.")
    return now


@require_safe
@household_page(*WORKERS)
def closing_page(request: HttpRequest, home: Home) -> HttpResponse:
    """Show what the plan came to, what runs on, how the case ended and how it went later."""
    context = {
        "home": home,
        "page": ending_of(home.access),
        "may_close": home.may("case.close"),
        "may_reopen": home.may("case.reopen"),
        "may_ask": home.may("aftercare.answer"),
        "members": [one for one in members(home.access) if one.called],
    }
    return render(request, "coordination/ending/page.html", context)


def _first(home: Home) -> dict[str, Any]:
    """Return what the form starts from: who closes is who can be called and who asks later."""
    account = home.reader.account_id
    mine = colleagues(account_ids=[account]) if account is not None else []
    if not mine:
        return {}
    return {
        "asker": mine[0].id,
        "call_name": f"{mine[0].name}, {mine[0].organisation}",
        "call_phone": mine[0].phone,
    }


@require_http_methods(FORM)
@household_page(*WORKERS)
def case_close(request: HttpRequest, home: Home) -> HttpResponse:
    """End the case; what is still open in the plan is named and never holds it up."""
    home.must("case.close")
    page = ending_of(home.access)
    if page.case_version is None:
        raise NoEntry("There is no open case here.")
    key = f"close:{home.uuid}"
    safety = what_is_open(home.access)
    form = CloseForm(
        posted(request),
        initial=_first(home)
        | drafts.typed(home.reader.account_id, key)
        | {"version": page.case_version},
        problems=page.problems,
        running=page.running,
        people=colleagues(with_account=True),
        concern=bool(safety.concerns),
    )

    def close(given: dict[str, Any]) -> None:
        actions.close_case(
            home.reader,
            household_id=home.id,
            way=given["way"],
            words=given["words"],
            call_name=given["call_name"],
            call_phone=given["call_phone"],
            asker=given["asker"],
            safety_with=given.get("safety_with"),
            outcomes=form.outcomes,
            stops=[int(one) for one in given.get("stops", ())],
            expected_version=given["version"],
        )

    return answer(
        request,
        form,
        close,
        template="coordination/ending/close.html",
        context={"home": home, "page": page, "safety": safety},
        then=reverse("home"),
        said=_("The case is closed."),
        draft=key,
    )


@require_http_methods(FORM)
@household_page(*WORKERS)
def case_reopen(request: HttpRequest, home: Home) -> HttpResponse:
    """Open a closed case again, with why."""
    home.must("case.reopen")
    form = ReopenForm(
        posted(request),
        initial={"version": _closed(home).version, "relapse": ""},
        people=colleagues(with_account=True),
    )
    return form_page(
        request,
        home,
        form,
        lambda given: actions.reopen_case(
            home.reader,
            household_id=home.id,
            why=given["why"],
            relapse=form.back,
            coordinator=given["coordinator"],
            expected_version=given["version"],
        ),
        Frame(
            "closing_page",
            _("Open the case again"),
            home.url("closing_page"),
            eyebrow=_("To the end"),
            lead=_(
                "Coming back is no failure: falling back on help is part of help. "
                "Everything that was agreed is still there."
            ),
            submit=_("Open it again"),
        ),
        said=_("The case is open again."),
        then=reverse("home"),
    )


@require_http_methods(FORM)
@household_page(*WORKERS)
def aftercare_page(request: HttpRequest, home: Home) -> HttpResponse:
    """Ask whether it holds: what was said before, how to reach each member, and the answer."""
    home.must("aftercare.answer")
    closed_on = _closed(home).closed_at.astimezone(AMSTERDAM).date()

    def context() -> dict[str, Any]:
        waiting = {one.subject for one in open_terms(home.access, kinds=["aftercare_heard"])}
        page = ending_of(home.access)
        said = page.now.answers if page.now else ()
        return {
            "home": home,
            "page": page,
            "calls": [one for one in said if f"aftercare:{one.id}" in waiting],
            "may_reopen": home.may("case.reopen"),
        }

    return answer(
        request,
        AskedForm(
            posted(request),
            initial={"months": moment_open(closed_on, clock.today()) or 3},
            around=members(home.access),
        ),
        lambda given: actions.say_how_it_holds(
            home.reader,
            household_id=home.id,
            months=given["months"],
            holds=given["holds"],
            text=given["text"],
            person_id=int(given["person"]) if given["person"] else None,
        ),
        template="coordination/ending/aftercare.html",
        context=context,
        then=home.url("aftercare_page"),
        said=_("Written down."),
    )


@require_POST
@household_page(*WORKERS)
def aftercare_heard(request: HttpRequest, home: Home) -> HttpResponse:
    """Say that one has called about an answer."""
    return press(
        request,
        lambda: actions.hear_answer(
            home.reader, household_id=home.id, answer=number_sent(request, "answer")
        ),
        then=home.url("aftercare_page"),
        said=_("Written down."),
    )


@require_safe
@household_page(*WORKERS, "resident")
def closing_letter(request: HttpRequest, home: Home) -> HttpResponse:
    """Give the closing letter as a PDF: only what this reader may see, and with `met` what both may."""
    access = home.access
    together = [
        one
        for one in members(access)
        if one.called and str(one.person_uuid) in request.GET.getlist("met")
    ]
    if together:
        access = at_table(access, [one.person_id for one in together], activity="closing_letter")
    now = closing_now(access)
    if now is None:
        raise NoEntry("There is no closing letter here.")
    return HttpResponse(
        closing_pdf(letter_of(access, now)),
        content_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="brief.pdf"'},
    )
