# SPDX-License-Identifier: EUPL-1.2
"""From text as it was delivered to one form that can be compared, by column.

What a value means is worked out once per different value, in plain Python (`names`, `births`,
`addresses`), and laid out over the rows by Arrow: every engine then compares the same texts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from voordeur.factlab.distinct import different
from voordeur.factlab.standard.addresses import house_of, postcode_of, street_of
from voordeur.factlab.standard.births import birth_of
from voordeur.factlab.standard.names import (
    first_of,
    initials_of,
    root_of,
    sound,
    surname_of,
    whole_name,
)
from voordeur.factlab.tabling import ARROW

DELIVERED = (
    "name",
    "first",
    "initials",
    "surname",
    "partner_surname",
    "birth",
    "sex",
    "street",
    "number",
    "addition",
    "postcode",
    "bsn",
)
"""Text columns of a delivered row that linkage reads; each may be missing (NULL)."""

_SEXES = {"m": "m", "man": "m", "male": "m", "1": "m", "v": "v", "vrouw": "v", "f": "v", "w": "v"}
_SEXES |= {"female": "v", "2": "v"}


REMEMBERED = 200_000
"""Values of one kind of which the meaning is kept while rows come in."""

STANDARD = pa.schema(
    [("record", pa.int64())]
    + [
        (name, ARROW[kind])
        for name, kind in {
            "first": "VARCHAR",
            "root": "VARCHAR",
            "initials": "VARCHAR",
            "initial": "VARCHAR",
            "surname": "VARCHAR",
            "other": "VARCHAR",
            "sound": "VARCHAR",
            "birth": "DATE",
            "year": "INTEGER",
            "month": "INTEGER",
            "day": "INTEGER",
            "sex": "VARCHAR",
            "postcode": "VARCHAR",
            "area": "VARCHAR",
            "house": "INTEGER",
            "addition": "VARCHAR",
            "street": "VARCHAR",
            "bsn": "VARCHAR",
        }.items()
    ]
)
"""What can be compared of a record; NULL where it says nothing."""


@dataclass(frozen=True)
class _Reading:
    """Columns that are read together, and what comes out of them."""

    name: str
    columns: tuple[str, ...]
    out: Mapping[str, str]
    read: Callable[..., tuple[Any, ...]]


def _given(first: str) -> tuple[str | None, ...]:
    return first or None, root_of(first) or None, first[:1].upper() or None


def _core(core: str) -> tuple[str | None, str | None]:
    return core or None, sound(core) if core else None


def _first(text: str) -> tuple[str | None, ...]:
    return _given(first_of(text))


def _surname(text: str) -> tuple[str | None, ...]:
    found = surname_of(text)
    return *_core(found.core), found.other or None


def _name(text: str) -> tuple[str | None, ...]:
    found = whole_name(text)
    surname = found.surname
    return (
        *_given(found.first),
        found.initials or None,
        *_core(surname.core),
        surname.other or None,
    )


def _birth(text: str) -> tuple[Any, ...]:
    found = birth_of(text)
    return found.whole, found.year, found.month, found.day


def _postcode(text: str) -> tuple[str | None, ...]:
    found = postcode_of(text)
    return found if len(found) == 6 else None, found[:4] or None


def _house(number: str, addition: str) -> tuple[Any, ...]:
    if not (number or addition):
        return None, None
    found = house_of(number, addition)
    return found.number, found.addition


def _bsn(text: str) -> tuple[str | None]:
    """Return a citizen number of nine digits that passes the 11-test; None for anything else."""
    digits = "".join(sign for sign in text if "0" <= sign <= "9")
    if not 8 <= len(digits) <= 9:
        return (None,)
    digits = digits.zfill(9)
    total = sum((9 - at) * int(digit) for at, digit in enumerate(digits[:8])) - int(digits[8])
    return (digits if total % 11 == 0 and digits != "000000000" else None,)


_TEXT, _WHOLE = "VARCHAR", "INTEGER"
_GIVEN = {"first": _TEXT, "root": _TEXT, "letter": _TEXT}
_CORE = {"core": _TEXT, "sound": _TEXT, "other": _TEXT}
_READINGS = (
    _Reading("first", ("first",), _GIVEN, _first),
    _Reading(
        "initials", ("initials",), {"initials": _TEXT}, lambda text: (initials_of(text) or None,)
    ),
    _Reading("surname", ("surname",), _CORE, _surname),
    _Reading("partner", ("partner_surname",), _CORE, _surname),
    _Reading("whole", ("name",), {**_GIVEN, "initials": _TEXT, **_CORE}, _name),
    _Reading(
        "birth",
        ("birth",),
        {"birth": "DATE", "year": _WHOLE, "month": _WHOLE, "day": _WHOLE},
        _birth,
    ),
    _Reading("sex", ("sex",), {"sex": _TEXT}, lambda text: (_SEXES.get(text.strip().lower()),)),
    _Reading("postcode", ("postcode",), {"postcode": _TEXT, "area": _TEXT}, _postcode),
    _Reading("house", ("number", "addition"), {"house": _WHOLE, "addition": _TEXT}, _house),
    _Reading("street", ("street",), {"street": _TEXT}, lambda text: (street_of(text) or None,)),
)


class Standardiser:
    """Reads rows, so many at a time; what a value means is remembered from one time to the next."""

    def __init__(self) -> None:
        self._known: dict[str, dict[Any, tuple[Any, ...]]] = {one.name: {} for one in _READINGS}

    def read(self, delivered: pa.Table, kept: Sequence[str] = ()) -> pa.Table:
        """Return the rows by `STANDARD`, and after that the columns `kept` as they are.

        `delivered` has `record` and the text columns of `DELIVERED`.
        """
        delivered = delivered.combine_chunks()
        found = {
            (one.name, column): values
            for one in _READINGS
            for column, values in self._read(delivered, one).items()
        }

        def first_known(*names: tuple[str, str]) -> pa.Array:
            return pc.coalesce(*(found[name] for name in names))

        initials = first_known(("initials", "initials"), ("first", "letter"), ("whole", "initials"))
        letter = first_known(("first", "letter"), ("whole", "letter"))
        columns = {
            "record": _column(delivered, "record"),
            "first": first_known(("first", "first"), ("whole", "first")),
            "root": first_known(("first", "root"), ("whole", "root")),
            "initials": initials,
            "initial": pc.coalesce(letter, pc.utf8_slice_codeunits(initials, 0, 1)),
            "surname": first_known(("surname", "core"), ("whole", "core")),
            "other": first_known(("surname", "other"), ("partner", "core"), ("whole", "other")),
            "sound": first_known(("surname", "sound"), ("whole", "sound")),
            "bsn": citizen_numbers(_column(delivered, "bsn")),
        }
        for name in ("birth", "sex", "postcode", "house", "street"):
            columns |= {column: values for (of, column), values in found.items() if of == name}
        columns |= {name: _column(delivered, name) for name in kept}
        return pa.table(
            [columns[name] for name in (*STANDARD.names, *kept)], (*STANDARD.names, *kept)
        )

    def _read(self, delivered: pa.Table, reading: _Reading) -> dict[str, pa.Array]:
        places, rows = different([_column(delivered, name) for name in reading.columns])
        known = self._known[reading.name]
        if len(known) > REMEMBERED:
            # A new one: the old one may still be read from, side by side.
            known = self._known[reading.name] = {}
        for one in rows:
            if one not in known:
                known[one] = reading.read(*one)
        values = zip(*map(known.__getitem__, rows), strict=True)
        return {
            name: pa.array(value, ARROW[kind]).take(pa.array(places))
            for (name, kind), value in zip(reading.out.items(), values, strict=True)
        }


def _column(table: pa.Table, name: str) -> pa.Array:
    """Return a column as one array."""
    column = table.column(name)
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def citizen_numbers(texts: pa.Array) -> pa.Array:
    """Read citizen numbers; nearly each is different, so those as they should be go together."""
    plain = pc.match_substring_regex(texts, "^[0-9]{9}$").fill_null(False)
    signs = np.frombuffer("".join(texts.filter(plain).to_pylist()).encode(), dtype=np.uint8)
    digits = signs.reshape(-1, 9).astype(np.int64) - ord("0")
    right = (digits @ np.array([9, 8, 7, 6, 5, 4, 3, 2, -1])) % 11 == 0
    right &= digits.any(axis=1)
    good = np.zeros(len(texts), dtype=bool)
    good[np.flatnonzero(plain.to_numpy(zero_copy_only=False))] = right
    numbers = pc.if_else(pa.array(good), texts, None)
    odd = pc.and_(pc.invert(plain), texts.is_valid())
    if not pc.any(odd).as_py():
        return numbers
    others = pa.array([_bsn(text)[0] for text in texts.filter(odd).to_pylist()], pa.string())
    return pc.replace_with_mask(numbers, odd, others)


def standardise(link: duckdb.DuckDBPyConnection, delivered: str, made: str) -> None:
    """Make the table `made` (see `STANDARD`) out of the table `delivered`.

    `delivered` has `record` and the text columns of `DELIVERED`; what is not delivered is NULL.
    """
    rows = link.sql(f"SELECT record, {', '.join(DELIVERED)} FROM {delivered} ORDER BY record")
    link.register("standard", Standardiser().read(rows.to_arrow_table()))
    link.execute(f"CREATE OR REPLACE TABLE {made} AS FROM standard")
    link.unregister("standard")
