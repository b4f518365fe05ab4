# SPDX-License-Identifier: EUPL-1.2
"""A fixed question whose SQL is written once, and asked with other values each time.

Django writes a statement anew each time it is asked, which takes several times as long as asking.
Each deed locks a stream, reads standing and a key; each page reads an account and a household. Such
a question is a `Shape`: Django writes it with stand-ins where the values belong, once per kind and
number of values, and their places are filled in from then on. Nothing else is kept.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connections
from django.db.models import QuerySet

LONG = 104
"""More values than this at once are asked in Django's own way; a page of a list has a hundred lines."""

type Value = int | str | date | datetime | UUID


@dataclass(frozen=True, slots=True)
class _Written:
    """The SQL of a question for values of certain kinds."""

    model: Any
    using: str
    sql: str
    places: tuple[tuple[int | None, Any], ...]
    """For each parameter the number of the value that belongs there, or what always stands there."""
    converters: tuple[tuple[int, Any, Any], ...]
    names: tuple[str, ...]
    """Columns of an instance; none when the question gives plain rows."""


class Shape:
    """A question about one model, made by a function of its values; a list is asked with `__in`.

    The function gives the queryset, with `values_list` for plain rows. It must put each value into
    the question as it is: what it decides by a value is decided for all values of that kind.
    """

    def __init__(self, make: Callable[..., QuerySet[Any, Any]]) -> None:
        self._make = make
        self._kept: dict[Any, _Written | None] = {}

    def __call__(self, *values: Value | Iterable[Value]) -> list[Any]:
        """Return the answer for these values: instances, or tuples of what `values_list` names."""
        given = [value if isinstance(value, _ONE) else list(value) for value in values]
        flat: list[Any] = []
        kinds: list[Any] = []
        for value in given:
            if isinstance(value, list):
                kinds.append((len(value), *map(type, value[:1])))
                flat += value
            else:
                kinds.append(type(value))
                flat.append(value)
        if len(flat) > LONG or [] in given:
            return list(self._make(*given))
        key = (*kinds, connections["default"].vendor)
        if key not in self._kept:
            self._kept[key] = self._written(given)
        written = self._kept[key]
        if written is None:
            return list(self._make(*given))
        return _asked(written, flat)

    def _written(self, given: list[Any]) -> _Written | None:
        """Return the SQL with the places of the values; None when they cannot be told apart in it."""
        count = iter(range(LONG))
        stand_ins = [
            [_stand_in(one, next(count)) for one in value]
            if isinstance(value, list)
            else _stand_in(value, next(count))
            for value in given
        ]
        rows = self._make(*stand_ins)
        connection = connections[rows.db]
        compiler = rows.query.get_compiler(rows.db)
        sql, parameters = compiler.as_sql()
        flat = [
            one for value in stand_ins for one in (value if isinstance(value, list) else [value])
        ]
        numbers = {_adapted(one, connection): number for number, one in enumerate(flat)}
        places = [
            (number, None)
            if isinstance(one, _ONE) and (number := numbers.get(one)) is not None
            else (None, one)
            for one in parameters
        ]
        if {number for number, _ in places} - {None} != set(range(len(flat))):
            return None
        columns = [column for column, _, _ in compiler.select]
        converters = tuple(
            (place, each, expression)
            for place, (converts, expression) in compiler.get_converters(columns).items()
            for each in converts
        )
        plain = bool(rows.query.values_select or rows.query.annotation_select)
        names = () if plain else tuple(column.target.attname for column in columns)
        return _Written(rows.model, rows.db, sql, tuple(places), converters, names)


def _asked(written: _Written, flat: list[Any]) -> list[Any]:
    connection = connections[written.using]
    parameters = [
        fixed if number is None else _adapted(flat[number], connection)
        for number, fixed in written.places
    ]
    with connection.cursor() as cursor:
        cursor.execute(written.sql, parameters)
        rows: list[Any] = cursor.fetchall()
    if written.converters:
        rows = [list(row) for row in rows]
        for place, convert, expression in written.converters:
            for row in rows:
                row[place] = convert(row[place], expression, connection)
    if written.names:
        return [written.model.from_db(written.using, written.names, row) for row in rows]
    return [tuple(row) for row in rows]


_ONE = (int, str, date, UUID)
_SOME_DAY = datetime(2000, 1, 1, tzinfo=UTC)


def _stand_in(value: Value, number: int) -> Value:
    """Return a value of the same kind that nothing else in a statement is equal to."""
    if isinstance(value, datetime):
        return _SOME_DAY + timedelta(seconds=number)
    if isinstance(value, date):
        return _SOME_DAY.date() + timedelta(days=number)
    if isinstance(value, UUID):
        return UUID(int=2**100 + number)
    return f"stand-in {number}" if isinstance(value, str) else 7_000_000_000_000 + number


def _adapted(value: Value, connection: Any) -> Any:
    """Return a value as the engine takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value
