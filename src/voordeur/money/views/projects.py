# SPDX-License-Identifier: EUPL-1.2
"""Pages: which projects there are, one project, and writing one."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from voordeur.door.pages import page
from voordeur.door.submitting import answer, posted
from voordeur.money import actions
from voordeur.money.forms.projects import ProjectForm
from voordeur.money.queries.projects import project_lines
from voordeur.money.views.asking import FORM, READERS, may, reader_of, the_project

WRITERS = ("controller", "project_leader")


@require_safe
@page(*READERS)
def projects(request: HttpRequest) -> HttpResponse:
    """Show the projects of which costs and gains are followed."""
    context = {"projects": project_lines(), "may_claim": may(request, "benefit.claim")}
    return render(request, "money/projects.html", context)


@require_safe
@page(*READERS)
def project(request: HttpRequest, project: UUID) -> HttpResponse:
    """Show one project: what it does and which pots it touches."""
    context = {"project": the_project(project), "may_claim": may(request, "benefit.claim")}
    return render(request, "money/project.html", context)


@require_http_methods(FORM)
@page(*WRITERS)
def project_write(request: HttpRequest, project: UUID | None = None) -> HttpResponse:
    """Write down a project, or change one."""
    line = the_project(project) if project else None

    def act(said: dict[str, Any]) -> object:
        return actions.write_project(
            reader_of(request),
            project=project,
            expected_version=said["version"] or 0,
            name=said["name"],
            about=said["about"],
            portfolio=said["portfolio"],
            pots=said["pots"].splitlines(),
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
        )

    back = reverse("project", args=[project]) if project else reverse("projects")
    return answer(
        request,
        ProjectForm(posted(request), line=line),
        act,
        template="people/form_page.html",
        context={
            "title": _("Change the project") if project else _("New project"),
            "lead": _("Costs, gains and claims hang on a project, never on a household."),
            "back_url": back,
        },
        then=back,
        said=_("The project is written down."),
    )
