# SPDX-License-Identifier: EUPL-1.2
"""Pages with one small form at the table: drawing a thing, writing it anew, taking it off, sealing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from voordeur.door.pages import page, who_asks
from voordeur.door.reader import Reader
from voordeur.door.refusal import NoEntry
from voordeur.door.submitting import answer, number_sent, posted, press
from voordeur.history import clock
from voordeur.money import actions
from voordeur.money.analysis_words import KIND_SLUGS
from voordeur.money.forms import analyses as forms
from voordeur.money.forms import analysis_pieces as pieces
from voordeur.money.indexing import as_lines
from voordeur.money.queries.analyses import AnalysisNow
from voordeur.money.scba import changing, describing
from voordeur.money.scba.changing import HEAD, ZERO, key_of, leaning_on
from voordeur.money.views.analyses import DRAWERS, WRITERS, the_analysis
from voordeur.money.views.asking import FORM

type Do = Callable[[Reader, UUID, dict[str, Any]], object]


@dataclass(frozen=True, slots=True)
class Small:
    """One small form at the table: its words, the form, and what it does."""

    title: str
    make: Callable[[Any, AnalysisNow], Form]
    do: Do
    said: str
    tab: str = "analysis"


def _drawn(verb: Callable[..., object]) -> Do:
    return lambda reader, uuid, said: verb(reader, analysis=uuid, **said)


def _figure(reader: Reader, uuid: UUID, said: dict[str, Any]) -> object:
    side = said.pop("side")
    return actions.write_figure(reader, analysis=uuid, said=said, side=side)


def _table(reader: Reader, uuid: UUID, said: dict[str, Any]) -> object:
    return actions.sit_at_table(
        reader, analysis=uuid, sides=said["sides"], expected_version=said["version"]
    )


def _smalls() -> dict[str, Small]:
    drawn = _("It stands on the canvas.")
    return {
        "partij": Small(
            _("Put a party on the canvas"),
            lambda data, now: forms.PartyForm(data, model=now.model),
            _drawn(actions.draw_party),
            drawn,
        ),
        "maatregel": Small(
            _("Put on the canvas what is done"),
            lambda data, now: forms.MeasureForm(data, model=now.model),
            _drawn(actions.draw_measure),
            drawn,
        ),
        "effect": Small(
            _("Put on the canvas what it leads to"),
            lambda data, now: forms.EffectForm(data, model=now.model),
            _drawn(actions.draw_effect),
            drawn,
        ),
        "investering": Small(
            _("Put on the canvas what it takes"),
            lambda data, now: forms.InvestmentForm(data, model=now.model),
            _drawn(actions.draw_investment),
            drawn,
        ),
        "koppelen": Small(
            _("Link one more party"),
            lambda data, now: forms.LinkForm(data, model=now.model),
            _drawn(actions.link_party),
            _("The party is linked."),
        ),
        "tafel": Small(
            _("Who is at the table?"),
            lambda data, now: forms.TableForm(
                data,
                model=now.model,
                initial={"sides": now.model.drawn_by, "version": now.line.version},
            ),
            _table,
            _("Who is at the table is written down."),
        ),
        "aanname": Small(
            _("Write down an assumption"),
            lambda data, now: forms.FigureForm(data, initial={"year": clock.today().year}),
            _figure,
            _("The assumption is written down."),
            "analysis_figures",
        ),
    }


@require_http_methods(FORM)
@page(*DRAWERS)
def analysis_draw(request: HttpRequest, analysis: UUID, doing: str) -> HttpResponse:
    """Do one small thing at the table; it is kept at once."""
    small = _smalls().get(doing)
    if small is None:
        raise Http404
    now = the_analysis(analysis)
    form = small.make(posted(request), now)
    back = reverse(small.tab, args=[analysis])

    def then() -> str:
        side = form.cleaned_data.get("side")
        return f"{back}?{urlencode({'kant': side})}" if side and small.tab == "analysis" else back

    return answer(
        request,
        form,
        lambda said: small.do(who_asks(request), analysis, said),
        template="people/form_page.html",
        context={"title": small.title, "lead": now.line.title, "back_url": back},
        then=then,
        said=small.said,
    )


_FORMS: dict[str, type[pieces.ChangeForm]] = {
    "partij": pieces.ChangePartyForm,
    "maatregel": pieces.ChangeMeasureForm,
    "effect": pieces.ChangeEffectForm,
    "investering": pieces.ChangeInvestmentForm,
}


def piece_key(now: AnalysisNow, kind: str, id_: str) -> str:
    """Return the key of the piece in an address; raises when it is not there."""
    key = key_of(KIND_SLUGS.get(kind, ""), id_)
    if key not in changing.pieces_of(now.model):
        raise NoEntry(_("This is not in the analysis any more."))
    return key


@require_http_methods(FORM)
@page(*DRAWERS)
def analysis_piece(request: HttpRequest, analysis: UUID, kind: str, piece: str) -> HttpResponse:
    """Write a piece of the analysis anew."""
    now = the_analysis(analysis)
    key = piece_key(now, kind, piece)
    initial = describing.fields_of(now.model, key) | {"version": now.line.version}
    form: Form
    if kind == "aanname":
        form = forms.ChangeFigureForm(posted(request), initial=initial)
    else:
        form = _FORMS[kind](posted(request), model=now.model, initial=initial)
    tab = "analysis_figures" if kind == "aanname" else "analysis"
    names = ", ".join(now.model.assumptions)
    explain = _("Names of the assumptions: %(names)s.") % {"names": names} if names else ""

    def act(said: dict[str, Any]) -> None:
        version = said.pop("version")
        actions.rewrite_piece(
            who_asks(request), analysis=analysis, piece=key, said=said, expected_version=version
        )

    return answer(
        request,
        form,
        act,
        template="people/form_page.html",
        context={
            "title": _("Write it anew"),
            "lead": now.line.title,
            "back_url": reverse(tab, args=[analysis]),
            "explain": explain if kind in ("effect", "investering") else "",
        },
        then=reverse(tab, args=[analysis]),
        said=_("It was written down."),
    )


@require_http_methods(FORM)
@page(*DRAWERS)
def analysis_dispute(request: HttpRequest, analysis: UUID, piece: str) -> HttpResponse:
    """Put another belief beside the one that is there."""
    now = the_analysis(analysis)
    figure = now.model.assumptions[piece_key(now, "aanname", piece).partition(":")[2]]
    form = forms.DisputeForm(
        posted(request),
        is_second=not figure.versions[0].reading,
        initial={"year": clock.today().year},
    )

    def act(said: dict[str, Any]) -> None:
        first = said.pop("first_reading", "")
        actions.dispute_figure(
            who_asks(request), analysis=analysis, figure=piece, said=said, first_reading=first
        )

    back = reverse("analysis_figures", args=[analysis])
    return answer(
        request,
        form,
        act,
        template="people/form_page.html",
        context={
            "title": _("Somebody says otherwise"),
            "lead": figure.about,
            "explain": _("Both stand side by side and both are worked out. Nothing is averaged."),
            "back_url": back,
        },
        then=back,
        said=_("Both beliefs stand side by side."),
    )


@require_POST
@page(*DRAWERS)
def analysis_settle(request: HttpRequest, analysis: UUID, piece: str) -> HttpResponse:
    """Keep one of several beliefs."""
    return press(
        request,
        lambda: actions.keep_one_belief(
            who_asks(request),
            analysis=analysis,
            figure=piece,
            reading=request.POST.get("reading", ""),
            expected_version=number_sent(request),
        ),
        then=reverse("analysis_figures", args=[analysis]),
        said=_("One belief is kept; the others stand in the versions before."),
    )


@require_http_methods(FORM)
@page(*DRAWERS)
def analysis_take_off(request: HttpRequest, analysis: UUID, kind: str, piece: str) -> HttpResponse:
    """Ask, and take a piece off the canvas."""
    now = the_analysis(analysis)
    key = piece_key(now, kind, piece)
    leaning, fields = leaning_on(now.model, key), describing.fields_of(now.model, key)
    back = reverse("analysis_figures" if kind == "aanname" else "analysis", args=[analysis])

    return answer(
        request,
        forms.SureForm(posted(request), initial={"version": now.line.version}),
        lambda said: actions.take_off(
            who_asks(request), analysis=analysis, piece=key, expected_version=said["version"]
        ),
        template="people/form_page.html",
        context={
            "title": _("Take it off"),
            "lead": fields.get("about") or fields.get("name"),
            "explain": _("These lean on it: %(names)s.") % {"names": "; ".join(leaning)}
            if leaning
            else _("It stays in the versions before."),
            "back_url": back,
            "submit": _("Take it off"),
            "danger": True,
        },
        then=back,
        said=_("It was taken off."),
    )


@require_http_methods(FORM)
@page(*WRITERS)
def analysis_index(request: HttpRequest, analysis: UUID, index: str = "") -> HttpResponse:
    """Bring in a price index with its source, or change one."""
    now = the_analysis(analysis)
    known = now.model.indexes.get(index)
    if index and known is None:
        raise Http404
    initial: dict[str, Any] = {
        "version": now.line.version,
        "price_year": now.model.price_year or now.model.start,
    }
    if known is not None:
        initial |= {
            "name": known.id,
            "values": as_lines(known),
            "source": known.source,
            "figures": [
                name for name, one in now.model.assumptions.items() if one.index == known.id
            ],
        }

    def act(said: dict[str, Any]) -> None:
        version = said.pop("version")
        actions.write_index(who_asks(request), analysis=analysis, expected_version=version, **said)

    back = reverse("analysis_figures", args=[analysis])
    return answer(
        request,
        forms.IndexForm(posted(request), model=now.model, initial=initial),
        act,
        template="people/form_page.html",
        context={
            "title": _("Price index"),
            "lead": now.line.title,
            "explain": _("It brings prices of other years to one year. No series comes along."),
            "back_url": back,
        },
        then=back,
        said=_("The index is in the analysis, with its source."),
    )


@require_http_methods(FORM)
@page(*WRITERS)
def analysis_whole(request: HttpRequest, analysis: UUID, part: str) -> HttpResponse:
    """Write anew the zero alternative, or what the analysis is as a whole."""
    now = the_analysis(analysis)
    key = {"nul": ZERO, "opzet": HEAD}.get(part)
    if key is None:
        raise Http404
    initial = describing.fields_of(now.model, key) | {"version": now.line.version}
    verb: Callable[..., object]
    form: Form
    if key == ZERO:
        form, verb = forms.ZeroForm(posted(request), initial=initial), actions.describe_zero
    else:
        form = forms.HeadForm(posted(request), model=now.model, initial=initial)
        verb = actions.describe_analysis

    def act(said: dict[str, Any]) -> None:
        version = said.pop("version")
        verb(who_asks(request), analysis=analysis, said=said, expected_version=version)

    return answer(
        request,
        form,
        act,
        template="people/form_page.html",
        context={
            "title": _("The zero alternative") if key == ZERO else _("The analysis as a whole"),
            "lead": now.line.title,
            "back_url": reverse("analysis", args=[analysis]),
        },
        then=reverse("analysis", args=[analysis]),
        said=_("It was written down."),
    )


@require_POST
@page(*WRITERS)
def analysis_seal(request: HttpRequest, analysis: UUID) -> HttpResponse:
    """Seal the zero alternative."""
    return press(
        request,
        lambda: actions.seal_zero(
            who_asks(request), analysis=analysis, expected_version=number_sent(request)
        ),
        then=reverse("analysis", args=[analysis]),
        said=_("The zero alternative is sealed. Nothing changes it any more."),
    )
