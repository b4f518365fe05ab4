# SPDX-License-Identifier: EUPL-1.2
"""Shown, masked or hidden: written once, as an ORM expression over `standing`.

The same expression serves one household and a list of thousands, pages, search, API and exports.
There is no twin in Python. A hidden piece is out of every row, count, total and order; a masked
piece has its place but its content is NULL already in the database's answer.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import make_dataclass
from datetime import datetime
from functools import cache
from typing import Any, ClassVar, Self, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    F,
    Func,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast

from voordeur.door.access import Access, standing_now
from voordeur.door.matrix import Answer, MatrixError, Purpose, matrix
from voordeur.door.models import Standing
from voordeur.door.reader import Reader

M = TypeVar("M", bound=models.Model)

SEEN = "door_seen"


@cache
def _wanted(answer: Answer, purpose: Purpose) -> str:
    """Return the cells of the matrix that give at least this answer, as a list of SQL literals.

    Written out and not passed as parameters: they are codes of our own, and a hundred parameters
    in each part of each question took as long to prepare as all the rest of it.
    """
    cells = matrix().cells_with(answer, purpose)
    if not all(_CODE.fullmatch(cell) for cell in cells):
        raise MatrixError("a relation or compartment is no plain word")
    return ", ".join(f"'{cell}'" for cell in cells) or "NULL"


_CODE = re.compile(r"[a-z_]+/[a-z_]+")


def _cells(
    access: Access, answer: Answer, reach: "Reach", reader: Reader | None = None
) -> "_Cells":
    columns = (reach.household, reach.person, reach.compartment, reach.item)
    wanted = _wanted(answer, access.purpose)
    return _Cells(*columns, reader=reader or access.reader, at=access.at, wanted=wanted)


class _Cells(Func):
    """Whether a standing of a reader gives one of the wanted cells for a row: an EXISTS.

    Takes the columns of the row: household, person, compartment, item. Written as a statement of
    its own, because it stands in every question about people, and a nested queryset took most of
    the time of those.
    """

    output_field = BooleanField()
    _statement = (
        "EXISTS (SELECT 1 FROM {table} door WHERE door.household_id = {household}"
        " AND door.reader IN ({readers}) AND door.valid_from <= %s"
        " AND (door.valid_until IS NULL OR door.valid_until > %s)"
        " AND (door.person_id IS NULL OR door.person_id = {person})"
        " AND (door.compartment = '' OR door.compartment = {compartment})"
        " AND (door.item IS NULL OR door.item = {item})"
        " AND (door.relation || '/' || {compartment}) IN ({wanted}))"
    )

    def __init__(self, *columns: Any, reader: Reader, at: datetime, wanted: str) -> None:
        household, person, compartment, item = columns
        super().__init__(household, person, Cast(compartment, CharField()), item)
        self._readers, self._at, self._wanted = tuple(reader.keys), at, wanted

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, tuple[Any, ...]]:  # type: ignore[override]
        """Return the condition with its parameters, in the order in which they stand in it."""
        household, person, compartment, item = map(compiler.compile, self.source_expressions)
        moment = connection.ops.adapt_datetimefield_value(self._at)
        statement = self._statement.format(
            table=connection.ops.quote_name(Standing._meta.db_table),
            household=household[0],
            readers=", ".join(["%s"] * len(self._readers)),
            person=person[0],
            compartment=compartment[0],
            item=item[0],
            wanted=self._wanted,
        )
        given = [household[1], self._readers, [moment, moment]]
        given += [person[1], compartment[1], item[1], compartment[1]]
        return statement, tuple(one for part in given for one in part)


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


def at_least(access: Access, answer: Answer, reach: Reach) -> Q:
    """Return the condition that a row is answered with at least this: shown, or shown or masked.

    At the table a row is shown to all who are present, or it is not there.
    """
    if access.everything:
        return Q(Value(True))
    if access.present:
        to_all = Q(_cells(access, Answer.SHOWN, reach))
        for reader in access.present:
            to_all &= Q(_cells(access, Answer.SHOWN, reach, reader))
        return to_all
    return Q(_cells(access, answer, reach))


def seen(access: Access, reach: Reach) -> Case:
    """Return the expression for the answer per row: 2 shown, 1 masked, 0 hidden."""
    return Case(
        When(at_least(access, Answer.SHOWN, reach), then=Value(int(Answer.SHOWN))),
        When(at_least(access, Answer.MASKED, reach), then=Value(int(Answer.MASKED))),
        default=Value(int(Answer.HIDDEN)),
        output_field=models.SmallIntegerField(),
    )


def seen_of_visible(access: Access, reach: Reach) -> Case | Value:
    """Return the answer for rows that are filtered by `at_least` masked already: 2 or 1.

    Half the work of `seen`, and wrong without that filter: a hidden row would count as masked.
    """
    if access.everything or access.present:
        return Value(int(Answer.SHOWN), output_field=models.SmallIntegerField())
    return Case(
        When(at_least(access, Answer.SHOWN, reach), then=Value(int(Answer.SHOWN))),
        default=Value(int(Answer.MASKED)),
        output_field=models.SmallIntegerField(),
    )


def _ordered_by(part: Any) -> str:
    """Return the column behind an ordering, written as a name or as `F(name).asc(…)`."""
    column = getattr(getattr(part, "expression", None), "name", None)
    return str(column or part).lstrip("-")


class GuardedQuerySet(QuerySet[M]):
    """Rows of a household file that were let through a door.

    Until `.shown()` is called it can hold masked rows. Then it can be counted, paged, filtered and
    sorted by open columns only, and read with `.rows(...)` only: a filter on what is masked would
    tell what it says, and a whole instance would carry it.
    """

    _only_shown = False
    _access: Access | None = None

    def _clone(self) -> Self:
        clone = cast(Self, super()._clone())  # type: ignore[misc]
        clone._only_shown, clone._access = self._only_shown, self._access
        return clone

    def _is_open(self, name: str) -> bool:
        """Say whether a column, with or without a lookup behind it, is open in masked rows."""
        model = cast("type[Guarded]", self.model)
        known = {*model.open_fields, *_ALWAYS_OPEN, "pk", "household", "person", SEEN}
        first, _, rest = name.lstrip("-").partition("__")
        first = first if first in known else first.removesuffix("_id")
        return name in known or (first in known and (not rest or rest in _LOOKUPS))

    def _refuse_masked(self, names: Iterable[str], doing: str) -> None:
        if self._only_shown:
            return
        for name in names:
            if name != "?" and not self._is_open(name):
                raise ValueError(f"cannot {doing} by {name!r}: it can be masked (.shown() first)")

    def _filter_or_exclude(self, negate: bool, args: Any, kwargs: Any) -> Self:
        self._refuse_masked(kwargs, "filter")
        self._refuse_masked(
            (name for part in args if isinstance(part, Q) for name in _names(part)), "filter"
        )
        return cast(Self, super()._filter_or_exclude(negate, args, kwargs))  # type: ignore[misc]

    def _readable(self) -> None:
        """Raise when reading this would hand out the content of masked rows, or their order."""
        self._refuse_masked(map(_ordered_by, self.query.order_by), "sort")
        fields = getattr(self, "_fields", None)
        if self._only_shown:
            return
        if fields is None or not all(self._is_open(str(name)) for name in fields):
            raise RuntimeError(
                f"{self.model.__name__}: masked rows are read with .rows(...), "
                "whole instances only after .shown()"
            )

    def _fetch_all(self) -> None:
        if self._result_cache is None:
            self._readable()
        super()._fetch_all()

    def iterator(self, *args: Any, **kwargs: Any) -> Any:
        """Read in pieces; under the same rule as reading at once."""
        self._readable()
        return super().iterator(*args, **kwargs)

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Sum over what is shown; refused while masked rows are in."""
        if not self._only_shown:
            raise RuntimeError("a sum runs over what the reader may see: .shown() first")
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        """Change rows that are shown; refused while masked rows are in."""
        if not self._only_shown:
            raise RuntimeError("only rows that are shown can be changed: .shown() first")
        return super().update(**kwargs)

    def shown(self) -> Self:
        """Keep only the rows whose content this reader may read: whole model instances, for actions."""
        if self._access is None:
            raise RuntimeError(".shown() comes after .through(access)")
        model = cast("type[Guarded]", self.model)
        rows = self.filter(at_least(self._access, Answer.SHOWN, model.reach))
        rows._only_shown = True
        return rows

    def rows(self, *fields: str) -> list[Any]:
        """Return frozen rows with `seen` and the fields; personal fields of masked rows are None.

        A field may run over a relation (`person__surname`) and then counts as personal. Sort
        before calling; sorting by a masked column is refused. The answer per row is worked out
        once, in a common table expression, and every personal column looks at it.
        """
        model = cast("type[Guarded]", self.model)
        self._refuse_masked(map(_ordered_by, self.query.order_by), "sort")
        open_fields = {*model.open_fields, *_ALWAYS_OPEN}
        names = {f"v_{field}": F(field) for field in fields}
        inner = self.annotate(**names).values_list(SEEN, *names)
        compiler = inner.query.get_compiler(self.db)
        try:
            statement, parameters = compiler.as_sql(with_col_aliases=True)
        except EmptyResultSet:
            return []
        aliases = [alias for _, _, alias in compiler.select]
        quoted = [compiler.connection.ops.quote_name(alias) for alias in aliases]
        is_shown = f"{quoted[0]} = {int(Answer.SHOWN)}"
        columns = [quoted[0]] + [
            column if field in open_fields else f"CASE WHEN {is_shown} THEN {column} END"
            for field, column in zip(fields, quoted[1:], strict=True)
        ]
        # The order of the inner statement holds: the outer one only picks columns.
        outer = f"WITH file AS MATERIALIZED ({statement}) SELECT {', '.join(columns)} FROM file"  # noqa: S608
        with compiler.connection.cursor() as cursor:
            cursor.execute(outer, parameters)
            found = cursor.fetchall()
        converters = compiler.get_converters([column for column, _, _ in compiler.select])
        kind = _row_kind(fields)
        return [kind(*row) for row in compiler.apply_converters(found, converters)]


