# SPDX-License-Identifier: EUPL-1.2
"""A question about household files as SQL: written once per shape, asked for one access each time.

Django writes the statement, with gaps where the predicate of the door belongs. Writing it takes
several times as long as asking it, and a page asks the same dozen shapes for every household. What
is kept holds no access, no standing and no answer.
"""

from collections import namedtuple
from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connections
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.db.models.query import get_related_populators

from voordeur.door.access import Access
from voordeur.door.answer import GAP, Gap, leaving_gaps
from voordeur.door.matrix import Answer

type Recipe = tuple[Any, ...]

_PLAIN = (str, int, date, UUID, type(None))
_LONG = 20
_MOST = 2000


def written(recipe: Recipe, step: Iterable[Any]) -> Recipe | None:
    """Return a recipe with one more step, or None when the step does not fit in a few plain words."""
    try:
        return (*recipe, _plain(step))
    except TypeError:
        return None


def _plain(part: Any) -> Any:
    """Return a value that is equal for equal parts of a question, or raise TypeError."""
    if isinstance(part, _PLAIN):
        # One is not True and not "1" in a statement, whatever Python holds of them.
        return type(part), part
    if isinstance(part, (list, tuple)):
        if len(part) > _LONG:
            raise TypeError
        return type(part), *map(_plain, part)
    if isinstance(part, Q):
        return Q, part.connector, part.negated, *map(_plain, part.children)
    if isinstance(part, F):
        named: Any = part
        return type(part), named.name
    if isinstance(part, OrderBy):
        last = part.nulls_first, part.nulls_last
        return OrderBy, _plain(part.expression), part.descending, *last
    raise TypeError


