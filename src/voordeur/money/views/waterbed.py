# SPDX-License-Identifier: EUPL-1.2
"""Pages of the waterbed: what is saved on one field and comes up on another, with its source."""

from dataclasses import dataclass
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
from voordeur.money.forms.paying import CutForm, SpillForm
from voordeur.money.queries.paying import SpillLine, spills
from voordeur.money.views.asking import FORM
from voordeur.money.views.paying import STEERERS
from voordeur.money.waterbed import UP, Net, Spill, matrix, net_of_cut
from voordeur.provisions.forms import SureForm


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the matrix; `sign` empty: nobody looked, which is not the same as nothing."""

    other: str
    sign: str
    says: str
    size: str


@dataclass(frozen=True, slots=True)
class NetRow:
    """What a cut leaves after all."""

    text: str
    unknown: tuple[str, ...]
    is_sure: bool


def size(one: Spill) -> str:
    """Return the size of an effect in words."""
    if one.low is None or one.high is None:
        return _("nobody knows how much")
    if one.low == one.high:
        return amount(one.low)
    return _("%(low)s to %(high)s") % {"low": amount(one.low), "high": amount(one.high)}


def _sign(sign: str) -> str:
    words = {"+": _("costs more"), "-": _("costs less"), "±": _("sources differ")}
    return words[sign]


def _matrix(rows: list[SpillLine]) -> tuple[list[str], list[tuple[str, list[Cell]]]]:
    """Return the columns and, per field that is cut, a cell for each other field."""
    every = [one.spill for one in rows]
    signs = matrix(every)
    others = sorted({one.other for one in every})

    def cell(cut: str, other: str) -> Cell:
        sign = signs.get((cut, other), "")
        if not sign:
            return Cell(other, "", _("not looked at"), "")
        sizes = [size(one) for one in every if (one.cut, one.other) == (cut, other)]
        return Cell(other, sign.replace("-", "−"), _sign(sign), "; ".join(sizes))

    cuts = sorted({one.cut for one in every})
    return others, [(cut, [cell(cut, other) for other in others]) for cut in cuts]


def _net(net: Net, unknown: list[Spill]) -> NetRow:
    if net.low == net.high:
        text = _("Of what is known, %(amount)s is left.") % {"amount": amount(net.low)}
    else:
        text = _("Of what is known, between %(low)s and %(high)s is left.") % {
            "low": amount(net.low),
            "high": amount(net.high),
        }
    return NetRow(
        text,
        tuple(
            (_("%(field)s: costs more") if one.sign == UP else _("%(field)s: costs less"))
            % {"field": one.other}
            for one in unknown
        ),
        net.is_sure_to_save,
    )


@require_safe
@page(*STEERERS)
def waterbed(request: HttpRequest) -> HttpResponse:
    """Show the signed matrix, and what a chosen cut leaves over every field it touches."""
    rows = spills()
    others, lines = _matrix(rows)
    form = CutForm(request.GET or None, fields=[cut for cut, _cells in lines])
    net = None
    if form.is_bound and form.is_valid() and form.cleaned_data["saving"] is not None:
        found = net_of_cut(
            form.cleaned_data["saving"],
            [one.spill for one in rows],
            form.cleaned_data["cut"],
        )
        net = _net(found, list(found.unknown))
    context = {
        "others": others,
        "lines": lines,
        "rows": [(one, size(one.spill), one.spill.sign == UP) for one in rows],
        "form": form,
        "net": net,
        "may_write": may(request, verbs.ACT),
    }
    return render(request, "money/waterbed.html", context)


def _spill(uuid: UUID) -> SpillLine:
    line = next((one for one in spills() if one.uuid == uuid), None)
    if line is None:
        raise NoEntry(_("This page is not here."))
    return line


@require_http_methods(FORM)
@page(*STEERERS)
def spill_write(request: HttpRequest, spill: UUID | None = None) -> HttpResponse:
    """Say what a cut on one field does to another, or change it."""
    initial = SpillForm.of(_spill(spill)) if spill else {"sign": UP}

    def act(said: dict[str, Any]) -> object:
        return verbs.write_spill(
            who_asks(request),
            spill=spill,
            expected_version=said["version"] or 0,
            cut=said["cut"],
            other=said["other"],
            sign=said["sign"],
            low_cents=said["low"],
            high_cents=said["high"],
            source=said["source"],
        )

    return answer(
        request,
        SpillForm(posted(request), initial=initial),
        act,
        template="people/form_page.html",
        context={
            "title": _("Change this effect") if spill else _("Add an effect"),
            "lead": _("That it happens can be known while nobody knows how much."),
            "back_url": reverse("waterbed"),
        },
        then=reverse("waterbed"),
        said=_("It was recorded."),
    )


@require_http_methods(FORM)
@page(*STEERERS)
def spill_off(request: HttpRequest, spill: UUID) -> HttpResponse:
    """Take an effect out of the matrix."""
    line = _spill(spill)
    return answer(
        request,
        SureForm(posted(request), initial={"version": line.version}),
        lambda said: verbs.take_spill_off(
            who_asks(request), spill=spill, expected_version=said["version"]
        ),
        template="people/form_page.html",
        context={
            "title": _("Take this effect out"),
            "lead": f"{line.spill.cut} → {line.spill.other}: {line.spill.source}",
            "back_url": reverse("waterbed"),
            "submit": _("Take it off"),
        },
        then=reverse("waterbed"),
        said=_("It was taken off."),
    )