@cache
def _row_kind(fields: tuple[str, ...]) -> type[Any]:
    """Return the class of rows with these fields; made once, because making a class takes long."""
    return make_dataclass("Row", ["seen", *fields], frozen=True, slots=True)


def _names(part: Q) -> Iterator[str]:
    """Return the column names a condition asks about, however deep."""
    for child in part.children:
        if isinstance(child, Q):
            yield from _names(child)
        elif isinstance(child, tuple):
            yield child[0]


_LOOKUPS = frozenset(
    {"in", "gt", "gte", "lt", "lte", "isnull", "exact", "range", "date", "date__gte", "date__lt"}
)
_ALWAYS_OPEN = frozenset({"id", "uuid", "household_id", "person_id", "compartment", "version"})


class GuardedManager(models.Manager[M]):
    """Raises for every question that does not come through the door."""

    def get_queryset(self) -> QuerySet[M]:
        """Refuse: use `.through(access)`."""
        raise RuntimeError(f"{self.model.__name__} is read through the door only: .through(access)")

    def through(self, access: Access) -> GuardedQuerySet[M]:
        """Return the rows that are shown or masked for this access, hidden ones left out."""
        model = cast("type[Guarded]", self.model)
        rows: GuardedQuerySet[M] = GuardedQuerySet(self.model, using=self._db)
        if access.household_id is not None:
            rows = rows.filter(**{model.reach.household: access.household_id})
        elif not access.everything:
            mine = standing_now(access.reader, access.at).values("household_id")
            rows = rows.filter(**{f"{model.reach.household}__in": mine})
        rows = rows.filter(at_least(access, Answer.MASKED, model.reach))
        rows._access = access
        return rows.annotate(**{SEEN: seen_of_visible(access, model.reach)})


class Guarded(models.Model):
    """A row of a household file; rooms inherit it and name the fields that are not personal."""

    reach: ClassVar[Reach] = Reach()
    open_fields: ClassVar[tuple[str, ...]] = ()
    """Fields that a masked row may show and that lists may sort by: that, not what."""

    objects = GuardedManager()

    class Meta:
        abstract = True
        base_manager_name = "_plain"

    _plain = models.Manager()
