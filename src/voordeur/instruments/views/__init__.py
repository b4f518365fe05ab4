# SPDX-License-Identifier: EUPL-1.2
"""Pages of measurements: what there is, taking one in two steps, correcting, and side by side."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from voordeur.door import drafts
from voordeur.door.language import language
from voordeur.door.refusal import Conflict, NoEntry, NotAllowed, Refusal
from voordeur.history import clock
from voordeur.instruments import actions, asking, queries
from voordeur.instruments.errors import UnknownInstrumentError
from voordeur.instruments.instrument import Area, Instrument
from voordeur.instruments.measurement import Rating
from voordeur.instruments.page import (
    About,
    Comparison,
    blocks,
    comparison,
    subjects,
)
from voordeur.instruments.queries.catalogue import known
from voordeur.instruments.words import InstrumentKind, RaterKind, SubjectKind
from voordeur.people.pages import Home, household_page
from voordeur.people.queries import members, open_parts


def _base(home: Home) -> dict[str, Any]:
    """Return what every page needs: a resident gets the resident's shell, without the tabs."""
    resident = "resident" in home.reader.roles
    return {
        "home": home,
        "resident": resident,
        "base": "desk/base_resident.html" if resident else "desk/base.html",
    }


def _to(home: Home) -> HttpResponse:
    return HttpResponseRedirect(reverse("measurements_page", args=[home.uuid]), status=303)


@require_safe
@household_page()
def measurements_page(request: HttpRequest, home: Home) -> HttpResponse:
    """Show who measured what, the latest side by side, and what can be measured now."""
    shown = blocks(home, queries.overview(home.access))
    return render(request, "instruments/page.html", {**_base(home), "blocks": shown})


def _instrument(name: str, version: str) -> Instrument:
    try:
        found = known().get(name, version)
    except UnknownInstrumentError as error:
        raise NoEntry("This instrument is not here.") from error
    if found.kind is not InstrumentKind.SCALE:
        raise NoEntry("This instrument is not here.")
    return found


def _about(home: Home, key: str) -> About:
    for each in subjects(home):
        if each.key == key:
            return each
    raise NoEntry("This member cannot be opened.", remedy="Ask the case coordinator.")


@require_safe
@household_page()
def compare(
    request: HttpRequest, home: Home, instrument: str, version: str, about: str
) -> HttpResponse:
    """Show every rater side by side and each line through time; nothing is averaged."""
    tool, whom = _instrument(instrument, version), _about(home, about)
    found = queries.side_by_side(
        home.access, tool.id, version=tool.version, person_id=whom.person_id
    )
    names = queries.rater_names(home.access, found.raters)
    shown: Comparison = comparison(found, names, whom.name)
    return render(request, "instruments/compare.html", {**_base(home), "page": shown})


