# SPDX-License-Identifier: EUPL-1.2
"""What goes along when somebody goes to live in another household, and what cannot.

Only what is about that person alone, of a kind that says so (`follows_person`), and in a part that
the other household may hold: where somebody lives, what is about safety and a page of one's own are
never carried along. What hangs on something that stays, stays too: nothing is cut.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import CharField, QuerySet, Value

from voordeur.door.access import Access
from voordeur.people.items import HouseholdItem
from voordeur.people.joining import kind_words, parents_of

NEVER = ("where", "safety", "private")

type Key = tuple[str, int]


def kinds() -> dict[str, type[HouseholdItem]]:
    """Return the kinds of records that can go along, by room and model."""
    return {model._meta.label: model for model in _items() if model.follows_person}


def _items() -> Iterator[type[HouseholdItem]]:
    for model in apps.get_models():
        if issubclass(model, HouseholdItem) and not model.written_once:
            yield model


def options() -> list[tuple[str, str]]:
    """Return the kinds with their words, for a form."""
    return sorted(
        ((label, kind_words(label)) for label in kinds()), key=lambda one: (one[1], one[0])
    )


@dataclass(frozen=True, slots=True)
class About:
    """How many records of a kind there are about each of these persons, as far as one may read."""

    kind: str
    counts: tuple[int, ...]


def about(access: Access, person_ids: Collection[int]) -> list[About]:
    """Count, per kind and person in their order, what could go along; one statement."""
    parts: list[QuerySet[Any, Any]] = []
    for label, model in kinds().items():
        rows = model.objects.through(access).shown().filter(person_id__in=person_ids)
        rows = rows.exclude(compartment__in=NEVER).order_by()
        named = rows.annotate(of_kind=Value(label, output_field=CharField()))
        parts.append(named.values_list("of_kind", "person_id"))
    first, *rest = parts
    found = Counter(first.union(*rest, all=True))
    return [
        About(words, tuple(found[label, number] for number in person_ids))
        for label, words in options()
    ]


def carry(
    source: int, target: int, person_ids: Collection[int], labels: Collection[str]
) -> dict[str, list[int]]:
    """Put the records of these kinds about these persons in the other household; return which."""
    going: dict[Key, models.Model] = {}
    for label, model in kinds().items():
        if label in labels:
            rows = model._plain.filter(household_id=source, person_id__in=person_ids)
            rows = rows.exclude(compartment__in=NEVER)
            going |= {(label, row.pk): row for row in rows.order_by("pk")}
    if not going:
        return {}
    hanging = _hanging(source, going)
    moved: dict[str, list[int]] = defaultdict(list)
    for label, pk in sorted(_free(going, hanging)):
        moved[label].append(pk)
    for label, pks in moved.items():
        rows = apps.get_model(label)._base_manager.filter(pk__in=pks)
        rows.update(household_id=target)
    return dict(moved)


def _hanging(source: int, going: dict[Key, models.Model]) -> dict[Key, list[Key]]:
    """Return each row that hangs on a row that goes, however deep, with all it hangs on."""
    every = set(_items())
    rows = [
        row
        for model in every
        if _can_hang(model, every)
        for row in model._plain.filter(household_id=source).order_by("pk")
    ]
    parents = {(row._meta.label, row.pk): list(parents_of(row, every)) for row in rows}
    found: dict[Key, list[Key]] = {}
    grew = True
    while grew and going:
        more = {
            key: on
            for key, on in parents.items()
            if key not in found
            and key not in going
            and any(one in going or one in found for one in on)
        }
        found |= more
        grew = bool(more)
    own = {key: parents[key] for key in going if parents.get(key)}
    return found | own


def _can_hang(model: type[HouseholdItem], every: set[type[HouseholdItem]]) -> bool:
    return hasattr(model, "subject") or any(
        one.related_model in every for one in model._meta.concrete_fields
    )


def _free(going: dict[Key, models.Model], hanging: dict[Key, list[Key]]) -> set[Key]:
    """Return what can go: whatever is tied to something that stays, stays with all tied to it."""
    free = set(going) | set(hanging)
    changed = True
    while changed:
        stuck = {key for key, on in hanging.items() if key in free and not free.issuperset(on)}
        stuck |= {
            one for key, on in hanging.items() if key not in free for one in on if one in free
        }
        free -= stuck
        changed = bool(stuck)
    return free
