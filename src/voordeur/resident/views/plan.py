# SPDX-License-Identifier: EUPL-1.2
"""Our plan, one's word on it, offers of one's own people, and own words."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from voordeur.door import drafts
from voordeur.door.refusal import NoEntry
from voordeur.door.submitting import number_sent, posted
from voordeur.plan.actions import answer_offer, correct_words, note_words, sign_plan
from voordeur.resident import queries
from voordeur.resident.forms import SignForm, WordsForm
from voordeur.resident.pages import FORM, My, asked, resident_page


@require_http_methods(FORM)
@resident_page
def my_plan(request: HttpRequest, my: My) -> HttpResponse:
    """Show the plan as this member may read it, and take the member's word on it."""
    picture = queries.our_plan(my.access, my.person_id)

    def sign(typed: dict[str, Any]) -> None:
        if picture.version is None:
            raise NoEntry(_("There is no plan to say something about yet."))
        sign_plan(
            my.reader,
            household_id=my.id,
            version=picture.version.uuid,
            person_id=typed.pop("person", None),
            **typed,
        )

    return asked(
        request,
        my,
        "my_plan",
        SignForm(
            posted(request), children=[(one.person_id, one.name) for one in picture.for_children]
        ),
        sign,
        lambda: {"plan": picture},
        said=_("We have kept what you said. Nothing changes in your help."),
    )


@require_POST
@resident_page
def answer_my_offer(request: HttpRequest, my: My, offer: UUID) -> HttpResponse:
    """Take the member's yes or no to what somebody of the own people offered."""
    answer_offer(
        my.reader,
        household_id=my.id,
        offer=offer,
        accept=request.POST.get("antwoord") == "ja",
        expected_version=number_sent(request),
    )
    messages.success(request, _("We have kept your answer. Nothing changes in your help."))
    return HttpResponseRedirect(my.url("my_people"), status=303)


@require_http_methods(FORM)
@resident_page
def my_words(request: HttpRequest, my: My, words: UUID | None = None) -> HttpResponse:
    """Show what I said, and let me say something new or correct what was written down."""
    said = queries.my_words(my.access, my.person_id)
    old = next((one for one in said if one.uuid == words), None)
    key = f"words:{my.uuid}:{words or 'new'}"
    names = ("text", "first_priority", "version")
    first = {name: getattr(old, name) for name in names} if old is not None else {}
    if request.method != "POST":
        first |= drafts.typed(my.reader.account_id, key)

    def keep(typed: dict[str, Any]) -> None:
        version = typed.pop("version") or 0
        about = {"household_id": my.id, **typed}
        if words is None:
            note_words(my.reader, person_id=my.person_id, **about)
        else:
            correct_words(my.reader, words=words, expected_version=version, **about)

    return asked(
        request,
        my,
        "my_words",
        WordsForm(posted(request), initial=first),
        keep,
        lambda: {"said": said, "old": old},
        said=_("Your words are kept as you wrote them."),
        draft=key,
    )
