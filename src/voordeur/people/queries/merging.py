# SPDX-License-Identifier: EUPL-1.2
"""What there is to know before two files are joined, or taken apart; nothing outside one's standing."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import CharField, QuerySet, Value

from voordeur.door import widening
from voordeur.door.access import Access, open_list, saw
from voordeur.door.masking import Guarded
from voordeur.door.reader import Reader
from voordeur.door.refusal import NoEntry, Refusal
from voordeur.history import clock
from voordeur.partners.queries import teams
from voordeur.people import joining, sameness, words
from voordeur.people.models import Membership, Merge, Person
from voordeur.people.queries.members import (
    OwnHousehold,
    PersonCard,
    full_name,
    own_households,
    person_cards,
)
from voordeur.people.queries.search import Hit, Question, look_alikes


@dataclass(frozen=True, slots=True)
class Count:
    """How many records of one kind each of two files holds, as far as this reader may read them."""

    kind: str
    here: int
    there: int


@dataclass(frozen=True, slots=True)
class LetGo:
    """A reader who sees one of the two files only: what they are called and to whom."""

    reader: str
    name: str
    relation: str


@dataclass(frozen=True, slots=True)
class TwoPersons:
    """Two persons side by side before they are joined; `refusal` says why they cannot be."""

    here: PersonCard
    there: PersonCard
    counts: tuple[Count, ...]
    let_go: tuple[LetGo, ...]
    refusal: Refusal | None


@dataclass(frozen=True, slots=True)
class TwoHouseholds:
    """Two households side by side before they are joined."""

    here: OwnHousehold
    there: OwnHousehold
    counts: tuple[Count, ...]
    let_go: tuple[LetGo, ...]
    refusal: Refusal | None


def _guarded(of: joining.Of) -> Iterator[tuple[type[Guarded], str]]:
    """Yield each kind of record once, with the column that says whose it is."""
    for model in apps.get_models():
        if issubclass(model, Guarded) and model is not Merge and not model.written_once:
            yield model, model.reach.person if of == "person" else model.reach.household


def _counts(access: Access, of: joining.Of, here: int, there: int) -> tuple[Count, ...]:
    """Count the records of two files per kind, in one statement of many parts."""
    parts: list[QuerySet[Any, Any]] = []
    for model, column in _guarded(of):
        rows = model.objects.through(access).shown().filter(**{f"{column}__in": [here, there]})
        label = Value(model._meta.label, output_field=CharField())
        parts.append(rows.order_by().annotate(of_kind=label).values_list("of_kind", column))
    first, *rest = parts
    found = Counter(first.union(*rest, all=True))
    kinds: dict[str, list[int]] = {}
    for (label, number), count in found.items():
        place = kinds.setdefault(joining.kind_words(label), [0, 0])
        place[0 if number == here else 1] += count
    return tuple(Count(kind, *both) for kind, both in sorted(kinds.items()))


def _called(rows: Iterable[Any]) -> tuple[LetGo, ...]:
    """Return who looks at one of the two, each reader and relation once, by name."""
    pairs = sorted({(row.reader, row.relation) for row in rows})
    readers = [reader for reader, _relation in pairs]
    names = widening.called(readers)
    numbers = {reader: int(reader.partition(":")[2]) for reader in readers if ":" in reader}
    by_team = {team.id: team.name for team in teams()} if any(map(_is_team, readers)) else {}
    persons = [number for key, number in numbers.items() if key.startswith("person:")]
    people = Person._plain.filter(pk__in=persons).order_by("pk")
    for pk, given, prefix, surname in people.values_list("pk", "given_names", "prefix", "surname"):
        names[f"person:{pk}"] = full_name(given, prefix, surname)
    names |= {key: by_team.get(number, "") for key, number in numbers.items() if _is_team(key)}
    return tuple(
        LetGo(reader, names.get(reader, ""), words.word(words.LOOKS_AS, relation))
        for reader, relation in pairs
    )


def _is_team(reader: str) -> bool:
    return reader.partition(":")[0] in {"team", "lead", "triage"}


def alike(reader: Reader, card: PersonCard) -> tuple[Hit, ...]:
    """Return who in the reader's own standing may be the same person, best first; logged.

    Outside it nothing is looked for.
    """
    question = Question(given_names=card.given_names, surname=card.surname, born=card.born)
    (found,) = look_alikes(reader, [question])
    seen: dict[UUID, Hit] = {}
    for hit in found.hits:
        if hit.person_id != card.person_id:
            seen.setdefault(hit.person, hit)
    return tuple(seen.values())


def two_persons(reader: Reader, here: UUID, there: UUID) -> TwoPersons:
    """Return two persons side by side; raises NoEntry when one is not in the reader's standing."""
    access = open_list(reader)
    (one, target), (other, source) = person_cards(access, [here, there])
    both = [one.person_id, other.person_id]
    homes, theirs = sameness.homes_of(*both)
    saw(access, {*homes, *theirs}, activity="people.two_persons")
    accounts = widening.accounts_of(both)
    refusal = None
    try:
        sameness.refuse_two_persons(source, target, accounts)
    except Refusal as found:
        refusal = found
    ends = widening.by_persons(both, accounts, set(homes) & set(theirs), clock.now())
    return TwoPersons(one, other, _counts(access, "person", *both), _called(ends), refusal)


