# SPDX-License-Identifier: EUPL-1.2
"""Pages about professionals, the names of roles, and who changed what."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from voordeur.door import accounts
from voordeur.door.language import language
from voordeur.door.pages import page, who_asks
from voordeur.door.roles import kept_apart
from voordeur.door.submitting import posted, uuid_in
from voordeur.partners import actions
from voordeur.partners.forms import ProfessionalForm, RoleForm
from voordeur.partners.functions import functions
from voordeur.partners.models import Organisation, Professional, RoleName, Team
from voordeur.partners.queries import administration
from voordeur.partners.views.shared import (
    FormPage,
    Line,
    ListPage,
    form_page,
    found,
)

GET_POST = ["GET", "HEAD", "POST"]


def _form(request: HttpRequest, *, new: bool, initial: dict[str, object]) -> ProfessionalForm:
    return ProfessionalForm(
        posted(request),
        initial=initial,
        new=new,
        places=list(Organisation.objects.filter(until=None).order_by("name", "pk")),
        teams=list(Team.objects.filter(until=None).order_by("name", "pk")),
    )


def _values(form: ProfessionalForm) -> dict[str, Any]:
    given = form.cleaned_data
    place, team = form.chosen()
    return {
        "organisation": Organisation.objects.get(pk=place),
        "team": Team.objects.get(pk=team) if team is not None else None,
        **{name: given[name] for name in ("name", "function", "phone", "email")},
    }


@require_http_methods(GET_POST)
@page("administrator")
def professionals(request: HttpRequest) -> HttpResponse:
    """List the professionals, a hundred at a time, and add one."""
    form = _form(request, new=True, initial={})
    rows = administration.professional_rows(uuid_in(request))
    url = reverse("administration_professionals")
    lines = [
        Line(
            reverse("administration_professional", args=[row.uuid]),
            row.name,
            (
                row.function or "-",
                f"{row.organisation}: {row.team}" if row.team else row.organisation,
                _("yes") if row.has_account else _("no"),
            ),
            row.until is not None,
        )
        for row in rows
    ]
    about = ListPage(
        section="administration_professionals",
        title=_("Professionals"),
        lead=_("Who can be asked and called. An account is a second step: not everybody has one."),
        columns=[_("Name"), _("Function"), _("Works at"), _("Account")],
        lines=lines,
        add=_("Add the professional"),
        empty=_("There is no professional yet"),
        next_url=f"{url}?na={rows[-1].uuid}" if len(rows) == administration.PAGE else "",
    )
    return form_page(
        request,
        about,
        form,
        lambda: actions.add_professional(who_asks(request), **_values(form)),
        _("The professional is added."),
        url,
    )


@require_http_methods(GET_POST)
@page("administrator")
def professional(request: HttpRequest, professional: UUID) -> HttpResponse:
    """Show and change one professional."""
    row = found(Professional.objects.filter(uuid=professional).first())
    initial = {
        "name": row.name,
        "function": row.function,
        "place": f"{row.organisation_id}:{row.team_id or ''}",
        "phone": row.phone,
        "email": row.email,
        "until": row.until,
        "version": row.version,
    }
    form = _form(request, new=False, initial=initial)
    line = next(iter(accounts.by_id([row.account_id])), None) if row.account_id else None
    about = FormPage(
        section="administration_professionals",
        title=row.name,
        back_url=reverse("administration_professionals"),
        back=_("All professionals"),
        button=_("Save the professional"),
        facts=[(_("Account"), _account_state(line))],
        links=[(reverse("administration_account", args=[line.uuid]), _("To the account"))]
        if line
        else [(reverse("administration_accounts"), _("Open an account"))],
    )
    return form_page(
        request,
        about,
        form,
        lambda: actions.change_professional(
            who_asks(request),
            professional=row.pk,
            until=form.cleaned_data["until"],
            expected_version=form.cleaned_data["version"] or 0,
            **_values(form),
        ),
        _("The professional is saved."),
        reverse("administration_professional", args=[row.uuid]),
    )


def _account_state(line: accounts.AccountLine | None) -> str:
    if line is None:
        return _("none")
    return _("open") if line.active else _("closed")


@require_http_methods(GET_POST)
@page("administrator")
def roles(request: HttpRequest) -> HttpResponse:
    """List the names of roles with what they stand for, the functions themselves, and add a name."""
    form = RoleForm(posted(request), new=True)
    rows = administration.role_rows()
    lines = [
        Line(
            reverse("administration_role", args=[row.uuid]),
            row.name,
            (", ".join(row.function_names), row.definition or "-", row.holders),
            row.until is not None,
        )
        for row in rows
    ]
    shown = language()
    about = ListPage(
        section="administration_roles",
        title=_("Roles"),
        lead=_("Call roles what you like. What a role may do follows from the functions under it."),
        columns=[_("Name"), _("Stands for"), _("What it means here"), _("Accounts")],
        lines=lines,
        add=_("Add the role"),
        empty=_("No names of your own yet: the functions below are used as they are"),
    )
    url = reverse("administration_roles")
    known = [(row.name.said(shown), row.means.said(shown)) for row in functions().values()]
    apart = [
        (" + ".join(administration.function_name(code) for code in pair.roles), str(pair.why))
        for pair in kept_apart()
    ]
    return form_page(
        request,
        about,
        form,
        lambda: actions.add_role(who_asks(request), **form.cleaned_data),
        _("The role is added."),
        url,
        template="partners/roles.html",
        more={"functions": known, "apart": apart},
    )


@require_http_methods(GET_POST)
@page("administrator")
def role(request: HttpRequest, role: UUID) -> HttpResponse:
    """Show and change one name of a role."""
    row = found(RoleName.objects.filter(uuid=role).first())
    initial = {
        "name": row.name,
        "functions": row.functions,
        "definition": row.definition,
        "until": row.until,
        "version": row.version,
    }
    form = RoleForm(posted(request), initial=initial, new=False)
    about = FormPage(
        section="administration_roles",
        title=row.name,
        back_url=reverse("administration_roles"),
        back=_("All roles"),
        button=_("Save the role"),
        lead=_("Who has this role has the new functions at once."),
    )

    def act() -> object:
        given = dict(form.cleaned_data)
        version = given.pop("version") or 0
        return actions.change_role(
            who_asks(request), role=row.pk, expected_version=version, **given
        )

    return form_page(
        request,
        about,
        form,
        act,
        _("The role is saved."),
        reverse("administration_role", args=[row.uuid]),
    )


@require_safe
@page("administrator")
def changes(request: HttpRequest) -> HttpResponse:
    """Show who set up what, newest first."""
    raw = request.GET.get("voor", "")
    found_lines = administration.changes(before=int(raw) if raw.isdigit() else None)
    url = reverse("administration_changes")
    context = {
        "lines": found_lines,
        "next_url": f"{url}?voor={found_lines[-1].id}"
        if len(found_lines) == administration.PAGE
        else "",
        "previous_url": url if raw else "",
    }
    return render(request, "partners/changes.html", context)
