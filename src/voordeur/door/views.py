# SPDX-License-Identifier: EUPL-1.2
"""Pages of the door: emergency access, its review, and the access log under supervision."""

from datetime import timedelta
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from voordeur.door import addresses, drafts, formcost, formuse, limits, queries
from voordeur.door.emergency import break_glass, review_emergency
from voordeur.door.forms import EmergencyForm, InspectionForm, ReviewForm, refused
from voordeur.door.inspection import inspect
from voordeur.door.matrix import Purpose
from voordeur.door.pages import page
from voordeur.door.reader import Reader
from voordeur.door.refusal import NoEntry, Refusal, TooMany
from voordeur.history import clock

UNPROCESSABLE = 422
MONTHS = 3


def _sign_in_again(request: HttpRequest) -> HttpResponse | None:
    """Send who did not sign in lately to do so again, by a plain link.

    The library's own way keeps the posted form in the session; a reason for an emergency does not
    belong there. What was typed is in the server draft.
    """
    try:
        reauthentication_required(lambda _request: None)(request)
    except ReauthenticationRequired:
        query = urlencode({"next": request.path})
        return redirect(f"{reverse('account_reauthenticate')}?{query}")
    return None


@require_http_methods(["GET", "POST"])
@page("professional", "triage")
def emergency(request: HttpRequest, household: UUID) -> HttpResponse:
    """Break the glass: sign in again, give a reason, go in for a short while.

    The form is the same for any address; whether a household is there shows after the reason.
    """
    reader: Reader = request.reader  # type: ignore[attr-defined]
    key = f"emergency:{household}"
    again = _sign_in_again(request)
    if again is not None:
        if request.method == "POST" and reader.account_id is not None:
            kept = {name: request.POST.getlist(name) for name in EmergencyForm.base_fields}
            drafts.save(reader.account_id, key, kept)
        return again
    if request.method == "POST":
        form = EmergencyForm(request.POST)
        if form.is_valid():
            try:
                limits.spend(reader, "emergency")
                break_glass(
                    reader, household_id=addresses.household_id(household), **form.cleaned_data
                )
            except (NoEntry, TooMany):
                raise
            except Refusal as refusal:
                refused(form, refusal)
            else:
                if reader.account_id is not None:
                    drafts.drop(reader.account_id, key)
                messages.success(request, _("Emergency access is open. It closes by itself."))
                response = HttpResponseRedirect(f"/huishouden/{household}/")
                response.status_code = 303
                return response
        return _emergency_page(request, form, key, UNPROCESSABLE)
    # A GET may not make a key for a draft that was never typed, so only what is there is read.
    kept = drafts.load(reader.account_id, key) if reader.account_id is not None else {}
    form = EmergencyForm(initial={name: values[0] for name, values in kept.items() if values})
    return _emergency_page(request, form, key)


def _emergency_page(
    request: HttpRequest, form: EmergencyForm, key: str, status: int = 200
) -> HttpResponse:
    context = {"form": form, "draft_key": key, "draft_url": reverse("draft_keep")}
    return render(request, "door/emergency.html", context, status=status)


@require_GET
@page("privacy_officer", purpose=Purpose.SUPERVISION)
def reviews(request: HttpRequest) -> HttpResponse:
    """List emergency accesses, those that wait for a review first."""
    reader: Reader = request.reader  # type: ignore[attr-defined]
    cases = queries.emergencies(reader.account_id)
    return render(request, "door/reviews.html", {"cases": cases})


@require_http_methods(["GET", "POST"])
@page("privacy_officer", purpose=Purpose.SUPERVISION)
def review(request: HttpRequest, emergency: UUID) -> HttpResponse:
    """Judge one emergency access."""
    reader: Reader = request.reader  # type: ignore[attr-defined]
    case = next((c for c in queries.emergencies(reader.account_id) if c.uuid == emergency), None)
    if case is None:
        raise NoEntry(_("This emergency access is not here."))
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            review_emergency(reader, emergency=emergency, **form.cleaned_data)
        except Refusal as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("The review is recorded."))
            response = HttpResponseRedirect(reverse("door_reviews"))
            response.status_code = 303
            return response
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "door/review.html", {"case": case, "form": form}, status=status)


@require_GET
@page("privacy_officer", purpose=Purpose.SUPERVISION)
def inspection(request: HttpRequest) -> HttpResponse:
    """Ask which access log is to be read, and why."""
    return render(request, "door/inspection.html", {"form": InspectionForm(), "looks": None})


@require_POST
@page("privacy_officer", purpose=Purpose.SUPERVISION)
def inspected(request: HttpRequest) -> HttpResponse:
    """Show the access log of one household; asked by POST, so that no address holds its code."""
    reader: Reader = request.reader  # type: ignore[attr-defined]
    form = InspectionForm(request.POST)
    looks = None
    if form.is_valid():
        try:
            access = inspect(
                reader,
                household_id=addresses.household_id(form.cleaned_data["household"]),
                reason=form.cleaned_data["reason"],
            )
            looks = queries.inspected(access)
        except Refusal as refusal:
            refused(form, refusal)
    status = 200 if looks is not None else UNPROCESSABLE
    return render(request, "door/inspection.html", {"form": form, "looks": looks}, status=status)


@require_GET
@page("administrator", "project_leader", purpose=Purpose.FIGURES)
def form_costs(request: HttpRequest) -> HttpResponse:
    """Show what forms cost professionals together, and which fields hardly anybody fills in."""
    today = clock.today()
    found = formcost.costs(formuse.uses(today - timedelta(days=MONTHS * 31)))
    minutes, unknown = formcost.total_minutes(found)
    context = {
        "found": found,
        "hours": round(minutes / 60),
        "minutes": minutes,
        "unknown": unknown,
        "spare": [(one.form, field) for one in found for field in one.spare],
        "since": (today - timedelta(days=MONTHS * 31)).replace(day=1),
        "fewest": formcost.FEWEST,
    }
    return render(request, "door/form_costs.html", context)