def perhaps_the_same(reader: Reader, household_id: int) -> list[OwnHousehold]:
    """Return households in the reader's standing that share a member with this one."""
    access = open_list(reader)
    rows = Membership.objects.through(access).shown()
    mine = Membership._plain.filter(household_id=household_id).values("person_id")
    shared = rows.filter(person_id__in=mine).exclude(household_id=household_id)
    found = set(shared.values_list("household_id", flat=True))
    homes = [home for home in own_households(access) if home.id in found]
    saw(access, [home.id for home in homes], activity="people.perhaps_the_same")
    return homes


def two_households(reader: Reader, here: int, there: UUID) -> TwoHouseholds:
    """Return two households side by side; raises NoEntry when one is not in the reader's standing."""
    access = open_list(reader)
    homes = {home.uuid: home for home in own_households(access)}
    mine = next((home for home in homes.values() if home.id == here), None)
    if mine is None or there not in homes:
        raise NoEntry("This household cannot be opened.", remedy="Ask the case coordinator.")
    other = homes[there]
    saw(access, [here, other.id], activity="people.two_households")
    refusal = None
    both = sameness.two_homes(other.id, here)
    try:
        sameness.refuse_two_households(both)
    except Refusal as found:
        refusal = found
    ends = widening.by_households(other.id, here, both.shared, clock.now())
    own = {reader.key}
    counts = _counts(access, "household", here, other.id)
    return TwoHouseholds(
        mine, other, counts, _called(row for row in ends if row.reader not in own), refusal
    )


@dataclass(frozen=True, slots=True)
class Joining:
    """A merge that can be undone, as a reader may know of it."""

    uuid: UUID
    version: int
    of: str
    ground: str
    made_at: datetime
    name: str
    """What the one who was joined was called; empty for a household."""


def merges(access: Access) -> list[Joining]:
    """Return what was joined in this household and not undone, newest first; two queries at most."""
    rows = list(Merge.objects.through(access).shown().filter(undone_at=None).order_by("-pk"))
    numbers = [row.source for row in rows if row.of == "person"]
    names = {}
    if numbers:
        people = Person._plain.filter(pk__in=numbers).order_by("pk")
        for pk, given, prefix, surname in people.values_list(
            "pk", "given_names", "prefix", "surname"
        ):
            names[pk] = full_name(given, prefix, surname)
    return [
        Joining(
            row.uuid,
            row.version,
            row.of,
            row.ground,
            row.made_at,
            names.get(row.source, "") if row.of == "person" else "",
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class RowSince:
    """A record made since two files were joined; `token` names it in a form."""

    token: str
    kind: str
    text: str


def since_joining(access: Access, merge: UUID) -> tuple[Joining, list[RowSince]]:
    """Return a merge and what was written since that the reader may read, to choose for.

    Raises NoEntry when it is not here, and Refusal when its list can no longer be read.
    """
    known = next((one for one in merges(access) if one.uuid == merge), None)
    row = Merge.objects.through(access).shown().filter(uuid=merge, undone_at=None).first()
    if known is None or row is None:
        raise NoEntry("This cannot be opened.", remedy="Ask the case coordinator.")
    of: joining.Of = "person" if row.of == "person" else "household"
    since = joining.made_since(of, row.target, joining.kept_list(row.operation_id))
    found = []
    everywhere = open_list(access.reader)
    for label, pks in sorted(since.roots.items()):
        model = apps.get_model(label)
        if not issubclass(model, Guarded):
            continue
        rows = model.objects.through(everywhere).shown().filter(pk__in=pks).order_by("pk")
        kind = joining.kind_words(label)
        found += [RowSince(f"{label}:{one.pk}", kind, joining.excerpt(one)) for one in rows]
    return known, found


def chosen(tokens: Collection[str]) -> list[tuple[str, int]]:
    """Return (model, number) of tokens that came back from a form; what is malformed is left out."""
    found = []
    for token in tokens:
        label, _colon, number = token.rpartition(":")
        if label and number.isascii() and number.isdigit():
            found.append((label, int(number)))
    return found
