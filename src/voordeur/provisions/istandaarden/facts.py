# SPDX-License-Identifier: EUPL-1.2
"""Everything said about one assignment, kept so that the order of arrival does not matter.

Under each key the latest line by its own dates is kept; two `AssignmentFacts` about the same
assignment can be merged. They become plain data and back, for a column in a database.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any, NamedTuple

from voordeur.provisions.istandaarden.lines import (
    AssignedProduct,
    DeclaredService,
    Header,
    Product,
    StartedProduct,
    StoppedProduct,
    Volume,
)

REMOVED = "3"
"""StatusAanlevering of a start or stop that is taken back."""


class Stamp(NamedTuple):
    """When a line was said, as a total order: no two different lines have the same stamp.

    For an assignment `decided` (Toewijzingsdatum and -tijd) comes first: the rules of the
    standard (OP033x1) say that the latest decision holds. Then the date of the message, then
    its identification (as a number where it is one), then a digest of its content.
    """

    decided: str
    dated: str
    sequence: int
    identification: str
    content: str


def stamp(header: Header, content: object) -> Stamp:
    """The stamp of a line in a message."""
    decided = ""
    if isinstance(content, AssignedProduct):
        decided = f"{content.decided_on.isoformat()}T{content.decided_at.isoformat()}"
    number = header.identification
    sequence = int(number) if number.isascii() and number.isdigit() else -1
    words = f"{header.provider} {_words(content)}"
    digest = hashlib.blake2b(words.encode(), digest_size=12).hexdigest()
    return Stamp(decided, header.dated.isoformat(), sequence, number, digest)


def _words(content: object) -> str:
    """All values in a line, also those that its repr hides, but not its place in the file."""
    fields = getattr(content, "__dataclass_fields__", None)
    if fields is not None:
        inside = ",".join(_words(getattr(content, name)) for name in fields if name != "line")
        return f"{type(content).__name__}({inside})"
    if isinstance(content, tuple):
        return f"({','.join(map(_words, content))})"
    return repr(content)


def later(one: Stamp, other: Stamp) -> bool:
    """Whether `one` was said after `other`."""
    return one > other


@dataclass(frozen=True, slots=True)
class Said[Line]:
    """A line with its stamp and the provider (AGB) who got or gave it."""

    stamp: Stamp
    provider: str
    line: Line


type Reference = tuple[str, str]
"""Provider (AGB) and the reference that provider gave a service."""


class AssignmentFacts:
    """What is known about one assignment.

    `starts` and `stops` are keyed by the day the delivery began, `services` and `credits` by
    provider and the reference of the service (a credit by the reference it takes back).
    """

    __slots__ = ("assigned", "credits", "services", "starts", "stops")

    def __init__(self) -> None:
        self.assigned: Said[AssignedProduct] | None = None
        self.starts: dict[date, Said[StartedProduct]] = {}
        self.stops: dict[date, Said[StoppedProduct]] = {}
        self.services: dict[Reference, Said[DeclaredService]] = {}
        self.credits: dict[Reference, Said[DeclaredService]] = {}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, AssignmentFacts):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__slots__)

    __hash__ = None  # type: ignore[assignment]

    def absorb(
        self,
        header: Header,
        line: AssignedProduct | StartedProduct | StoppedProduct | DeclaredService,
    ) -> None:
        """Take in one line; a line said before changes nothing."""
        self._keep(Said(stamp(header, line), header.provider, line))

    def merge(self, other: "AssignmentFacts") -> None:
        """Take in everything another collection about the same assignment holds."""
        for said in other.said():
            self._keep(said)

    def said(self) -> Iterable[Said[Any]]:
        """All lines that are kept, in no particular order."""
        if self.assigned is not None:
            yield self.assigned
        yield from self.starts.values()
        yield from self.stops.values()
        yield from self.services.values()
        yield from self.credits.values()

    def _keep(self, said: Said[Any]) -> None:
        line = said.line
        if isinstance(line, AssignedProduct):
            if self.assigned is None or later(said.stamp, self.assigned.stamp):
                self.assigned = said
        elif isinstance(line, StartedProduct):
            _keep_latest(self.starts, line.begun_on, said)
        elif isinstance(line, StoppedProduct):
            _keep_latest(self.stops, line.begun_on, said)
        elif line.credit:
            reference = line.previous_reference or line.reference
            _keep_latest(self.credits, (said.provider, reference), said)
        else:
            _keep_latest(self.services, (said.provider, line.reference), said)

    def waiting(self) -> list[tuple[str, int, date]]:
        """What waits for a message that has not come: (what, number of lines, since)."""
        kinds: dict[str, list[Said[Any]]] = {
            "credit": [
                said for reference, said in self.credits.items() if reference not in self.services
            ]
        }
        if self.assigned is None:
            kinds["start"] = [s for s in self.starts.values() if s.line.status != REMOVED]
            kinds["stop"] = [s for s in self.stops.values() if s.line.status != REMOVED]
            kinds["service"] = list(self.services.values())
        return [
            (what, len(said), min(date.fromisoformat(s.stamp.dated) for s in said))
            for what, said in sorted(kinds.items())
            if said
        ]

    def to_data(self) -> list[list[Any]]:
        """Plain lists of strings and numbers, fit for JSON; the order says nothing."""
        return sorted(
            (
                [type(s.line).__name__, list(s.stamp), s.provider, _plain(s.line)]
                for s in self.said()
            ),
            key=str,
        )

    @classmethod
    def from_data(cls, data: list[list[Any]]) -> "AssignmentFacts":
        """The facts that `to_data` gave; raises KeyError for a kind of line it never wrote."""
        facts = cls()
        for kind, mark, provider, values in data:
            facts._keep(Said(Stamp(*mark), provider, _FROM_PLAIN[kind](values)))
        return facts


def _keep_latest[Key, Line](kept: dict[Key, Said[Line]], key: Key, said: Said[Line]) -> None:
    known = kept.get(key)
    if known is None or later(said.stamp, known.stamp):
        kept[key] = said


def _plain(line: Any) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in line.__dataclass_fields__:
        value = getattr(line, name)
        if name == "line" or value in (None, ""):
            continue
        if isinstance(value, date | time):
            value = value.isoformat()
        elif isinstance(value, tuple):
            value = list(value)
        values[name] = value
    return values


_DATES = ("decided_on", "first_day", "last_day", "begun_on", "assigned_from")


def _values(values: dict[str, Any]) -> dict[str, Any]:
    found = dict(values)
    for name in _DATES:
        if name in found:
            found[name] = date.fromisoformat(found[name])
    if "decided_at" in found:
        found["decided_at"] = time.fromisoformat(found["decided_at"])
    if "product" in found:
        found["product"] = Product(*found["product"])
    if isinstance(found.get("volume"), list):
        found["volume"] = Volume(*found["volume"])
    return found


_FROM_PLAIN = {
    "AssignedProduct": lambda values: AssignedProduct(**_values(values)),
    "StartedProduct": lambda values: StartedProduct(**{"number": None} | _values(values)),
    "StoppedProduct": lambda values: StoppedProduct(**{"number": None} | _values(values)),
    "DeclaredService": lambda values: DeclaredService(**_values(values)),
}
