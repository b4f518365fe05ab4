# SPDX-License-Identifier: EUPL-1.2
"""Pages of contact: contacts and notes, the conversation, limits to self-direction."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
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
from voordeur.door.refusal import NoEntry
from voordeur.door.submitting import answer, posted
from voordeur.people.pages import Frame, Home, form_page, household_page
from voordeur.people.queries import Member, members

WORKERS = ("professional", "triage", "team_lead")
FORM = ["GET", "HEAD", "POST"]
ACT = "contact.write"


def _frame(home: Home, title: str, lead: str, submit: str, **more: Any) -> Frame:
    """Return the frame of a form of this room; it leads back to contacts unless told otherwise."""
    return Frame(
        "contact_page",
        title,
        home.url(more.pop("back", "contact_page")),
        eyebrow=_("Contact"),
        lead=lead,
        submit=submit,
        **more,
    )


def _kept(request: HttpRequest, home: Home, key: str) -> dict[str, Any]:
    """Return what was typed and not sent, as the initial values of a form that is opened."""
    return {} if request.method == "POST" else drafts.typed(home.reader.account_id, key)


def _ids(chosen: list[str]) -> list[int]:
    return [int(one) for one in chosen]


@require_safe
@household_page(*WORKERS)
def contact_page(request: HttpRequest, home: Home) -> HttpResponse:
    """Show contacts with their notes, the other notes, and one's own work notes."""
    context = {"home": home, "page": page_of(home.access), "may": home.may(ACT)}
    return render(request, "contact/page.html", context)


@require_http_methods(FORM)
@household_page(*WORKERS)
def contact_new(request: HttpRequest, home: Home) -> HttpResponse:
    """Record a visit or another contact."""
    home.must(ACT)
    key = f"contact:{home.uuid}"
    return form_page(
        request,
        home,
        ContactForm(
            posted(request), around=members(home.access), initial=_kept(request, home, key)
        ),
        lambda given: actions.record_contact(
            home.reader,
            household_id=home.id,
            kind=given["kind"],
            on=given["on"],
            outcome=given["outcome"],
            person_id=int(given["about"]) if given["about"] else None,
            compartment=given["part"],
            present=_ids(given["present"]),
            note=given["note"],
        ),
        _frame(
            home,
            _("Record a contact"),
            _("A visit is there to help. It is never an inspection."),
            _("Record it"),
            draft=key,
        ),
        said=_("The contact was recorded."),
    )


@require_http_methods(FORM)
@household_page(*WORKERS)
def note_new(request: HttpRequest, home: Home) -> HttpResponse:
    """Write a shared note or a work note."""
    home.must(ACT)
    key = f"note:{home.uuid}"
    initial = _kept(request, home, key)
    form = NoteForm(posted(request), around=members(home.access), initial=initial)

    def write(given: dict[str, Any]) -> object:
        about = {"household_id": home.id, "text": given["text"]}
        if given["kind"] == "work":
            return actions.write_work_note(home.reader, **about)
        return actions.write_note(
            home.reader, person_ids=_ids(given["about"]), compartment=form.compartment, **about
        )

    return form_page(
        request,
        home,
        form,
        write,
        _frame(
            home,
            _("Write a note"),
            _("First choose who reads it. What is about somebody, that person may always read."),
            _("Write it"),
            draft=key,
        ),
        said=_("The note was written."),
    )


def _note(home: Home, note: UUID, kind: str) -> NoteLine:
    found = next((one for one in notes(home.access) if one.uuid == note and not one.masked), None)
    if found is None or found.kind != kind or found.author != home.reader.account_id:
        raise NoEntry(_("This note is not here."))
    return found


@require_http_methods(FORM)
@household_page(*WORKERS)
def work_note_share(request: HttpRequest, home: Home, note: UUID) -> HttpResponse:
    """Turn one's own work note into a shared note."""
    home.must(ACT)
    row = _note(home, note, "work")
    form = ShareForm(
        posted(request), around=members(home.access), initial={"text": row.text, "kind": "shared"}
    )
    return form_page(
        request,
        home,
        form,
        lambda given: actions.share_work_note(
            home.reader,
            household_id=home.id,
            note=row.id,
            text=given["text"],
            person_ids=_ids(given["about"]),
            compartment=form.compartment,
        ),
        _frame(
            home,
            _("Share a work note"),
            _("Reword it if you like. The work note itself is erased."),
            _("Share it"),
        ),
        said=_("The note is shared."),
    )


