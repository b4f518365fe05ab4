# SPDX-License-Identifier: EUPL-1.2
"""Bringing a batch in by 150 rows, each one transaction; trying it out; and taking it back.

A run that is killed goes on where it was: rows and the note that they are in are one transaction.
A batch is undone as a whole, newest row first; a row somebody went on from is left and named.
"""

import hmac
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from itertools import batched
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from voordeur.door import access as door
from voordeur.door.matrix import matrix
from voordeur.door.reader import Reader
from voordeur.door.refusal import NotAllowed, Refusal
from voordeur.history import clock, keyring
from voordeur.imports.batches import batch_of, file_of, mapping_of, sealed
from voordeur.imports.models import BatchRow, ImportBatch
from voordeur.imports.undoing import MOST, first_version, take_back
from voordeur.imports.writing import BATCH, IMPORTER, WRITERS, Desk, Made
from voordeur.provisions.istandaarden.words import Text
from voordeur.provisions.tables import (
    Cell,
    Fault,
    Rejected,
    RejectedFile,
    Row,
    Unreadable,
    column_names,
    read_rows,
    rejected_path,
    targets,
)

LEASE = timedelta(minutes=5)
SHOWN_FAULTS = 200


def _may(reader: Reader) -> None:
    if not matrix().may("import.run", reader.holders):
        raise NotAllowed(_("Your role does not allow this."))


def _digest(batch: ImportBatch, row: Row) -> str:
    cells = "\0".join((batch.target, batch.source, *row.cells)).encode()
    return hmac.new(keyring.lookup_key(), cells, sha256).hexdigest()


def _both(english: str) -> Text:
    """Return a refusal's text in both languages: who reads it later may have another."""
    with translation.override("nl"):
        return Text(_(english) if english else "", english)


def _refused(row: Row, file: str, refusal: Refusal, target: str) -> Rejected:
    wanted = targets()[target].fields.get(refusal.where)
    column = wanted.label.nl if wanted else ""
    place = Cell(file, "", row.number, column)
    fault = Fault("refused", _both(refusal.what), place, _both(refusal.remedy))
    return Rejected(row.number, row.cells, (fault,))


def _listed(rejected: Rejected) -> list[dict[str, Any]]:
    return [
        {
            "row": rejected.number,
            "column": fault.where.column,
            "nl": f"{fault.what.nl} {fault.remedy.nl}".strip(),
            "en": f"{fault.what.en} {fault.remedy.en}".strip(),
        }
        for fault in rejected.faults
    ]


class _Undo(Exception):
    pass


def rehearse(reader: Reader, batch: ImportBatch, at_most: int | None = None) -> ImportBatch:
    """Bring every row in and take everything back: what is wrong, row by row, nothing written.

    Raises Refusal for a table of more rows than `at_most`.
    """
    _may(reader)
    if at_most is not None and _length(batch) > at_most:
        raise Refusal(
            _("This table is too long to try out on a page."),
            remedy=_("Use `voordeur import table … --dry-run`, or divide the table."),
        )
    try:
        with _together():
            _run(batch, lambda done: None)
            raise _Undo
    except _Undo:
        pass
    faults, counts = batch.faults, (batch.rows, batch.brought, batch.seen, batch.refused)
    batch.refresh_from_db()
    batch.faults, batch.state = faults, "rehearsed"
    batch.rows, batch.brought, batch.seen, batch.refused = counts
    batch.done, batch.changed_at = 0, clock.now()
    batch.save()
    return batch


def _length(batch: ImportBatch) -> int:
    mapping = mapping_of(batch)
    if mapping is None:
        raise Refusal(_("Look at the columns first."))
    with file_of(batch) as path:
        try:
            return sum(1 for _row in read_rows(path, mapping))
        except Unreadable as error:
            raise Refusal(error.faults[0].what.nl, remedy=error.faults[0].remedy.nl) from error


def run(
    reader: Reader, batch: ImportBatch, told: Callable[[int], None] = lambda done: None
) -> ImportBatch:
    """Bring a batch in, or go on with one that was cut short."""
    _may(reader)
    batch.state, batch.lease_until = "running", clock.now() + LEASE
    batch.save(update_fields=["state", "lease_until"])

    def progress(done: int) -> None:
        ImportBatch.objects.filter(pk=batch.pk).update(
            done=done, changed_at=clock.now(), lease_until=clock.now() + LEASE
        )
        told(done)

    try:
        _run(batch, progress)
    except Unreadable as error:
        batch.state = "broken"
        batch.faults = [
            {"row": None, "column": fault.where.column, "nl": f"{fault.what.nl} {fault.remedy.nl}",
             "en": f"{fault.what.en} {fault.remedy.en}"}
            for fault in error.faults
        ]  # fmt: skip
    batch.lease_until, batch.changed_at = None, clock.now()
    batch.save()
    return batch


