# SPDX-License-Identifier: EUPL-1.2
"""The page on which a partner without an account answers one question, once.

Asking for the page shows nothing about anybody: programs that read mail open links too. Only a
button press opens the question, and that is a look in the access log.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from voordeur.cooperation import actions
from voordeur.cooperation.actions.questions import hash_of, partner_reader
from voordeur.cooperation.forms import PageForm
from voordeur.cooperation.queries import question_by_secret, questions, referrals
from voordeur.cooperation.queries.lines import Page
from voordeur.cooperation.views.forms_shown import PAGE
from voordeur.door.access import open_household
from voordeur.door.limits import spend
from voordeur.door.pages import by_secret
from voordeur.door.reader import Reader
from voordeur.door.refusal import NoEntry
from voordeur.door.submitting import submit


def _limit(request: HttpRequest) -> None:
    """Count one try from where it comes; of the address only a keyed hash is kept, for a day."""
    place = salted_hmac("one_question", request.META.get("REMOTE_ADDR", ""), algorithm="sha256")
    spend(Reader(f"web:{place.hexdigest()[:32]}", frozenset()), "one_question")


@require_http_methods(PAGE)
@by_secret
def one_question(request: HttpRequest, secret: str) -> HttpResponse:
    """Show who asks and until when; after a button the question; after an answer thanks."""
    _limit(request)
    found = question_by_secret(hash_of(secret))
    if found is None or found.closed:
        raise NoEntry(
            _("This page is closed."),
            remedy=_("It was answered, its time is over, or it was taken back. Call who sent it."),
        )
    doing = request.POST.get("do", "") if request.method == "POST" else ""
    if doing in ("open", "answer"):
        return _opened(request, found, doing == "answer")
    return _plain(request, "cooperation/one_closed.html", {"until": found.expires_at})


def _opened(request: HttpRequest, found: Page, sent: bool) -> HttpResponse:
    reader = partner_reader(found.id, found.organisation_id)
    here: dict[str, Any] = {"household_id": found.household_id, "question": found.uuid}
    if not sent:
        actions.open_question(reader, **here)
    access = open_household(reader, found.household_id, activity="cooperation.one_question")
    line = next(one for one in questions(access) if one.id == found.id)
    asked = next((one for one in referrals(access) if one.id == line.referral_id), None)
    form = PageForm(request.POST if sent else None, yes_or_no=asked is not None)

    def send() -> object:
        said = form.cleaned_data
        return actions.answer_question(
            reader,
            answered_by=said["answered_by"],
            answer=said["answer"],
            accept={"yes": True, "no": False}.get(said.get("accept", "")),
            **here,
        )

    outcome = submit(form, send)
    if outcome.done:
        return _plain(request, "cooperation/one_thanks.html", {})
    context: dict[str, Any] = {
        "line": line,
        "asked": asked,
        "form": form,
        "until": found.expires_at,
    }
    return _plain(request, "cooperation/one_open.html", context, status=outcome.status)


def _plain(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
