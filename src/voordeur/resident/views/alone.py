# SPDX-License-Identifier: EUPL-1.2
"""The page only the member sees, one line for one person, and 'I do not feel safe'."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from voordeur.door import drafts
from voordeur.door.refusal import NoEntry
from voordeur.door.submitting import answer, number_sent, posted
from voordeur.resident import actions, queries
from voordeur.resident.forms import LineForm, NoteForm, SafetyForm
from voordeur.resident.pages import FORM, My, asked, resident_page


@require_http_methods(FORM)
@resident_page
def my_notes(request: HttpRequest, my: My, note: UUID | None = None) -> HttpResponse:
    """Show my own notes and what I told to one person; let me write a note, or change one."""
    notes = queries.notes(my.access, my.person_id)
    old = next((one for one in notes if one.uuid == note), None)
    if note is not None and old is None:
        raise NoEntry(_("This note is not here any more."))
    key = f"note:{my.uuid}:{note or 'new'}"
    first = {"text": old.text, "version": old.version} if old is not None else {}
    if request.method != "POST":
        first |= drafts.typed(my.reader.account_id, key)

    def keep(typed: dict[str, Any]) -> None:
        about = {"household_id": my.id, "text": typed["text"]}
        if note is None:
            actions.write_note(my.reader, **about)
        else:
            version = typed["version"] or 0
            actions.change_note(my.reader, note=note, expected_version=version, **about)

    return asked(
        request,
        my,
        "my_notes",
        NoteForm(posted(request), initial=first),
        keep,
        lambda: {
            "notes": notes,
            "old": old,
            "told": queries.told_by(my.access, my.person_id, "line"),
        },
        said=_("Kept."),
        draft=key,
    )


@require_POST
@resident_page
def throw_my_note_away(request: HttpRequest, my: My, note: UUID) -> HttpResponse:
    """Throw a note away for good."""
    actions.throw_note_away(
        my.reader,
        household_id=my.id,
        note=note,
        expected_version=number_sent(request),
    )
    drafts.drop(my.reader.account_id or 0, f"note:{my.uuid}:{note}")
    messages.success(request, _("Thrown away."))
    return HttpResponseRedirect(my.url("my_notes"), status=303)


@require_http_methods(FORM)
@resident_page
def tell_line(request: HttpRequest, my: My, note: UUID | None = None) -> HttpResponse:
    """Let me tell one line to one person I choose: a line of a note, or one I write now."""
    lines: list[str] = []
    if note is not None:
        found = next((x for x in queries.notes(my.access, my.person_id) if x.uuid == note), None)
        if found is None:
            raise NoEntry(_("This note is not here any more."))
        lines = [line.strip()[:300] for line in found.text.splitlines() if line.strip()]
    people = queries.pickable(my.access)
    return answer(
        request,
        LineForm(posted(request), people=people, lines=lines),
        lambda typed: actions.share_line(
            my.reader, household_id=my.id, text=typed["text"], to=typed["to"]
        ),
        template="resident/tell_line.html",
        context={"my": my, "nav_items": my.menu("tell_line"), "people": people},
        then=my.url("my_notes"),
        said=_("Sent. You can take it back at any time."),
    )


@require_POST
@resident_page
def take_mine_back(request: HttpRequest, my: My, told: UUID) -> HttpResponse:
    """Take back what I told to one person."""
    row = actions.take_back(
        my.reader,
        household_id=my.id,
        told=told,
        expected_version=number_sent(request),
    )
    messages.success(request, _("Taken back."))
    back = {"line": "my_notes", "safety": "my_safety", "correction": "my_details"}[row.kind]
    return HttpResponseRedirect(my.url(back), status=303)


@require_http_methods(FORM)
@resident_page
def my_safety(request: HttpRequest, my: My) -> HttpResponse:
    """Let me say that it is not safe, to one person I choose; nothing typed is kept as a draft.

    A draft would be a trace on the shared computer; what was sent is listed here, for me alone.
    """
    people = queries.pickable(my.access)
    return asked(
        request,
        my,
        "my_safety",
        SafetyForm(posted(request), people=people),
        lambda typed: actions.raise_safety(my.reader, household_id=my.id, **typed),
        lambda: {
            "people": people,
            "told": queries.told_by(my.access, my.person_id, "safety"),
            "concerns": queries.my_concerns(my.access, my.person_id),
        },
        said=_("Sent."),
    )
