# SPDX-License-Identifier: EUPL-1.2
"""Registering a household: a few fields on one page, and a look whether somebody is here already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import BaseFormSet, formset_factory
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from voordeur.door.pages import page, who_asks
from voordeur.door.reader import Reader
from voordeur.door.refusal import Refusal
from voordeur.door.submitting import blame
from voordeur.people import actions
from voordeur.people.actions import NewAddress, NewPerson
from voordeur.people.forms import AddressForm, MemberForm
from voordeur.people.queries.search import Found, Hit, Question, look_alikes

START, MOST = 2, 12


@dataclass(frozen=True, slots=True)
class Alike:
    """Somebody typed who may be here already; `place` is the number of the form."""

    place: int
    name: str
    hits: tuple[Hit, ...]
    elsewhere: bool


def _forms(data: Any = None, *, rows: int = START) -> tuple[BaseFormSet[MemberForm], AddressForm]:
    kind = formset_factory(MemberForm, extra=0, max_num=MOST, absolute_max=MOST)
    first = [{"role": "adult"}] * rows
    return (
        kind(data, prefix="m", initial=first if data is None else None),
        AddressForm(data, prefix="a"),
    )


def _alike(reader: Reader, formset: BaseFormSet[MemberForm], address: AddressForm) -> list[Alike]:
    """Return who may be here already; one look for all rows and the address together."""
    rows = [(place, form) for place, form in enumerate(formset.forms) if form.filled]
    questions = [
        Question(
            given_names=form.cleaned_data["given_names"],
            surname=form.cleaned_data["surname"],
            born=form.cleaned_data["born"],
        )
        for _place, form in rows
    ]
    where = address.cleaned_data
    questions.append(Question(postcode=where["postcode"], number=where["number"]))
    found: list[Found] = look_alikes(reader, questions)
    alike = [
        Alike(place, question.words, answer.hits, answer.elsewhere)
        for (place, _form), question, answer in zip(rows, questions, found, strict=False)
        if answer.hits or answer.elsewhere
    ]
    at_address = found[-1]
    if at_address.hits or at_address.elsewhere:
        alike.append(Alike(-1, _("This address"), at_address.hits, at_address.elsewhere))
    return alike


def _people(
    formset: BaseFormSet[MemberForm], alike: list[Alike], data: Mapping[str, str]
) -> list[NewPerson]:
    """Return who joins; a row that was said to be somebody known brings that person."""
    known = {(one.place, str(hit.person)): hit.person_id for one in alike for hit in one.hits}
    people = []
    for place, form in enumerate(formset.forms):
        if not form.filled:
            continue
        typed = form.cleaned_data
        people.append(
            NewPerson(
                given_names=typed["given_names"],
                prefix=typed["prefix"],
                surname=typed["surname"],
                born=typed["born"],
                role=typed["role"],
                person_id=known.get((place, data.get(f"same-{place}", ""))),
            )
        )
    return people


def _blame(formset: BaseFormSet[MemberForm], address: AddressForm, refusal: Refusal) -> None:
    """Put a refusal at the address, or at the first row that has the field it names."""
    if refusal.where in address.fields:
        blame(address, refusal)
        return
    rows = [form for form in formset.forms if form.filled] or list(formset.forms)
    blame(rows[0], refusal)


@require_http_methods(["GET", "POST"])
@page("triage", "administrator")
def register(request: HttpRequest) -> HttpResponse:
    """Register a household. Without script the warning comes with the first press of the button."""
    if request.method == "GET":
        formset, address = _forms()
        return _page(request, formset, address)
    data = request.POST.copy()
    if "more" in data:
        total = data.get("m-TOTAL_FORMS", "")
        data["m-TOTAL_FORMS"] = str(min(MOST, int(total) + 1 if total.isdigit() else START))
    formset, address = _forms(data)
    if not (formset.is_valid() and address.is_valid()) or "more" in data:
        status = 200 if "more" in data else 422
        return _page(request, formset, address, status=status)
    try:
        alike = _alike(who_asks(request), formset, address)
        if alike and data.get("looked") != "1":
            return _page(request, formset, address, alike=alike, status=422)
        where = address.cleaned_data
        teams = sorted(who_asks(request).teams)
        household = actions.register_household(
            who_asks(request),
            members=_people(formset, alike, data),
            address=NewAddress(**where) if any(where.values()) else None,
            team_id=teams[0] if teams else None,
        )
    except Refusal as refusal:
        if refusal.status != 400:
            raise
        _blame(formset, address, refusal)
        return _page(request, formset, address, status=422)
    messages.success(request, _("The household is registered."))
    return HttpResponseRedirect(reverse("people_page", args=[household.uuid]), status=303)


def _page(
    request: HttpRequest,
    formset: BaseFormSet[MemberForm],
    address: AddressForm,
    *,
    alike: list[Alike] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "formset": formset,
        "address": address,
        "alike": alike,
        "full": formset.total_form_count() >= MOST,
    }
    return render(request, "people/register.html", context, status=status)


@require_POST
@page("triage", "administrator")
def check(request: HttpRequest) -> HttpResponse:
    """Say whether somebody who is being typed may be here already: a part of the page, by htmx."""
    formset, address = _forms(request.POST)
    alike: list[Alike] = []
    refusal = None
    if formset.is_valid() and address.is_valid():
        try:
            alike = _alike(who_asks(request), formset, address)
        except Refusal as error:
            if error.status != 400:
                raise
            refusal = error.what
    context = {"alike": alike, "refusal": refusal, "looked": True}
    return render(request, "people/parts/alike.html", context)
