# SPDX-License-Identifier: EUPL-1.2
"""Pages of supervision: what somebody opened, and how wishes to correct the record are dealt with."""

from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from voordeur.door.access import for_system, scope
from voordeur.door.forms import refused
from voordeur.door.inspection import inspect
from voordeur.door.matrix import Purpose
from voordeur.door.pages import page, who_asks
from voordeur.door.queries import inspected
from voordeur.door.reader import system
from voordeur.door.readerlog import PAGE, Looked, household_behind, look_into, opened_by
from voordeur.door.refusal import Refusal
from voordeur.history import clock
from voordeur.people.queries import household_uuids
from voordeur.resident.queries.telling import corrections as asked_corrections
from voordeur.supervision.forms import ReaderForm

officer = page("privacy_officer", purpose=Purpose.SUPERVISION)


def _uuid(request: HttpRequest, name: str) -> UUID | None:
    text = request.POST.get(name, "")
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Http404 from None


@require_http_methods(["GET", "HEAD", "POST"])
@officer
def reader_log(request: HttpRequest) -> HttpResponse:
    """Ask whose looks and why, and show them; by POST, so that no address names anybody."""
    today = clock.today()
    initial = {"since": today - timedelta(days=30), "until": today}
    form = ReaderForm(request.POST or None, initial=initial)
    looked: Looked | None = None
    if form.is_bound and form.is_valid():
        try:
            looked = look_into(who_asks(request), **form.cleaned_data)
        except Refusal as refusal:
            refused(form, refusal)
    lines = opened_by(looked, before=_uuid(request, "voor")) if looked is not None else []
    context = {
        "form": form,
        "looked": looked,
        "lines": lines,
        "next": str(lines[-1].uuid) if len(lines) == PAGE else "",
    }
    status = 422 if form.is_bound and looked is None else 200
    return render(request, "supervision/reader.html", context, status=status)


@require_POST
@officer
def one_household(request: HttpRequest) -> HttpResponse:
    """Open the access log of the household behind a code, because it is needed; with the reason."""
    reader, record = who_asks(request), _uuid(request, "regel")
    if record is None:
        raise Http404
    form = ReaderForm(request.POST)
    if not form.is_valid():
        return render(
            request, "supervision/reader.html", {"form": form, "looked": None}, status=422
        )
    looked = look_into(reader, **form.cleaned_data)
    number = household_behind(looked.access, record, request.POST.get("code", ""))
    access = inspect(reader, household_id=number, reason=form.cleaned_data["reason"])
    context = {
        "code": household_uuids([number]).get(number),
        "looks": inspected(access),
        "form": form,
    }
    return render(request, "supervision/reader_household.html", context)


@require_safe
@officer
def corrections(request: HttpRequest) -> HttpResponse:
    """Show how wishes to correct a record are dealt with: in time or not; of whom is not shown."""
    with scope():
        access = for_system(system("supervision"), purpose=Purpose.SUPERVISION)
        lines = asked_corrections(access)
    context = {
        "lines": lines,
        "late": sum(one.late for one in lines if one.answered_at is None),
        "words": {
            "corrected": _("corrected"),
            "partly": _("corrected in part"),
            "refused": _("stays as it is"),
        },
    }
    return render(request, "supervision/corrections.html", context)
