# SPDX-License-Identifier: EUPL-1.2
"""What can be wrong with a table, said per cell and without repeating what is in the cell."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from voordeur.provisions.istandaarden.words import Text


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in a table: file, sheet (empty for CSV), row as shown (1-based), column header."""

    file: str
    sheet: str = ""
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        row = "" if self.row is None else str(self.row)
        return ":".join(part for part in (self.file, self.sheet, row, self.column) if part)


@dataclass(frozen=True, slots=True)
class Fault:
    """One problem: what is wrong, where, and what to do about it, in two languages."""

    code: str
    what: Text
    where: Cell
    remedy: Text


class Unreadable(Exception):
    """The table as a whole cannot be read with this mapping; carries the faults that say why."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = faults


@cache
def _templates() -> dict[str, dict[str, dict[str, str]]]:
    source = resources.files(__package__).joinpath("faults.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def fault(code: str, where: Cell, **details: object) -> Fault:
    """Make the fault that `faults.toml` words under `code`; raises KeyError when there is none.

    `details` may hold names of columns and fields and counts, never the content of a row.
    """
    template = _templates()[code]
    return Fault(
        code,
        Text(**template["what"]).filled(**details),
        where,
        Text(**template["remedy"]).filled(**details),
    )
