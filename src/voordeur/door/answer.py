# SPDX-License-Identifier: EUPL-1.2
"""Shown, masked or hidden: the one predicate, as an expression inside the SQL of every question.

`_match` says when a piece of standing answers for a row. On a page, which only looks, the standing
of the reader is read once and stands in each statement as plain values; where it may change while
the work goes on, in an action, the same clauses run over the table itself.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import BooleanField, F, SmallIntegerField
from django.db.models.expressions import Expression
from django.db.models.lookups import Exact

from voordeur.door.access import Access, Place, places_of
from voordeur.door.matrix import Answer, Purpose, matrix
from voordeur.door.models import Standing
from voordeur.door.reader import Reader

type Sql = tuple[str, tuple[Any, ...]]

NEVER: Sql = ("1 = 0", ())
ALWAYS: Sql = ("1 = 1", ())


class Reach:
    """Names of the columns in which a model says what a row is about."""

    def __init__(
        self,
        household: str = "household_id",
        person: str = "person_id",
        compartment: str = "compartment",
        item: str = "uuid",
    ) -> None:
        self.household, self.person = household, person
        self.compartment, self.item = compartment, item

    @property
    def columns(self) -> tuple[str, str, str, str]:
        """Return the four names, in the order in which the expressions keep them."""
        return self.household, self.person, self.compartment, self.item


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the table `standing`, where its rows are not known beforehand."""

    sql: str


def _all(clauses: Iterable[Sql | None]) -> Sql:
    there = [clause for clause in clauses if clause is not None]
    return (
        " AND ".join(sql for sql, _ in there),
        tuple(value for _, values in there for value in values),
    )


def _any(conditions: Sequence[Sql]) -> Sql:
    if not conditions:
        return NEVER
    return (
        "(" + " OR ".join(f"({sql})" for sql, _ in conditions) + ")",
        tuple(value for _, values in conditions for value in values),
    )


def _codes(codes: Iterable[str]) -> str:
    """Return codes of the matrix as literals; they are a file of ours, and words at that."""
    found = sorted(codes)
    if not all(code.replace("_", "").replace("/", "").isalpha() for code in found):
        raise ValueError("a code of the matrix is one word")
    return ", ".join(f"'{code}'" for code in found)


@cache
def _cells(answer: Answer, purpose: Purpose) -> str:
    return _codes(matrix().cells_with(answer, purpose)) or "NULL"


@cache
def _parts(relations: tuple[str, ...], answer: Answer, purpose: Purpose) -> str:
    known = matrix()
    mine = [relation for relation in relations if known.purposes[relation] is purpose]
    return _codes(part for part in known.compartments if known.answer(mine, part) >= answer)


def _covers(given: Any, row: Sql, anything: Any = None) -> Sql | None:
    """Return the clause that standing names this value or, with `anything`, does not limit it."""
    sql, values = row
    if isinstance(given, _Column):
        limit = f"{given.sql} = ''" if anything == "" else f"{given.sql} IS NULL"
        return f"({limit} OR {given.sql} = {sql})", values
    return None if given == anything else (f"{sql} = %s", (*values, given))


def _within(given: Any, row: Sql) -> Sql:
    """Return the clause that standing is in the household of the row."""
    sql, values = row
    if isinstance(given, _Column):
        return f"{given.sql} = {sql}", values
    if len(given) == 1:
        return f"{sql} = %s", (*values, given[0])
    return f"{sql} IN ({', '.join(map(str, map(int, given)))})", values


def _gives(relations: Any, answer: Answer, purpose: Purpose, row: Sql) -> Sql:
    """Return the clause that the matrix gives these relations at least the answer for the row's part."""
    sql, values = row
    if isinstance(relations, _Column):
        return f"{relations.sql} || '/' || {sql} IN ({_cells(answer, purpose)})", values
    return f"{sql} IN ({_parts(relations, answer, purpose)})", values