@dataclass
class Form:
    """One measurement being written: of whom, with what, which areas, what was typed, what is wrong."""

    home: Home
    tool: Instrument
    about: About
    key: str
    typed: asking.Typed
    correcting: queries.Taken | None = None
    errors: list[str] = field(default_factory=list)
    both: list[dict[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Sort the areas by what is open to this reader."""
        person = self.about.person_id
        parts = open_parts(self.home.access)
        is_open = parts.get(person, frozenset()) if person is not None else frozenset({"common"})
        self.can, self.cannot = asking.offered(self.tool, is_open, is_person=person is not None)

    @property
    def is_short(self) -> bool:
        """Say whether the list is asked whole, without choosing first."""
        return len(self.tool.areas) <= asking.SHORT

    @property
    def areas(self) -> tuple[Area, ...]:
        """Return the areas that are asked now."""
        return self.can if self.is_short else asking.chosen_areas(self.typed, self.can)

    @property
    def is_choosing(self) -> bool:
        """Say whether the first step is shown: which areas matter for the question."""
        return not self.is_short and (not self.areas or bool(self.typed.get("choose")))

    @property
    def ratings(self) -> tuple[Rating, ...]:
        """Return what was filled in."""
        return asking.answers(self.tool, self.areas, self.typed)

    def last(self, name: str, default: str = "") -> str:
        """Return the last value of a field."""
        values = self.typed.get(name, ())
        return values[-1] if values else default

    def raters(self) -> list[tuple[str, str, bool]]:
        """Return whose view this can be: value, words and whether it is chosen."""
        if self.correcting is not None:
            return []
        options: list[tuple[str, str]] = []
        raters = self.tool.raters
        if self.home.reader.person_id is not None:
            options.append(("", _("My own view")))
        else:
            if RaterKind.PROFESSIONAL in raters:
                options.append(("", _("My own view, as a professional")))
            if RaterKind.RESIDENT in raters:
                options += [
                    (f"person:{one.person_id}", _("What %(name)s says") % {"name": one.called})
                    for one in members(self.home.access)
                    if not one.masked
                ]
        if RaterKind.HOUSEHOLD in raters:
            options.append(("household", _("What the household says together")))
        chosen = self.last("rater", options[0][0] if options else "")
        return [(value, words, value == chosen) for value, words in options]

    def context(self) -> dict[str, Any]:
        """Return what the template shows."""
        shown = language()
        ticked = {area.id for area in asking.chosen_areas(self.typed, self.can)}
        return {
            **_base(self.home),
            "tool": {
                "title": self.tool.title.in_language(shown),
                "summary": self.tool.summary.in_language(shown),
                "rights": (self.tool.anchor_rights or self.tool.rights).in_language(shown),
            },
            "about": self.about,
            "choosing": self.is_choosing,
            "short": self.is_short,
            "choices": [
                (
                    area.id,
                    area.title.in_language(shown),
                    area.explanation.in_language(shown),
                    area.id in ticked,
                )
                for area in self.can
            ],
            "closed": [area.title.in_language(shown) for area in self.cannot],
            "questions": asking.asked(self.tool, self.areas, self.typed, shown),
            "raters": self.raters(),
            "taken_on": self.last("taken_on", clock.today().isoformat()),
            "today": clock.today().isoformat(),
            "ask_again": self.correcting is None
            and self.home.reader.person_id is None
            and ("ask_again" in self.typed or "taken_on" not in self.typed),
            "reminds": self.correcting is None and self.home.reader.person_id is None,
            "correcting": self.correcting is not None,
            "draft_key": self.key,
            "errors": self.errors,
            "both": self.both,
        }


def _page(request: HttpRequest, form: Form) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "instruments/take.html", form.context(), status=status)


def _step(request: HttpRequest, form: Form) -> HttpResponse:
    """Keep the first step as a draft and show the next one: nothing is recorded yet."""
    back = request.POST.get("step") == "choose"
    kept = {
        name: list(values)
        for name, values in {**drafts.load(form.home.reader.account_id or 0, form.key)}.items()
        if name != "choose"
    }
    kept |= {
        name: list(values)
        for name, values in form.typed.items()
        if name not in ("csrfmiddlewaretoken", "step", "draft_key")
    }
    if back:
        kept["choose"] = ["1"]
    elif not asking.chosen_areas(form.typed, form.can):
        form.errors = [_("Choose at least one area.")]
        form.typed = {**form.typed, "choose": ["1"]}
        return _page(request, form)
    drafts.save(form.home.reader.account_id or 0, form.key, kept)
    return HttpResponseRedirect(request.path, status=303)


def _refused(form: Form, refusal: Refusal) -> None:
    """Put a refusal in the form, so that nothing that was typed is lost."""
    form.errors = [" ".join(_(part) for part in (refusal.what, refusal.remedy) if part)]
    if isinstance(refusal, Conflict):
        shown = language()
        areas = sorted({*refusal.mine, *refusal.theirs})
        form.both = [
            {
                "label": form.tool.area(area).title.in_language(shown),
                "mine": str(refusal.mine.get(area, "")),
                "theirs": str(refusal.theirs.get(area, "")),
            }
            for area in areas
            if refusal.mine.get(area) != refusal.theirs.get(area)
        ]


def _key(home: Home, *parts: str) -> str:
    return ":".join(["meten", home.uuid.hex, *parts])[: drafts.LONGEST_KEY]


def _typed(request: HttpRequest) -> dict[str, list[str]]:
    return {name: [str(each) for each in request.POST.getlist(name)] for name in request.POST}


@require_http_methods(["GET", "HEAD", "POST"])
@household_page()
def take(
    request: HttpRequest, home: Home, instrument: str, version: str, about: str
) -> HttpResponse:
    """Take a measurement: first which areas matter for the question, then those, each optional."""
    tool, whom = _instrument(instrument, version), _about(home, about)
    kind = SubjectKind.HOUSEHOLD if whom.person_id is None else SubjectKind.PERSON
    if kind not in tool.subjects:
        raise NoEntry("This instrument is not here.")
    if not home.may("measure.write"):
        raise NotAllowed("You may not do this in this household.")
    account = home.reader.account_id or 0
    key = _key(home, about.replace("-", ""), tool.id, tool.version)
    if request.method != "POST":
        return _page(request, Form(home, tool, whom, key, drafts.load(account, key)))
    form = Form(home, tool, whom, key, _typed(request))
    if "step" in request.POST:
        return _step(request, form)
    try:
        _take(form)
    except (NoEntry, NotAllowed):
        raise
    except Refusal as refusal:
        _refused(form, refusal)
        return _page(request, form)
    drafts.drop(account, key)
    messages.success(request, _("The measurement is recorded."))
    return _to(home)


def _take(form: Form) -> None:
    rater, day = form.last("rater"), _day(form)
    kind: RaterKind | None = None
    if rater == "household":
        kind, rater = RaterKind.HOUSEHOLD, ""
    elif rater.startswith("person:") and form.home.reader.person_id is None:
        kind = RaterKind.RESIDENT
    actions.take_measurement(
        form.home.reader,
        household_id=form.home.id,
        person_id=form.about.person_id,
        instrument=form.tool.id,
        instrument_version=form.tool.version,
        ratings=form.ratings,
        rater=kind,
        rater_key=rater,
        taken_on=day,
        ask_again="ask_again" in form.typed,
    )


def _day(form: Form) -> date:
    try:
        found = parse_date(form.last("taken_on"))
    except ValueError:
        found = None
    if found is None:
        raise Refusal(_("Give the day as a date."), "taken_on")
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@household_page()
def correct(request: HttpRequest, home: Home, measurement: UUID) -> HttpResponse:
    """Correct one's own measurement: the same form, filled in with what was said."""
    found = queries.measurement(home.access, measurement)
    values = found.values
    if values is None or not found.is_mine or found.version is None:
        raise NoEntry("This measurement cannot be opened.", remedy="Ask the case coordinator.")
    tool = _instrument(values.instrument, values.version)
    whom = next((one for one in subjects(home) if one.person_id == found.person_id), None)
    if whom is None:
        raise NoEntry("This measurement cannot be opened.", remedy="Ask the case coordinator.")
    account = home.reader.account_id or 0
    key = _key(home, "verbeter", measurement.hex)
    if request.method != "POST":
        typed = drafts.load(account, key) or asking.typed_from(values.ratings)
        typed.setdefault("expected", [str(found.version)])
        form = Form(home, tool, whom, key, typed, found)
        return render(
            request,
            "instruments/take.html",
            {**form.context(), "expected": form.last("expected")},
        )
    form = Form(home, tool, whom, key, _typed(request), found)
    if "step" in request.POST:
        return _step(request, form)
    expected = form.last("expected")
    try:
        actions.correct_measurement(
            home.reader,
            household_id=home.id,
            measurement=measurement,
            expected_version=int(expected) if expected.isdigit() else 0,
            ratings=form.ratings,
        )
    except (NoEntry, NotAllowed):
        raise
    except Refusal as refusal:
        _refused(form, refusal)
        context = {**form.context(), "expected": str(found.version)}
        return render(request, "instruments/take.html", context, status=422)
    drafts.drop(account, key)
    messages.success(request, _("The measurement is corrected."))
    return _to(home)
