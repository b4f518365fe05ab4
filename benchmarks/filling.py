# SPDX-License-Identifier: EUPL-1.2
"""A town of any size for measuring: rows only, written in bulk past the actions.

One professional helps a hundred households, whatever the size of the town; the others belong to
colleagues. What a page costs that professional should not depend on the colleagues.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from django.db import connection

FIRST = ("Anna", "Bram", "Cato", "Daan", "Esra", "Finn", "Guus", "Hind", "Ilse", "Joris")
LAST = ("Bakker", "de Boer", "Visser", "Smit", "Meijer", "Mulder", "Bos", "Vos", "Peters", "Kok")
MINE = 100
START = datetime(2026, 1, 5, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Scene:
    """Who measures and what there is to open."""

    account: object
    household: UUID


def name_of(number: int) -> tuple[str, str]:
    """Return a name that repeats as little as ten by ten by a syllable allow."""
    tail = "".join("abcdefghij"[int(digit)] for digit in str(number // 100))
    return FIRST[number % 10], f"{LAST[number // 10 % 10]}{tail}"


def prepare() -> object:
    """Make the organisation, the team and the professional who measures; return the account."""
    from tests import factories as make

    return make.a_worker("professional")


def fill(worker: object, start: int, stop: int) -> None:
    """Add households `start` to `stop`; the first hundred are the professional's own."""
    from voordeur.coordination.models import Appointment, Case, Involvement
    from voordeur.door.models import Standing
    from voordeur.history.models import Event, Stream
    from voordeur.people.models import Household, Membership, Person
    from voordeur.terms.models import Term

    mine = f"account:{worker.account.pk}"
    team, organisation = worker.professional.team_id, worker.professional.organisation_id
    for chunk in itertools.batched(range(start, stop), 2000):
        homes = Household.objects.bulk_create(
            [Household(made_at=START + timedelta(minutes=number)) for number in chunk]
        )
        people = []
        for number in chunk:
            first, last = name_of(number)
            people += [
                Person(given_names=first, surname=last),
                Person(given_names="Kim", surname=last),
            ]
        people = Person._plain.bulk_create(people)
        pairs = list(zip(chunk, homes, itertools.batched(people, 2), strict=True))
        Membership._plain.bulk_create(
            [
                Membership(household=home, person=one, role="adult", from_date=START.date())
                for _, home, both in pairs
                for one in both
            ]
        )
        Standing.objects.bulk_create(
            [
                Standing(
                    reader=mine if number < MINE else f"account:{10**6 + number // 100}",
                    household_id=home.pk,
                    relation="case_coordinator",
                    basis="wmo_5_1_1",
                    valid_from=START,
                    given_by="system:bench",
                )
                for number, home, _ in pairs
            ]
        )
        cases = Case._plain.bulk_create(
            [Case(household=home, team_id=team, opened_at=START) for _, home, _ in pairs]
        )
        Appointment._plain.bulk_create(
            [
                Appointment(
                    household_id=case.household_id,
                    case=case,
                    layer="case",
                    professional=worker.professional,
                    state="appointed",
                    asked_at=START,
                    from_at=START,
                )
                for case in cases
            ]
        )
        Involvement._plain.bulk_create(
            [
                Involvement(
                    household_id=case.household_id,
                    organisation_id=organisation,
                    law="wmo",
                    task="Begeleiding",
                    from_date=START.date(),
                )
                for case in cases
                for _ in range(3)
            ]
        )
        Term._plain.bulk_create(
            [
                Term(
                    household=home,
                    kind="bench",
                    owner=mine if number < MINE else f"account:{10**6 + number // 100}",
                    subject=f"appointment:{home.pk}",
                    due=(START + timedelta(days=number % 60)).date(),
                    opened_at=START,
                )
                for number, home, _ in pairs
            ]
        )
        streams = Stream.objects.bulk_create(
            [Stream(kind="household", subject_id=home.pk, seq=5) for _, home, _ in pairs]
        )
        Event.objects.bulk_create(
            [
                Event(
                    stream_id=stream.pk,
                    seq=seq,
                    kind="coordination.involved",
                    operation_id=uuid4(),
                    actor=mine,
                    purpose="help",
                    household_id=stream.subject_id,
                    compartment="common",
                    occurred_at=START,
                    recorded_at=START,
                    facts={},
                    sealed=[],
                    prev="",
                    hash=f"{stream.pk}-{seq}",
                )
                for stream in streams
                for seq in range(1, 6)
            ],
            batch_size=5000,
        )
        _search_keys((person.pk, person.given_names, person.surname) for person in people)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _search_keys(people: Iterator[tuple[int, str, str]]) -> None:
    from voordeur.people.searchkeys import keys

    with (
        connection.cursor() as cursor,
        cursor.copy("COPY people_searchkey (person_id, key) FROM STDIN") as copy,
    ):
        for pk, given, surname in people:
            for key in sorted(keys(f"{given} {surname}")):
                copy.write_row((pk, key))


def scene(worker: object) -> Scene:
    """Return the account that measures and the first of its households."""
    from voordeur.people.models import Household

    return Scene(worker.account, Household.objects.order_by("pk").values_list("uuid", flat=True)[0])
