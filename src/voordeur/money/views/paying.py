# SPDX-License-Identifier: EUPL-1.2
"""Pages: ways of paying beside each other for one case, and a shadow budget over areas.

Each state is a link: what one tries is in the address and nowhere else. Nothing here is of anybody.
"""

from fractions import Fraction
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from voordeur.door.pages import may, page, who_asks
from voordeur.door.refusal import NoEntry
from voordeur.door.submitting import answer, posted
from voordeur.ledger.words import amount
from voordeur.money.actions import paying as verbs
from voordeur.money.areas import Shadow, read_table, shadow
from voordeur.money.bars import Bar, Group, signed_bars
from voordeur.money.forms.paying import AreaLookForm, AreasForm, CaseForm, LookForm
from voordeur.money.forms.payingwords import (
    KIND_WORDS,
    WayRow,
    change,
    way_row,
    whole,
)
from voordeur.money.models.paying import KINDS
from voordeur.money.paying import Case, Settings, risks, side_by_side, usual
from voordeur.money.queries import paying as asked
from voordeur.money.regimes import Course
from voordeur.money.views.asking import FORM
from voordeur.provisions.amounts import typed

STEERERS = ("controller", "policy_officer", "project_leader")
NO_CAP = 10**15
"""Eurocents; above this nothing is ever shared."""
START_AVOIDED = 5
"""Percent of ordinary care the page begins with, only to have something to look at and to change."""


@require_safe
@page(*STEERERS)
def ways_of_paying(request: HttpRequest) -> HttpResponse:
    """Show which cases and areas there are to set ways of paying beside."""
    found = asked.cases()
    context = {
        "kinds": [
            (KIND_WORDS[kind], rows)
            for kind in KINDS
            if (rows := [one for one in found if one.kind == kind])
        ],
        "areas": asked.area_sets(),
        "may_write": may(request, verbs.ACT),
    }
    return render(request, "money/paying.html", context)


def _case(uuid: UUID) -> asked.CaseLine:
    row = asked.case(uuid)
    if row is None:
        raise NoEntry(_("This page is not here."))
    return row


def _courses(row: asked.CaseLine) -> Case:
    before = Course(row.units_before, row.unit_cents, 0, Fraction(row.result_before_percent, 100))
    after = Course(
        row.units_after,
        row.unit_cents,
        row.prevention_cents,
        Fraction(row.result_after_percent, 100),
    )
    return Case(before, after)


def _looked(request: HttpRequest, row: asked.CaseLine) -> tuple[LookForm, Settings, list[WayRow]]:
    """Return the form as it was filled in, the settings that count, and the ways of paying."""
    case = _courses(row)
    start = usual(case)
    form = LookForm(request.GET or None, initial=LookForm.of(start))
    form.is_valid()
    chosen = form.chosen(start)
    return form, chosen, [way_row(one) for one in side_by_side(case, chosen)]


@require_safe
@page(*STEERERS)
def paying_case(request: HttpRequest, case: UUID) -> HttpResponse:
    """Show one case under every way of paying: who gains by what works, and who loses."""
    row = _case(case)
    form, chosen, rows = _looked(request, row)
    query = request.GET.urlencode()
    context = {
        "case": row,
        "kind": KIND_WORDS[row.kind],
        "unit_cost": amount(row.unit_cents),
        "prevention": amount(row.prevention_cents),
        "form": form,
        "rows": rows,
        "risks": [
            (round(one.share * 100), amount(one.at_nothing), amount(one.agreed), amount(one.at_all))
            for one in risks(chosen)
        ],
        "picture_url": reverse("paying_picture", args=[case]) + (f"?{query}" if query else ""),
        "picture_alt": "; ".join(f"{one.name}: {' '.join(one.says)}" for one in rows),
        "may_write": may(request, verbs.ACT),
    }
    return render(request, "money/paying_case.html", context)


def _svg(drawn: str) -> HttpResponse:
    return HttpResponse(drawn, content_type="image/svg+xml")


@require_safe
@page(*STEERERS)
def paying_picture(request: HttpRequest, case: UUID) -> HttpResponse:
    """Draw what changes for each party under every way of paying, from the figures of the page."""
    _form, _chosen, rows = _looked(request, _case(case))
    groups = []
    for one in rows:
        bars = [
            Bar(_("provider"), one.provider_cents, one.provider),
            Bar(_("payer"), one.payer_cents, one.payer),
        ]
        if one.financier:
            bars.append(Bar(_("financier"), one.financier_cents, one.financier))
        groups.append(Group(one.name, tuple(bars)))
    return _svg(
        signed_bars(
            _("What changes for whom when it works"),
            "; ".join(f"{one.name}: {' '.join(one.says)}" for one in rows),
            groups,
        )
    )


