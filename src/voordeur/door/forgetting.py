# SPDX-License-Identifier: EUPL-1.2
"""Forgetting somebody, end to end: keys destroyed, rows and search keys erased, the chain whole.

Each room says in its `erasing.py` how it erases a person. Columns with text of every guarded row
about the person are emptied here, so that no room can forget to. The event that it happened stays:
a number, who did it and why.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Count, F, Value
from django.utils.translation import gettext as _

from voordeur.door.deed import Deed, action
from voordeur.door.masking import _ALWAYS_OPEN, Guarded
from voordeur.door.models import LegalHold
from voordeur.door.refusal import NoEntry, Refusal
from voordeur.history import clock, keyring, record, traces

WHY = ("own_request", "term_ended", "mistake")
SHORTEST_REASON = 15


@dataclass(frozen=True, slots=True)
class Eraser:
    """How one room erases a person; must bear being run again, as after a restore."""

    name: str
    tables: tuple[str, ...]
    run: Callable[[int, datetime], int]


REGISTRY: dict[str, Eraser] = {}


def eraser(
    name: str, *tables: str
) -> Callable[[Callable[[int, datetime], int]], Callable[[int, datetime], int]]:
    """Register a function (person id, moment) → rows erased, and the tables that it empties."""

    def register(run: Callable[[int, datetime], int]) -> Callable[[int, datetime], int]:
        REGISTRY[name] = Eraser(name, tables, run)
        return run

    return register


def guarded() -> Iterator[type[Guarded]]:
    """Yield every table of the household files, of all rooms."""
    for model in apps.get_models():
        if issubclass(model, Guarded):
            yield model


def _emptied(model: type[Guarded]) -> dict[str, Any]:
    """Return what each personal column becomes: text empty, the rest unknown where it may be.

    Codes with choices and dates stay: without the person they say nothing of anybody, and the
    counts that rest on them stay right.
    """
    values: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if field.name in _ALWAYS_OPEN or field.name in model.open_fields or field.unique:
            continue
        if isinstance(field, models.CharField | models.TextField) and not field.choices:
            values[field.name] = None if field.null else ""
        elif isinstance(field, models.JSONField):
            values[field.name] = None if field.null else field.get_default()
    return values


def _empty_rows(person_id: int) -> dict[str, int]:
    counts = {}
    for model in guarded():
        values = _emptied(model)
        if values:
            rows = model._plain.filter(**{model.reach.person: person_id})
            counts[model._meta.label_lower] = rows.update(**values)
    return {label: count for label, count in counts.items() if count}


def tables() -> list[str]:
    """Return every table that forgetting somebody can touch, for the vacuum afterwards."""
    named = {table for known in REGISTRY.values() for table in known.tables}
    return sorted(named | {model._meta.db_table for model in guarded()})


def erase_state(person_id: int, moment: datetime) -> dict[str, int]:
    """Erase the rows of a person in every room; return the counts. Needs a transaction.

    With the person go those who were joined to them: it was the same human being.
    """
    counts: Counter[str] = Counter()
    for number in record.numbers_of(("person", person_id)):
        counts.update({name: known.run(number, moment) for name, known in sorted(REGISTRY.items())})
        counts.update(_empty_rows(number))
    return dict(counts)


def destroy_keys(person_id: int) -> int:
    """Destroy the keys of a person and take the traces out of the files; after the transaction."""
    numbers = record.numbers_of(("person", person_id))
    count = sum(keyring.forget(f"person:{number}") for number in numbers)
    traces.wipe(tables())
    return count


@dataclass(frozen=True, slots=True)
class Hold:
    """A legal hold as the privacy officer sees it; `review` says that its day to look has come."""

    id: int
    subject: str
    reason: str
    since: datetime
    review_on: date | None
    until: datetime | None
    ended_reason: str
    review: bool


def holds(*, limit: int = 100) -> list[Hold]:
    """Return the legal holds, those that go on first, the oldest first; one query."""
    today = clock.today()
    rows = LegalHold.objects.order_by(F("until").desc(nulls_first=True), "since", "pk")[:limit]
    return [
        Hold(
            id=row.pk,
            subject=row.subject,
            reason=row.reason,
            since=row.since,
            review_on=row.review_on,
            until=row.until,
            ended_reason=row.ended_reason,
            review=row.until is None and row.review_on is not None and row.review_on <= today,
        )
        for row in rows
    ]


def holds_on(person_id: int) -> list[LegalHold]:
    """Return the legal holds that keep a person: on them, or on a household they are in."""
    numbers = record.numbers_of(("person", person_id))
    homes = {home for number in numbers for home in record.households_of(number)}
    subjects = [
        *(f"person:{number}" for number in numbers),
        *(f"household:{number}" for number in sorted(homes)),
    ]
    return list(LegalHold.objects.filter(until=None, subject__in=subjects).order_by("pk"))


def preview(person_id: int) -> dict[str, int]:
    """Return how many rows of each room are about a person; one query, and nothing is touched."""
    numbers = record.numbers_of(("person", person_id))
    parts = [
        model._plain.filter(**{f"{model.reach.person}__in": numbers})
        .order_by()
        .annotate(room=Value(model._meta.app_label, output_field=models.CharField()))
        .values("room")
        .annotate(rows=Count("pk"))
        .values_list("room", "rows")
        for model in guarded()
    ]
    found: Counter[str] = Counter()
    for room, count in parts[0].union(*parts[1:], all=True):
        found[room] += count
    return dict(sorted(found.items()))


def erase_person(deed: Deed, *, person_id: int, why: str) -> dict[str, int]:
    """Erase a person inside a deed; see `forget_person`. Returns the erased counts."""
    if why not in WHY:
        raise Refusal(_("Choose why this person is forgotten."), "why")
    if not record.exists(("person", person_id)) and not keyring.known(f"person:{person_id}"):
        raise NoEntry(_("This person is not here."))
    if holds_on(person_id):
        raise Refusal(
            _("This file may not be erased now."),
            remedy=_("A legal hold lies on it. End the hold first, with its reason."),
        )
    counts = erase_state(person_id, deed.now)
    deed.happened(
        "door.person_forgotten",
        {"person": person_id, "why": why, "erased": counts},
        stream=("person", person_id),
        about=(person_id, "name"),
    )
    transaction.on_commit(lambda: destroy_keys(person_id))
    return counts


@action("forget.person", household=False)
def forget_person(deed: Deed, *, person_id: int, why: str) -> dict[str, int]:
    """Erase a person for good: what they said can be read by nobody any more.

    Refused while a legal hold lies on the person or on a household they are in. The keys go after
    the transaction; a reaction does it again when that was cut short. Returns the erased counts.
    """
    return erase_person(deed, person_id=person_id, why=why)


@action("forget.person", household=False)
def set_hold(deed: Deed, *, subject: str, reason: str, review_on: date | None = None) -> LegalHold:
    """Keep a file (`person:12` or `household:3`) from being erased until further notice.

    On `review_on` somebody looks whether it is still needed; it does not end by itself.
    """
    kind, _dot, number = subject.partition(":")
    if kind not in {"person", "household"} or not number.isdigit():
        raise Refusal(_("Choose a person or a household."), "subject")
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refusal(_("Write the reason in a full sentence."), "reason")
    if review_on is not None and review_on <= deed.now.date():
        raise Refusal(_("Choose a later day to look at it again."), "review_on")
    if LegalHold.objects.filter(subject=subject, until=None).exists():
        raise Refusal(_("This file is kept already."))
    row = LegalHold.objects.create(
        subject=subject,
        reason=reason.strip()[:300],
        since=deed.now,
        review_on=review_on,
        set_by=deed.reader.key,
    )
    deed.happened(
        "door.hold_set", {"hold": row.pk}, stream=(kind, int(number)), about=(None, "safety")
    )
    return row


@action("forget.person", household=False)
def end_hold(deed: Deed, *, hold: int, reason: str) -> LegalHold:
    """End a legal hold, with the reason; the term that ran meanwhile counts."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refusal(_("Write the reason in a full sentence."), "reason")
    row = LegalHold.objects.select_for_update().filter(pk=hold, until=None).first()
    if row is None:
        raise Refusal(_("This hold is not there."))
    row.until, row.ended_reason = deed.now, reason.strip()[:300]
    row.save(update_fields=["until", "ended_reason"])
    kind, _dot, number = row.subject.partition(":")
    deed.happened(
        "door.hold_ended", {"hold": row.pk}, stream=(kind, int(number)), about=(None, "safety")
    )
    return row


def shredded_numbers(kind: str) -> list[int]:
    """Return the numbers of the forgotten of one kind (`person`, `household`), as a whole."""
    found = (subject.partition(":") for subject in keyring.shredded())
    return [int(number) for name, _colon, number in found if name == kind and number.isdigit()]


def replay(also: list[str], moment: datetime) -> int:
    """After a restore: erase again, in keys and in state, everybody who was forgotten.

    `also` is the list of the forgotten as it was kept outside the backup. Returns how many
    persons were erased again; households come in `erasure.replay`.
    """
    keyring.replay_shredding(also)
    persons = shredded_numbers("person")
    with transaction.atomic():
        for person_id in persons:
            erase_state(person_id, moment)
    traces.wipe(tables())
    return len(persons)
