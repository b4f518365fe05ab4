# SPDX-License-Identifier: EUPL-1.2
"""One element of a message with typed questions, each wrong answer noted as a fault.

A required value that is missing or wrong raises `Broken` after noting the fault; the reader of
the enclosing line, client or file decides how much falls away. An optional value that is wrong
breaks too: leaving out an end date would make an assignment endless.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time

from lxml import etree

from voordeur.provisions.istandaarden.codes import codes
from voordeur.provisions.istandaarden.faults import Fault, Scope, Where, fault
from voordeur.provisions.istandaarden.lines import Law

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_TIME = re.compile(r"\d{2}:\d{2}:\d{2}(\.\d{1,6})?\Z", re.ASCII)
_PLAIN_NAME = re.compile(r"[A-Za-z]{1,40}(01|02)?\Z")
_NUMBER = re.compile(r"\d{1,18}\Z", re.ASCII)


class Broken(Exception):
    """What is being read cannot be used; the fault is noted already."""


@dataclass(slots=True)
class Notes:
    """The faults found in one file so far, with the scope of what is being read now."""

    file: str
    law: Law
    namespaces: tuple[str, str]
    faults: list[Fault] = field(default_factory=list)
    scope: Scope = Scope.FILE


class Part:
    """One element with its children by local name; both namespaces of a message are known."""

    __slots__ = ("_children", "_element", "_many", "_notes", "_path")

    def __init__(self, element: etree._Element, notes: Notes, path: str) -> None:
        self._element = element
        self._notes = notes
        self._path = path
        self._children: dict[str, etree._Element] = {}
        self._many: dict[str, list[etree._Element]] = {}
        for child in element:
            namespace, _, name = str(child.tag)[1:].rpartition("}")
            if namespace not in notes.namespaces:
                self.note("unexpected", Scope.DETAIL, name)
            elif name in self._children:
                self._many.setdefault(name, [self._children[name]]).append(child)
            else:
                self._children[name] = child

    @property
    def line(self) -> int | None:
        """The line of the file where this element starts."""
        return self._element.sourceline

    @property
    def law(self) -> Law:
        """The law of the message this element is part of."""
        return self._notes.law

    def note(
        self, code: str, scope: Scope | None = None, name: str = "", **details: object
    ) -> None:
        """Note a fault at the child `name`, or at this element when there is none.

        A name that no schema would use is not repeated: it could be somebody's data.
        """
        child = self._children.get(name)
        at = self._element if child is None else child
        if name and not _PLAIN_NAME.match(name):
            name = "?"
        element = f"{self._path}/{name}" if name else self._path
        where = Where(self._notes.file, at.sourceline, element)
        self._notes.faults.append(
            fault(code, scope or self._notes.scope, where, element=name or self._path, **details)
        )

    def broken(self, code: str, name: str = "", **details: object) -> Broken:
        """Note a fault and give the exception to raise."""
        self.note(code, None, name, **details)
        return Broken(code)

    def only(self, *names: str) -> None:
        """Note every child that is not named: left out, but not in silence."""
        for name in self._children.keys() - set(names):
            self.note("unexpected", Scope.DETAIL, name)

    def optional(self, name: str) -> "Part | None":
        """The child of this name, or None; raises Broken when it is there twice."""
        if name in self._many:
            raise self.broken("repeated", name)
        child = self._children.get(name)
        return None if child is None else Part(child, self._notes, f"{self._path}/{name}")

    def required(self, name: str) -> "Part":
        """The child of this name; raises Broken when it is missing or there twice."""
        child = self.optional(name)
        if child is None:
            raise self.broken("missing", name)
        return child

    def each(self, container: str, name: str) -> "Iterator[Part]":
        """The children `name` of the optional child `container`, numbered in their paths."""
        holder = self.optional(container)
        if holder is None:
            return
        holder.only(name)
        found = holder._many.get(name) or list(holder._children.values())[:1]
        for position, child in enumerate(found, start=1):
            if str(child.tag).endswith(f"}}{name}"):
                yield Part(child, self._notes, f"{holder._path}/{name}[{position}]")

    def text(self, name: str) -> str:
        """The text of an optional child, without white space around it; empty when not there."""
        if name in self._many:
            raise self.broken("repeated", name)
        child = self._children.get(name)
        return "" if child is None else (child.text or "").strip()

    def required_text(self, name: str) -> str:
        """The text of a child that must be there and not empty."""
        found = self.text(name)
        if not found:
            raise self.broken("missing", name)
        return found

    def day(self, name: str) -> date | None:
        """An optional date (yyyy-mm-dd without zone)."""
        found = self.text(name)
        if not found:
            return None
        try:
            if not _DATE.match(found):
                raise ValueError
            return date.fromisoformat(found)
        except ValueError:
            raise self.broken("bad_date", name) from None

    def required_day(self, name: str) -> date:
        """A date that must be there."""
        self.required_text(name)
        found = self.day(name)
        if found is None:
            raise self.broken("missing", name)
        return found

    def required_time(self, name: str) -> time:
        """A time of day that must be there."""
        found = self.required_text(name)
        try:
            if not _TIME.match(found):
                raise ValueError
            return time.fromisoformat(found)
        except ValueError:
            raise self.broken("bad_time", name) from None

    def number(self, name: str, highest: int = 99_999_999) -> int | None:
        """An optional whole number from 0 to `highest`."""
        found = self.text(name)
        if not found:
            return None
        if not _NUMBER.match(found) or int(found) > highest:
            raise self.broken("bad_number", name, highest=highest)
        return int(found)

    def required_number(self, name: str, highest: int = 99_999_999) -> int:
        """A whole number that must be there."""
        self.required_text(name)
        found = self.number(name, highest)
        if found is None:
            raise self.broken("missing", name)
        return found

    def code(self, name: str, code_list: str) -> str:
        """An optional code of a list under the law of this message; empty when not there."""
        found = self.text(name)
        if found and found not in codes(code_list, self._notes.law):
            raise self.broken("bad_code", name)
        return found

    def required_code(self, name: str, code_list: str) -> str:
        """A code that must be there."""
        self.required_text(name)
        return self.code(name, code_list)

    def yes_no(self, name: str) -> bool | None:
        """An optional yes (1) or no (2); None is unknown."""
        found = self.code(name, "yes_no")
        return None if not found else found == "1"