@dataclass(frozen=True, slots=True)
class Statement:
    """The SQL of one shape of question, with gaps for the door."""

    using: str
    pieces: tuple[str, ...]
    """Text and, at every second place, the number of a gap."""
    parameters: tuple[tuple[Any, ...], ...]
    """Those of each piece of text."""
    gaps: tuple[Gap, ...]
    columns: tuple[str, ...]
    """What to pick from it; NULL instead of what is masked."""
    kinds: tuple[str, ...]
    """The kind of field of each column that is selected."""
    converters: dict[int, Any]
    make: Callable[[Any, Iterable[Any]], list[Any]]

    @classmethod
    def of(
        cls,
        query: Any,
        using: str,
        fields: tuple[str, ...],
        masked: Collection[str],
        *,
        shared: bool,
    ) -> "Statement":
        """Write the statement of a query; those of `fields` in `masked` are for who may read them.

        Without fields it gives instances. One that is not `shared` has no gaps: it may hold other
        questions, with an access of their own. Raises EmptyResultSet when it can give nothing.
        """
        compiler = query.get_compiler(using)
        leaving: AbstractContextManager[list[Gap]] = leaving_gaps() if shared else nullcontext([])
        with leaving as gaps:
            sql, values = compiler.as_sql(with_col_aliases=True)
        pieces = tuple(sql.split(GAP))
        given = list(values)
        parameters = []
        for piece in pieces[::2]:
            number = piece.replace("%%", "").count("%s")
            parameters.append(tuple(given[:number]))
            del given[:number]
        if given:
            raise RuntimeError("a parameter has no place in the statement")
        quote = connections[using].ops.quote_name
        columns = [quote(alias) for _, _, alias in compiler.select]
        is_shown = f"{columns[0]} = {int(Answer.SHOWN)}"
        picked = [
            f"CASE WHEN {is_shown} THEN {column} END" if field in masked else column
            for field, column in zip(("", *fields), columns, strict=False)
        ]
        selected = tuple(column for column, _, _ in compiler.select)
        return cls(
            using,
            pieces,
            tuple(parameters),
            tuple(gaps),
            tuple(picked if fields else columns),
            tuple(column.output_field.get_internal_type() for column in selected),
            compiler.get_converters(selected),
            _rows_of(fields) if fields else _instances_of(compiler, using),
        )

    def put(self, access: Access, fetch_mode: Any) -> "Question":
        """Return the question for one access."""
        connection = connections[self.using]
        sql, values = [self.pieces[0]], [*self.parameters[0]]
        for place in range(1, len(self.pieces), 2):
            expression, row = self.gaps[int(self.pieces[place])]
            condition, more = expression.condition(access, row, connection)
            sql += condition, self.pieces[place + 1]
            values += *more, *self.parameters[(place + 1) // 2]
        return Question(self, "".join(sql), tuple(values), fetch_mode)


@dataclass(frozen=True, slots=True)
class Question:
    """A statement with an access in it."""

    statement: Statement
    sql: str
    parameters: tuple[Any, ...]
    fetch_mode: Any

    def read(self) -> list[Any]:
        """Ask it alone."""
        columns = ", ".join(self.statement.columns)
        outer = self.sql
        if "CASE WHEN" in columns:
            # The order of the inner statement holds: the outer one only picks columns.
            outer = f"WITH file AS MATERIALIZED ({self.sql}) SELECT {columns} FROM file"  # noqa: S608
        with connections[self.statement.using].cursor() as cursor:
            cursor.execute(outer, self.parameters)
            return self.finish(self.converted(cursor.fetchall()))

    def converted(self, rows: Iterable[Any], *, spared: Collection[int] = ()) -> Iterable[Any]:
        """Return rows with the values of their fields; columns in `spared` have them already."""
        connection = connections[self.statement.using]
        converters = [
            (place, *each)
            for place, each in self.statement.converters.items()
            if place not in spared
        ]
        if not converters:
            return rows
        found = [list(row) for row in rows]
        for row in found:
            for place, each, expression in converters:
                for convert in each:
                    row[place] = convert(row[place], expression, connection)
        return found

    def finish(self, rows: Iterable[Any]) -> list[Any]:
        """Return what was asked, of rows with their values."""
        return self.statement.make(self.fetch_mode, rows)


class _Statements(dict[Any, Statement]):
    """The statements of this process, by how their questions are put together."""

    def keep(self, key: Any, statement: Statement) -> None:
        """Keep one; values in questions differ from day to day, so now and then all are let go."""
        if len(self) >= _MOST:
            self.clear()
        self[key] = statement


STATEMENTS = _Statements()


def asked_once_written(
    access: Access, key: Recipe, names: tuple[str, ...], make: Callable[[], QuerySet[Any, Any]]
) -> list[Any]:
    """Return the rows of a question with the door in it that is about no noun of a file.

    `make` gives the question when none with this key was written yet; `names` are what it selects.
    """
    statement = STATEMENTS.get(key)
    if statement is None:
        rows = make()
        statement = Statement.of(rows.query, rows.db, names[1:], (), shared=True)
        STATEMENTS.keep(key, statement)
    return statement.put(access, None).read()


@cache
def _rows_of(fields: tuple[str, ...]) -> Callable[[Any, Iterable[Any]], list[Any]]:
    """Return what makes rows of these fields; once, because making a class takes long."""
    named: Any = namedtuple
    kind = named("Row", ["seen", *fields])._make
    return lambda _fetch_mode, rows: list(map(kind, rows))


def _instances_of(compiler: Any, using: str) -> Callable[[Any, Iterable[Any]], list[Any]]:
    """Return what makes model instances, with what was selected along with them, as Django does."""
    info, select = compiler.klass_info, compiler.select
    start, end = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column.target.attname for column, _, _ in select[start:end]]

    def instances(fetch_mode: Any, rows: Iterable[Any]) -> list[Any]:
        related = get_related_populators(info, select, using, fetch_mode)
        found = []
        for row in rows:
            instance = info["model"].from_db(using, names, row[start:end], fetch_mode=fetch_mode)
            for one in related:
                one.populate(row, instance)
            found.append(instance)
        return found

    return instances
