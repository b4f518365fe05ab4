# SPDX-License-Identifier: EUPL-1.2
"""Pages: which analyses there are, starting one, its file, its canvas, its assumptions and versions."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from voordeur.door.language import language
from voordeur.door.pages import may, page, who_asks
from voordeur.door.refusal import NoEntry, Refusal
from voordeur.door.submitting import answer, posted
from voordeur.history import clock
from voordeur.money import actions
from voordeur.money.analysis_shown import card, columns, figure_rows, piece_names, together
from voordeur.money.analysis_words import CHANGES, COLUMN_WORDS, SIDES, missing_said
from voordeur.money.forms import analyses as forms
from voordeur.money.queries.analyses import (
    AnalysisNow,
    analysis_lines,
    analysis_now,
    changes,
    version_text,
)
from voordeur.money.queries.projects import project_lines
from voordeur.money.scba.canvas import canvas_of, missing
from voordeur.money.scba.report.arena import arena
from voordeur.money.scba.report.pictures import Said
from voordeur.money.scba.report.words import objections_said
from voordeur.money.scba.review import objections
from voordeur.money.scba.sealing import seal_state
from voordeur.money.views.asking import FORM

READERS = ("controller", "project_leader", "policy_officer", "analyst", "council")
TABLE = (*READERS, "professional", "team_lead")
DRAWERS = ("controller", "project_leader", "policy_officer", "professional", "team_lead")
WRITERS = ("controller", "project_leader")


def the_analysis(uuid: UUID) -> AnalysisNow:
    """Return the analysis of a page, or say that it is not there."""
    found = analysis_now(uuid)
    if found is None:
        raise NoEntry(_("This analysis is not there any more."))
    return found


@dataclass(frozen=True, slots=True)
class Tab:
    """One page of an analysis."""

    url: str
    label: str
    current: bool


def frame(request: HttpRequest, now: AnalysisNow, tab: str) -> dict[str, Any]:
    """Return what every page of an analysis shows: its tabs, its seal, what this reader may do."""
    labels = {
        "analysis": _("The canvas"),
        "analysis_figures": _("Assumptions"),
        "analysis_result": _("What comes out"),
        "analysis_council": _("For the council"),
        "analysis_living": _("What was seen"),
        "analysis_versions": _("Versions"),
    }
    uuid = now.line.uuid
    reader = who_asks(request)
    names = labels if not reader.roles.isdisjoint(READERS) else ("analysis", "analysis_figures")
    return {
        "now": now,
        "seal": str(seal_state(now.model)),
        "tabs": [Tab(reverse(name, args=[uuid]), labels[name], name == tab) for name in names],
        "may_draw": may(request, "analysis.draw"),
        "may_write": may(request, "analysis.write"),
    }


@require_safe
@page(*TABLE)
def analyses(request: HttpRequest) -> HttpResponse:
    """Show the analyses with what they came to, and together only as a range."""
    lines = analysis_lines()
    context = {
        "cards": [card(one) for one in lines],
        "together": together(lines),
        "may_write": may(request, "analysis.write"),
    }
    return render(request, "money/analyses.html", context)


def _projects() -> list[tuple[str, str]]:
    return [(str(one.uuid), one.name) for one in project_lines()]


def _project(said: dict[str, Any]) -> UUID | None:
    return UUID(said["project"]) if said["project"] else None


@require_http_methods(FORM)
@page(*WRITERS)
def analysis_new(request: HttpRequest) -> HttpResponse:
    """Start an analysis."""
    made: list[UUID] = []

    def act(said: dict[str, Any]) -> None:
        said["project"] = _project(said)
        made.append(actions.start_analysis(who_asks(request), **said).uuid)

    return answer(
        request,
        forms.StartForm(
            posted(request),
            projects=_projects(),
            initial={"start": clock.today().year, "project": request.GET.get("project", "")},
        ),
        act,
        template="people/form_page.html",
        context={
            "title": _("New cost-benefit analysis"),
            "lead": _("First what happens without the project. Then you draw it together."),
            "back_url": reverse("analyses"),
        },
        then=lambda: reverse("analysis", args=made),
        said=_("The analysis is there. Put on the canvas what is done."),
    )


@require_http_methods(FORM)
@page(*WRITERS)
def analysis_bring_in(request: HttpRequest) -> HttpResponse:
    """Start an analysis from a model file."""
    made: list[UUID] = []

    def act(said: dict[str, Any]) -> None:
        try:
            text = said["file"].read(1_000_000).decode("utf-8")
        except UnicodeDecodeError:
            raise Refusal(_("This file is no text."), "file", _("Choose a .toml file.")) from None
        project = _project(said)
        row = actions.bring_in_analysis(
            who_asks(request), text=text, file=_("the file"), project=project
        )
        made.append(row.uuid)

    form = forms.BringInForm(
        posted(request), request.FILES if request.method == "POST" else None, projects=_projects()
    )
    return answer(
        request,
        form,
        act,
        template="people/form_page.html",
        context={
            "title": _("Bring in a model file"),
            "lead": _(
                "What is wrong with the file is told with the place and what to do about it."
            ),
            "back_url": reverse("analyses"),
            "submit": _("Bring in"),
        },
        then=lambda: reverse("analysis", args=made),
        said=_("The file was brought in."),
    )


@require_http_methods(FORM)
@page(*WRITERS)
def analysis_under(request: HttpRequest, analysis: UUID) -> HttpResponse:
    """Hang an analysis under a project."""
    now = the_analysis(analysis)
    here = {"project": now.line.project_uuid, "version": now.line.version}
    return answer(
        request,
        forms.UnderForm(posted(request), projects=_projects(), initial=here),
        lambda said: actions.hang_analysis(
            who_asks(request),
            analysis=analysis,
            project=_project(said),
            expected_version=said["version"],
        ),
        template="people/form_page.html",
        context={
            "title": _("Part of which project?"),
            "lead": now.line.title,
            "explain": _("The project then shows what was foreseen beside what was seen."),
            "back_url": reverse("analysis", args=[analysis]),
        },
        then=reverse("analysis", args=[analysis]),
        said=_("The analysis hangs under the project."),
    )


@require_safe
@page(*READERS)
def analysis_file(request: HttpRequest, analysis: UUID, number: int) -> HttpResponse:
    """Give one version of an analysis as a model file; bringing it in gives the same analysis."""
    text = version_text(analysis, number)
    if text is None:
        raise Http404
    made = HttpResponse(text, content_type="application/toml; charset=utf-8")
    made["Content-Disposition"] = 'attachment; filename="analyse.toml"'
    return made


@require_safe
@page(*TABLE)
def analysis(request: HttpRequest, analysis: UUID) -> HttpResponse:
    """Show the canvas: the picture, the same as lists, who is missing, and a form under each column."""
    now = the_analysis(analysis)
    context = frame(request, now, "analysis")
    side = request.GET.get("kant", "")
    initial = {"side": side if side in SIDES else ""}
    small = {
        "effect": ("effect", forms.EffectForm),
        "measure": ("maatregel", forms.MeasureForm),
        "investment": ("investering", forms.InvestmentForm),
        "beneficiary": ("partij", forms.PartyForm),
    }
    shown = columns(now)
    for column in shown:
        doing, form = small[column["code"]]
        column["doing"] = doing
        column["form"] = form(model=now.model, initial=initial, auto_id=f"{doing}-%s")
    has_base = bool(now.model.interventions and now.model.parties)
    svg = arena(
        canvas_of(now.model),
        Said(
            _("The canvas of this analysis"),
            _("Boxes in four columns, with lines from what goes in to with whom it lands."),
        ),
        {name: str(words) for name, words in COLUMN_WORDS.items()},
    )
    context |= {
        "columns": shown,
        "svg": svg,
        "has_boxes": any(column["items"] for column in shown),
        "has_base": has_base,
        "missing": [missing_said(one) for one in missing(now.model)],
        "link_form": forms.LinkForm(model=now.model, initial=initial, auto_id="koppelen-%s"),
        "may_link": bool(now.model.pieces) and has_base,
        "table_form": forms.TableForm(
            model=now.model,
            initial={"sides": now.model.drawn_by, "version": now.line.version},
            auto_id="tafel-%s",
        ),
    }
    return render(request, "money/analysis_canvas.html", context)


@require_safe
@page(*TABLE)
def analysis_figures(request: HttpRequest, analysis: UUID) -> HttpResponse:
    """Show every assumption: value, unit, source, year, mark; those that disagree side by side."""
    now = the_analysis(analysis)
    context = frame(request, now, "analysis_figures")
    context |= {
        "figures": figure_rows(now),
        "indexes": [
            {
                "id": one.id,
                "source": one.source,
                "years": " · ".join(f"{year}: {value:g}" for year, value in one.values.items()),
            }
            for one in now.model.indexes.values()
        ],
        "objections": objections_said(objections(now.model), language()),
    }
    return render(request, "money/analysis_figures.html", context)


@require_safe
@page(*READERS)
def analysis_versions(request: HttpRequest, analysis: UUID) -> HttpResponse:
    """Show what was changed when and by whom; each version can be taken off as a file."""
    now = the_analysis(analysis)
    given = request.GET.get("voor", "")
    before = int(given) if given.isascii() and given.isdigit() and len(given) < 8 else None
    rows = changes(now.line.id, before, limit=51)
    names, here = piece_names(now), reverse("analysis_versions", args=[analysis])
    context = frame(request, now, "analysis_versions")
    context |= {
        "changes": [
            {
                "row": row,
                "what": CHANGES.get(row.what, row.what),
                "piece": names.get(row.piece, ""),
                "side": SIDES.get(row.side, ""),
            }
            for row in rows[:50]
        ],
        "next_url": f"{here}?voor={rows[49].number}" if len(rows) > 50 else "",
        "previous_url": here if before is not None else "",
    }
    return render(request, "money/analysis_versions.html", context)