def _run(batch: ImportBatch, progress: Callable[[int], None]) -> None:
    mapping = mapping_of(batch)
    if mapping is None:
        raise Refusal(_("Look at the columns first."))
    desk = Desk(mapping.source)
    batch.faults, batch.refused, batch.seen = [], 0, 0
    in_already = set(BatchRow.objects.filter(batch=batch).values_list("number", flat=True))
    done = 0
    with translation.override("en"), file_of(batch) as path:
        with RejectedFile(path, column_names(path, mapping)) as rejected:
            batch.rows = sum(1 for _row in read_rows(path, mapping))
            ImportBatch.objects.filter(pk=batch.pk).update(rows=batch.rows)
            for rows in batched(read_rows(path, mapping), BATCH):
                new = [row for row in rows if row.number not in in_already]
                for one in _outcomes(batch, desk, new, path.name):
                    batch.refused += 1
                    rejected.add(one)
                    if len(batch.faults) < SHOWN_FAULTS:
                        batch.faults = [*batch.faults, *_listed(one)]
                done += len(rows)
                progress(done)
        batch.brought = BatchRow.objects.filter(batch=batch, state="brought").count()
        left = rejected_path(path)
        batch.rejected = sealed(batch, "rejected", left.read_bytes()) if left.exists() else ""
    batch.done, batch.state = done, "done"


def _outcomes(
    batch: ImportBatch, desk: Desk, rows: Sequence[Row | Rejected], file: str
) -> list[Rejected]:
    """Bring in what can be of these rows; return the others in the order of the table."""
    rejected = {row.number: row for row in rows if isinstance(row, Rejected)}
    usable = [row for row in rows if isinstance(row, Row)]
    digests = {row.number: _digest(batch, row) for row in usable}
    seen = set(
        BatchRow.objects.filter(digest__in=digests.values(), state="brought").values_list(
            "digest", flat=True
        )
    )
    fresh: list[Row] = []
    for row in usable:
        if digests[row.number] in seen:
            batch.seen += 1
        else:
            seen.add(digests[row.number])
            fresh.append(row)
    if fresh:
        desk.meet_providers(fresh)
        refused = _bring(batch, desk, fresh, digests)
        rejected |= {
            row.number: _refused(row, file, refused[row.number], batch.target)
            for row in fresh
            if row.number in refused
        }
    return [rejected[number] for number in sorted(rejected)]


def _bring(
    batch: ImportBatch, desk: Desk, rows: Sequence[Row], digests: Mapping[int, str]
) -> dict[int, Refusal]:
    """Bring rows in, in one transaction; return why the others cannot be.

    When a room refuses the whole of it, because of a row that only the room could judge, the
    halves are tried one after the other, down to that row.
    """
    try:
        with _together():
            made, refused = WRITERS[batch.target](desk, rows)
            BatchRow.objects.bulk_create(
                [
                    BatchRow(
                        batch=batch,
                        number=number,
                        digest=digests[number],
                        household_id=household_id,
                        made=own,
                    )
                    for number, (household_id, own) in _with_versions(made).items()
                ]
            )
        return refused
    except Refusal as refusal:
        if len(rows) == 1:
            return {rows[0].number: refusal}
        middle = len(rows) // 2
        first = _bring(batch, desk, rows[:middle], digests)
        return first | _bring(batch, desk, rows[middle:], digests)


@contextmanager
def _together() -> Iterator[None]:
    """State, log and keys as one: what is taken back leaves no key of somebody who never was."""
    with transaction.atomic(), transaction.atomic("log"), transaction.atomic("keys"):
        yield


def _with_versions(made: Made) -> dict[int, tuple[int, list[tuple[str, int, int | None]]]]:
    """Add to everything rows made the version it has now: 1, or None where there are none."""
    return {
        number: (home, [(label, pk, first_version(label)) for label, pk in own])
        for number, (home, own) in made.items()
    }


def _said(number: int, refusal: Refusal) -> dict[str, object]:
    """Return why a row stays, in both languages, as a fault of the batch."""
    what, remedy = _both(refusal.what), _both(refusal.remedy)
    return {
        "row": number,
        "column": "",
        "nl": f"{what.nl} {remedy.nl}",
        "en": f"{what.en} {remedy.en}",
    }


def run_due() -> int:
    """Bring in what waits, and what a killed worker left; return how many batches were done."""
    done = 0
    while True:
        now = clock.now()
        due = ImportBatch.objects.filter(
            Q(state="waiting") | Q(state="running", lease_until__lt=now)
        )
        batch = due.order_by("pk").first()
        if batch is None:
            return done
        claimed = due.filter(pk=batch.pk).update(state="running", lease_until=now + LEASE)
        if claimed:
            with door.scope():
                run(IMPORTER, batch)
            done += 1


def undo(reader: Reader, batch: UUID) -> ImportBatch:
    """Take back all rows of a batch, newest first; rows somebody went on from stay and are counted.

    One act for every 500 rows; for nearly every table that is one.
    """
    _may(reader)
    row = batch_of(batch)
    if row.state not in ("done", "broken", "undone"):
        raise Refusal(_("This table is not in, so there is nothing to undo."))
    brought = BatchRow.objects.filter(batch=row, state="brought").order_by("-number")
    numbers, kept = list(brought.values_list("pk", flat=True)), dict[int, Refusal]()
    for start in range(0, len(numbers), MOST):
        with door.scope(), translation.override("en"):
            kept |= take_back(IMPORTER, rows=numbers[start : start + MOST], by=reader.key)
    row.faults = [_said(number, kept[number]) for number in sorted(kept)]
    row.undone = BatchRow.objects.filter(batch=row, state="undone").count()
    row.kept, row.state, row.changed_at = len(kept), "undone", clock.now()
    row.save()
    return row


__all__ = ["rehearse", "run", "run_due", "undo"]
