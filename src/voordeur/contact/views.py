# SPDX-License-Identifier: EUPL-1.2
"""Pages of contact: contacts and notes, the conversation, limits to self-direction."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from voordeur.contact import actions
from voordeur.contact.forms import (
    ContactForm,
    ConversationForm,
    CorrectForm,
    EndLimitForm,
    LimitForm,
    NoteForm,
    ShareForm,
)
from voordeur.contact.page import limit_items, page_of, paths
from voordeur.contact.queries import LimitLine, NoteLine, conversation, limits, notes
from voordeur.door import drafts
from voordeur.door.refusal import NoEntry, NotAllowed
from voordeur.door.submitting import submit
from voordeur.people.pages import Home, household_page
from voordeur.people.queries import Member, members

WORKERS = ("professional", "triage", "team_lead")
SEVERAL = frozenset({"about", "present"})


def _back(home: Home, page: str, query: str = "") -> HttpResponse:
    return HttpResponseRedirect(reverse(page, args=[home.uuid]) + query, status=303)


def _must_write(home: Home) -> None:
    if not home.may("contact.write"):
        raise NotAllowed("You may not do this in this household.")


def _draft(home: Home, key: str, *, several: bool = True) -> dict[str, Any]:
    """Return what was typed in a form and not sent, as its initial values."""
    if home.reader.account_id is None:
        return {}
    kept = drafts.load(home.reader.account_id, key)
    return {
        name: values if several and name in SEVERAL else values[0]
        for name, values in kept.items()
        if values
    }


def _sent(home: Home, key: str) -> None:
    if home.reader.account_id is not None:
        drafts.drop(home.reader.account_id, key)


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200


@require_safe
@household_page(*WORKERS)
def contact_page(request: HttpRequest, home: Home) -> HttpResponse:
    """Show contacts with their notes, the other notes, and one's own work notes."""
    context = {"home": home, "page": page_of(home.access), "may": home.may("contact.write")}
    return render(request, "contact/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@household_page(*WORKERS)
def contact_new(request: HttpRequest, home: Home) -> HttpResponse:
    """Record a visit or another contact."""
    _must_write(home)
    key = f"contact:{home.uuid}"
    form = ContactForm(
        _posted(request),
        around=members(home.access),
        initial=_draft(home, key) if request.method != "POST" else {},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if submit(
            form,
            lambda: actions.record_contact(
                home.reader,
                household_id=home.id,
                kind=given["kind"],
                on=given["on"],
                outcome=given["outcome"],
                person_id=int(given["about"]) if given["about"] else None,
                compartment=given["part"],
                present=[int(one) for one in given["present"]],
                note=given["note"],
            ),
        ):
            _sent(home, key)
            messages.success(request, _("The contact was recorded."))
            return _back(home, "contact_page")
    context = {
        "home": home,
        "form": form,
        "draft": key,
        "title": _("Record a contact"),
        "lead": _("A visit is there to help. It is never an inspection."),
        "button": _("Record it"),
        "back": "contact_page",
    }
    return render(request, "contact/form.html", context, status=_status(request))


@require_http_methods(["GET", "HEAD", "POST"])
@household_page(*WORKERS)
def note_new(request: HttpRequest, home: Home) -> HttpResponse:
    """Write a shared note or a work note."""
    _must_write(home)
    key = f"note:{home.uuid}"
    form = NoteForm(
        _posted(request),
        around=members(home.access),
        initial=_draft(home, key) if request.method != "POST" else {},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def write() -> object:
            if given["kind"] == "work":
                return actions.write_work_note(
                    home.reader, household_id=home.id, text=given["text"]
                )
            return actions.write_note(
                home.reader,
                household_id=home.id,
                text=given["text"],
                person_ids=[int(one) for one in given["about"]],
                compartment=given["part"],
            )

        if submit(form, write):
            _sent(home, key)
            messages.success(request, _("The note was written."))
            return _back(home, "contact_page")
    context = {
        "home": home,
        "form": form,
        "draft": key,
        "title": _("Write a note"),
        "lead": _("The member reads along in their own part of the file."),
        "button": _("Write it"),
        "back": "contact_page",
    }
    return render(request, "contact/form.html", context, status=_status(request))


def _note(home: Home, note: UUID, kind: str) -> NoteLine:
    found = next((one for one in notes(home.access) if one.uuid == note and not one.masked), None)
    if found is None or found.kind != kind or found.author != home.reader.account_id:
        raise NoEntry("This note is not here.")
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@household_page(*WORKERS)
def work_note_share(request: HttpRequest, home: Home, note: UUID) -> HttpResponse:
    """Turn one's own work note into a shared note."""
    _must_write(home)
    row = _note(home, note, "work")
    form = ShareForm(
        _posted(request), around=members(home.access), initial={"text": row.text, "part": "common"}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if submit(
            form,
            lambda: actions.share_work_note(
                home.reader,
                household_id=home.id,
                note=row.id,
                text=given["text"],
                person_ids=[int(one) for one in given["about"]],
                compartment=given["part"],
            ),
        ):
            messages.success(request, _("The note is shared."))
            return _back(home, "contact_page")
    context = {
        "home": home,
        "form": form,
        "draft": "",
        "title": _("Share a work note"),
        "lead": _("Reword it if you like. The work note itself is erased."),
        "button": _("Share it"),
        "back": "contact_page",
    }
    return render(request, "contact/form.html", context, status=_status(request))


@require_POST
@household_page(*WORKERS)
def work_note_drop(request: HttpRequest, home: Home, note: UUID) -> HttpResponse:
    """Erase one's own work note."""
    _must_write(home)
    row = _note(home, note, "work")
    actions.throw_away_work_note(home.reader, household_id=home.id, note=row.id)
    messages.success(request, _("The work note is gone."))
    return _back(home, "contact_page")


@require_http_methods(["GET", "HEAD", "POST"])
@household_page(*WORKERS)
def note_correct(request: HttpRequest, home: Home, note: UUID) -> HttpResponse:
    """Correct a note one wrote; two who write at once see both texts."""
    _must_write(home)
    row = _note(home, note, "shared")
    form = CorrectForm(_posted(request), initial={"text": row.text, "version": row.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if submit(
            form,
            lambda: actions.correct_note(
                home.reader,
                household_id=home.id,
                note=row.id,
                text=given["text"],
                expected_version=given["version"],
            ),
        ):
            messages.success(request, _("The note was corrected."))
            return _back(home, "contact_page")
        if getattr(form, "both", None):
            form.data = {**dict(form.data.items()), "version": str(row.version)}
    context = {
        "home": home,
        "form": form,
        "draft": "",
        "title": _("Correct a note"),
        "lead": _("What was there before stays in the history."),
        "button": _("Correct it"),
        "back": "contact_page",
        "both": getattr(form, "both", None),
    }
    return render(request, "contact/form.html", context, status=_status(request))


def _chosen(request: HttpRequest, around: list[Member]) -> Member | None:
    """Return the member the talk is with; None: the whole household. Raises NoEntry for another."""
    raw = request.GET.get("lid", "")
    if not raw:
        return None
    found = next((one for one in around if one.called and str(one.person_uuid) == raw), None)
    if found is None:
        raise NoEntry("This member is not here.")
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@household_page(*WORKERS)
def conversation_page(request: HttpRequest, home: Home) -> HttpResponse:
    """Hold the conversation with the guide, and see where self-direction has a limit."""
    around = members(home.access)
    member = _chosen(request, around)
    person_id = member.person_id if member else None
    said, masked = conversation(home.access, person_id)
    key = f"talk:{home.uuid}:{member.person_uuid if member else ''}"
    kept = _draft(home, key, several=False) if request.method != "POST" else {}
    form = ConversationForm(_posted(request), said=said, initial=kept)
    query = f"?lid={member.person_uuid}" if member else ""
    if request.method == "POST":
        _must_write(home)
        if form.is_valid() and submit(
            form,
            lambda: actions.note_conversation(
                home.reader, household_id=home.id, said=form.said(), person_id=person_id
            ),
        ):
            _sent(home, key)
            messages.success(request, _("What was said is noted."))
            return _back(home, "conversation_page", query)
        if getattr(form, "both", None):
            form.take_their_versions()
    context = {
        "home": home,
        "form": form,
        "chapters": form.chapters(),
        "members": [one for one in around if one.called],
        "member": member,
        "masked": masked,
        "limits": limit_items(limits(home.access), around),
        "may": home.may("contact.write"),
        "draft": key,
        "kept": bool(kept),
        "both": getattr(form, "both", None),
    }
    return render(request, "contact/conversation.html", context, status=_status(request))


@require_http_methods(["GET", "HEAD", "POST"])
@household_page(*WORKERS)
def limit_new(request: HttpRequest, home: Home) -> HttpResponse:
    """Show what to do when self-direction has a limit, acting at once first, and record one."""
    _must_write(home)
    form = LimitForm(_posted(request), around=members(home.access))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if submit(
            form,
            lambda: actions.limit_self_direction(
                home.reader,
                household_id=home.id,
                person_id=int(given["about"]),
                **{name: value for name, value in given.items() if name != "about"},
            ),
        ):
            messages.success(request, _("It was recorded."))
            return _back(home, "conversation_page")
    context = {"home": home, "form": form, "paths": paths()}
    return render(request, "contact/limit.html", context, status=_status(request))


def _limit(home: Home, limit: UUID) -> LimitLine:
    rows = limits(home.access, past=True)
    found = next((one for one in rows if one.uuid == limit and not one.masked), None)
    if found is None:
        raise NoEntry("This limit is not here.")
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@household_page(*WORKERS)
def limit_end(request: HttpRequest, home: Home, limit: UUID) -> HttpResponse:
    """End a limit to self-direction, with the reason."""
    _must_write(home)
    row = _limit(home, limit)
    form = EndLimitForm(_posted(request), initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if submit(
            form,
            lambda: actions.end_limit(
                home.reader,
                household_id=home.id,
                limit=row.id,
                why=given["why"],
                expected_version=given["version"],
            ),
        ):
            messages.success(request, _("The limit has ended."))
            return _back(home, "conversation_page")
    context = {
        "home": home,
        "form": form,
        "draft": "",
        "title": _("End a limit to self-direction"),
        "lead": _("From today the member decides in this situation too."),
        "button": _("End it"),
        "back": "conversation_page",
        "both": getattr(form, "both", None),
    }
    return render(request, "contact/form.html", context, status=_status(request))
