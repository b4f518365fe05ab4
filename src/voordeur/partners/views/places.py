# SPDX-License-Identifier: EUPL-1.2
"""Pages about where people work: organisations with their departments, and teams."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from voordeur.door.pages import page, who_asks
from voordeur.door.submitting import posted
from voordeur.partners import actions
from voordeur.partners.forms import DepartmentForm, OrganisationForm, TeamForm
from voordeur.partners.models import Department, Organisation, Team
from voordeur.partners.queries import administration
from voordeur.partners.views.shared import FormPage, Line, ListPage, form_page, found

GET_POST = ["GET", "HEAD", "POST"]


@require_safe
@page("administrator")
def administration_home(request: HttpRequest) -> HttpResponse:
    """Show what is set up and what is still to do."""
    return render(request, "partners/home.html", {"set_up": administration.set_up()})


@require_http_methods(GET_POST)
@page("administrator")
def organisations(request: HttpRequest) -> HttpResponse:
    """List the organisations, and add one."""
    form = OrganisationForm(posted(request), new=True)
    lines = [
        Line(
            reverse("administration_organisation", args=[row.uuid]),
            row.name,
            (row.kind, row.agb or "-", row.teams, row.professionals),
            row.until is not None,
        )
        for row in administration.organisation_rows()
    ]
    about = ListPage(
        section="administration_organisations",
        title=_("Organisations"),
        lead=_("Who takes part: your municipality, providers, corporations, schools and services."),
        columns=[_("Name"), _("Kind"), _("AGB code"), _("Teams"), _("Professionals")],
        lines=lines,
        add=_("Add the organisation"),
        empty=_("There is no organisation yet"),
    )
    return form_page(
        request,
        about,
        form,
        lambda: actions.add_organisation(who_asks(request), **_given(form.cleaned_data)),
        _("The organisation is added."),
        reverse("administration_organisations"),
    )


def _given(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != "version"}


@require_http_methods(GET_POST)
@page("administrator")
def organisation(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Show and change one organisation; its departments stand beside it."""
    row = found(Organisation.objects.filter(uuid=organisation).first())
    initial = {
        "name": row.name,
        "kind": row.kind,
        "agb": row.agb or "",
        "payer": row.payer,
        "phone": row.phone,
        "under": row.laws,
        "until": row.until,
        "version": row.version,
    }
    form = OrganisationForm(posted(request), initial=initial, new=False)
    url = reverse("administration_organisation", args=[row.uuid])
    parts = administration.departments(row)
    about = FormPage(
        section="administration_organisations",
        title=row.name,
        back_url=reverse("administration_organisations"),
        back=_("All organisations"),
        button=_("Save the organisation"),
        links=[
            *(
                (reverse("administration_department", args=[part.uuid]), part.name)
                for part in parts
            ),
            (reverse("administration_department_new", args=[row.uuid]), _("Add a department")),
        ],
    )
    return form_page(
        request,
        about,
        form,
        lambda: actions.change_organisation(
            who_asks(request),
            organisation=row.pk,
            expected_version=form.cleaned_data["version"] or 0,
            **_given(form.cleaned_data),
        ),
        _("The organisation is saved."),
        url,
    )


@require_http_methods(GET_POST)
@page("administrator")
def new_department(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Add a department to an organisation."""
    row = found(Organisation.objects.filter(uuid=organisation).first())
    form = DepartmentForm(posted(request), new=True)
    url = reverse("administration_organisation", args=[row.uuid])
    about = FormPage(
        section="administration_organisations",
        title=_("Add a department"),
        back_url=url,
        back=row.name,
        button=_("Add the department"),
    )
    return form_page(
        request,
        about,
        form,
        lambda: actions.add_department(
            who_asks(request), organisation=row, name=form.cleaned_data["name"]
        ),
        _("The department is added."),
        url,
    )


@require_http_methods(GET_POST)
@page("administrator")
def department(request: HttpRequest, department: UUID) -> HttpResponse:
    """Give a department another name, or end it."""
    rows = Department.objects.select_related("organisation")
    row = found(rows.filter(uuid=department).first())
    initial = {"name": row.name, "until": row.until, "version": row.version}
    form = DepartmentForm(posted(request), initial=initial, new=False)
    url = reverse("administration_organisation", args=[row.organisation.uuid])
    about = FormPage(
        section="administration_organisations",
        title=row.name,
        back_url=url,
        back=row.organisation.name,
        button=_("Save the department"),
    )
    return form_page(
        request,
        about,
        form,
        lambda: actions.change_department(
            who_asks(request),
            department=row.pk,
            name=form.cleaned_data["name"],
            until=form.cleaned_data["until"],
            expected_version=form.cleaned_data["version"] or 0,
        ),
        _("The department is saved."),
        url,
    )


def _places() -> list[Organisation]:
    return list(Organisation.objects.filter(until=None).order_by("name", "pk"))


@require_http_methods(GET_POST)
@page("administrator")
def teams(request: HttpRequest) -> HttpResponse:
    """List the teams with their norm and who leads them, and add one."""
    form = TeamForm(posted(request), new=True, places=_places())
    lines = [
        Line(
            reverse("administration_team", args=[row.uuid]),
            row.name,
            (
                row.organisation,
                row.norm,
                ", ".join(row.leads) or _("nobody yet"),
                row.professionals,
            ),
            row.until is not None,
        )
        for row in administration.team_rows()
    ]
    about = ListPage(
        section="administration_teams",
        title=_("Teams"),
        lead=_("Professionals who share a caseload. Signals and cases come in at a team."),
        columns=[_("Name"), _("Organisation"), _("Norm"), _("Led by"), _("Professionals")],
        lines=lines,
        add=_("Add the team"),
        empty=_("There is no team yet"),
    )

    def act() -> object:
        given = form.cleaned_data
        place = Organisation.objects.get(pk=int(given["organisation"]))
        return actions.add_team(
            who_asks(request),
            organisation=place,
            name=given["name"],
            area=given["area"],
            caseload_norm=given["caseload_norm"],
        )

    url = reverse("administration_teams")
    return form_page(request, about, form, act, _("The team is added."), url)


@require_http_methods(GET_POST)
@page("administrator")
def team(request: HttpRequest, team: UUID) -> HttpResponse:
    """Show and change one team."""
    row = found(Team.objects.select_related("organisation").filter(uuid=team).first())
    initial = {
        "name": row.name,
        "area": row.area,
        "caseload_norm": row.caseload_norm,
        "until": row.until,
        "version": row.version,
    }
    form = TeamForm(posted(request), initial=initial, new=False, places=())
    about = FormPage(
        section="administration_teams",
        title=row.name,
        back_url=reverse("administration_teams"),
        back=_("All teams"),
        button=_("Save the team"),
        facts=[(_("Organisation"), row.organisation.name)],
    )
    return form_page(
        request,
        about,
        form,
        lambda: actions.change_team(
            who_asks(request),
            team=row.pk,
            expected_version=form.cleaned_data["version"] or 0,
            **_given(form.cleaned_data),
        ),
        _("The team is saved."),
        reverse("administration_team", args=[row.uuid]),
    )
