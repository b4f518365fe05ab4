# SPDX-License-Identifier: EUPL-1.2
"""A batch: a sealed table and its mapping, brought in row by row, each row one transaction.

A run that is killed goes on where it was: a row and the note that it is in are one transaction. A
batch is undone as a whole, newest row first; a row somebody went on from is left and named.
"""

import base64
import hmac
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from voordeur.door import access as door
from voordeur.door.deed import Deed, action
from voordeur.door.matrix import matrix
from voordeur.door.reader import Reader
from voordeur.door.refusal import NoEntry, NotAllowed, Refusal
from voordeur.history import clock, keyring
from voordeur.imports.models import BatchRow, ImportBatch
from voordeur.imports.rows import BRING, IMPORTER, Desk
from voordeur.imports.tables import (
    Cell,
    Fault,
    Mapping,
    Rejected,
    RejectedFile,
    Row,
    Unreadable,
    column_names,
    read_rows,
    rejected_path,
    targets,
)
from voordeur.imports.undoing import version_of
from voordeur.provisions.istandaarden.words import Text

LEASE = timedelta(minutes=5)
LARGEST = 20 * 1024 * 1024
SHOWN_FAULTS = 200
STREAM = ("system", 2)


def _key(batch: UUID) -> bytes:
    return keyring.key_for(f"import:{batch.hex[:24]}", "table", "import", make=True)


def _sealed(batch: ImportBatch, name: str, content: bytes) -> str:
    packed = base64.b64encode(content)
    return keyring.seal(_key(batch.uuid), packed, f"{batch.uuid}|{name}")


def _unsealed(batch: ImportBatch, name: str) -> bytes:
    text = getattr(batch, name)
    if not text:
        return b""
    return base64.b64decode(keyring.unseal(_key(batch.uuid), text, f"{batch.uuid}|{name}"))


def _may(reader: Reader) -> None:
    if not matrix().may("import.run", reader.holders):
        raise NotAllowed(_("Your role does not allow this."))


@action("import.run", household=False)
def receive(deed: Deed, *, name: str, content: bytes, target: str) -> ImportBatch:
    """Take a table in, sealed; nothing of it is brought in yet. Its name is not kept."""
    if target not in targets():
        raise Refusal(_("Choose what the rows are."), "target")
    if len(content) > LARGEST:
        raise Refusal(_("This file is too large."), "file", _("Divide it over several files."))
    suffix = Path(name).suffix.lower()
    if suffix not in {".csv", ".txt", ".tsv", ".xlsx"}:
        raise Refusal(_("Only .xlsx and .csv files can be read."), "file")
    batch = ImportBatch(
        account_id=deed.reader.account_id,
        target=target,
        suffix=suffix,
        made_at=deed.now,
        changed_at=deed.now,
    )
    batch.content = _sealed(batch, "content", content)
    batch.save(force_insert=True)
    deed.happened("imports.received", {"batch": batch.pk, "target": target}, stream=STREAM)
    return batch


@action("import.run", household=False)
def apply_mapping(deed: Deed, *, batch: UUID, mapping: Mapping) -> ImportBatch:
    """Keep the mapping that a person has seen; raises Refusal when it cannot be used."""
    row = ImportBatch.objects.get(uuid=batch)
    if row.state not in ("uploaded", "mapped", "rehearsed", "broken"):
        raise Refusal(_("This table was brought in already."))
    faults = mapping.faults()
    if faults or mapping.target != row.target:
        raise Refusal(
            faults[0].what.en if faults else _("This mapping is for other rows."), "mapping"
        )
    row.source, row.state = mapping.source[:80], "mapped"
    row.mapping = _sealed(row, "mapping", mapping.to_toml().encode())
    row.faults, row.changed_at = [], deed.now
    row.save()
    deed.happened("imports.mapped", {"batch": row.pk}, stream=STREAM)
    return row


@action("import.run", household=False)
def start(deed: Deed, *, batch: UUID) -> ImportBatch:
    """Let the worker bring this batch in; it goes on by itself."""
    row = ImportBatch.objects.select_for_update().get(uuid=batch)
    if row.state not in ("mapped", "rehearsed"):
        raise Refusal(_("Look at the columns first."))
    row.state, row.changed_at = "waiting", deed.now
    row.save(update_fields=["state", "changed_at"])
    deed.happened("imports.started", {"batch": row.pk}, stream=STREAM)
    return row


