# SPDX-License-Identifier: EUPL-1.2
"""From cells to values: what is read per field, and which rows cannot be used and why.

A row is refused for what it says about help (a date or an amount that cannot be read). What it
says about a person is kept as it was written: linkage deals with that. Everything is done by
column, and each different text of a column is read once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache, reduce
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from voordeur.factlab.deliveries.blocks import Block
from voordeur.factlab.deliveries.fields import CODED, FIELDS, WHERE, WHO, Kind
from voordeur.factlab.deliveries.manifest import Source
from voordeur.factlab.deliveries.reasons import Reason, Refused
from voordeur.factlab.linked import PROBLEM_STATES
from voordeur.factlab.tabling import ARROW
from voordeur.provisions.tables.values import (
    LONGEST,
    DateOrder,
    Unusable,
    read_cents,
    read_date,
    read_yes_no,
)

SCHEMA = pa.schema(
    [("file", pa.string()), ("file_row", pa.int64())]
    + [(field.column, ARROW[field.type]) for field in FIELDS.values()]
)
"""What a usable row says: where it stood, and the columns of all fields."""


class Unreadable(str):
    """What is wrong with one cell (a code of `refusals.toml`), in place of its value."""

    __slots__ = ()


_READERS: Mapping[Kind, Callable[[str, DateOrder | None], Any]] = {
    Kind.DAY: read_date,
    Kind.LAST_DAY: lambda text, order: _day_after(read_date(text, order)),
    Kind.CENTS: lambda text, order: read_cents(text),
    Kind.YES_NO: lambda text, order: read_yes_no(text.strip()),
}


def _day_after(last: date) -> date | None:
    """Return the first day that no longer counts; registers write 31-12-9999 for none."""
    return None if last == date.max else last + timedelta(days=1)


class Converter:
    """Reads the rows of one source; `refused` gathers those that cannot be used."""

    def __init__(self, source: Source, headers: Sequence[str]) -> None:
        self.source = source
        self.places = {name: headers.index(header) for name, header in source.columns.items()}
        self.refused: list[Refused] = []

    def convert(self, file: str, block: Block) -> pa.Table:
        """Return what the usable rows of a block say, by `SCHEMA`."""
        wrong = dict(block.wrong or {})
        said: dict[str, pa.Array] = {}
        for name, place in self.places.items():
            said[name] = self._field(name, block.texts[place], wrong, plain=block.plain)
        if "neighbourhood" in said:
            said["neighbourhood"] = _as_area(said["neighbourhood"])
        for name, value in self.source.fields.items():
            said[name] = self._field(name, pa.repeat(pa.scalar(value), len(block)), wrong)
        for place, reason in self._whole(said, len(block)):
            wrong.setdefault(place, reason)
        columns = {FIELDS[name].column: values for name, values in said.items()}
        columns |= {"file": pa.repeat(pa.scalar(file), len(block)), "file_row": block.numbers}
        table = pa.table(
            [
                columns[one.name] if one.name in columns else pa.nulls(len(block), one.type)
                for one in SCHEMA
            ],
            schema=SCHEMA,
        )
        if not wrong:
            return table
        self.refused += [
            Refused(file, block.numbers[place].as_py(), reason, block.cells(place))
            for place, reason in sorted(wrong.items())
        ]
        used = np.ones(len(block), dtype=bool)
        used[list(wrong)] = False
        return table.filter(pa.array(used))

    def _field(
        self, name: str, texts: pa.Array, wrong: dict[int, Reason], *, plain: bool = False
    ) -> pa.Array:
        """Read one field of all rows; note in `wrong` where it cannot be read."""
        kind = FIELDS[name].kind
        meanings = self.source.codes.get(name) if name in CODED else None
        as_it_is = kind is Kind.TEXT and meanings is None
        if as_it_is and plain:
            return texts
        coded = texts.dictionary_encode()
        different = coded.dictionary.to_pylist()
        if as_it_is and _plain(different):
            return texts
        values = [_value(text, kind, meanings, self.source.dates) for text in different]
        bad = [place for place, value in enumerate(values) if isinstance(value, Unreadable)]
        if bad:
            for place in np.flatnonzero(_among(coded.indices, bad)).tolist():
                wrong.setdefault(place, Reason(values[coded.indices[place].as_py()], name))
        known = [None if isinstance(value, Unreadable) else value for value in values]
        return pa.array(known, ARROW[FIELDS[name].type]).take(coded.indices)

    def _whole(self, said: Mapping[str, pa.Array], rows: int) -> Iterator[tuple[int, Reason]]:
        """Yield which rows contradict themselves or are about nothing, the first reason first."""
        about = [said[name].is_valid() for name in (*WHO, *WHERE) if name in said]
        start, end, kind, cost, state = (
            said.get(name) for name in ("from", "to", "kind", "cost", "state")
        )
        somebody = reduce(pc.or_, about, pa.repeat(pa.scalar(False), rows))
        found = [(pc.invert(somebody), Reason("nobody"))]
        if start is not None and end is not None:
            found.append((pc.less_equal(end, start), Reason("order", "to")))
        if kind is not None:
            outside = []
            if start is not None:
                outside.append(pc.greater_equal(start, pa.scalar(self.source.period_to)))
            if end is not None:
                outside.append(pc.less_equal(end, pa.scalar(self.source.period_from)))
            found += [(pc.and_(kind.is_valid(), one), Reason("period", "from")) for one in outside]
        if cost is not None:
            found.append((pc.less(cost, 0), Reason("negative", "cost")))
        if state is not None:
            known = pc.is_in(state, pa.array(PROBLEM_STATES))
            found.append((pc.and_(state.is_valid(), pc.invert(known)), Reason("state", "state")))
        for mask, reason in found:
            if pc.any(mask).as_py():
                for place in np.flatnonzero(_bools(mask)).tolist():
                    yield place, reason


def _as_area(codes: pa.Array) -> pa.Array:
    """Return codes of neighbourhoods; of a whole postcode its four digits, an area to count in."""
    postcodes = pc.match_substring_regex(codes, r"^[1-9][0-9]{3} ?[A-Za-z]{2}$")
    return pc.if_else(postcodes, pc.utf8_slice_codeunits(codes, 0, 4), codes)


def _bools(mask: pa.Array) -> Any:
    """Return a column of yes and no as NumPy has it; not known is no."""
    return mask.fill_null(False).to_numpy(zero_copy_only=False)


def _among(indices: pa.Array, wanted: Sequence[int]) -> Any:
    return _bools(pc.is_in(indices, pa.array(wanted, indices.type), skip_nulls=True))


def _value(
    text: str, kind: Kind, meanings: Mapping[str, str] | None, order: DateOrder | None
) -> Any:
    if len(text) > LONGEST or not text.isprintable():
        return Unreadable("signs")
    if meanings is not None:
        return meanings.get(text, Unreadable("code"))
    if kind is Kind.TEXT:
        return text
    return _read(text, kind, order)


@lru_cache(maxsize=100_000)
def _read(text: str, kind: Kind, order: DateOrder | None) -> Any:
    """Read a date, an amount, a yes or no; the same ones come back in every list."""
    try:
        return _READERS[kind](text, order)
    except Unusable:
        return Unreadable("unreadable")


def _plain(texts: Collection[str]) -> bool:
    """Say at once of many texts that there is nothing wrong with any of them."""
    return "".join(texts).isprintable() and max(map(len, texts), default=0) <= LONGEST
