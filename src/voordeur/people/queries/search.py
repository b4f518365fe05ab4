# SPDX-License-Identifier: EUPL-1.2
"""Finding people: fuzzy among the households of one's own standing, outside it by full match only.

Outside, a hit is masked: somebody is known, not who or where. It is written in the access log of
that household, so that the resident sees it, and there is a number of them per person per day.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from voordeur.door import access as door
from voordeur.door import limits
from voordeur.door.access import Access
from voordeur.door.matrix import Purpose
from voordeur.door.reader import Reader
from voordeur.door.refusal import Refusal
from voordeur.history import clock
from voordeur.history.asking import Shape
from voordeur.people import identity, searchkeys
from voordeur.people.addresses import AddressError, AddressKey
from voordeur.people.addresses import key as address_key
from voordeur.people.models import Address, Membership, SearchKey
from voordeur.people.partialdate import PartialDate, PartialDateError
from voordeur.people.queries.members import full_name

AT_LEAST = 55
"""Lowest score that counts as found: one of two words may be off by a letter, not both missing."""
ALIKE = 65
"""Lowest score for the warning that somebody may be here already."""
CANDIDATES = 200
SHOWN = 50
_ELSEWHERE = "people.known_elsewhere"


@dataclass(frozen=True, slots=True)
class Question:
    """Whom somebody looks for. Given names and surname, or `name` when not told apart."""

    name: str = ""
    given_names: str = ""
    surname: str = ""
    born: str = ""
    citizen_number: str = field(default="", repr=False)
    postcode: str = ""
    number: str = ""

    @property
    def words(self) -> str:
        """Return all that was given of a name."""
        return " ".join(part for part in (self.given_names, self.surname, self.name) if part)

    @property
    def empty(self) -> bool:
        """Say whether there is nothing to look for; a birth date alone is nothing."""
        return not (self.words.strip() or self.citizen_number or (self.postcode and self.number))


@dataclass(frozen=True, slots=True)
class Hit:
    """A member of a household in the reader's own standing, as the reader may see them."""

    household: UUID
    person: UUID
    person_id: int
    name: str
    born: str
    role: str
    until: date | None
    score: int


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to one question: hits best first, and whether a full match is known elsewhere."""

    hits: tuple[Hit, ...]
    elsewhere: bool


@dataclass(frozen=True, slots=True)
class _Exact:
    """What of a question can be matched in full."""

    number: str | None
    whole: str | None
    address: AddressKey | None


def _exact(question: Question) -> _Exact:
    given, surname = question.given_names, question.surname
    if not given and not surname and question.name.strip():
        given, _space, surname = question.name.strip().partition(" ")
    try:
        address = address_key(question.postcode, question.number)
    except AddressError as error:
        raise identity.address_refusal(error) from error
    return _Exact(
        number=identity.lookup(question.citizen_number) if question.citizen_number else None,
        whole=identity.whole(given, surname, identity.partial_date(question.born, "born")),
        address=address,
    )


def look_alikes(
    reader: Reader, questions: Sequence[Question], *, at_least: int = ALIKE
) -> list[Found]:
    """Answer several questions at once with a constant number of queries; logs what it shows.

    Raises TooMany past the day's number of searches or masked hits, and Refusal for a number, date or
    postcode that is none.
    """
    exacts = [_exact(question) for question in questions]
    limits.spend(reader, "search")
    access = door.open_list(reader)
    rows = _own_rows(access, questions, exacts)
    keys: dict[int, set[str]] = {}
    for person_id, key in _KEYS(sorted({row["person_id"] for row in rows})):
        keys.setdefault(person_id, set()).add(key)
    at_address = _households_at(access, exacts)
    answers = [
        _hits(question, exact, rows, keys, at_address, at_least)
        for question, exact in zip(questions, exacts, strict=True)
    ]
    door.saw(
        access,
        [row["household_id"] for found in answers for row, _ in found],
        activity="people.search",
    )
    elsewhere = _elsewhere(reader, access, exacts, answers)
    return [
        Found(
            tuple(_as_hit(row, score) for row, score in found[:SHOWN]),
            place in elsewhere,
        )
        for place, found in enumerate(answers)
    ]


_KEYS = Shape(
    lambda persons: (
        SearchKey.objects.filter(person_id__in=persons)
        .order_by("pk")
        .values_list("person_id", "key")
    )
)


def find(reader: Reader, question: Question) -> Found:
    """Answer one question; fuzzy, so that a misspelt name is found too."""
    if question.empty:
        raise Refusal(_("Give a name, a citizen number or an address."), "name")
    return look_alikes(reader, [question], at_least=AT_LEAST)[0]


def _own_rows(
    access: Access, questions: Sequence[Question], exacts: Sequence[_Exact]
) -> list[dict[str, Any]]:
    """Return memberships in the reader's standing that any of the questions may mean."""
    # Never empty: Django leaves out the whole query when a subquery in its order has no rows.
    keys = {""} | {key for question in questions for key in searchkeys.keys(question.words)}
    matching = SearchKey.objects.filter(key__in=keys).order_by()
    numbers = [exact.number for exact in exacts if exact.number]
    # Asked of each person in the standing, not of the town: then it does not grow with the town.
    met = Q(Exists(matching.filter(person_id=OuterRef("person_id"))))
    met |= Q(person__citizen_number_lookup__in=numbers)
    met |= Q(household_id__in=_addresses(access, exacts).values("household_id"))
    how_many = (
        matching.filter(person_id=OuterRef("person_id"))
        .values("person_id")
        .annotate(n=Count("pk"))
        .values("n")
    )
    rows = Membership.objects.through(access).shown().filter(met)
    found: Any = (
        rows.annotate(alike=Subquery(how_many))
        .order_by("-alike", "person_id", "id")
        .values(
            "household_id",
            "household__uuid",
            "person_id",
            "person__uuid",
            "person__given_names",
            "person__prefix",
            "person__surname",
            "person__born",
            "person__citizen_number_lookup",
            "role",
            "until",
        )[:CANDIDATES]
    )
    return list(found)


