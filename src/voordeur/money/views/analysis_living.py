# SPDX-License-Identifier: EUPL-1.2
"""Pages of an analysis that lives: what the town saw beside what was believed, and group outcomes."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from voordeur.door.language import language
from voordeur.door.pages import page, who_asks
from voordeur.door.submitting import answer, posted
from voordeur.figures.queries import frozen
from voordeur.figures.words import TABLES, code_words
from voordeur.money import actions
from voordeur.money.analysis_shown import (
    SeenSaid,
    calibration_said,
    figure_rows,
    outcome_said,
    seen_said,
)
from voordeur.money.forms import analysis_living as forms
from voordeur.money.living import from_record, standing
from voordeur.money.queries.analyses import calibrations, outcomes, seen
from voordeur.money.scba.distribution import kind_of
from voordeur.money.scba.report.words import money
from voordeur.money.scba.spread import Spread
from voordeur.money.views.analyses import READERS, WRITERS, frame, the_analysis
from voordeur.money.views.analysis_drawing import piece_key
from voordeur.money.views.asking import FORM


@dataclass(frozen=True, slots=True)
class Net:
    """A net in words: expected, and between which values nine in ten draws lie."""

    expected: str
    low: str
    high: str


def _net(one: Spread | None) -> Net | None:
    if one is None:
        return None
    return Net(*(money(each, language(), sure=False) for each in (one.mean, one.low, one.high)))


@require_safe
@page(*READERS)
def analysis_living(request: HttpRequest, analysis: UUID) -> HttpResponse:
    """Show what was seen beside what was believed, what drifted, and what it now comes to."""
    now = the_analysis(analysis)
    rows = seen(now.line.id)
    first = {row.figure: from_record(row.before) for row in reversed(rows)}
    both = standing(now.model, list(first.items())) if rows else None
    shown: list[SeenSaid] = [seen_said(row, now) for row in rows]
    context = frame(request, now, "analysis_living")
    context |= {
        "seen": shown,
        "drifted": any(one.drifted for one in shown),
        "indicative": _net(both.indicative) if both else None,
        "actual": _net(both.actual) if both else None,
        "learning": [one for one in figure_rows(now) if one.learns],
        "outcomes": [outcome_said(one) for one in outcomes(now.line.id)],
        "calibrations": [calibration_said(one) for one in calibrations(now.line.id)],
    }
    return render(request, "money/analysis_living.html", context)


_SEEN: dict[str, type[Form]] = {
    "beta": forms.ShareSeenForm,
    "gamma": forms.RateSeenForm,
    "normal": forms.AmountSeenForm,
}


@require_http_methods(FORM)
@page(*WRITERS)
def analysis_observe(request: HttpRequest, analysis: UUID, piece: str) -> HttpResponse:
    """Write down what was seen of one figure."""
    now = the_analysis(analysis)
    figure = now.model.assumptions[piece_key(now, "aanname", piece).partition(":")[2]]
    belief = figure.versions[0].value
    form = _SEEN.get(kind_of(belief) if belief else "", forms.ShareSeenForm)
    back = reverse("analysis_living", args=[analysis])
    return answer(
        request,
        form(posted(request)),
        lambda said: actions.observe_figure(
            who_asks(request), analysis=analysis, figure=piece, **said
        ),
        template="people/form_page.html",
        context={
            "title": _("What was seen?"),
            "lead": f"{figure.about} ({figure.unit})",
            "explain": _("Numbers of a group, never of one person or household."),
            "back_url": back,
        },
        then=back,
        said=_("The assumption learned from it. The belief before stays in sight."),
    )


def _published() -> list[tuple[str, str]]:
    week = frozen()
    return [
        (
            f"{table.code}/{row.code}",
            f"{TABLES[table.code].title}: {code_words(table.dimension, row.code)}",
        )
        for table in (week.tables if week else ())
        if table.measure != "cost" and table.code in TABLES
        for row in table.rows
    ]


@require_http_methods(FORM)
@page(*WRITERS)
def analysis_published(request: HttpRequest, analysis: UUID, piece: str) -> HttpResponse:
    """Let a share learn from the published figures of the town."""
    now = the_analysis(analysis)
    figure = now.model.assumptions[piece_key(now, "aanname", piece).partition(":")[2]]
    rows = _published()

    def act(said: dict[str, Any]) -> None:
        table, _slash, code = said["row"].partition("/")
        actions.observe_in_figures(
            who_asks(request),
            analysis=analysis,
            figure=piece,
            table=table,
            code=code,
            follows=said["follows"],
        )

    back = reverse("analysis_living", args=[analysis])
    return answer(
        request,
        forms.PublishedForm(posted(request), rows=rows),
        act,
        template="people/form_page.html",
        context={
            "title": _("From the published figures"),
            "lead": figure.about,
            "explain": _(
                "Those figures are safe already: what is not shown there is not used here."
            ),
            "empty": "" if rows else _("Nothing is published yet"),
            "back_url": back,
        },
        then=back,
        said=_("The assumption learned from it. The belief before stays in sight."),
    )


@require_http_methods(FORM)
@page(*WRITERS)
def analysis_compare(request: HttpRequest, analysis: UUID) -> HttpResponse:
    """Compare outcomes of those who got help with others."""
    now = the_analysis(analysis)
    back = reverse("analysis_living", args=[analysis])
    return answer(
        request,
        forms.CompareForm(posted(request)),
        lambda said: actions.compare_outcomes(who_asks(request), analysis=analysis, **said),
        template="people/form_page.html",
        context={
            "title": _("Compare outcomes"),
            "lead": now.line.title,
            "explain": _(
                "Without people who did not get the help it is a change, and is not called an effect."
            ),
            "back_url": back,
        },
        then=back,
        said=_("The comparison is written down; the numbers themselves are not kept."),
    )


@require_http_methods(FORM)
@page(*WRITERS)
def analysis_calibrate(request: HttpRequest, analysis: UUID) -> HttpResponse:
    """Look how well the zero scenarios of cases foresaw."""
    now = the_analysis(analysis)
    back = reverse("analysis_living", args=[analysis])
    return answer(
        request,
        forms.CalibrateForm(posted(request)),
        lambda said: actions.calibrate_zero(who_asks(request), analysis=analysis, **said),
        template="people/form_page.html",
        context={
            "title": _("How well was it foreseen?"),
            "lead": now.line.title,
            "explain": _("Over cases together, never per professional. Twenty or more."),
            "back_url": back,
        },
        then=back,
        said=_("It was worked out; the lines themselves are not kept."),
    )
