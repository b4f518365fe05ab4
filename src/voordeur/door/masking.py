# SPDX-License-Identifier: EUPL-1.2
"""Rows of a household file, read through the door only.

The predicate of `answer.py` is in every statement: the same serves one household and a list of
thousands, pages, search, API and exports. A hidden piece is out of every row, count, total and
order; a masked piece has its place but its content is NULL already in the database's answer.
"""

from collections.abc import Iterable, Iterator
from copy import copy
from datetime import UTC, datetime
from functools import cache
from typing import Any, ClassVar, Self, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.query import ModelIterable

from voordeur.door.access import Access, asked_ahead, keep_ahead
from voordeur.door.answer import AtLeast, Reach, Seen, at_least, seen
from voordeur.door.joined import Joined, as_now, joined
from voordeur.door.matrix import Answer, Purpose
from voordeur.door.reader import Reader
from voordeur.door.statement import STATEMENTS, Question, Recipe, Statement, written

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
    _db: str | None
    _query: Any
    _only_shown = False
    _access: Access | None = None

    _recipe: Recipe | None = None
    """How the question was put together, when that is all there is to it; else None."""
    _steps: tuple[tuple[str, tuple[Any, ...]], ...] | None = None
    """What is still to be done to make the question; None: it was made.

    Making it takes longer than asking it, and of a shape that was asked before nobody needs it.
    """

    @property
    def query(self) -> Any:
        """Return the question as Django keeps it, made now when nobody needed it before."""
        if self._steps is not None:
            steps, self._steps = self._steps, None
            rows = _begun(cast("type[Guarded]", self.model), cast(Access, self._access), self._db)
            for name, given in steps:
                rows = getattr(rows, name)(*given)
            self._query = rows._query
        return super().query

    @query.setter
    def query(self, value: Any) -> None:
        self._steps = None
        QuerySet.query.fset(self, value)  # type: ignore[attr-defined]

    def _next(self, name: str, *given: Any) -> Self | None:
        """Return this question with one more step to do, or None when it was made already."""
        if self._steps is None:
            return None
        rows = self.__class__(self.model, query=self._query, using=self._db)
        rows._fetch_mode = self._fetch_mode
        rows._only_shown, rows._access = self._only_shown, self._access
        rows._steps = (*self._steps, (name, given))
        return rows

    def _not_support_combined_queries(self, operation_name: str) -> None:
        """Refuse what a union cannot do; a question that is not made yet is no union."""
        if self._steps is None:
            super()._not_support_combined_queries(operation_name)  # type: ignore[misc]

    @property
    def ordered(self) -> bool:
        """Say whether the rows come in an order."""
        if self._steps is not None:
            sorting = [given for name, given in self._steps if name == "order_by"]
            return bool(sorting and sorting[-1])
        return super().ordered

    def _clone(self) -> Self:
        clone = cast(Self, super()._clone())  # type: ignore[misc]
        clone._only_shown, clone._access = self._only_shown, self._access
        return clone

    def _then(self, before: Self, *step: Any) -> Self:
        """Add a step to the recipe of the question this one was made from."""
        if before._recipe is not None:
            self._recipe = written(before._recipe, step)
        return self

    def _is_open(self, name: str) -> bool:
        """Say whether a column, with or without a lookup behind it, is open in masked rows."""
        model = cast("type[Guarded]", self.model)
        known = {*model.open_fields, *_ALWAYS_OPEN, "pk", "household", "person", SEEN}
        first, _, rest = name.lstrip("-").partition("__")
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
        rows = self._next("_filter_or_exclude", negate, args, kwargs)
        if rows is None:
            rows = cast(Self, super()._filter_or_exclude(negate, args, kwargs))  # type: ignore[misc]
        return rows._then(self, "filter", negate, args, tuple(kwargs.items()))

    def order_by(self, *names: Any) -> Self:
        """Sort; by open columns only, as long as masked rows are in."""
        rows = self._next("order_by", *names)
        rows = super().order_by(*names) if rows is None else rows
        return rows._then(self, "order", names)

    def select_related(self, *names: Any) -> Self:
        """Read what the rows point at along with them."""
        rows = self._next("select_related", *names)
        rows = super().select_related(*names) if rows is None else rows
        return rows._then(self, "related", names)

    def __getitem__(self, place: Any) -> Any:
        """Return some of the rows, or one; a slice is a step like any other."""
        if isinstance(place, slice) and place.step is None and self._result_cache is None:
            rows = self._next("__getitem__", place)
            rows = super().__getitem__(place) if rows is None else rows
            return rows._then(self, "slice", (place.start, place.stop))
        return super().__getitem__(place)

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
            whole = self._iterable_class is ModelIterable and self._only_shown
            if whole and self._recipe is not None and self.ordered:
                self._result_cache = self._answer()
            else:
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
        rows = self._next("shown")
        if rows is None:
            rows = self.all()
            rows._let_through(self._access, Answer.SHOWN)
        rows._only_shown = True
        return rows._then(self, "shown")

    def _let_through(self, access: Access, answer: Answer) -> None:
        """Put the access in the place of the one that the door keeps open in a fresh question.

        Building the expressions anew for each question costs more than asking it.
        """
        columns = self.query.annotations[SEEN].get_source_expressions()
        conditions: list[Any] = self.query.where.children
        place = next(i for i, one in enumerate(conditions) if isinstance(one.lhs, AtLeast))
        conditions[place] = copy(conditions[place])
        conditions[place].lhs = AtLeast(access, answer, columns)
        among = (Answer.SHOWN,) if answer is Answer.SHOWN else ()
        self.query.annotations[SEEN] = Seen(access, columns, among)
        self._access = access

    def rows(self, *fields: str) -> list[Any]:
        """Return frozen rows with `seen` and the fields; personal fields of masked rows are None.

        A field may run over a relation (`person__surname`) and then counts as personal. Sort
        before calling; sorting by a masked column is refused. The answer per row is worked out
        once, in a common table expression, and every personal column looks at it.
        """
        return self._answer(*fields)

    def _answer(self, *fields: str) -> list[Any]:
        found = self.answered(*fields)
        if found is None:
            question = self.asking(*fields)
            found = question.read() if question is not None else []
        return found

    @property
    def can_wait(self) -> bool:
        """Say whether an answer to this question can be found again by who asks the same."""
        return self._recipe is not None and self._access is not None

    def answered(self, *fields: str) -> list[Any] | None:
        """Return the answer to this question when it was asked ahead in this look, else None."""
        if not self.can_wait:
            return None
        return asked_ahead(cast(Access, self._access), (self._recipe, fields, self.db))

    def keep(self, fields: tuple[str, ...], answer: list[Any]) -> None:
        """Let an answer wait for who asks this question later in this look."""
        if self.can_wait:
            keep_ahead(cast(Access, self._access), (self._recipe, fields, self.db), answer)

    def asking(self, *fields: str) -> "Question | None":
        """Return what `.rows(...)` with these fields asks, or what reading all that is shown does.

        None: it asks for nothing, so there is nothing. For `together`, which asks several at once.
        The statement is written once per shape of a question; each time the access is put in.
        """
        access = cast("Access", self._access)
        key = self._recipe and (self._recipe, fields, self.db)
        statement = STATEMENTS.get(key) if key else None
        if statement is None:
            if fields:
                self._refuse_masked(map(_ordered_by, self.query.order_by), "sort")
                query = self.values_list(SEEN, *fields).query
            else:
                self._readable()
                query = self.query
            model = cast("type[Guarded]", self.model)
            open_fields = {*model.open_fields, *_ALWAYS_OPEN}
            masked = [field for field in fields if field not in open_fields]
            try:
                statement = Statement.of(query, self.db, fields, masked, shared=bool(key))
            except EmptyResultSet:
                return None
            if key:
                STATEMENTS.keep(key, statement)
        return statement.put(access, self._fetch_mode)


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
        if model.written_once:
            return cast("GuardedQuerySet[M]", _begun(model, access, self._db))
        rows: GuardedQuerySet[M] = GuardedQuerySet(self.model, using=self._db)
        rows._access, rows._steps, rows._recipe = access, (), (model,)
        return rows


_NEVER = datetime.max.replace(tzinfo=UTC)
_NOBODY = Access(Reader("nobody", frozenset()), Purpose.HELP, 0, frozenset(), "", _NEVER)


def _begun(model: "type[Guarded]", access: Access, using: str | None) -> GuardedQuerySet[Any]:
    """Return the question for all rows of a model that an access lets through."""
    fresh = _followed(model, joined(access)) if model.written_once else _fresh(model)
    rows = fresh.using(using)
    rows._let_through(access, Answer.MASKED)
    return rows


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
