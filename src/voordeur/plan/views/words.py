# SPDX-License-Identifier: EUPL-1.2
"""The page of own words."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from voordeur.door.submitting import answer, posted
from voordeur.people.pages import Home, form_page, household_page
from voordeur.plan import actions
from voordeur.plan.forms.words import StrengthForm, WordsChangeForm, WordsForm
from voordeur.plan.queries import voices
from voordeur.plan.views.shared import (
    PAGE,
    ROLES,
    do,
    draft_key,
    filled,
    here,
    in_plan,
    typed,
)


@require_http_methods(PAGE)
@household_page(*ROLES)
def words_page(request: HttpRequest, home: Home) -> HttpResponse:
    """Show each member's own words, and take down new ones or what goes well."""
    members = here(home)
    doing = request.POST.get("do", "words")
    forms: dict[str, Any] = {
        "words": filled(
            request,
            WordsForm,
            "words",
            members=members,
            initial=typed(request, home, "words", "words"),
        ),
        "strength": filled(request, StrengthForm, "strength", members=members),
    }
    if doing not in forms:
        raise Http404

    def write(said: dict[str, Any]) -> None:
        person = int(said["person"]) if said["person"] else None
        if doing == "words":
            actions.note_words(
                home.reader,
                household_id=home.id,
                person_id=int(said["person"]),
                text=said["text"],
                first_priority=said["first_priority"],
                how=said.get("how") or None,
            )
        else:
            actions.note_strength(
                home.reader, household_id=home.id, text=said["text"], person_id=person
            )

    return answer(
        request,
        forms[doing],
        write,
        template="plan/words.html",
        context={
            "home": home,
            "voices": voices(home.access),
            "may_write": home.may("voice.write"),
            "words_form": forms["words"],
            "strength_form": forms["strength"],
            "draft_key": draft_key(home, "words"),
            "doing": doing if request.method == "POST" else "",
        },
        then=home.url("words_page"),
        said=_("Written down."),
        draft=draft_key(home, "words") if doing == "words" else "",
    )


@require_http_methods(PAGE)
@household_page(*ROLES)
def words_change(request: HttpRequest, home: Home, words: UUID) -> HttpResponse:
    """Correct words that were written down wrongly; an older text is never lost."""
    found = next((w for v in voices(home.access).members for w in v.words if w.uuid == words), None)
    if found is None:
        raise Http404
    names = ("text", "first_priority", "version")
    return form_page(
        request,
        home,
        WordsChangeForm(posted(request), initial={name: getattr(found, name) for name in names}),
        lambda said: actions.correct_words(
            home.reader,
            household_id=home.id,
            words=words,
            expected_version=said.pop("version"),
            **said,
        ),
        in_plan(
            home,
            _("Correct own words"),
            tab="words_page",
            lead=_("What stood here before stays in the history."),
        ),
        said=_("Written down."),
    )


@require_POST
@household_page(*ROLES)
def strength_end(request: HttpRequest, home: Home, strength: UUID) -> HttpResponse:
    """Take a strength out of sight."""
    return do(
        request,
        home,
        actions.end_strength,
        strength=strength,
        then=home.url("words_page"),
        said=_("Taken away."),
    )
