# SPDX-License-Identifier: EUPL-1.2
"""A batch: a sealed table and its columns, from being received to waiting for the worker."""

import base64
import hmac
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door.deed import Deed, action
from voordeur.door.refusal import NoEntry, Refusal
from voordeur.history import keyring
from voordeur.imports.models import ImportBatch, SourceColumns
from voordeur.provisions.tables import Guess, guess, targets
from voordeur.provisions.tables import Mapping as Columns

LARGEST = 20 * 1024 * 1024
STREAM = ("system", 2)


def _key(batch: UUID) -> bytes:
    return keyring.key_for(f"import:{batch.hex[:24]}", "table", "import", make=True)


def sealed(batch: ImportBatch, name: str, content: bytes) -> str:
    """Return content encrypted with the key of the batch, bound to the column it is for."""
    packed = base64.b64encode(content)
    return keyring.seal(_key(batch.uuid), packed, f"{batch.uuid}|{name}")


def _unsealed(batch: ImportBatch, name: str) -> bytes:
    text = getattr(batch, name)
    if not text:
        return b""
    return base64.b64decode(keyring.unseal(_key(batch.uuid), text, f"{batch.uuid}|{name}"))


def _fingerprint(content: bytes, target: str) -> str:
    return hmac.new(keyring.lookup_key(), target.encode() + b"\0" + content, sha256).hexdigest()


@action("import.run", household=False)
def receive(deed: Deed, *, name: str, content: bytes, target: str, source: str = "") -> ImportBatch:
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
        source=source.strip()[:80],
        suffix=suffix,
        fingerprint=_fingerprint(content, target),
        made_at=deed.now,
        changed_at=deed.now,
    )
    batch.content = sealed(batch, "content", content)
    batch.save(force_insert=True)
    deed.happened("imports.received", {"batch": batch.pk, "target": target}, stream=STREAM)
    return batch


@action("import.run", household=False)
def apply_mapping(deed: Deed, *, batch: UUID, mapping: Columns) -> ImportBatch:
    """Keep the mapping that a person has seen, for this table and for the next one of its source.

    Raises Refusal when it cannot be used.
    """
    row = ImportBatch.objects.get(uuid=batch)
    if row.state not in ("uploaded", "mapped", "rehearsed", "broken"):
        raise Refusal(_("This table was brought in already."))
    faults = mapping.faults()
    if faults or mapping.target != row.target:
        raise Refusal(
            faults[0].what.en if faults else _("This mapping is for other rows."), "mapping"
        )
    row.source, row.state = mapping.source[:80], "mapped"
    row.mapping = sealed(row, "mapping", mapping.to_toml().encode())
    row.faults, row.changed_at = [], deed.now
    row.save()
    SourceColumns.objects.update_or_create(
        source=row.source,
        target=row.target,
        defaults={"columns": mapping.to_toml(), "changed_at": deed.now},
    )
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
    """Return a batch by its address; raises NoEntry when there is none.

    The table itself is read only when somebody asks for it: a page looks every other second.
    """
    row = ImportBatch.objects.defer("content", "mapping", "rejected").filter(uuid=uuid).first()
    if row is None:
        raise NoEntry(_("There is no such batch."), str(uuid))
    return row


def recent(limit: int = 50) -> list[ImportBatch]:
    """Return the newest batches, without the sealed content; one query."""
    rows = ImportBatch.objects.defer("content", "mapping", "rejected")
    return list(rows.order_by("-pk")[:limit])


def unfinished(content: bytes, target: str) -> ImportBatch | None:
    """Return the batch of this very table whose run was cut short, or None."""
    rows = ImportBatch.objects.filter(fingerprint=_fingerprint(content, target), state="running")
    return rows.order_by("pk").first()


def columns_of(source: str, target: str) -> Columns | None:
    """Return the columns that somebody last chose for such a table of this source, or None."""
    rows = SourceColumns.objects.filter(source=source.strip()[:80], target=target)
    text = rows.values_list("columns", flat=True).first()
    return Columns.from_toml(text) if text else None


def known_sources() -> list[str]:
    """Return the names of sources that tables came from, in order."""
    rows = SourceColumns.objects.order_by("source").values_list("source", flat=True)
    return list(rows.distinct())


def proposal(headers: Sequence[str], target: str, source: str) -> Guess:
    """Return what each column may be: as it was last time for this source, else a guess."""
    kept = columns_of(source, target) if source else None
    return guess(headers, target, kept=kept)


def mapping_of(batch: ImportBatch) -> Columns | None:
    """Return the mapping somebody chose, or None."""
    text = _unsealed(batch, "mapping").decode()
    return Columns.from_toml(text) if text else None


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


__all__ = [
    "apply_mapping",
    "batch_of",
    "columns_of",
    "file_of",
    "known_sources",
    "mapping_of",
    "proposal",
    "receive",
    "recent",
    "rejected_of",
    "sealed",
    "start",
    "unfinished",
]