def batch_of(uuid: UUID) -> ImportBatch:
    """Return a batch by its address; raises NoEntry when there is none."""
    row = ImportBatch.objects.filter(uuid=uuid).first()
    if row is None:
        raise NoEntry(_("There is no such batch."), str(uuid))
    return row


def recent(limit: int = 50) -> list[ImportBatch]:
    """Return the newest batches, without the sealed content; one query."""
    rows = ImportBatch.objects.defer("content", "mapping", "rejected")
    return list(rows.order_by("-pk")[:limit])


def mapping_of(batch: ImportBatch) -> Mapping | None:
    """Return the mapping somebody chose, or None."""
    text = _unsealed(batch, "mapping").decode()
    return Mapping.from_toml(text) if text else None


@contextmanager
def file_of(batch: ImportBatch) -> Iterator[Path]:
    """Put the table in a folder of its own for as long as it is read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"tabel{batch.suffix}"
        path.write_bytes(_unsealed(batch, "content"))
        yield path


def rejected_of(batch: ImportBatch) -> bytes:
    """Return the file of rejected rows, empty when there were none."""
    return _unsealed(batch, "rejected")


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


def _bring(batch: ImportBatch, desk: Desk, row: Row) -> str:
    """Bring one row in: "brought", "seen" when it is here already; raises Refusal."""
    digest = _digest(batch, row)
    if BatchRow.objects.filter(digest=digest, state="brought").exists():
        return "seen"
    with transaction.atomic():
        household_id, made = BRING[batch.target](desk, row.values)
        BatchRow.objects.create(
            batch=batch,
            number=row.number,
            digest=digest,
            household_id=household_id,
            made=[[label, pk, version_of(label, pk)] for label, pk in made],
        )
    return "brought"


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
        with transaction.atomic():
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
    desk = Desk.of(mapping.source)
    batch.faults, batch.refused, batch.seen = [], 0, 0
    in_already = set(BatchRow.objects.filter(batch=batch).values_list("number", flat=True))
    done = 0
    with translation.override("en"), file_of(batch) as path:
        with RejectedFile(path, column_names(path, mapping)) as rejected:
            batch.rows = sum(1 for _row in read_rows(path, mapping))
            ImportBatch.objects.filter(pk=batch.pk).update(rows=batch.rows)
            for row in read_rows(path, mapping):
                done += 1
                if row.number not in in_already:
                    _one(batch, desk, row, rejected, path.name)
                if done % 20 == 0:
                    progress(done)
        batch.brought = BatchRow.objects.filter(batch=batch, state="brought").count()
        left = rejected_path(path)
        batch.rejected = _sealed(batch, "rejected", left.read_bytes()) if left.exists() else ""
    batch.done, batch.state = done, "done"


def _one(
    batch: ImportBatch, desk: Desk, row: Row | Rejected, rejected: RejectedFile, file: str
) -> None:
    if isinstance(row, Row):
        try:
            if _bring(batch, desk, row) == "seen":
                batch.seen += 1
        except Refusal as refusal:
            row = _refused(row, file, refusal, batch.target)
    if isinstance(row, Rejected):
        batch.refused += 1
        rejected.add(row)
        if len(batch.faults) < SHOWN_FAULTS:
            batch.faults = [*batch.faults, *_listed(row)]


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
    """Take back all rows of a batch, newest first; rows somebody went on from stay and are counted."""
    from voordeur.imports.undoing import take_back

    _may(reader)
    row = batch_of(batch)
    if row.state not in ("done", "broken", "undone"):
        raise Refusal(_("This table is not in, so there is nothing to undo."))
    row.faults, kept = [], 0
    for made in BatchRow.objects.filter(batch=row, state="brought").order_by("-number"):
        try:
            with translation.override("en"):
                take_back(IMPORTER, household_id=made.household_id, row=made.pk)
        except Refusal as refusal:
            kept += 1
            what, remedy = _both(refusal.what), _both(refusal.remedy)
            said = {"nl": f"{what.nl} {remedy.nl}", "en": f"{what.en} {remedy.en}"}
            row.faults = [*row.faults, {"row": made.number, "column": "", **said}]
    row.undone = BatchRow.objects.filter(batch=row, state="undone").count()
    row.kept, row.state, row.changed_at = kept, "undone", clock.now()
    row.save()
    return row


__all__ = [
    "apply_mapping",
    "batch_of",
    "file_of",
    "mapping_of",
    "receive",
    "recent",
    "rehearse",
    "rejected_of",
    "run",
    "run_due",
    "start",
    "undo",
]
