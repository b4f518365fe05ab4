# SPDX-License-Identifier: EUPL-1.2
"""Bringing in files of iWmo and iJw messages: from paths to batches, with a report and a fault list.

Every file is read on every run, also when it was taken in before: only so is the list of faults
complete after a run that was killed.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from django.utils.translation import gettext as _

from voordeur.door.language import language
from voordeur.door.reader import Reader
from voordeur.door.refusal import Refusal
from voordeur.history import keyring
from voordeur.papers.escaping import escaped
from voordeur.partners.queries import organisations
from voordeur.people.citizen_number import CitizenNumberError, lookup_value
from voordeur.provisions.istandaarden import (
    Fault,
    Outcome,
    Reading,
    Schemas,
    Scope,
    Where,
    assignment_lines,
    homeless,
    read_file,
    requests_of,
)
from voordeur.provisions.istandaarden.faults import fault
from voordeur.provisions.messages import Batch, Key, Line, Rehearsal, Sent, Taken, take_in
from voordeur.provisions.messages.write import BATCH, Asked
from voordeur.provisions.queries import ImportStand, import_stand

SUFFIXES = frozenset({".xml"})


@dataclass(slots=True)
class Report:
    """What a run read and did; units are files, messages and assignments as named."""

    files: int = 0
    unusable: int = 0
    messages: int = 0
    seen: int = 0
    new: int = 0
    changed: int = 0
    withdrawn: int = 0
    faults: int = 0
    fault_files: list[Path] = field(default_factory=list)
    stand: ImportStand | None = None

    def add(self, taken: Taken) -> None:
        """Count one batch."""
        self.messages += taken.messages
        self.seen += taken.seen
        self.new += taken.new
        self.changed += taken.changed
        self.withdrawn += taken.withdrawn


def message_files(path: Path) -> list[Path]:
    """Return the message files at a path, in a fixed order; raises Refusal when it is not there."""
    if path.is_dir():
        found = (one for one in path.rglob("*") if one.suffix.lower() in SUFFIXES and one.is_file())
        # The order of paths themselves, which takes several times as long to work out one by one.
        return sorted(found, key=lambda one: one.parts)
    if not path.is_file():
        raise Refusal(
            _("There is no such file or folder."), str(path), _("Give a path that is here.")
        )
    return [path]


class FaultFile:
    """Writes faults as CSV next to the input; leaves no file, also no earlier one, without faults."""

    def __init__(self, source: Path) -> None:
        self.path = source.with_name(f"{source.name}.faults.csv")
        self.count = 0
        self._part = self.path.with_name(f"{self.path.name}.part")
        self._stream: Any = None
        self._writer: Any = None

    def __enter__(self) -> Self:
        return self

    def add(self, found: Fault) -> None:
        """Write one fault: file, line and element, never what is in the file."""
        if self._writer is None:
            self._stream = self._part.open("w", encoding="utf-8-sig", newline="")
            self._writer = csv.writer(self._stream, delimiter=";")
            names = (_("File"), _("Line"), _("Element"), _("Code"), _("What"), _("What to do"))
            self._writer.writerow(names)
        self.count += 1
        english = language() == "en"
        said = [text.en if english else text.nl for text in (found.what, found.remedy)]
        where = found.where
        cells = (where.file, where.line or "", where.element, found.code, *said)
        self._writer.writerow([escaped(str(cell)) for cell in cells])

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._stream is not None:
            self._stream.close()
        if kind is not None:
            with suppress(FileNotFoundError):
                self._part.unlink()
        elif self.count:
            self._part.replace(self.path)
        else:
            with suppress(FileNotFoundError):
                self.path.unlink()


class _Names:
    """Turns citizen numbers into keyed values, each once."""

    def __init__(self) -> None:
        self._key = keyring.lookup_key()
        self._known: dict[str, str | None] = {}

    def of(self, number: str) -> str | None:
        """Return the keyed value, or None for a number that fails the 11-test."""
        if number not in self._known:
            try:
                self._known[number] = lookup_value(number, self._key)
            except CitizenNumberError:
                self._known[number] = None
        return self._known[number]


@dataclass(slots=True)
class _Read:
    """One file as it goes into batches."""

    sent: Sent
    lines: list[Line]
    requests: list[Asked]


def _usable(reading: Reading, names: _Names, note: Callable[[Fault], None]) -> _Read | None:
    message = reading.message
    if message is None:
        return None
    for found in homeless(message, reading.file):
        note(found)
    lines = []
    for key, line in assignment_lines(message):
        client = names.of(key.client)
        if client is None:
            note(fault("bad_bsn", Scope.CLIENT, Where(reading.file, line.line, "Bsn")))
            continue
        own = Key(key.law.value, key.municipality, key.number, client)
        lines.append(Line(own, message.header, line))
    requests = [
        Asked(
            asked.law.value,
            asked.municipality,
            asked.provider,
            client,
            asked.reference[:40],
            asked.reason,
            asked.dated,
            len(asked.lines),
        )
        for asked in requests_of(message)
        if (client := names.of(asked.client)) is not None
    ]
    return _Read(Sent(message.header, reading.content_hash), lines, requests)


def batches(reads: Iterable[_Read]) -> Iterator[Batch]:
    """Divide files over batches of at most 500 lines and 500 messages, by their place in the run.

    The division does not depend on what was taken in before, so that a run after a kill writes the
    same batches as one that was never killed.
    """
    batch = Batch()
    for read in reads:
        if batch.messages and (
            len(batch.lines) + len(read.lines) > BATCH or len(batch.messages) >= BATCH
        ):
            yield batch
            batch = Batch()
        rest = read.lines
        while len(rest) > BATCH:
            yield Batch(lines=[(read.sent, line) for line in rest[:BATCH]])
            rest = rest[BATCH:]
        batch.lines += [(read.sent, line) for line in rest]
        batch.messages.append(read.sent)
        batch.requests += [(read.sent, asked) for asked in read.requests]
    if batch.messages:
        yield batch


def bring_in(
    reader: Reader,
    paths: Iterable[Path],
    *,
    schemas: Schemas | None = None,
    rehearse: bool = False,
    told: Callable[[Report], None] = lambda report: None,
) -> Report:
    """Bring in all message files at these paths; `told` hears how far it is after each batch.

    With `schemas` a file that does not hold to its schema, or that cannot be checked, is left out
    and named. With `rehearse` nothing is written but the fault list.
    """
    report = Report()
    names = _Names()
    providers = {one.agb: one.id for one in organisations() if one.agb}
    rehearsal = Rehearsal(reader) if rehearse else None
    for path in paths:
        files = message_files(path)
        with FaultFile(path) as noted:
            where: dict[tuple[str, ...], str] = {}

            def read(
                files: list[Path] = files,
                noted: FaultFile = noted,
                where: dict[tuple[str, ...], str] = where,
            ) -> Iterator[_Read]:
                for file in files:
                    report.files += 1
                    found = _one(file, schemas, names, noted)
                    if found is None:
                        report.unusable += 1
                        continue
                    where[tuple(found.sent.header.identity)] = file.name
                    yield found

            reused: set[tuple[str, ...]] = set()
            for batch in batches(read()):
                taken = rehearsal.take_in(batch) if rehearsal else take_in(reader, batch, providers)
                reused |= {tuple(identity) for identity in taken.reused}
                report.add(taken)
                told(report)
            for identity in sorted(reused & where.keys()):
                place = Where(where[identity])
                noted.add(
                    fault("identity_reused", Scope.FILE, place, element="BerichtIdentificatie")
                )
        report.faults += noted.count
        if noted.count:
            report.fault_files.append(noted.path)
    report.stand = import_stand()
    return report


def _one(file: Path, schemas: Schemas | None, names: _Names, noted: FaultFile) -> _Read | None:
    """Read one file; None when nothing of it can be used; every fault is noted."""
    if schemas is not None:
        checked = schemas.validate(file)
        if checked.outcome is not Outcome.VALID:
            for found in checked.faults:
                noted.add(found)
            return None
    reading = read_file(file)
    for found in reading.faults:
        noted.add(found)
    return _usable(reading, names, noted.add)
