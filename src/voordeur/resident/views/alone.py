# SPDX-License-Identifier: EUPL-1.2
"""The page only the member sees, one line for one person, and 'I do not feel safe'."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from voordeur.door import drafts
from voordeur.door.refusal import NoEntry
from voordeur.resident import actions, queries
from voordeur.resident.forms import LineForm, NoteForm, SafetyForm
from voordeur.resident.pages import Clash, My, resident_page, show, tried
from voordeur.resident.views.plan import FORM, _number


@require_http_methods(FORM)
@resident_page
def my_notes(request: HttpRequest, my: My, note: UUID | None = None) -> HttpResponse:
    """Show my own notes and what I told to one person; let me write a note, or change one."""
    notes = queries.notes(my.access, my.person_id)
    old = next((one for one in notes if one.uuid == note), None)
    if note is not None and old is None:
        raise NoEntry(_("This note is not here any more."))
    key = f"note:{my.uuid}:{note or 'new'}"
    kept = drafts.load(my.reader.account_id or 0, key)
    first = {name: values[0] for name, values in kept.items() if values}
    if old is not None:
        first = {"text": old.text, "version": str(old.version), **first}
    form, status = NoteForm(request.POST or None, initial=first), 200
    clash: Clash | None = None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            text = form.cleaned_data["text"]
            status, clash = tried(
                form,
                lambda: (
                    actions.write_note(my.reader, household_id=my.id, text=text)
                    if note is None
                    else actions.change_note(
                        my.reader,
                        household_id=my.id,
                        note=note,
                        text=text,
                        expected_version=form.cleaned_data["version"] or 0,
                    )
                ),
            )
        if status == 303:
            drafts.drop(my.reader.account_id or 0, key)
            messages.success(request, _("Kept."))
            return HttpResponseRedirect(my.url("my_notes"), status=303)
    told = queries.told_by(my.access, my.person_id, "line")
    context = {
        "notes": notes,
        "old": old,
        "form": form,
        "told": told,
        "draft_key": key,
        "clash": clash,
    }
    return show(request, my, "my_notes", context, status)


@require_POST
@resident_page
def throw_my_note_away(request: HttpRequest, my: My, note: UUID) -> HttpResponse:
    """Throw a note away for good."""
    actions.throw_note_away(
        my.reader,
        household_id=my.id,
        note=note,
        expected_version=_number(request.POST.get("version")),
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
    form, status = LineForm(request.POST or None, people=people, lines=lines), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            status, _clash = tried(
                form,
                lambda: actions.share_line(
                    my.reader,
                    household_id=my.id,
                    text=form.cleaned_data["text"],
                    to=form.cleaned_data["to"],
                ),
            )
        if status == 303:
            messages.success(request, _("Sent. You can take it back at any time."))
            return HttpResponseRedirect(my.url("my_notes"), status=303)
    return show(request, my, "tell_line", {"form": form, "people": people}, status)


@require_POST
@resident_page
def take_mine_back(request: HttpRequest, my: My, told: UUID) -> HttpResponse:
    """Take back what I told to one person."""
    row = actions.take_back(
        my.reader,
        household_id=my.id,
        told=told,
        expected_version=_number(request.POST.get("version")),
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
    form, status = SafetyForm(request.POST or None, people=people), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            status, _clash = tried(
                form,
                lambda: actions.raise_safety(my.reader, household_id=my.id, **form.cleaned_data),
            )
        if status == 303:
            messages.success(request, _("Sent."))
            return HttpResponseRedirect(my.url("my_safety"), status=303)
    told = queries.told_by(my.access, my.person_id, "safety")
    context = {"form": form, "people": people, "told": told}
    return show(request, my, "my_safety", context, status)
