# SPDX-License-Identifier: EUPL-1.2
"""Putting the rows of one person or household under the number of another, and back again.

Which columns that are follows from the models themselves, so that no room can be forgotten: every
foreign key to a person or household, every column `person_id` or `household_id`, every column that
says who spoke, wrote or owns (`…_by`, `…_key`, `reader`, `owner`, `observer`), and the lists that
a model names in `person_lists`. What is written once (the history, versions of a plan, the books,
the access log) keeps its number; reads follow it (`door.joined`).

A model says in `when_double = "aside"` that a row may be taken out while a row just like it is
there; it comes back when the merge is undone. Any other double refuses the merge. `said_twice`
tells which rows of a person the other says in other words already. `keyed = True`
says that its content is sealed with the key of its person.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import ProtectedError, Q
from django.utils.translation import gettext as _

from voordeur.door import retention
from voordeur.door.language import language
from voordeur.door.refusal import Refusal
from voordeur.history import appendonly, record

type Of = Literal["person", "household"]

_OF = {"person": "people.Person", "household": "people.Household"}
_WHO = re.compile(r"(^|_)(by|key)$|^(reader|owner|observer)$")
# A person or household itself, the pieces of a name (made anew) and the merges themselves.
_ITSELF = frozenset({"people.Person", "people.Household", "people.SearchKey", "people.Merge"})
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Column:
    """A column that says which person or household a row is about, or who spoke."""

    model: type[models.Model]
    name: str
    how: Literal["number", "key", "list"]

    @property
    def label(self) -> str:
        """Return the room and model."""
        return self.model._meta.label


def _own_models() -> Iterator[type[models.Model]]:
    for model in apps.get_models():
        if (
            model.__module__.startswith("voordeur.")
            and getattr(model, "lives_in", "default") == "default"
            and model._meta.app_label != "history"
            and model._meta.db_table not in appendonly.PROTECTED
            and model._meta.label not in _ITSELF
        ):
            yield model


@cache
def columns(of: Of) -> tuple[Column, ...]:
    """Return every column of every room that a merge puts under another number."""
    found = []
    for model in _own_models():
        for one in model._meta.concrete_fields:
            if one.related_model is not None:
                if one.related_model._meta.label == _OF[of]:
                    found.append(Column(model, one.attname, "number"))
            elif isinstance(one, models.BigIntegerField) and one.name == f"{of}_id":
                found.append(Column(model, one.name, "number"))
            elif isinstance(one, models.CharField) and not one.choices and _WHO.search(one.name):
                found.append(Column(model, one.name, "key"))
        if of == "person":
            found += [Column(model, name, "list") for name in getattr(model, "person_lists", ())]
    return tuple(found)


def written(column: "models.Field[Any, Any]", value: Any) -> Any:
    """Return a value as it is kept in the list of a merge."""
    if value is None or isinstance(column, models.JSONField):
        return value
    return str(getattr(value, "isoformat", lambda: value)())


def read(column: "models.Field[Any, Any]", value: Any) -> Any:
    """Return a value of the list as the column has it."""
    return None if value is None else column.to_python(value)


@dataclass(slots=True)
class Listing:
    """What a merge did, row by row, so that it can be undone: kept sealed in the history."""

    moved: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    """Model → column → rows that were put under the other number."""
    changed: list[tuple[str, int, str, Any, Any]] = field(default_factory=list)
    """Model, row, column, before, after."""
    aside: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """Model → rows taken out because the other has the same."""
    last: dict[str, int] = field(default_factory=dict)
    """Model → the highest number of a row at the time: what is higher was made since."""

    def body(self) -> dict[str, Any]:
        """Return the list as it is sealed."""
        return {name: getattr(self, name) for name in ("moved", "changed", "aside", "last")}

    def change(self, row: models.Model, **after: Any) -> None:
        """Change columns of a row and write down what they were."""
        for name, value in after.items():
            column = row._meta.get_field(name)
            before = getattr(row, name)
            if before != value:
                self.changed.append(
                    (
                        row._meta.label,
                        row.pk,
                        name,
                        written(column, before),  # type: ignore[arg-type]
                        written(column, value),  # type: ignore[arg-type]
                    )
                )
                setattr(row, name, value)
        row.save(update_fields=list(after))

    def take_out(self, model: type[models.Model], pks: Iterable[int]) -> None:
        """Take rows out and write down all they held."""
        rows = model._base_manager.filter(pk__in=list(pks))
        found = [
            {
                one.attname: written(one, getattr(row, one.attname))
                for one in row._meta.concrete_fields
            }
            for row in rows.order_by("pk")
        ]
        if not found:
            return
        try:
            rows.delete()
        except ProtectedError as error:
            raise _double(model) from error
        self.aside.setdefault(model._meta.label, []).extend(found)


def kept_list(operation_id: UUID) -> dict[str, Any]:
    """Return the sealed list of what a merge moved; raises Refusal when its key was destroyed."""
    kinds = ["people.persons_merged", "people.household_merged"]
    for part in record.sealed_of(operation_id, kinds):
        return part.body
    raise Refusal(_("What was joined can no longer be told apart: somebody was forgotten since."))


def kind_words(label: str) -> str:
    """Return what a kind of record is called, as the retention file of its room calls it."""
    known = retention.kinds().get(label)
    if known is None:
        return label
    words = known.en if language() == "en" else known.nl
    return words.partition(";")[0]


def _double(model: type[models.Model]) -> Refusal:
    return Refusal(
        _("Both files hold something of which there can be only one: %(kind)s.")
        % {"kind": kind_words(model._meta.label)},
        "",
        _("End or correct one of the two first."),
    )


def _unique_doubles(column: Column, source: int, target: int) -> set[int]:
    """Return rows of the source that the target has already, by the constraints of the model."""
    model, found = column.model, set[int]()
    name = model._meta.get_field(column.name).name
    unique = [
        (one.fields, one.condition)
        for one in model._meta.constraints
        if isinstance(one, models.UniqueConstraint) and name in one.fields
    ]
    if getattr(model._meta.get_field(column.name), "unique", False):
        unique.append(([name], None))
    for fields, condition in unique:
        rest = [one for one in fields if one != name]
        rows = model._base_manager.filter(condition or Q())
        theirs = {
            tuple(row)
            for row in rows.filter(**{column.name: target}).values_list(*rest, column.name)
        }
        theirs = {row[:-1] for row in theirs}
        for pk, *row in rows.filter(**{column.name: source}).values_list("pk", *rest):
            if tuple(row) in theirs and None not in row:
                found.add(pk)
    return found


def _tied_to_itself(of: Of, model: type[models.Model], source: int, target: int) -> set[int]:
    """Return rows that would say something between somebody and themselves."""
    names = [one.name for one in columns(of) if one.model is model and one.how == "number"]
    checks = [one for one in model._meta.constraints if isinstance(one, models.CheckConstraint)]
    if len(names) < 2:
        return set()
    mine = Q()
    for name in names:
        mine |= Q(**{name: source})
    found = set()
    for row in model._base_manager.filter(mine).order_by("pk"):
        for name in names:
            if getattr(row, name) == source:
                setattr(row, name, target)
        try:
            for one in checks:
                one.validate(model, row)
        except ValidationError:
            found.add(row.pk)
    return found


def put_under(of: Of, source: int, target: int, homes: Iterable[int], listing: Listing) -> None:
    """Put every row of the source under the number of the target; raises Refusal for a double.

    `homes` are the households in which the two are: rows that only name who spoke are looked for
    there.
    """
    homes = list(homes)
    numbers = [one for one in columns(of) if one.how == "number"]
    for model in {one.model: None for one in numbers}:
        last = model._base_manager.order_by("-pk").values_list("pk", flat=True).first()
        listing.last[model._meta.label] = last or 0
        doubles = _tied_to_itself(of, model, source, target)
        if of == "person" and hasattr(model, "said_twice"):
            doubles |= model.said_twice(source, target)
        for column in numbers:
            if column.model is model:
                doubles |= _unique_doubles(column, source, target)
        if doubles and getattr(model, "when_double", "") != "aside":
            raise _double(model)
        listing.take_out(model, doubles)
    for column in numbers:
        _move(listing, column, source, target, Q())
    for column in columns(of):
        if column.how == "key":
            has_home = any(
                one.attname == "household_id" for one in column.model._meta.concrete_fields
            )
            within = Q(household_id__in=homes) if has_home else Q()
            _move(listing, column, f"{of}:{source}", f"{of}:{target}", within)
        elif column.how == "list":
            for row in column.model._base_manager.filter(household_id__in=homes).order_by("pk"):
                before = getattr(row, column.name)
                if source in before:
                    after = [target if one == source else one for one in before]
                    listing.change(row, **{column.name: list(dict.fromkeys(after))})


def _move(listing: Listing, column: Column, source: Any, target: Any, within: Q) -> None:
    rows = column.model._base_manager.filter(within, **{column.name: source})
    pks = sorted(rows.values_list("pk", flat=True))
    for start in range(0, len(pks), _CHUNK):
        part = column.model._base_manager.filter(pk__in=pks[start : start + _CHUNK])
        part.update(**{column.name: target})
    if pks:
        listing.moved.setdefault(column.label, {})[column.name] = pks


def put_back(of: Of, source: int, target: int, kept: dict[str, Any]) -> None:
    """Undo what the sealed list says: rows back under their own number, taken-out rows back in.

    A column that somebody changed since keeps what it has now; so does a row that is gone.
    """
    for label, by_column in kept["moved"].items():
        model = apps.get_model(label)
        for name, pks in by_column.items():
            number = isinstance(model._meta.get_field(name), models.CharField)
            there, here = (f"{of}:{target}", f"{of}:{source}") if number else (target, source)
            for start in range(0, len(pks), _CHUNK):
                rows = model._base_manager.filter(pk__in=pks[start : start + _CHUNK])
                rows.filter(**{name: there}).update(**{name: here})
    for label, pk, name, before, after in reversed(kept["changed"]):
        model = apps.get_model(label)
        column = model._meta.get_field(name)
        row = model._base_manager.filter(pk=pk).first()
        if row is not None and written(column, getattr(row, name)) == after:
            model._base_manager.filter(pk=pk).update(**{name: read(column, before)})
    for label, rows_out in kept["aside"].items():
        model = apps.get_model(label)
        fields = {one.attname: one for one in model._meta.concrete_fields}
        model._base_manager.bulk_create(
            [
                model(**{name: read(fields[name], value) for name, value in row.items()})
                for row in rows_out
            ],
            ignore_conflicts=True,
        )


# What says who may look or what the machine keeps is never offered: it stays where it is.
_NOT_OFFERED = frozenset({"door", "imports"})


@dataclass(frozen=True, slots=True)
class Since:
    """Rows made since a merge: which have to be chosen for, and which follow another row."""

    roots: dict[str, list[int]]
    follows: dict[tuple[str, int], tuple[str, int]]
    back: frozenset[tuple[str, int]]
    """Rows that hang on a row of the source: they go back with it, without a choice."""


def made_since(of: Of, target: int, kept: dict[str, Any]) -> Since:
    """Return the rows under the target's number that were made after the merge."""
    rows: dict[tuple[str, int], models.Model] = {}
    for column in columns(of):
        label = column.label
        if column.how != "number" or label not in kept["last"]:
            continue
        if column.model._meta.app_label in _NOT_OFFERED or getattr(column.model, "keyed", False):
            continue
        found = column.model._base_manager.filter(
            pk__gt=kept["last"][label], **{column.name: target}
        )
        returned = {int(one["id"]) for one in kept["aside"].get(label, ())}
        rows |= {(label, row.pk): row for row in found.order_by("pk") if row.pk not in returned}
    moved = {
        (label, pk)
        for label, by_column in kept["moved"].items()
        for pks in by_column.values()
        for pk in pks
    }
    names = {one.model for one in columns(of) if one.how == "number"}
    roots: dict[str, list[int]] = defaultdict(list)
    follows: dict[tuple[str, int], tuple[str, int]] = {}
    back = set()
    for key, row in rows.items():
        parents = list(parents_of(row, names))
        if any(parent in moved for parent in parents):
            back.add(key)
        elif held := [parent for parent in parents if parent in rows]:
            follows[key] = held[0]
        else:
            roots[key[0]].append(key[1])
    return Since(dict(roots), follows, frozenset(back))


