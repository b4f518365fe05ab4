# SPDX-License-Identifier: EUPL-1.2
"""Erasing the file of a household when its term is over: rows and papers gone, keys destroyed.

Members who are in no other file go with it. Who is elsewhere too keeps name and key there; what was
theirs in this file goes. One event stays: a number, the law, and how much was erased.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils.translation import gettext as _

from voordeur.door import forgetting, retention
from voordeur.door.deed import Deed, action
from voordeur.door.models import Emergency, Informing, LegalHold, Standing
from voordeur.door.refusal import NoEntry, Refusal
from voordeur.history import keyring, record, traces
from voordeur.history.appendonly import purge_permit


@dataclass(frozen=True, slots=True)
class HouseholdEraser:
    """What one room does before its rows of a household go: files, waiting messages."""

    name: str
    run: Callable[[int, datetime], None]


REGISTRY: dict[str, HouseholdEraser] = {}
_members: list[Callable[[int], set[int]]] = []


def household_eraser(
    name: str,
) -> Callable[[Callable[[int, datetime], None]], Callable[[int, datetime], None]]:
    """Register what a room does first: (household id, moment) → nothing; harmless twice."""

    def register(run: Callable[[int, datetime], None]) -> Callable[[int, datetime], None]:
        REGISTRY[name] = HouseholdEraser(name, run)
        return run

    return register


def only_here(ask: Callable[[int], set[int]]) -> Callable[[int], set[int]]:
    """Set who says which members of a household are in no other; the room of people does."""
    _members[:] = [ask]
    return ask


def is_erased(household_id: int) -> bool:
    """Say whether the file of a household was erased before."""
    return keyring.is_shredded(f"household:{household_id}")


def erase_state(household_id: int, moment: datetime) -> tuple[dict[str, int], list[int]]:
    """Erase every row of a household in every room; needs a transaction.

    Returns the counts, and the members who went with it because they are in no other file.
    """
    counts: dict[str, int] = {}
    gone: list[int] = []
    for number in record.numbers_of(("household", household_id)):
        (ask,) = _members
        for person_id in sorted(ask(number)):
            for name, count in forgetting.erase_state(person_id, moment).items():
                counts[name] = counts.get(name, 0) + count
            gone.append(person_id)
        for _name, known in sorted(REGISTRY.items()):
            known.run(number, moment)
        with purge_permit():
            _delete_rows(number, counts)
        _door(number, moment)
    return {name: count for name, count in counts.items() if count}, gone


def _delete_rows(household_id: int, counts: dict[str, int]) -> None:
    """Delete the guarded rows of a household; references are checked when all are gone."""
    for model in forgetting.guarded():
        for child in _hanging(model):
            column = f"{child.field.name}__{model.reach.household}"
            rows: Any = child.related_model._base_manager.filter(**{column: household_id})
            rows._raw_delete(rows.db)
    for model in forgetting.guarded():
        rows = model._plain.filter(**{model.reach.household: household_id})
        counts[model._meta.label_lower] = rows._raw_delete(rows.db)


def _hanging(model: type[models.Model]) -> Iterable[Any]:
    """Return the references to a model from tables that are no guarded rows themselves."""
    known = set(forgetting.guarded())
    return [one for one in model._meta.related_objects if one.related_model not in known]


def _door(household_id: int, moment: datetime) -> None:
    """Take the words out of what the door itself keeps of a household, and let everybody out."""
    here = Standing.objects.filter(household_id=household_id)
    here.filter(valid_until=None).update(valid_until=moment)
    here.update(reason="")
    Informing.objects.filter(household_id=household_id).exclude(why_not="").update(why_not="-")
    rows = Emergency.objects.filter(household_id=household_id)
    rows.exclude(reason="").update(reason="-")
    rows.exclude(concealed="").update(concealed="-")
    rows.exclude(finding="").update(finding="-")


def destroy_keys(household_id: int, persons: Iterable[int]) -> int:
    """Destroy the keys of a household and of who went with it; take the traces out of the files."""
    numbers = record.numbers_of(("household", household_id))
    count = sum(keyring.forget(f"household:{number}") for number in numbers)
    count += sum(forgetting.destroy_keys(person_id) for person_id in persons)
    traces.wipe(forgetting.tables())
    return count


def holds_on(household_id: int) -> list[LegalHold]:
    """Return the legal holds that keep a household: on it, or on somebody who was in it."""
    persons = record.persons_of(household_id)
    subjects = [
        *(f"household:{number}" for number in record.numbers_of(("household", household_id))),
        *(f"person:{number}" for number in persons),
    ]
    return list(LegalHold.objects.filter(until=None, subject__in=subjects).order_by("pk"))


@action("forget.person", household=False)
def erase_household(deed: Deed, *, household_id: int, law: str) -> dict[str, int]:
    """Erase the file of a household for good, because its term under a law is over.

    Refused while a legal hold lies on it or on a member. Done twice, the second says that it is
    gone. The keys go after the transaction; a reaction does it again when that was cut short.
    """
    if not record.exists(("household", household_id)) or is_erased(household_id):
        raise NoEntry(_("This household is not here."))
    if holds_on(household_id):
        raise Refusal(
            _("This file may not be erased now."),
            remedy=_("A legal hold lies on it. End the hold first, with its reason."),
        )
    if not any(row.what == f"household:{household_id}" for row in retention.due(deed.now)):
        raise Refusal(_("The term of this file is not over."))
    counts, persons = erase_state(household_id, deed.now)
    deed.happened(
        "door.household_erased",
        {"household": household_id, "law": law, "persons": persons, "erased": counts},
        stream=("household", household_id),
        about=(None, "safety"),
    )
    transaction.on_commit(lambda: destroy_keys(household_id, persons))
    return counts


@action("forget.person", household=False)
def erase_rows(deed: Deed, *, kind: str) -> int:
    """Delete the rows of one kind of record that are past their term: looks, drafts, counts."""
    known = retention.kinds().get(kind)
    if known is None or known.how != "delete":
        raise Refusal(_("This kind of record does not end this way."), "kind")
    model = apps.get_model(kind)
    limit = retention.before(known.term, deed.now)
    rows = model._base_manager.filter(**{f"{known.starts}__lt": limit})
    count, _rows = rows.delete()
    deed.happened(
        "door.rows_erased",
        {"kind": kind, "before": limit, "count": count},
        stream=("system", 1),
        about=(None, "name"),
    )
    return count


def replay(moment: datetime) -> int:
    """After a restore: erase again every household that was erased; return how many.

    The list of the forgotten was replayed in the keys before (`forgetting.replay`).
    """
    households = forgetting.shredded_numbers("household")
    with transaction.atomic():
        for household_id in households:
            erase_state(household_id, moment)
    traces.wipe(forgetting.tables())
    return len(households)
