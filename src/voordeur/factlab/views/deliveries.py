# SPDX-License-Identifier: EUPL-1.2
"""Pages: folders of deliveries, one folder by source, one delivery against the last, its letter."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from voordeur.door.language import language
from voordeur.door.matrix import Purpose
from voordeur.door.pages import page, who_asks
from voordeur.door.refusal import NoEntry
from voordeur.door.submitting import answer, posted, press
from voordeur.factlab import actions
from voordeur.factlab.deliveries.manifest import Source
from voordeur.factlab.forms import PackageForm, RunForm, VerdictForm
from voordeur.factlab.house.words import VERDICTS, change_words, fault_words
from voordeur.factlab.queries import (
    Delivered,
    FolderLine,
    SourceLine,
    delivery_of,
    folder_of,
    folders,
    releases,
    tasks,
)
from voordeur.factlab.views.tasks import shown
from voordeur.history import clock
from voordeur.papers.typeset import HOUSE, typeset

ROLE = "analyst"
FIRST = 100
"""Refused rows on the page; the letter counts all of them."""


def _states() -> dict[str, tuple[str, str, str]]:
    """Return what a source's state is called, with the tone and the icon of its badge."""
    return {
        "": (_("not checked yet"), "", "clock"),
        "gap": (_("nothing delivered"), "warning", "alert"),
        "unread": (_("cannot be read"), "error", "error"),
        "refused": (_("refused: counts as a gap"), "warning", "alert"),
        "accepted": (_("accepted"), "ok", "check"),
        "drift": (_("differs from the last time"), "warning", "alert"),
        "rows": (_("some rows cannot be used"), "info", "info"),
        "fine": (_("nothing stands out"), "ok", "check"),
    }


@dataclass(frozen=True, slots=True)
class SourceShown:
    """One source as it stands on the page of its folder."""

    line: SourceLine
    word: str
    tone: str
    icon: str


def _folder(name: str) -> FolderLine:
    found = folder_of(name)
    if found is None:
        raise NoEntry(_("There is no such folder of deliveries."))
    return found


def _alike(folder: FolderLine, said: Callable[[Source], object]) -> Source | None:
    """Return a source that speaks for all of them, so that it is said once; None where they differ."""
    sources = [one.source for one in folder.sources]
    return sources[0] if len({said(one) for one in sources}) == 1 else None


@require_safe
@page(ROLE, purpose=Purpose.FIGURES)
def factlab(request: HttpRequest) -> HttpResponse:
    """Show the folders of deliveries, the tasks, and everything that was told."""
    context = {
        "folders": folders(),
        "tasks": [shown(one) for one in tasks()],
        "releases": releases(),
    }
    return render(request, "factlab/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(ROLE, purpose=Purpose.FIGURES)
def factlab_receive(request: HttpRequest) -> HttpResponse:
    """Take a zip with deliveries in."""
    form = PackageForm(posted(request), request.FILES or None)

    def receive(cleaned: dict[str, Any]) -> None:
        actions.receive(
            who_asks(request), name=cleaned["name"].strip(), package=cleaned["package"].read()
        )

    return answer(
        request,
        form,
        receive,
        template="factlab/receive.html",
        context={},
        then=lambda: reverse("factlab_folder", args=[form.cleaned_data["name"].strip()]),
        said=_("The package was unpacked. Now have the files checked."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(ROLE, purpose=Purpose.FIGURES)
def factlab_folder(request: HttpRequest, folder: str) -> HttpResponse:
    """Show what was agreed and delivered per source; start a run from it."""
    found = _folder(folder)
    form = RunForm(posted(request), initial={"language": language(), "threshold": 10})

    def run(cleaned: dict[str, object]) -> None:
        task = actions.ask_task(
            who_asks(request),
            kind="run",
            folder=folder,
            language=str(cleaned["language"]),
            threshold=int(str(cleaned["threshold"])),
        )
        made.append(task.uuid)

    def context() -> dict[str, object]:
        states = _states()
        return {
            "folder": found,
            "fault": fault_words(found.fault.plain()) if found.fault else None,
            "sources": [SourceShown(one, *states[one.state]) for one in found.sources],
            "agreed": _alike(found, lambda one: (one.purpose, one.agreement)),
            "period": _alike(found, lambda one: (one.period_from, one.last_day, one.extracted)),
            "tasks": [shown(one) for one in tasks(folder)],
        }

    made: list[UUID] = []
    return answer(
        request,
        form,
        run,
        template="factlab/folder.html",
        context=context,
        then=lambda: reverse("factlab_task", args=[made[0]]),
        said=_("The run was asked for. You can leave this page."),
    )


@require_POST
@page(ROLE, purpose=Purpose.FIGURES)
def factlab_check(request: HttpRequest, folder: str) -> HttpResponse:
    """Have the files of a folder checked."""
    return press(
        request,
        lambda: actions.ask_task(who_asks(request), kind="check", folder=folder),
        then=reverse("factlab_folder", args=[folder]),
        said=_("The files will be checked; look again in a moment."),
    )


def _delivery(uuid: UUID) -> Delivered:
    found = delivery_of(uuid)
    if found is None:
        raise NoEntry(_("There is no such delivery."))
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@page(ROLE, purpose=Purpose.FIGURES)
def factlab_delivery(request: HttpRequest, delivery: UUID) -> HttpResponse:
    """Show one delivery against the last one, and its rows that cannot be used; accept or refuse."""
    found = _delivery(delivery)
    initial = {
        "version": found.version,
        "reason": found.reason,
        "verdict": found.verdict if found.verdict != "open" else None,
    }
    form = VerdictForm(posted(request), initial=initial)

    def judge(cleaned: dict[str, object]) -> None:
        actions.judge(
            who_asks(request),
            delivery=delivery,
            verdict=str(cleaned["verdict"]),  # type: ignore[arg-type]
            reason=str(cleaned["reason"]),
            expected_version=int(str(cleaned["version"])),
        )

    tongue = language()
    context = {
        "delivery": found,
        "fault": fault_words(found.fault) if found.fault else None,
        "changes": [change_words(one) for one in found.changes],
        "refusals": [
            (one["file"], one["row"], one["what"][tongue], one["remedy"][tongue])
            for one in found.refusals[:FIRST]
        ],
        "more": max(0, found.rows_rejected - FIRST),
        "verdict": VERDICTS[found.verdict],
        "letter": found.letter.splitlines(),
    }
    return answer(
        request,
        form,
        judge,
        template="factlab/delivery.html",
        context=context,
        then=reverse("factlab_folder", args=[found.folder]),
        said=_("That was written down."),
    )


@require_safe
@page(ROLE, purpose=Purpose.FIGURES)
def factlab_letter(request: HttpRequest, delivery: UUID) -> HttpResponse:
    """Give the letter back to an institution as a PDF, in Dutch; it says nothing of any row's cells."""
    found = _delivery(delivery)
    if not found.letter:
        return HttpResponseRedirect(reverse("factlab_delivery", args=[delivery]))
    data = {
        "title": "Uw aanlevering",
        "sender": settings.CONFIG.municipality,
        "to": found.institution,
        "date": date_format(found.checked_at, "j F Y")
        if language() == "nl"
        else str(clock.today()),
        "paragraphs": [
            part for part in "\n".join(found.letter.splitlines()[2:]).split("\n\n") if part
        ],
        "signed": settings.CONFIG.municipality,
    }
    made = HttpResponse(typeset(HOUSE / "letter.typ", data, "nl"), content_type="application/pdf")
    made["Content-Disposition"] = 'attachment; filename="brief-aanlevering.pdf"'
    return made