def _at(exacts: Sequence[_Exact]) -> Q:
    wanted = Q(pk__in=[])
    for exact in exacts:
        if exact.address:
            wanted |= Q(
                postcode=exact.address.postcode,
                number=exact.address.number,
                addition=exact.address.addition,
            )
    return wanted


def _addresses(access: Access, exacts: Sequence[_Exact]) -> Any:
    return Address.objects.through(access).shown().filter(_at(exacts))


def _households_at(access: Access, exacts: Sequence[_Exact]) -> dict[AddressKey, set[int]]:
    found: dict[AddressKey, set[int]] = {}
    if any(exact.address for exact in exacts):
        for row in _addresses(access, exacts).values_list(
            "postcode", "number", "addition", "household_id"
        ):
            found.setdefault(AddressKey(*row[:3]), set()).add(row[3])
    return found


def _hits(
    question: Question,
    exact: _Exact,
    rows: list[dict[str, Any]],
    keys: dict[int, set[str]],
    at_address: dict[AddressKey, set[int]],
    at_least: int,
) -> list[tuple[dict[str, Any], int]]:
    """Score each candidate for one question, best first; equal scores in order of id."""
    there = at_address.get(exact.address, set()) if exact.address else set()
    found: list[tuple[dict[str, Any], int]] = []
    for row in rows:
        if exact.number and row["person__citizen_number_lookup"] == exact.number:
            found.append((row, 100))
            continue
        have = frozenset(keys.get(row["person_id"], ()))
        score = searchkeys.score(question.words, have)
        if not _born_may_be(question.born, row["person__born"]):
            score = 0
        if row["household_id"] in there:
            score = max(score, 100 if not question.words else at_least)
        if score >= at_least:
            found.append((row, score))
    return sorted(found, key=lambda one: (-one[1], one[0]["person_id"], one[0]["household_id"]))


def _born_may_be(asked: str, stored: str) -> bool:
    """Say whether two partial dates can be the same day; unknown can be any day."""
    if not asked.strip() or not stored:
        return True
    try:
        return PartialDate.parse(asked).may_be(PartialDate.parse(stored))
    except PartialDateError:
        return False


def _as_hit(row: dict[str, Any], score: int) -> Hit:
    return Hit(
        household=row["household__uuid"],
        person=row["person__uuid"],
        person_id=row["person_id"],
        name=full_name(row["person__given_names"], row["person__prefix"], row["person__surname"]),
        born=row["person__born"],
        role=row["role"],
        until=row["until"],
        score=score,
    )


def _elsewhere(
    reader: Reader,
    access: Access,
    exacts: Sequence[_Exact],
    answers: Sequence[list[tuple[dict[str, Any], int]]],
) -> set[int]:
    """Return the places of the questions with a full match outside what the reader was shown."""
    if not any(exact.number or exact.whole or exact.address for exact in exacts):
        return set()
    shown = {row["household_id"] for found in answers for row, _ in found}
    by_mark = _full_matches(exacts)
    places: set[int] = set()
    households: set[int] = set()
    for place, exact in enumerate(exacts):
        met = set[int]()
        for mark in (exact.number, exact.whole, exact.address):
            if mark is not None:
                met |= by_mark.get(mark, set())
        if met - shown:
            places.add(place)
            households |= met - shown
    if households:
        limits.spend(reader, "masked_hit")
        _log_elsewhere(reader, households)
    return places


def _full_matches(exacts: Sequence[_Exact]) -> dict[str | AddressKey, set[int]]:
    """Return households per full mark, of all households; only ids and keyed values are read.

    A protected address is never a mark: who knows it must not learn that a file lies behind it.
    """
    found: dict[str | AddressKey, set[int]] = {}
    numbers = [exact.number for exact in exacts if exact.number]
    wholes = [exact.whole for exact in exacts if exact.whole]
    if numbers:
        for household_id, number in Membership._plain.filter(
            person__citizen_number_lookup__in=numbers
        ).values_list("household_id", "person__citizen_number_lookup"):
            found.setdefault(number or "", set()).add(household_id)
    if wholes:
        for household_id, key in SearchKey.objects.filter(
            key__in=wholes, person__memberships__isnull=False
        ).values_list("person__memberships__household_id", "key"):
            found.setdefault(key, set()).add(household_id)
    if any(exact.address for exact in exacts):
        day = clock.today()
        for row in (
            Address._plain.filter(_at(exacts), compartment="common")
            .filter(Q(until=None) | Q(until__gt=day))
            .values_list("postcode", "number", "addition", "household_id")
        ):
            found.setdefault(AddressKey(*row[:3]), set()).add(row[3])
    return found


def _log_elsewhere(reader: Reader, households: set[int]) -> None:
    """Write the masked hits in the log of those households, so that the residents see them."""
    nothing = Access(reader, Purpose.HELP, None, frozenset(), "avg_6_1_e", clock.now())
    door.saw(nothing, households, activity=_ELSEWHERE)
