# SPDX-License-Identifier: EUPL-1.2
"""From cells to values: what is read per field, and which rows cannot be used and why.

A row is refused for what it says about help (a date or an amount that cannot be read). What it
says about a person is kept as it was written: linkage deals with that.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib import resources
from itertools import compress
from typing import Any, NamedTuple

from voordeur.factlab.deliveries.fields import CODED, FIELDS, WHERE, WHO, Kind
from voordeur.factlab.deliveries.manifest import Source
from voordeur.factlab.linked import PROBLEM_STATES
from voordeur.provisions.istandaarden.words import Text
from voordeur.provisions.tables.values import (
    LONGEST,
    DateOrder,
    Unusable,
    read_cents,
    read_date,
    read_yes_no,
)


class Reason(NamedTuple):
    """Why a row cannot be used: a code of `refusals.toml`, and the field it is about."""

    code: str
    field: str = ""
    details: Mapping[str, str] = {}

    def what(self, name: str = "") -> Text:
        """Return what is wrong, with the field under the name its source gives it."""
        return _texts()[self.code][0].filled(field=name or self.field, **self.details)

    @property
    def remedy(self) -> Text:
        """What to ask for."""
        return _texts()[self.code][1]


@cache
def _texts() -> Mapping[str, tuple[Text, Text]]:
    source = resources.files(__package__).joinpath("refusals.toml")
    found = tomllib.loads(source.read_text(encoding="utf-8"))
    return {code: (Text(**one["what"]), Text(**one["remedy"])) for code, one in found.items()}


type Line = tuple[int, tuple[str, ...], Reason | None]
"""Row number, cells, and what is wrong with the row as a whole."""


@dataclass(slots=True)
class Refused:
    """A row that cannot be used: where it stood, what is wrong, and its cells as they were."""

    file: str
    file_row: int
    reason: Reason
    cells: Sequence[str] = field(repr=False, default=())


class Unreadable(str):
    """What is wrong with one cell (a code of `refusals.toml`), in place of its value."""

    __slots__ = ()


_READERS: Mapping[Kind, Callable[[str, DateOrder | None], Any]] = {
    Kind.DAY: read_date,
    Kind.LAST_DAY: lambda text, order: read_date(text, order) + timedelta(days=1),
    Kind.CENTS: lambda text, order: read_cents(text),
    Kind.YES_NO: lambda text, order: read_yes_no(text.strip()),
}


class Converter:
    """Reads the rows of one source; `refused` gathers those that cannot be used."""

    def __init__(self, source: Source, headers: Sequence[str]) -> None:
        self.source = source
        self.places = {name: headers.index(header) for name, header in source.columns.items()}
        self.refused: list[Refused] = []

    def convert(self, file: str, rows: Sequence[Line]) -> dict[str, list[Any]]:
        """Return what the usable rows say, per field, with `file` and `file_row`."""
        wrong: dict[int, Reason] = {place: line[2] for place, line in enumerate(rows) if line[2]}
        said: dict[str, list[Any]] = {}
        columns = list(zip(*(cells for _, cells, _ in rows), strict=True))
        for name, place in self.places.items():
            texts = [text or None for text in map(str.strip, columns[place])] if rows else []
            said[name] = self._field(name, texts, wrong)
        for name, value in self.source.fields.items():
            said[name] = self._field(name, [value] * len(rows), wrong)
        self._whole(said, len(rows), wrong)
        said |= {"file": [file] * len(rows), "file_row": [line[0] for line in rows]}
        if not wrong:
            return said
        self.refused += [
            Refused(file, rows[place][0], reason, rows[place][1])
            for place, reason in sorted(wrong.items())
        ]
        used = [place not in wrong for place in range(len(rows))]
        return {name: list(compress(column, used)) for name, column in said.items()}

    def _field(self, name: str, texts: list[str | None], wrong: dict[int, Reason]) -> list[Any]:
        """Read one field of all rows; note in `wrong` where it cannot be read."""
        kind = FIELDS[name].kind
        meanings = self.source.codes.get(name) if name in CODED else None
        different = set(texts) - {None}
        if kind is Kind.TEXT and meanings is None and _plain(different):
            return texts
        read: dict[str | None, Any] = {None: None}
        for text in different:
            read[text] = _value(str(text), kind, meanings, self.source.dates)
        values = [read[text] for text in texts]
        for place, value in enumerate(values):
            if isinstance(value, Unreadable):
                wrong.setdefault(place, Reason(value, name))
        return values

    def _whole(self, said: dict[str, list[Any]], rows: int, wrong: dict[int, Reason]) -> None:
        """Note in `wrong` which rows contradict themselves or are about nothing."""
        nothing: list[Any] = [None] * rows
        about = [said[name] for name in (*WHO, *WHERE) if name in said]
        for place, (start, end, kind, cost, state) in enumerate(
            zip(*(said.get(name, nothing) for name in _TOGETHER), strict=True)
        ):
            if place in wrong:
                continue
            if not any(column[place] for column in about):
                wrong[place] = Reason("nobody")
            elif start and end and end <= start:
                wrong[place] = Reason("order", "to")
            elif kind and self._outside(start, end):
                wrong[place] = Reason("period", "from")
            elif cost and cost < 0:
                wrong[place] = Reason("negative", "cost")
            elif state and state not in PROBLEM_STATES:
                wrong[place] = Reason("state", "state")

    def _outside(self, start: date | None, end: date | None) -> bool:
        return bool(
            (start and start >= self.source.period_to) or (end and end <= self.source.period_from)
        )


_TOGETHER = ("from", "to", "kind", "cost", "state")


def _value(
    text: str, kind: Kind, meanings: Mapping[str, str] | None, order: DateOrder | None
) -> Any:
    if len(text) > LONGEST or not text.isprintable():
        return Unreadable("signs")
    if meanings is not None:
        return meanings.get(text, Unreadable("code"))
    if kind is Kind.TEXT:
        return text
    try:
        return _READERS[kind](text, order)
    except Unusable:
        return Unreadable("unreadable")


def _plain(texts: Collection[str | None]) -> bool:
    """Say at once of many texts that there is nothing wrong with any of them."""
    whole = "".join(map(str, texts))
    return whole.isprintable() and max(map(len, map(str, texts)), default=0) <= LONGEST
