# SPDX-License-Identifier: EUPL-1.2
"""The page where who was told something reads it and answers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from voordeur.door.access import open_list, saw
from voordeur.door.pages import page, who_asks
from voordeur.door.refusal import NoEntry, Refusal
from voordeur.door.submitting import submit
from voordeur.people.queries import household_id
from voordeur.resident import actions, queries
from voordeur.resident.forms import AnswerForm

READERS = ("professional", "triage", "team_lead", "supporter")


def _page(
    request: HttpRequest,
    lines: list[queries.ToldLine],
    wrong: tuple[UUID, AnswerForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    forms = [
        (
            line,
            wrong[1]
            if wrong and wrong[0] == line.uuid
            else AnswerForm(
                kind=line.kind,
                put_off=line.put_off,
                initial={"version": line.version},
                auto_id=f"id_{line.uuid}_%s",
            ),
        )
        for line in lines
    ]
    return render(request, "resident/told.html", {"lines": forms}, status=status)


def _mine(
    request: HttpRequest, activity: str, household_id: int | None = None
) -> list[queries.ToldLine]:
    """Read what was told to me and log it as a look at the members who told it, and no other."""
    reader = who_asks(request)
    access = open_list(reader)
    lines = queries.told_to(access, reader.keys, household_id=household_id)
    about: dict[int, set[int]] = {}
    for line in lines:
        about.setdefault(line.household_id, set()).add(line.person_id)
    saw(access, about, activity=activity, about=about)
    return lines


@require_safe
@page(*READERS)
def told(request: HttpRequest) -> HttpResponse:
    """List what members told me, in whichever household; what waits for an answer first."""
    return _page(request, _mine(request, "resident.told"))


@require_safe
@page(*READERS)
def told_in_household(request: HttpRequest, household: UUID) -> HttpResponse:
    """List what members of one household told me; empty when it is nothing, or no household."""
    return _page(request, _mine(request, "resident.told", household_id(household)))


@require_POST
@page(*READERS)
def answer(request: HttpRequest, told: UUID) -> HttpResponse:
    """Answer what was told to me; the member reads the answer."""
    lines = _mine(request, "resident.answer")
    line = next((one for one in lines if one.uuid == told), None)
    if line is None:
        raise NoEntry(_("This is not in the file any more."))
    form = AnswerForm(request.POST, kind=line.kind, put_off=line.put_off, auto_id=f"id_{told}_%s")
    outcome = submit(form, lambda: _do(request, line, form.cleaned_data))
    if outcome.done:
        later = form.cleaned_data.get("decision") == "later"
        messages.success(
            request, _("Put off; the resident reads why.") if later else _("Answered.")
        )
        return HttpResponseRedirect(reverse("told"), status=303)
    return _page(request, lines, (told, form), outcome.status)


def _do(request: HttpRequest, line: queries.ToldLine, given: dict[str, Any]) -> object:
    """Answer, or put the decision off."""
    at: dict[str, Any] = {
        "household_id": line.household_id,
        "told": line.uuid,
        "expected_version": given["version"],
    }
    reader = who_asks(request)
    if given.get("decision") == "later":
        if given["until"] is None:
            raise Refusal(_("Say before which day you decide."), "until")
        return actions.put_off_correction(reader, why=given["answer"], until=given["until"], **at)
    return actions.answer_told(
        reader, answer=given["answer"], decision=given.get("decision", ""), **at
    )