@require_POST
@household_page(*WORKERS)
def work_note_drop(request: HttpRequest, home: Home, note: UUID) -> HttpResponse:
    """Erase one's own work note."""
    home.must(ACT)
    row = _note(home, note, "work")
    actions.throw_away_work_note(home.reader, household_id=home.id, note=row.id)
    messages.success(request, _("The work note is gone."))
    return HttpResponseRedirect(home.url("contact_page"), status=303)


@require_http_methods(FORM)
@household_page(*WORKERS)
def note_correct(request: HttpRequest, home: Home, note: UUID) -> HttpResponse:
    """Correct a note one wrote; two who write at once see both texts."""
    home.must(ACT)
    row = _note(home, note, "shared")
    return form_page(
        request,
        home,
        CorrectForm(posted(request), initial={"text": row.text, "version": row.version}),
        lambda given: actions.correct_note(
            home.reader,
            household_id=home.id,
            note=row.id,
            text=given["text"],
            expected_version=given["version"],
        ),
        _frame(
            home,
            _("Correct a note"),
            _("What was there before stays in the history."),
            _("Correct it"),
        ),
        said=_("The note was corrected."),
    )


def _chosen(request: HttpRequest, around: list[Member]) -> Member | None:
    """Return the member the talk is with; None: the whole household. Raises NoEntry for another."""
    raw = request.GET.get("lid", "")
    if not raw:
        return None
    found = next((one for one in around if one.called and str(one.person_uuid) == raw), None)
    if found is None:
        raise NoEntry(_("This member is not here."))
    return found


@require_http_methods(FORM)
@household_page(*WORKERS)
def conversation_page(request: HttpRequest, home: Home) -> HttpResponse:
    """Hold the conversation with the guide, and see where self-direction has a limit."""
    if request.method == "POST":
        home.must(ACT)
    around = members(home.access)
    member = _chosen(request, around)
    person_id = member.person_id if member else None
    said, masked = conversation(home.access, person_id)
    key = f"talk:{home.uuid}:{member.person_uuid if member else ''}"
    kept = _kept(request, home, key)
    form = ConversationForm(posted(request), said=said, initial=kept)

    def context() -> dict[str, Any]:
        return {
            "home": home,
            "chapters": form.chapters(),
            "members": [one for one in around if one.called],
            "member": member,
            "masked": masked,
            "limits": limit_items(limits(home.access), around),
            "may": home.may(ACT),
            "kept": bool(kept),
        }

    return answer(
        request,
        form,
        lambda _given: actions.note_conversation(
            home.reader, household_id=home.id, said=form.said(), person_id=person_id
        ),
        template="contact/conversation.html",
        context=context,
        then=home.url("conversation_page") + (f"?lid={member.person_uuid}" if member else ""),
        said=_("What was said is noted."),
        draft=key,
    )


@require_http_methods(FORM)
@household_page(*WORKERS)
def limit_new(request: HttpRequest, home: Home) -> HttpResponse:
    """Show what to do when self-direction has a limit, acting at once first, and record one."""
    home.must(ACT)
    return answer(
        request,
        LimitForm(posted(request), around=members(home.access)),
        lambda given: actions.limit_self_direction(
            home.reader, household_id=home.id, person_id=int(given.pop("about")), **given
        ),
        template="contact/limit.html",
        context={"home": home, "paths": paths()},
        then=home.url("conversation_page"),
        said=_("It was recorded."),
    )


def _limit(home: Home, limit: UUID) -> LimitLine:
    rows = limits(home.access, past=True)
    found = next((one for one in rows if one.uuid == limit and not one.masked), None)
    if found is None:
        raise NoEntry(_("This limit is not here."))
    return found


@require_http_methods(FORM)
@household_page(*WORKERS)
def limit_end(request: HttpRequest, home: Home, limit: UUID) -> HttpResponse:
    """End a limit to self-direction, with the reason."""
    home.must(ACT)
    row = _limit(home, limit)
    return form_page(
        request,
        home,
        EndLimitForm(posted(request), initial={"version": row.version}),
        lambda given: actions.end_limit(
            home.reader,
            household_id=home.id,
            limit=row.id,
            why=given["why"],
            expected_version=given["version"],
        ),
        _frame(
            home,
            _("End a limit to self-direction"),
            _("From today the member decides in this situation too."),
            _("End it"),
            back="conversation_page",
        ),
        said=_("The limit has ended."),
    )
