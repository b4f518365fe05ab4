# SPDX-License-Identifier: EUPL-1.2
"""From text as it was delivered to one form that can be compared, in DuckDB.

What a value means is worked out once per different value, in plain Python (`names`, `births`,
`addresses`), and joined to the rows: every engine then compares the same texts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

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
from voordeur.factlab.tabling import make_table

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


@dataclass(frozen=True)
class _Reading:
    """Columns that are read together, and what comes out of them."""

    name: str
    columns: tuple[str, ...]
    out: Mapping[str, str]
    read: Callable[..., tuple[Any, ...]]


def _first(text: str) -> tuple[str | None, str | None]:
    first = first_of(text)
    return first or None, root_of(first) or None


def _surname(text: str) -> tuple[str | None, str | None]:
    found = surname_of(text)
    return found.core or None, found.other or None


def _name(text: str) -> tuple[str | None, ...]:
    found = whole_name(text)
    surname = found.surname
    parts = (found.first, root_of(found.first), found.initials, surname.core, surname.other)
    return tuple(part or None for part in parts)


def _birth(text: str) -> tuple[Any, ...]:
    found = birth_of(text)
    return found.whole, found.year, found.month, found.day


def _house(number: str, addition: str) -> tuple[Any, ...]:
    found = house_of(number, addition)
    return found.number, found.addition


_DIGITS = "lpad(regexp_replace(d.bsn, '[^0-9]', '', 'g'), 9, '0')"
_ELEVEN = " + ".join(f"{9 - at} * {_DIGITS}[{at + 1}]::INTEGER" for at in range(8))
BSN = (
    f"CASE WHEN d.bsn <> '' AND length({_DIGITS}) = 9 AND length(regexp_replace(d.bsn, '[^0-9]', "
    f"'', 'g')) BETWEEN 8 AND 9 AND {_DIGITS} <> '000000000' "
    f"AND ({_ELEVEN} - {_DIGITS}[9]::INTEGER) % 11 = 0 THEN {_DIGITS} END"
)
"""A citizen number of nine digits that passes the 11-test; NULL for anything else. Nearly each is
different, so this one is read in SQL.
"""

_TEXT, _WHOLE = "VARCHAR", "INTEGER"
_READINGS = (
    _Reading("first", ("first",), {"first": _TEXT, "root": _TEXT}, _first),
    _Reading(
        "initials",
        ("initials",),
        {"initials": _TEXT},
        lambda text: (initials_of(text) or None,),
    ),
    _Reading("surname", ("surname",), {"core": _TEXT, "other": _TEXT}, _surname),
    _Reading("partner", ("partner_surname",), {"core": _TEXT, "other": _TEXT}, _surname),
    _Reading(
        "whole",
        ("name",),
        {"first": _TEXT, "root": _TEXT, "initials": _TEXT, "core": _TEXT, "other": _TEXT},
        _name,
    ),
    _Reading(
        "birth",
        ("birth",),
        {"birth": "DATE", "year": _WHOLE, "month": _WHOLE, "day": _WHOLE},
        _birth,
    ),
    _Reading(
        "sex",
        ("sex",),
        {"sex": _TEXT},
        lambda text: (_SEXES.get(text.strip().lower()),),
    ),
    _Reading(
        "postcode",
        ("postcode",),
        {"postcode": _TEXT},
        lambda text: (postcode_of(text) or None,),
    ),
    _Reading("house", ("number", "addition"), {"house": _WHOLE, "addition": _TEXT}, _house),
    _Reading(
        "street",
        ("street",),
        {"street": _TEXT},
        lambda text: (street_of(text) or None,),
    ),
)

_COLUMNS = """
    coalesce(first.first, whole.first) AS first,
    coalesce(first.root, whole.root) AS root,
    coalesce(initials.initials, upper(first.first[1]), whole.initials) AS initials,
    coalesce(first.first, whole.first)[1] AS letter,
    coalesce(surname.core, whole.core) AS surname,
    coalesce(surname.other, partner.core, whole.other) AS other,
    birth.birth, birth.year, birth.month, birth.day,
    sex.sex,
    CASE WHEN length(postcode.postcode) = 6 THEN postcode.postcode END AS postcode,
    left(postcode.postcode, 4) AS area,
    house.house, house.addition,
    street.street
"""


def standardise(link: duckdb.DuckDBPyConnection, delivered: str, made: str) -> None:
    """Make the table `made` (see `STANDARD`) out of the table `delivered`.

    `delivered` has `record` and the text columns of `DELIVERED`; what is not delivered is NULL.
    """
    joins = []
    for reading in _READINGS:
        _read_values(link, delivered, reading)
        on = " AND ".join(
            f"coalesce(d.{column}, '') = {reading.name}.from_{column}" for column in reading.columns
        )
        joins.append(f"LEFT JOIN reading_{reading.name} AS {reading.name} ON {on}")
    link.execute(
        f"CREATE OR REPLACE TABLE {made} AS SELECT record, first, root, initials, "
        "coalesce(upper(letter), initials[1]) AS initial, surname, other, NULL::VARCHAR AS sound, "
        "birth, year, month, day, sex, postcode, area, house, addition, street, bsn "
        f"FROM (SELECT d.record, {_COLUMNS}, {BSN} AS bsn FROM {delivered} AS d {' '.join(joins)}) "
        "ORDER BY record"
    )
    _sounds(link, made)
    for reading in _READINGS:
        link.execute(f"DROP TABLE reading_{reading.name}")


def _read_values(link: duckdb.DuckDBPyConnection, delivered: str, reading: _Reading) -> None:
    columns = ", ".join(f"coalesce({column}, '')" for column in reading.columns)
    filled = " OR ".join(f"{column} <> ''" for column in reading.columns)
    found = link.sql(f"SELECT DISTINCT {columns} FROM {delivered} WHERE {filled}").fetchall()
    make_table(
        link,
        f"reading_{reading.name}",
        {f"from_{column}": _TEXT for column in reading.columns} | dict(reading.out),
        ((*one, *reading.read(*one)) for one in found),
    )


def _sounds(link: duckdb.DuckDBPyConnection, made: str) -> None:
    found = link.sql(f"SELECT DISTINCT surname FROM {made} WHERE surname IS NOT NULL").fetchall()
    make_table(
        link,
        "reading_sound",
        {"surname": _TEXT, "sound": _TEXT},
        ((core, sound(core)) for (core,) in found),
    )
    link.execute(
        f"UPDATE {made} SET sound = reading_sound.sound FROM reading_sound "
        f"WHERE {made}.surname = reading_sound.surname"
    )
    link.execute("DROP TABLE reading_sound")
