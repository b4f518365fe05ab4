# SPDX-License-Identifier: EUPL-1.2
"""Pages for dividing the work: several cases at once, the questions to oneself, learning, the digest."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from voordeur.contact.actions import note_learning
from voordeur.coordination.actions import (
    answer_coordination,
    ask_coordinator,
    end_cover,
    stand_in,
)
from voordeur.coordination.queries import holders
from voordeur.coordination.words import layer_name
from voordeur.desk.forms import AnswerAllForm, DigestForm, HandForm, LearningForm
from voordeur.desk.nav import WORKERS
from voordeur.desk.team import carried
from voordeur.door.access import open_list, saw
from voordeur.door.pages import page, who_asks
from voordeur.door.preferences import choose, chosen
from voordeur.door.reader import Reader
from voordeur.door.refusal import Refusal
from voordeur.door.submitting import answer, posted
from voordeur.partners.queries import colleagues
from voordeur.people.queries import household_id

FORM = ["GET", "HEAD", "POST"]
NEVER_SENT: dict[str, str] = {"often": "day", "last": ""}


def each(request: HttpRequest, deeds: list[Callable[[], object]]) -> None:
    """Do several deeds, each on its own: what is refused holds up none of the others; say how many."""
    refused: list[str] = []
    for deed in deeds:
        try:
            deed()
        except Refusal as refusal:
            refused.append(refusal.what)
    done = len(deeds) - len(refused)
    if done:
        said = ngettext("%(count)d case was done.", "%(count)d cases were done.", done)
        messages.success(request, said % {"count": done})
    for what in sorted(set(refused)):
        said = ngettext(
            "%(count)d case was not done: %(what)s",
            "%(count)d cases were not done: %(what)s",
            refused.count(what),
        )
        messages.warning(request, said % {"count": refused.count(what), "what": what})


@require_http_methods(FORM)
@page("team_lead")
def hand_over(request: HttpRequest) -> HttpResponse:
    """Hand several cases over at once, or let somebody stand in for a while."""
    reader = who_asks(request)
    access = open_list(reader)
    groups, seen = carried(access, reader)
    saw(access, seen, activity="desk.hand_over")
    form = HandForm(
        posted(request),
        cases=[(str(uuid), name) for group in groups for uuid, name in group.cases],
        people=colleagues(team_ids=sorted(reader.leads), with_account=True),
        initial={"way": "ask"},
    )

    def deeds(given: dict[str, Any]) -> None:
        ids = [household_id(UUID(one)) for one in given["cases"]]
        each(request, [_deed(reader, given, pk) for pk in ids])

    return answer(
        request,
        form,
        deeds,
        template="desk/pages/hand_over.html",
        context={"groups": groups, "chosen": set(request.POST.getlist("cases"))},
        then=reverse("hand_over"),
        said=_("This is how it went."),
    )


def _deed(reader: Reader, given: dict[str, Any], pk: int) -> Callable[[], object]:
    """Return what is done with one of the chosen households."""
    if given["way"] == "back":
        return lambda: end_cover(reader, household_id=pk)
    if given["way"] == "cover":
        return lambda: stand_in(
            reader, household_id=pk, professional_id=given["to"], until=given["until"]
        )
    return lambda: ask_coordinator(
        reader,
        household_id=pk,
        layer="case",
        professional_id=given["to"],
        reason=given["reason"],
    )


@require_http_methods(FORM)
@page(*WORKERS)
def asked_of_me(request: HttpRequest) -> HttpResponse:
    """Show every question to coordinate that waits for me, and say yes to several at once."""
    reader = who_asks(request)
    access = open_list(reader)
    rows = [
        row
        for row in holders(access)
        if row.state == "proposed" and row.account_id == reader.account_id and row.account_id
    ]
    saw(access, [row.household_id for row in rows], activity="desk.asked_of_me")
    askers = {
        one.account_id: f"{one.name}, {one.team or one.organisation}"
        for one in colleagues(account_ids=sorted({row.asked_by for row in rows if row.asked_by}))
    }
    labels = [
        (
            str(row.id),
            _("%(layer)s, asked by %(who)s. %(why)s")
            % {
                "layer": layer_name(row.layer),
                "who": askers.get(row.asked_by, _("a colleague")),
                "why": row.reason or "",
            },
        )
        for row in rows
    ]
    form = AnswerAllForm(posted(request), asked=labels)

    def accept(given: dict[str, Any]) -> None:
        wanted = set(given["asked"])
        each(
            request,
            [_accept(reader, row.household_id, row.id) for row in rows if str(row.id) in wanted],
        )

    return answer(
        request,
        form,
        accept,
        template="desk/pages/asked.html",
        context={"any": bool(rows)},
        then=reverse("households"),
        said=_("Thank you for your answer."),
    )


def _accept(reader: Reader, pk: int, appointment: int) -> Callable[[], object]:
    return lambda: answer_coordination(
        reader, household_id=pk, appointment=appointment, accept=True
    )


@require_http_methods(FORM)
@page(*WORKERS)
def my_notices(request: HttpRequest) -> HttpResponse:
    """Choose how often a mail says that things wait, and note time for learning."""
    reader = who_asks(request)
    account_id = reader.account_id or 0
    choice = chosen(account_id, "digest", NEVER_SENT) if request.method == "POST" else None
    doing = request.POST.get("do", "")
    forms: dict[str, Any] = {
        "digest": DigestForm(
            request.POST if doing == "digest" else None, initial={"often": _often(account_id)}
        ),
        "learning": LearningForm(request.POST if doing == "learning" else None),
    }

    def keep(given: dict[str, Any]) -> None:
        if doing == "learning":
            note_learning(reader, **given)
        else:
            choose(account_id, "digest", {**(choice or NEVER_SENT), "often": given["often"]})

    return answer(
        request,
        forms.get(doing, forms["digest"]),
        keep,
        template="desk/pages/notices.html",
        context={"forms": forms},
        then=reverse("my_notices"),
        said=_("Kept."),
    )


def _often(account_id: int) -> str:
    """Return what was chosen; asked with the key that is there, because a look writes nothing."""
    return str(chosen(account_id, "digest", NEVER_SENT)["often"])
