# SPDX-License-Identifier: EUPL-1.2
"""Pages: rows in the grey zone side by side, a few at a time, and a second look on disagreement.

Rows of people are opened here and nowhere else: the door writes it down first. No page leads from
here to a household of the house.
"""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from voordeur.door.access import open_deliveries
from voordeur.door.matrix import Purpose
from voordeur.door.pages import page, who_asks
from voordeur.door.refusal import NoEntry
from voordeur.door.submitting import submit
from voordeur.factlab import actions
from voordeur.factlab.forms import LookForm
from voordeur.factlab.house.words import SAYS, SHOWN
from voordeur.factlab.queries import PairLine, pairs, standing_of, task_of

ROLE = "analyst"


@dataclass(frozen=True, slots=True)
class RowShown:
    """One field of two rows side by side."""

    label: str
    left: str
    right: str
    agrees: str
    tone: str


@dataclass(frozen=True, slots=True)
class PairShown:
    """One pair with its form."""

    line: PairLine
    rows: tuple[RowShown, ...]
    said: str
    form: LookForm


def _agreement() -> dict[str, tuple[str, str]]:
    """Return what a level of agreement is called on the page, with its tone."""
    return {
        "same": (_("the same"), "ok"),
        "door": (_("the same"), "ok"),
        "other": (_("different"), "error"),
        "unknown": (_("not given on one side"), ""),
    }


def _rows(line: PairLine) -> tuple[RowShown, ...]:
    agreement = _agreement()
    alike = (_("alike"), "warning")
    # The name is compared in two parts: the less equal of the two is said.
    first, surname = line.agrees["first"], line.agrees["surname"]
    of = {**line.agrees, "name": surname if first in ("same", "unknown") else first}
    found = []
    for name, label in SHOWN.items():
        word, tone = agreement.get(of[name], alike)
        left, right = line.left["says"][name], line.right["says"][name]
        found.append(RowShown(str(label), left, right, word, tone))
    return tuple(found)


def _shown(line: PairLine, request: HttpRequest) -> PairShown:
    prefix = str(line.uuid)
    data = request.POST if request.method == "POST" and f"{prefix}-says" in request.POST else None
    said = ", ".join(str(SAYS[one]) for one in line.said)
    return PairShown(line, _rows(line), said, LookForm(data, prefix=prefix))


def _page(request: HttpRequest, task: UUID, *, second: bool) -> HttpResponse:
    reader = who_asks(request)
    line = task_of(task)
    if line is None or not line.told:
        raise NoEntry(_("There is no such task."))
    here = reverse("factlab_second" if second else "factlab_doubt", args=[task])
    access = open_deliveries(reader, activity="factlab.second" if second else "factlab.doubt")
    lines = [_shown(one, request) for one in pairs(access, task, second=second)]
    status = 200
    if request.method == "POST":
        kept, statuses = 0, []
        for one in lines:
            if one.form.is_bound and one.form.is_valid() and not one.form.cleaned_data["says"]:
                continue
            outcome = submit(
                one.form,
                lambda one=one: actions.look(  # type: ignore[misc]
                    reader,
                    doubt=one.line.uuid,
                    says=one.form.cleaned_data["says"],
                    second=second,
                ),
            )
            kept += outcome.done
            statuses.append(outcome.status)
        wrong = [one for one in statuses if one >= 400]
        if not wrong:
            said = ngettext("%(n)s pair was kept.", "%(n)s pairs were kept.", kept) % {"n": kept}
            messages.success(request, said)
            return HttpResponseRedirect(here, status=303)
        status = wrong[0]
    context = {
        "task": line,
        "pairs": lines,
        "second": second,
        "standing": standing_of(task, reader.key),
    }
    return render(request, "factlab/doubt.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@page(ROLE, purpose=Purpose.FIGURES)
def factlab_doubt(request: HttpRequest, task: UUID) -> HttpResponse:
    """Show a few pairs that this reader has not looked at, and keep what they say."""
    return _page(request, task, second=False)


@require_http_methods(["GET", "HEAD", "POST"])
@page(ROLE, purpose=Purpose.FIGURES)
def factlab_second(request: HttpRequest, task: UUID) -> HttpResponse:
    """Show a few pairs about which two people disagree, and let a second look settle them."""
    return _page(request, task, second=True)
