# SPDX-License-Identifier: EUPL-1.2
"""Our plan, one's word on it, offers of one's own people, and own words."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from voordeur.door import drafts
from voordeur.plan.actions import answer_offer, correct_words, note_words, sign_plan
from voordeur.resident import queries
from voordeur.resident.forms import SignForm, WordsForm
from voordeur.resident.pages import Clash, My, resident_page, show, tried

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@resident_page
def my_plan(request: HttpRequest, my: My) -> HttpResponse:
    """Show the plan as this member may read it, and take the member's word on it."""
    picture = queries.our_plan(my.access, my.person_id)
    form, status = SignForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        version = picture.version
        if version is not None and form.is_valid():
            status, _clash = tried(
                form,
                lambda: sign_plan(
                    my.reader,
                    household_id=my.id,
                    version=version.uuid,
                    word=form.cleaned_data["word"],
                    remark=form.cleaned_data["remark"],
                    shared=form.cleaned_data["shared"],
                ),
            )
        if status == 303:
            messages.success(
                request, _("We have kept what you said. Nothing changes in your help.")
            )
            return HttpResponseRedirect(my.url("my_plan"), status=303)
    return show(request, my, "my_plan", {"plan": picture, "form": form}, status)


@require_POST
@resident_page
def answer_my_offer(request: HttpRequest, my: My, offer: UUID) -> HttpResponse:
    """Take the member's yes or no to what somebody of the own people offered."""
    answer_offer(
        my.reader,
        household_id=my.id,
        offer=offer,
        accept=request.POST.get("antwoord") == "ja",
        expected_version=_number(request.POST.get("version")),
    )
    messages.success(request, _("We have kept your answer. Nothing changes in your help."))
    return HttpResponseRedirect(my.url("my_people"), status=303)


def _number(raw: str | None) -> int:
    return int(raw) if raw and raw.isdigit() else 0


@require_http_methods(FORM)
@resident_page
def my_words(request: HttpRequest, my: My, words: UUID | None = None) -> HttpResponse:
    """Show what I said, and let me say something new or correct what was written down."""
    said = queries.my_words(my.access, my.person_id)
    old = next((one for one in said if one.uuid == words), None)
    key = f"words:{my.uuid}:{words or 'new'}"
    kept = drafts.load(my.reader.account_id or 0, key)
    first = {name: values[0] for name, values in kept.items() if values}
    if old is not None:
        first = {"text": old.text, "first_priority": old.first_priority, **first}
        first.setdefault("version", str(old.version))
    form, status = WordsForm(request.POST or None, initial=first), 200
    clash: Clash | None = None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            text, priority = form.cleaned_data["text"], form.cleaned_data["first_priority"]
            status, clash = tried(
                form,
                lambda: (
                    note_words(
                        my.reader,
                        household_id=my.id,
                        person_id=my.person_id,
                        text=text,
                        first_priority=priority,
                    )
                    if words is None
                    else correct_words(
                        my.reader,
                        household_id=my.id,
                        words=words,
                        text=text,
                        first_priority=priority,
                        expected_version=form.cleaned_data["version"] or 0,
                    )
                ),
            )
        if status == 303:
            drafts.drop(my.reader.account_id or 0, key)
            messages.success(request, _("Your words are kept as you wrote them."))
            return HttpResponseRedirect(my.url("my_words"), status=303)
    context = {"said": said, "form": form, "old": old, "draft_key": key, "clash": clash}
    return show(request, my, "my_words", context, status)
