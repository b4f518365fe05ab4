# SPDX-License-Identifier: EUPL-1.2
"""What can be wrong with a message file, said so that the sender can repair it.

A fault names a position and never a value: no citizen number, name, date or amount of a person
reaches a log, a screen or a mail through an error text.
"""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from voordeur.provisions.istandaarden.words import Text


class Scope(StrEnum):
    """How much of the input a fault takes away."""

    FILE = "file"
    CLIENT = "client"
    LINE = "line"
    DETAIL = "detail"
    """Only this detail is left unknown; the line or the client around it is kept."""


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a file: its name, the line (1-based, None when unknown) and the element path."""

    file: str
    line: int | None = None
    element: str = ""

    def __str__(self) -> str:
        parts = [self.file]
        if self.line is not None:
            parts.append(str(self.line))
        if self.element:
            parts.append(self.element)
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Fault:
    """One problem: what is wrong, where, and what to do about it, in two languages."""

    code: str
    scope: Scope
    what: Text
    where: Where
    remedy: Text


@cache
def _templates() -> dict[str, dict[str, dict[str, str]]]:
    source = resources.files(__package__).joinpath("faults.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def fault(code: str, scope: Scope, where: Where, **details: object) -> Fault:
    """Make the fault that `faults.toml` words under `code`.

    `details` may hold element names, code-list names, versions and counts, never content of
    the message. Raises KeyError for an unknown code.
    """
    template = _templates()[code]
    return Fault(
        code=code,
        scope=scope,
        what=Text(**template["what"]).filled(**details),
        where=where,
        remedy=Text(**template["remedy"]).filled(**details),
    )
