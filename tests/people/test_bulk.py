# SPDX-License-Identifier: EUPL-1.2
"""Registering many households leaves what registering them one by one leaves."""

from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest

from tests import factories as make
from tests.guard import unguarded
from voordeur.door.access import open_household, scope
from voordeur.door.models import Standing
from voordeur.door.reader import member, system
from voordeur.door.refusal import NoEntry, Refusal
from voordeur.history.models import Event
from voordeur.history.record import unsealed
from voordeur.history.seals import verify
from voordeur.people import identity
from voordeur.people.actions import NewAddress, NewPerson, register_household
from voordeur.people.actions.bulk import (
    MOST,
    NewAuthority,
    NewHousehold,
    NewRelation,
    register_many,
)
from voordeur.people.models import Person
from voordeur.people.queries import addresses, authorities, members, relations

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
READER = system("import")
MOTHER = NewPerson("Anna", "Bakker", born="1986-02-03", role="parent", citizen_number="999900006")
CHILD = NewPerson("Bo", "Bakker", born="2018-05-06", role="child", from_date=date(2020, 1, 1))
HOME = NewHousehold(
    [MOTHER, CHILD],
    NewAddress("Dorpsstraat", "12", "1234 SA", "Waterveen"),
    [NewRelation(0, 1, "parent")],
    [NewAuthority(1, "parental_authority", date(2018, 5, 6), holder=0)],
)


def test_a_member_reads_the_file_with_address_relation_and_authority() -> None:
    [made] = register_many(READER, new=[HOME])
    mother, child = made.person_ids
    with scope():
        access = open_household(member(mother), made.household_id, activity="test")
        assert [one.name for one in members(access)] == ["Bo Bakker", "Anna Bakker"]
        assert [one.text for one in addresses(access)] == ["Dorpsstraat 12, 1234 SA Waterveen"]
        assert [(one.person_id, one.other_id) for one in relations(access)] == [(mother, child)]
        assert [one.holder_id for one in authorities(access)] == [mother]


def test_it_leaves_the_events_and_standing_of_one_by_one() -> None:
    single = register_household(READER, members=[MOTHER, CHILD], address=HOME.address)
    [made] = register_many(READER, new=[NewHousehold([CHILD, CHILD], HOME.address)])
    kinds = [
        Counter(Event.objects.filter(household_id=one).values_list("kind", flat=True))
        for one in (single.pk, made.household_id)
    ]
    assert kinds[0] == kinds[1]
    standing = [
        Counter(Standing.objects.filter(household_id=one).values_list("relation", flat=True))
        for one in (single.pk, made.household_id)
    ]
    assert standing[0] == standing[1] == {"self": 2, "member": 2}
    assert verify().broken is None


def test_what_is_sealed_can_be_read_with_the_persons_own_key() -> None:
    [made] = register_many(READER, new=[HOME])
    with unguarded():
        mother = Person._plain.get(pk=made.person_ids[0])
    assert identity.unseal(mother.pk, mother.citizen_number_sealed) == "999900006"
    joined = Event.objects.filter(kind="people.member_joined", person_id=mother.pk).get()
    assert [part.body["surname"] for part in unsealed(joined)] == ["Bakker"]


def test_who_is_known_by_number_is_not_made_twice() -> None:
    [one] = register_many(READER, new=[NewHousehold([MOTHER])])
    two, three = register_many(READER, new=[NewHousehold([MOTHER]), NewHousehold([MOTHER])])
    assert one.person_ids == two.person_ids == three.person_ids


def test_nobody_but_the_members_gets_in() -> None:
    [made] = register_many(READER, new=[HOME])
    with pytest.raises(NoEntry), scope():
        open_household(make.a_worker("triage").reader, made.household_id, activity="test")


def test_only_a_system_reader_registers_in_bulk() -> None:
    with pytest.raises(NoEntry):
        register_many(make.a_worker("triage").reader, new=[HOME])


@pytest.mark.parametrize(
    "faulty",
    [
        NewHousehold([]),
        NewHousehold([NewPerson()]),
        NewHousehold([MOTHER], NewAddress(street="Weg", protected=True)),
        NewHousehold([MOTHER], NewAddress(postcode="12 AB")),
        NewHousehold([MOTHER, CHILD], relations=[NewRelation(0, 1, "boss")]),
        NewHousehold([MOTHER, CHILD], authorities=[NewAuthority(1, "power", date(2020, 1, 1))]),
    ],
)
def test_one_faulty_household_refuses_the_whole_batch(faulty: NewHousehold) -> None:
    with pytest.raises(Refusal):
        register_many(READER, new=[HOME, faulty])
    assert not Event.objects.filter(kind__startswith="people.").exists()


def test_a_batch_has_an_end() -> None:
    with pytest.raises(ValueError, match="split"):
        register_many(READER, new=[HOME] * (MOST + 1))


def test_the_number_of_statements_does_not_grow_with_the_batch(
    all_queries: Callable[..., object],
) -> None:
    counts = []
    for size in (2, 20):
        new = [NewHousehold([CHILD, CHILD], HOME.address, HOME.relations)] * size
        with all_queries() as statements:  # type: ignore[attr-defined]
            register_many(READER, new=new)
        counts.append(len(statements))
    assert counts[0] == counts[1]