@require_http_methods(FORM)
@page(*STEERERS)
def paying_write(request: HttpRequest, case: UUID | None = None) -> HttpResponse:
    """Write down a case, or change one."""
    row = _case(case) if case else None
    initial: dict[str, Any] = {"kind": KINDS[0], "result_before": 0, "result_after": 100}
    if row is not None:
        initial = {
            "kind": row.kind,
            "name": row.name,
            "unit": row.unit,
            "units_before": row.units_before,
            "units_after": row.units_after,
            "unit_cost": typed(row.unit_cents),
            "prevention": typed(row.prevention_cents),
            "result_before": row.result_before_percent,
            "result_after": row.result_after_percent,
            "source": row.source,
            "version": row.version,
        }

    def act(said: dict[str, Any]) -> object:
        return verbs.write_case(
            who_asks(request),
            case=case,
            expected_version=said["version"] or 0,
            unit_cents=said["unit_cost"],
            prevention_cents=said["prevention"],
            **{
                key: said[key]
                for key in (
                    *("kind", "name", "unit", "units_before", "units_after"),
                    *("result_before", "result_after", "source"),
                )
            },
        )

    back = reverse("paying_case", args=[case]) if case else reverse("paying")
    return answer(
        request,
        CaseForm(posted(request), initial=initial),
        act,
        template="people/form_page.html",
        context={
            "title": _("Change the case") if case else _("Write down a case"),
            "lead": _("What happens without doing anything earlier, and what when it works?"),
            "back_url": back,
        },
        then=back,
        said=_("It was recorded."),
    )


def _areas(uuid: UUID) -> asked.AreasLine:
    row = asked.area_set(uuid)
    if row is None:
        raise NoEntry(_("This page is not here."))
    return row


def _shadow(
    request: HttpRequest, row: asked.AreasLine
) -> tuple[AreaLookForm, dict[str, int], Shadow]:
    table = read_table(row.table)
    usual_weights = {name: row.weights.get(name, 1) for name in table.factors}
    form = AreaLookForm(request.GET or None, factors=table.factors)
    dear = [cents for one in table.areas for cents in one.expensive]
    form.initial = {
        "cap": typed(min(dear)) if dear else "",
        "avoided": START_AVOIDED,
        **{field: usual_weights[name] for field, name in form.weights.items()},
    }
    if form.is_bound:
        said = form.cleaned_data if form.is_valid() else {}
    else:
        said = {"cap": min(dear, default=None), "avoided": START_AVOIDED}
    weights = form.weight(usual_weights)
    cap = said.get("cap")
    return (
        form,
        weights,
        shadow(
            table,
            row.total_cents,
            weights,
            cap=NO_CAP if cap is None else cap,
            avoided=Fraction(said.get("avoided") or 0, 100),
        ),
    )


def _chance(part: float | None) -> str:
    if part is None:
        return _("unknown")
    return _("%(percent)s%%") % {"percent": round(part * 100)}


@require_safe
@page(*STEERERS)
def area_budget(request: HttpRequest, areas: UUID) -> HttpResponse:
    """Show the shadow budget of each area beside all care there, with the chance of rare dear care."""
    row = _areas(areas)
    form, weights, found = _shadow(request, row)
    query = request.GET.urlencode()
    context = {
        "areas": row,
        "total": amount(row.total_cents),
        "form": form,
        "weights": weights.items(),
        "rows": [
            (
                one.name,
                amount(whole(one.budget)),
                amount(whole(one.cost)),
                change(whole(one.room)),
                change(whole(one.pooled)),
                change(whole(one.freed)),
                _chance(one.chance),
            )
            for one in found.areas
        ],
        "shared": amount(whole(found.shared)),
        "together": _chance(found.together),
        "picture_url": reverse("area_picture", args=[areas]) + (f"?{query}" if query else ""),
        "picture_alt": "; ".join(f"{one.name}: {change(whole(one.room))}" for one in found.areas),
        "may_write": may(request, verbs.ACT),
    }
    return render(request, "money/area_budget.html", context)


@require_safe
@page(*STEERERS)
def area_picture(request: HttpRequest, areas: UUID) -> HttpResponse:
    """Draw the room of each area, from the figures of the page."""
    _form, _weights, found = _shadow(request, _areas(areas))
    groups = [
        Group(
            one.name,
            (
                Bar(_("alone"), one.room, change(whole(one.room))),
                Bar(_("after sharing"), one.pooled, change(whole(one.pooled))),
                Bar(_("with prevention"), one.freed, change(whole(one.freed))),
            ),
        )
        for one in found.areas
    ]
    return _svg(
        signed_bars(
            _("Room or shortage per area"),
            "; ".join(f"{one.name}: {change(whole(one.room))}" for one in found.areas),
            groups,
        )
    )


@require_http_methods(FORM)
@page(*STEERERS)
def areas_write(request: HttpRequest, areas: UUID | None = None) -> HttpResponse:
    """Write down areas with counts, costs and public weights, or change them."""
    row = _areas(areas) if areas else None
    initial: dict[str, Any] = {}
    if row is not None:
        initial = {
            "name": row.name,
            "total": typed(row.total_cents),
            "table": row.table,
            "weights": AreasForm.written(row.weights, read_table(row.table)),
            "source": row.source,
            "version": row.version,
        }

    def act(said: dict[str, Any]) -> object:
        return verbs.write_areas(
            who_asks(request),
            areas=areas,
            expected_version=said["version"] or 0,
            name=said["name"],
            total_cents=said["total"],
            table=said["table"],
            weights=said["weights"],
            source=said["source"],
        )

    back = reverse("area_budget", args=[areas]) if areas else reverse("paying")
    return answer(
        request,
        AreasForm(posted(request), initial=initial),
        act,
        template="people/form_page.html",
        context={
            "title": _("Change the areas") if areas else _("Write down areas"),
            "lead": _("Counts that anybody can check, public weights, and all costs of care."),
            "back_url": back,
        },
        then=back,
        said=_("It was recorded."),
    )
