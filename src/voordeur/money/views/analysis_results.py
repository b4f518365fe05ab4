# SPDX-License-Identifier: EUPL-1.2
"""Pages: what an analysis comes to, its report on paper and as a spreadsheet, and for the council."""

from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from voordeur.door.language import language
from voordeur.door.limits import spend
from voordeur.door.pages import page, who_asks
from voordeur.door.refusal import Refusal
from voordeur.door.submitting import press
from voordeur.money import actions
from voordeur.money.actions.analysis_living import findings_of
from voordeur.money.analysis_shown import council_sections, sections_shown
from voordeur.money.paper import paper
from voordeur.money.queries.analyses import AnalysisNow, ResultPage, result, version_text
from voordeur.money.scba.reading import model_from
from voordeur.money.scba.report.blocks import Document
from voordeur.money.scba.report.council import state
from voordeur.money.scba.report.words import Language
from voordeur.money.scba.whatif import Setting, as_it_is, settings
from voordeur.money.views.analyses import DRAWERS, READERS, frame, the_analysis

COUNCIL_DRAWS: Final = 1_000


@require_safe
@page(*READERS)
def analysis_result(request: HttpRequest, analysis: UUID) -> HttpResponse:
    """Show what the newest worked-out version came to, as it was kept."""
    now = the_analysis(analysis)
    context = frame(request, now, "analysis_result")
    found = result(now.line.id, language())
    context |= {
        "result": found,
        "sections": sections_shown(found.report["sections"]) if found else [],
    }
    return render(request, "money/analysis_result.html", context)


@require_POST
@page(*DRAWERS)
def analysis_work_out(request: HttpRequest, analysis: UUID) -> HttpResponse:
    """Work out the analysis as it is now, and keep what came out."""
    return press(
        request,
        lambda: actions.work_out(who_asks(request), analysis=analysis),
        then=reverse("analysis_result", args=[analysis]),
        said=_("It was worked out and kept with this version."),
    )


def _worked_out(analysis: UUID) -> tuple[AnalysisNow, ResultPage]:
    now = the_analysis(analysis)
    found = result(now.line.id, language())
    if found is None:
        raise Http404
    return now, found


def _as_file(content: bytes, kind: str, ending: str) -> HttpResponse:
    made = HttpResponse(content, content_type=kind)
    made["Content-Disposition"] = f'attachment; filename="analyse.{ending}"'
    made["X-Content-Type-Options"] = "nosniff"
    return made


@require_safe
@page(*READERS)
def analysis_paper(request: HttpRequest, analysis: UUID) -> HttpResponse:
    """Give the report of the newest worked-out version on paper."""
    _now, found = _worked_out(analysis)
    spend(who_asks(request), "export")
    made = paper(found.report, language())
    if made is None:
        raise Refusal(_("This machine cannot make a PDF."), "", _("Take the spreadsheet instead."))
    return _as_file(made, "application/pdf", "pdf")


@require_safe
@page(*READERS)
def analysis_sheet(request: HttpRequest, analysis: UUID) -> HttpResponse:
    """Give the newest worked-out version as a spreadsheet whose formulas recompute."""
    _now, found = _worked_out(analysis)
    spend(who_asks(request), "export")
    text = version_text(analysis, found.number) or ""
    # Here and not above: a server starts sooner without.
    from voordeur.money.scba.report.spreadsheet import spreadsheet

    made = spreadsheet(findings_of(model_from(text, "")), language())
    return _as_file(
        made, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"
    )


@lru_cache(maxsize=128)
def _council(text: str, code: str, root: str, lang: Language) -> Document | None:
    """Return the page of one state; the same text gives the same figures, so they can be kept."""
    model = model_from(text, "")
    chosen = next((one for one in settings(model) if one.code == code), None)
    if code and chosen is None:
        return None
    start = as_it_is(model)

    def link(one: Setting) -> str:
        return root if one == start else f"{root}{one.code}/"

    return state(model, chosen or start, link, lang, draws=COUNCIL_DRAWS)


@require_safe
@page(*READERS)
def analysis_council(request: HttpRequest, analysis: UUID, code: str = "") -> HttpResponse:
    """Show the council three sentences, then sliders of links; what was worked out, no draft."""
    now = the_analysis(analysis)
    found = result(now.line.id, language())
    context: dict[str, Any] = frame(request, now, "analysis_council") | {"result": found}
    if found is not None:
        text = version_text(analysis, found.number) or ""
        root = reverse("analysis_council", args=[analysis])
        made = _council(text, code, root, language())
        if made is None:
            raise Http404
        context["sections"] = council_sections(made)
    return render(request, "money/analysis_council.html", context)