def _match(place: Any, row: Sequence[Sql], answer: Answer, purpose: Purpose) -> Sql:
    """Return when a piece of standing answers a row with at least this; the rule of the door."""
    household, person, compartment, item = row
    return _all(
        (
            _within(place.households, household),
            _covers(place.person_id, person),
            _covers(place.compartment, compartment, ""),
            _covers(place.item, item),
            _gives(place.relations, answer, purpose, compartment),
        )
    )


def _known(places: Iterable[Place], row: Sequence[Sql], answer: Answer, purpose: Purpose) -> Sql:
    return _any(
        [
            _match(place, row, answer, purpose)
            for place in places
            if _parts(place.relations, answer, purpose)
        ]
    )


_TABLE = Place(
    *(  # type: ignore[arg-type]
        _Column(f'door_place."{name}"')
        for name in ("household_id", "relation", "person_id", "compartment", "item")
    )
)


def _valid(reader: Reader, at: Any) -> Sql:
    keys = reader.keys
    return (
        f'FROM "{Standing._meta.db_table}" door_place '
        f'WHERE door_place."reader" IN ({", ".join(["%s"] * len(keys))}) '
        'AND (door_place."valid_until" IS NULL OR door_place."valid_until" > %s) '
        'AND door_place."valid_from" <= %s',
        (*keys, at, at),
    )


def _looked_up(
    access: Access, reader: Reader, row: Sequence[Sql], answer: Answer, connection: Any
) -> Sql:
    at = connection.ops.adapt_datetimefield_value(access.at)
    source, given = _valid(reader, at)
    sql, values = _match(_TABLE, row, answer, access.purpose)
    exists = f"EXISTS (SELECT 1 {source} AND {sql})", (*given, *values)
    household, named = row[0]
    if access.household_id is not None:
        return _all((_within((access.household_id,), row[0]), exists))
    among = f'SELECT door_place."household_id" {source}'
    # PostgreSQL looks an array up in the index of the households; of a subquery it thinks that a
    # walk through the whole table is quicker.
    array = connection.vendor == "postgresql"
    mine = f"{household} = ANY(ARRAY({among}))" if array else f"{household} IN ({among})"
    return _all(((mine, (*named, *given)), exists))


class _OfTheDoor(Expression):
    """An expression over the four columns in which a row says what it is about."""

    def __init__(
        self, access: Access, columns: Sequence[Any], output_field: "models.Field[Any, Any]"
    ) -> None:
        super().__init__(output_field=output_field)
        self.access = access
        self.columns = list(columns)

    def get_source_expressions(self) -> list[Any]:
        """Return the four columns; Django resolves and renames them with the question."""
        return self.columns

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        """Take the four columns back."""
        self.columns = list(exprs)

    def row(self, compiler: Any) -> tuple[Sql, ...]:
        """Return the four columns as SQL."""
        return tuple((sql, tuple(values)) for sql, values in map(compiler.compile, self.columns))

    def condition(self, access: Access, row: Sequence[Sql], connection: Any) -> Sql:
        """Return what the expression says of a row for an access."""
        raise NotImplementedError

    def as_sql(self, compiler: Any, connection: Any) -> Sql:
        """Return it for the access at hand, or leave a gap where a statement is kept for many."""
        gaps = _gaps.get()
        if gaps is None:
            return self.condition(self.access, self.row(compiler), connection)
        gaps.append((self, self.row(compiler)))
        return f"{GAP}{len(gaps) - 1}{GAP}", ()


type Gap = tuple[_OfTheDoor, tuple[Sql, ...]]

GAP = "\x01"
_gaps: ContextVar[list[Gap] | None] = ContextVar("gaps", default=None)


@contextmanager
def leaving_gaps() -> Iterator[list[Gap]]:
    """Compile inside with numbered gaps in place of the door's expressions."""
    gaps: list[Gap] = []
    token = _gaps.set(gaps)
    try:
        yield gaps
    finally:
        _gaps.reset(token)


