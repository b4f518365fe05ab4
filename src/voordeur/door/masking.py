# SPDX-License-Identifier: EUPL-1.2
"""Rows of a household file, read through the door only.

The predicate of `answer.py` is in every statement: the same serves one household and a list of
thousands, pages, search, API and exports. A hidden piece is out of every row, count, total and
order; a masked piece has its place but its content is NULL already in the database's answer.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from datetime import UTC, datetime
from functools import cache, partial
from typing import Any, ClassVar, NamedTuple, Self, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.query import get_related_populators

from voordeur.door.access import Access
from voordeur.door.answer import AtLeast, Reach, Seen, among_visible, at_least, seen
from voordeur.door.joined import Joined, as_now, joined
from voordeur.door.matrix import Answer, Purpose
from voordeur.door.reader import Reader

M = TypeVar("M", bound=models.Model)

SEEN = "door_seen"


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

    _fetch_mode: Any
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
        rows = self.all()
        rows._let_through(self._access, Answer.SHOWN)
        rows._only_shown = True
        return rows

    def _let_through(self, access: Access, answer: Answer) -> None:
        """Put the access in the place of the one that the door keeps open in a fresh question.

        Building the expressions anew for each question costs more than asking it.
        """
        columns = self.query.annotations[SEEN].get_source_expressions()
        conditions: list[Any] = self.query.where.children
        place = next(i for i, one in enumerate(conditions) if isinstance(one.lhs, AtLeast))
        conditions[place] = copy(conditions[place])
        conditions[place].lhs = AtLeast(access, answer, columns)
        among = (Answer.SHOWN,) if answer is Answer.SHOWN else among_visible(access)
        self.query.annotations[SEEN] = Seen(access, columns, among)
        self._access = access

    def rows(self, *fields: str) -> list[Any]:
        """Return frozen rows with `seen` and the fields; personal fields of masked rows are None.

        A field may run over a relation (`person__surname`) and then counts as personal. Sort
        before calling; sorting by a masked column is refused. The answer per row is worked out
        once, in a common table expression, and every personal column looks at it.
        """
        question = self.asking(*fields)
        if question is None:
            return []
        # The order of the inner statement holds: the outer one only picks columns.
        columns = ", ".join(question.columns)
        outer = f"WITH file AS MATERIALIZED ({question.sql}) SELECT {columns} FROM file"  # noqa: S608
        with question.compiler.connection.cursor() as cursor:
            cursor.execute(outer, question.parameters)
            found = cursor.fetchall()
        converters = question.compiler.get_converters(question.selected)
        if converters:
            found = question.compiler.apply_converters(found, converters)
        return question.finish(found)

    def asking(self, *fields: str) -> "Question | None":
        """Return what `.rows(...)` with these fields asks, or what reading all that is shown does.

        None: it asks for nothing, so there is nothing. For `together`, which asks several at once.
        """
        if fields:
            self._refuse_masked(map(_ordered_by, self.query.order_by), "sort")
            compiler = self.values_list(SEEN, *fields).query.get_compiler(self.db)
        else:
            self._readable()
            compiler = self.query.get_compiler(self.db)
        try:
            statement, parameters = compiler.as_sql(with_col_aliases=True)
        except EmptyResultSet:
            return None
        columns = [compiler.connection.ops.quote_name(alias) for _, _, alias in compiler.select]
        selected = [column for column, _, _ in compiler.select]
        if not fields:
            finish = partial(_instances, compiler, self.db, self._fetch_mode)
            return Question(statement, parameters, columns, selected, compiler, finish)
        model = cast("type[Guarded]", self.model)
        open_fields = {*model.open_fields, *_ALWAYS_OPEN}
        is_shown = f"{columns[0]} = {int(Answer.SHOWN)}"
        picked = [columns[0]] + [
            column if field in open_fields else f"CASE WHEN {is_shown} THEN {column} END"
            for field, column in zip(fields, columns[1:], strict=True)
        ]
        kind = _row_kind(fields)
        return Question(
            statement, parameters, picked, selected, compiler, lambda rows: list(map(kind, rows))
        )


class Question(NamedTuple):
    """A statement with the columns to pick from it, and what makes of its rows what was asked."""

    sql: str
    parameters: tuple[Any, ...]
    columns: list[str]
    selected: list[Any]
    compiler: Any
    finish: Callable[[Iterable[Any]], list[Any]]


def _instances(compiler: Any, using: str, fetch_mode: Any, rows: Iterable[Any]) -> list[Any]:
    """Return model instances with what was selected along with them, as Django makes them."""
    info = compiler.klass_info
    start, end = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column.target.attname for column, _, _ in compiler.select[start:end]]
    related = get_related_populators(info, compiler.select, using, fetch_mode)
    found = []
    for row in rows:
        instance = info["model"].from_db(using, names, row[start:end], fetch_mode=fetch_mode)
        for one in related:
            one.populate(row, instance)
        found.append(instance)
    return found


@cache
def _row_kind(fields: tuple[str, ...]) -> Any:
    """Return what makes a row of these fields; made once, because making a class takes long."""
    make: Any = namedtuple
    return make("Row", ["seen", *fields])._make


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
        fresh = _followed(model, joined(access)) if model.written_once else _fresh(model)
        rows = cast("GuardedQuerySet[M]", fresh.using(self._db))
        rows._let_through(access, Answer.MASKED)
        return rows


_NEVER = datetime.max.replace(tzinfo=UTC)
_NOBODY = Access(Reader("nobody", frozenset()), Purpose.HELP, 0, frozenset(), "", _NEVER)


@cache
def _fresh(model: "type[Guarded]") -> GuardedQuerySet[Any]:
    """Return a question about a model that the door is kept open in, for nobody."""
    rows: GuardedQuerySet[Any] = GuardedQuerySet(model)
    rows = rows.filter(at_least(_NOBODY, Answer.MASKED, model.reach))
    return rows.annotate(**{SEEN: seen(_NOBODY, model.reach)})


def _followed(model: "type[Guarded]", now: Joined) -> GuardedQuerySet[Any]:
    """Return a question about rows that are never changed, under the numbers they have now."""
    rows: Any = GuardedQuerySet(model)
    rows = rows.annotate(
        household_now=as_now(model.reach.household, now.households),
        person_now=as_now(model.reach.person, now.persons),
    )
    reach = Reach("household_now", "person_now", model.reach.compartment, model.reach.item)
    rows = rows.filter(at_least(_NOBODY, Answer.MASKED, reach))
    followed: GuardedQuerySet[Any] = rows.annotate(**{SEEN: seen(_NOBODY, reach)})
    return followed


class Guarded(models.Model):
    """A row of a household file; rooms inherit it and name the fields that are not personal."""

    reach: ClassVar[Reach] = Reach()
    open_fields: ClassVar[tuple[str, ...]] = ()
    """Fields that a masked row may show and that lists may sort by: that, not what."""
    written_once: ClassVar[bool] = False
    """Rows that are never changed: not even the number of who they are about, when two are joined."""

    objects = GuardedManager()

    class Meta:
        abstract = True
        base_manager_name = "_plain"

    _plain = models.Manager()
