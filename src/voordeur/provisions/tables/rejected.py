# SPDX-License-Identifier: EUPL-1.2
"""Writing rejected rows next to the input, so that they can be repaired and delivered again."""

import csv
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from voordeur.papers.escaping import escaped
from voordeur.provisions.istandaarden.words import Text
from voordeur.provisions.tables.faults import Fault
from voordeur.provisions.tables.rows import Rejected
from voordeur.provisions.tables.sheets import kind

FAULT_COLUMN = Text("Wat er mis is", "What is wrong")
ROW_COLUMN = Text("Rij in het bestand", "Row in the file")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def rejected_path(path: Path) -> Path:
    """Where the rejected rows of a file go: `huizen.csv` gives `huizen.rejected.csv`."""
    extension = "xlsx" if kind(path) == "xlsx" else "csv"
    return path.with_name(f"{path.stem}.rejected.{extension}")


class RejectedFile:
    """Writes rejected rows as a context manager; leaves no file when there are none.

    The cells are those of the input, two columns are added: the row number and what is wrong.
    The file appears under its name only when it is complete. An earlier file is replaced, and
    removed when nothing was rejected this time.
    """

    def __init__(self, source: Path, headers: Sequence[str], language: str = "nl") -> None:
        self.path = rejected_path(source)
        self.count = 0
        self._language = language
        self._part = self.path.with_name(f"{self.path.name}.part")
        self._headers = [*headers, self._said(ROW_COLUMN), self._said(FAULT_COLUMN)]
        self._book: Any = None
        self._sheet: Any = None
        self._stream: Any = None
        self._writer: Any = None

    def __enter__(self) -> Self:
        if kind(self.path) == "xlsx":
            import openpyxl

            self._book = openpyxl.Workbook(write_only=True)
            self._sheet = self._book.create_sheet()
        else:
            self._stream = self._part.open("w", encoding="utf-8-sig", newline="")
            self._writer = csv.writer(self._stream, delimiter=";")
        self._line(self._headers)
        return self

    def add(self, row: Rejected) -> None:
        """Write one row with its faults."""
        self.count += 1
        texts = [self._told(fault) for fault in row.faults]
        self._line([*row.cells, str(row.number), " | ".join(texts)])

    def __exit__(
        self,
        kind_: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        complete = kind_ is None
        if self._stream is not None:
            self._stream.close()
        elif complete and self.count:
            self._book.save(self._part)
        if complete and self.count:
            self._part.replace(self.path)
            return
        with suppress(FileNotFoundError):
            self._part.unlink()
        if complete:
            with suppress(FileNotFoundError):
                self.path.unlink()

    def _line(self, cells: Sequence[str]) -> None:
        safe = [escaped(_UNPRINTABLE.sub("\ufffd", cell)) for cell in cells]
        if self._writer is not None:
            self._writer.writerow(safe)
        else:
            self._sheet.append(safe)

    def _told(self, fault: Fault) -> str:
        told = f"{self._said(fault.what)} {self._said(fault.remedy)}"
        return f"{fault.where.column}: {told}" if fault.where.column else told

    def _said(self, text: Text) -> str:
        return text.en if self._language == "en" else text.nl