def answered(access: Access, answer: Answer, row: Sequence[Sql], connection: Any) -> Sql:
    """Return the condition that a row is answered with at least this.

    At the table a row is shown to all who are present, or it is not there.
    """
    if access.everything:
        if access.household_id is None:
            return ALWAYS
        return _within((access.household_id,), row[0])
    answer = Answer.SHOWN if access.present else answer
    conditions = []
    for reader in (access.reader, *access.present):
        places = places_of(access, reader)
        if places is None:
            conditions.append(_looked_up(access, reader, row, answer, connection))
        else:
            conditions.append(_known(places, row, answer, access.purpose))
    sql, values = _all(conditions)
    if not connection.features.has_native_uuid_field:
        values = tuple(one.hex if isinstance(one, UUID) else one for one in values)
    return sql, values


class _Holds(Exact):
    """A condition of the door in WHERE, bare on each engine.

    `(household = 1 AND …) = 1`, as Django writes it for SQLite, hides the household from its
    indexes: then each question goes through a whole table.
    """

    def as_sql(self, compiler: Any, connection: Any) -> Sql:
        """Return the condition itself."""
        sql, values = self.process_lhs(compiler, connection)
        return sql, tuple(values)


class AtLeast(_OfTheDoor):
    """Whether a row is answered with at least this: shown, or shown or masked."""

    def get_lookup(self, lookup: str) -> Any:
        """Return how the condition stands in WHERE."""
        return _Holds if lookup == "exact" else super().get_lookup(lookup)

    def __init__(self, access: Access, answer: Answer, columns: Sequence[Any]) -> None:
        super().__init__(access, columns, BooleanField())
        self.answer = answer

    def condition(self, access: Access, row: Sequence[Sql], connection: Any) -> Sql:
        """Return the condition."""
        sql, values = answered(access, self.answer, row, connection)
        return f"({sql})", values


class Seen(_OfTheDoor):
    """The answer per row: 2 shown, 1 masked, 0 hidden.

    `among` names the answers that are left where others are filtered out; empty: what is visible
    to the access.
    """

    def __init__(
        self,
        access: Access,
        columns: Sequence[Any],
        among: tuple[Answer, ...] = (Answer.SHOWN, Answer.MASKED, Answer.HIDDEN),
    ) -> None:
        super().__init__(access, columns, SmallIntegerField())
        self.among = among

    def condition(self, access: Access, row: Sequence[Sql], connection: Any) -> Sql:
        """Return the answer; the last of those it can be needs no asking."""
        among = self.among or among_visible(access)
        *asked, otherwise = among
        if not asked:
            return str(int(otherwise)), ()
        conditions = [(one, *answered(access, one, row, connection)) for one in asked]
        whens = " ".join(f"WHEN {sql} THEN {int(answer)}" for answer, sql, _ in conditions)
        values = tuple(value for _, _, values in conditions for value in values)
        return f"CASE {whens} ELSE {int(otherwise)} END", values


def at_least(access: Access, answer: Answer, reach: Reach) -> AtLeast:
    """Return the condition that a row is answered with at least this.

    It holds the household of the access, or all households of the reader's standing.
    """
    return AtLeast(access, answer, [F(name) for name in reach.columns])


def seen(access: Access, reach: Reach) -> Seen:
    """Return the expression for the answer per row: 2 shown, 1 masked, 0 hidden."""
    return Seen(access, [F(name) for name in reach.columns])


def among_visible(access: Access) -> tuple[Answer, ...]:
    """Return what a row can be answered with that is not hidden."""
    if access.everything or access.present:
        return (Answer.SHOWN,)
    return (Answer.SHOWN, Answer.MASKED)


def seen_of_visible(access: Access, reach: Reach) -> Seen:
    """Return the answer for rows that are filtered by `at_least` masked already: 2 or 1.

    Half the work of `seen`, and wrong without that filter: a hidden row would count as masked.
    """
    return Seen(access, [F(name) for name in reach.columns], ())
