# SPDX-License-Identifier: EUPL-1.2
"""Pages of imports, for the functional administrator: send, look, rehearse, bring in, undo."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from voordeur.door.language import language
from voordeur.door.pages import page, who_asks
from voordeur.door.reader import Reader
from voordeur.door.refusal import NoEntry, NotAllowed, Refusal
from voordeur.imports import batches, bringing
from voordeur.imports.forms import MappingForm, UploadForm
from voordeur.provisions.queries import import_stand
from voordeur.provisions.tables import Unreadable, preview, targets

if TYPE_CHECKING:
    from voordeur.imports.models import ImportBatch

ROLE = "administrator"
STATES = {
    "uploaded": gettext_noop("Received: look at the columns"),
    "mapped": gettext_noop("Columns chosen: try it out"),
    "rehearsed": gettext_noop("Tried out: nothing is in yet"),
    "waiting": gettext_noop("Waits for its turn"),
    "running": gettext_noop("Is being brought in"),
    "done": gettext_noop("Brought in"),
    "broken": gettext_noop("Cannot be read"),
    "undone": gettext_noop("Undone"),
}
REHEARSE_AT_ONCE = 5_000
"""Rows; a longer table is rehearsed on the command line, where nobody waits for a page."""


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One table as the pages show it; nothing of its rows."""

    uuid: UUID
    target: str
    source: str
    state: str
    word: str
    made_at: datetime
    rows: int | None
    done: int
    brought: int
    seen: int
    refused: int
    undone: int
    kept: int
    faults: list[dict[str, Any]]

    @property
    def busy(self) -> bool:
        """Say whether the worker has it."""
        return self.state in ("waiting", "running")

    @property
    def so_far(self) -> int | None:
        """Return the rows looked at, None as long as nobody knows how many there are."""
        return None if self.rows is None else self.done


def _line(batch: "ImportBatch") -> BatchLine:
    label = targets()[batch.target].label
    shown = language()
    return BatchLine(
        uuid=batch.uuid,
        target=label.en if shown == "en" else label.nl,
        source=batch.source,
        state=batch.state,
        word=_(STATES[batch.state]),
        made_at=batch.made_at,
        rows=batch.rows,
        done=batch.done,
        brought=batch.brought,
        seen=batch.seen,
        refused=batch.refused,
        undone=batch.undone,
        kept=batch.kept,
        faults=[
            {"row": one["row"], "column": one["column"], "text": one[shown]} for one in batch.faults
        ],
    )


def _to(batch: UUID, name: str = "import_batch") -> HttpResponse:
    return HttpResponseRedirect(reverse(name, args=[batch]), status=303)


@require_http_methods(["GET", "HEAD", "POST"])
@page(ROLE)
def imports(request: HttpRequest) -> HttpResponse:
    """List what was brought in, and take a new table."""
    sources = batches.known_sources()
    form = UploadForm(request.POST or None, request.FILES or None, sources=sources)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > batches.LARGEST:
                raise Refusal(_("This file is too large."), "file")
            batch = batches.receive(
                who_asks(request),
                name=file.name,
                content=file.read(),
                target=form.cleaned_data["target"],
                source=form.cleaned_data["source"],
            )
            return _to(batch.uuid, "import_columns")
        except (NoEntry, NotAllowed):
            raise
        except Refusal as refusal:
            form.add_error(refusal.where or None, _(refusal.what))
    context = {
        "form": form,
        "batches": [_line(batch) for batch in batches.recent()],
        "stand": import_stand(),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "imports/page.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@page(ROLE)
def import_columns(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Show the head of a table with a guess per column; it counts once somebody looked."""
    row = batches.batch_of(batch)
    try:
        with batches.file_of(row) as path:
            head = preview(path)
    except Unreadable as error:
        english = language() == "en"
        said = [
            f"{fault.what.en if english else fault.what.nl} "
            f"{fault.remedy.en if english else fault.remedy.nl}"
            for fault in error.faults
        ]
        context: dict[str, Any] = {"batch": _line(row), "said": said}
        return render(request, "imports/unreadable.html", context, status=422)
    form = MappingForm(
        request.POST if request.method == "POST" else None,
        target=row.target,
        source=row.source,
        seen=head,
        proposal=batches.proposal(head.headers, row.target, row.source),
    )
    if request.method == "POST" and form.is_valid():
        try:
            batches.apply_mapping(who_asks(request), batch=batch, mapping=form.mapping())
            return _to(batch)
        except (NoEntry, NotAllowed):
            raise
        except Refusal as refusal:
            form.add_error(None, _(refusal.what))
    context = {"batch": _line(row), "form": form, "head": head}
    status = 422 if request.method == "POST" else 200
    return render(request, "imports/columns.html", context, status=status)


@require_safe
@page(ROLE)
def import_batch(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Show how far a table is and what came of its rows."""
    row = batches.batch_of(batch)
    context = {"batch": _line(row), "rejected": bool(row.rejected)}
    return render(request, "imports/batch.html", context)


def _rehearse(reader: Reader, batch: UUID) -> str:
    bringing.rehearse(reader, batches.batch_of(batch), at_most=REHEARSE_AT_ONCE)
    return _("Tried out; nothing was written.")


def _start(reader: Reader, batch: UUID) -> str:
    batches.start(reader, batch=batch)
    return _("It will be brought in; you can leave this page.")


def _undo(reader: Reader, batch: UUID) -> str:
    bringing.undo(reader, batch)
    return _("The table was undone.")


DOINGS: dict[str, Callable[[Reader, UUID], str]] = {
    "proef": _rehearse,
    "start": _start,
    "terug": _undo,
}


@require_POST
@page(ROLE)
def import_do(request: HttpRequest, batch: UUID, doing: str) -> HttpResponse:
    """Rehearse, start or undo a table."""
    if doing not in DOINGS:
        raise NoEntry("This page is not here.")
    try:
        messages.success(request, DOINGS[doing](who_asks(request), batch))
    except (NoEntry, NotAllowed):
        raise
    except Refusal as refusal:
        messages.warning(
            request, " ".join(_(part) for part in (refusal.what, refusal.remedy) if part)
        )
    return _to(batch)


@require_safe
@page(ROLE)
def import_rejected(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Give the rejected rows back as a file, to be mended and sent again."""
    row = batches.batch_of(batch)
    content = batches.rejected_of(row)
    if not content:
        raise NoEntry("There are no rejected rows.")
    suffix = ".xlsx" if row.suffix == ".xlsx" else ".csv"
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="afgekeurde-rijen{suffix}"'
    return answer