def parents_of(
    row: models.Model, names: Collection[type[models.Model]]
) -> Iterator[tuple[str, int]]:
    """Yield what a row hangs on: rows of these models by foreign key, and by a `subject`."""
    for one in row._meta.concrete_fields:
        model = one.related_model
        if model is not None and model in names and getattr(row, one.attname) is not None:
            yield model._meta.label, getattr(row, one.attname)
    subject = getattr(row, "subject", None)
    if isinstance(subject, str) and ":" in subject:
        kind, _colon, number = subject.partition(":")
        for model in names:
            if model._meta.model_name == kind and number.isdigit():
                yield model._meta.label, int(number)


def give_back(
    of: Of, source: int, target: int, since: Since, chosen: Iterable[tuple[str, int]]
) -> int:
    """Put chosen rows, and all that follow them, under the source's number; return how many."""
    going = {(label, pk) for label, pk in chosen if pk in since.roots.get(label, ())} | since.back
    grew = True
    while grew:
        more = {key for key, parent in since.follows.items() if parent in going} - going
        going |= more
        grew = bool(more)
    by_label: dict[str, list[int]] = defaultdict(list)
    for label, pk in going:
        by_label[label].append(pk)
    for column in columns(of):
        if column.how == "number" and column.label in by_label:
            rows = column.model._base_manager.filter(pk__in=by_label[column.label])
            rows.filter(**{column.name: target}).update(**{column.name: source})
    return len(going)


def excerpt(row: models.Model) -> str:
    """Return the first words of a row that somebody may read, to recognise it by."""
    for one in row._meta.concrete_fields:
        if isinstance(one, models.CharField | models.TextField) and not one.choices:
            text = getattr(row, one.attname)
            skip = one.name in {"compartment", "kind", "sealed"} or _WHO.search(one.name)
            if text and not skip:
                return str(text) if len(str(text)) <= 80 else f"{str(text)[:79]}…"
    return ""
