# SPDX-License-Identifier: EUPL-1.2
"""Members of a household: registering, correcting, leaving, and the number that identifies them."""

from datetime import date

import pytest

from tests import factories as make
from tests import guard
from voordeur.door import access as door
from voordeur.door.deed import Conflict, NotAllowed
from voordeur.door.refusal import NoEntry, Refusal
from voordeur.history.models import Event
from voordeur.people import actions, queries
from voordeur.people.actions import NewAddress, NewPerson
from voordeur.people.models import Membership, Person

pytestmark = pytest.mark.django_db


def valid_numbers(count: int) -> list[str]:
    """Return invented numbers (99…) that pass the 11-test."""
    found = []
    number = 999990000
    while len(found) < count:
        digits = [int(one) for one in str(number)]
        weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
        if sum(d * w for d, w in zip(digits, weights, strict=True)) % 11 == 0:
            found.append(str(number))
        number += 1
    return found


@pytest.fixture
def coordinator(clock):
    worker, home = make.a_worker(), make.a_household("Angela", "Tom")
    make.stand(worker.reader, home, "case_coordinator")
    return worker.reader, home


def open_at(reader, home):
    return door.open_household(reader, home.pk, activity="test")


def card(reader, home, place=0):
    opened = open_at(reader, home)
    uuid = queries.members(opened)[place].person_uuid
    return queries.person_card(opened, uuid)


def test_one_name_is_enough_to_register_a_household(clock):
    triage = make.a_worker("professional", "triage").reader
    home = actions.register_household(triage, members=[NewPerson(given_names="Miranda")])
    assert [m.called for m in queries.members(open_at(triage, home))] == ["Miranda"]


def test_without_any_name_nobody_is_registered(clock):
    triage = make.a_worker("professional", "triage").reader
    with pytest.raises(Refusal) as refused:
        actions.register_household(triage, members=[NewPerson(given_names=" ")])
    assert refused.value.where == "given_names"
    with guard.unguarded():
        assert not Membership._plain.exists()


def test_a_professional_without_triage_registers_no_household(clock):
    with pytest.raises(NotAllowed):
        actions.register_household(make.a_worker().reader, members=[NewPerson(given_names="A")])


def test_a_helper_does_not_change_who_is_in_the_household(clock):
    worker, home = make.a_worker(), make.a_household()
    make.stand(worker.reader, home, "helper")
    with pytest.raises(NotAllowed):
        actions.add_member(worker.reader, household_id=home.pk, new=NewPerson(given_names="B"))


def test_a_number_that_is_known_joins_the_same_person_to_a_second_household(coordinator):
    reader, home = coordinator
    number = valid_numbers(1)[0]
    evan = NewPerson(given_names="Evan", role="child", citizen_number=number)
    actions.add_member(reader, household_id=home.pk, new=evan)
    other = make.a_household("Els")
    make.stand(reader, other, "case_coordinator")
    actions.add_member(reader, household_id=other.pk, new=evan)
    with guard.unguarded():
        assert Person._plain.filter(given_names="Evan").count() == 1
    in_both = [m.person_id for h in (home, other) for m in queries.members(open_at(reader, h))]
    assert len(in_both) - len(set(in_both)) == 1


def test_the_same_person_is_in_a_household_once_at_a_time(coordinator):
    reader, home = coordinator
    angela = card(reader, home).person_id
    with pytest.raises(Refusal) as refused:
        actions.add_member(
            reader, household_id=home.pk, new=NewPerson(person_id=angela, role="adult")
        )
    assert refused.value.where == "given_names"


def test_who_does_not_know_somebody_cannot_pick_them_by_id(coordinator):
    reader, home = coordinator
    stranger = make.person_ids(make.a_household("Iemand"))[0]
    with pytest.raises(Refusal) as refused:
        actions.add_member(reader, household_id=home.pk, new=NewPerson(person_id=stranger))
    assert refused.value.where == "person"


def test_the_citizen_number_is_nowhere_in_the_clear(coordinator):
    reader, home = coordinator
    number = valid_numbers(1)[0]
    angela = card(reader, home).person_id
    actions.record_citizen_number(reader, household_id=home.pk, person_id=angela, number=number)
    with guard.unguarded():
        row = Person._plain.get(pk=angela)
        assert number not in row.citizen_number_sealed + (row.citizen_number_lookup or "")
        assert not [e for e in Event.objects.all() if number in str([e.facts, e.sealed])]
    assert queries.citizen_number(open_at(reader, home), angela) == number


def test_who_sees_only_that_there_is_an_own_part_reads_no_citizen_number(coordinator):
    reader, home = coordinator
    angela = card(reader, home).person_id
    number = valid_numbers(1)[0]
    actions.record_citizen_number(reader, household_id=home.pk, person_id=angela, number=number)
    helper = make.a_worker().reader
    make.stand(helper, home, "helper")
    seen = card(helper, home)
    assert (seen.own_shown, seen.has_citizen_number) == (False, False)
    with pytest.raises(NoEntry):
        queries.citizen_number(open_at(helper, home), angela)


def test_a_number_that_fails_the_eleven_test_is_refused_without_repeating_it(coordinator):
    reader, home = coordinator
    angela = card(reader, home).person_id
    with pytest.raises(Refusal) as refused:
        actions.record_citizen_number(
            reader, household_id=home.pk, person_id=angela, number="123456789"
        )
    assert "123456789" not in f"{refused.value} {refused.value.remedy} {refused.value.__cause__}"


def test_one_number_belongs_to_one_person(coordinator):
    reader, home = coordinator
    number = valid_numbers(1)[0]
    angela, tom = (card(reader, home, place).person_id for place in (0, 1))
    actions.record_citizen_number(reader, household_id=home.pk, person_id=angela, number=number)
    with pytest.raises(Refusal) as refused:
        actions.record_citizen_number(reader, household_id=home.pk, person_id=tom, number=number)
    assert refused.value.where == "citizen_number"


def test_a_correction_made_from_an_old_page_shows_both_texts(coordinator):
    reader, home = coordinator
    before = card(reader, home)
    change = {
        "household_id": home.pk,
        "person_id": before.person_id,
        "expected_version": before.version,
        "role": "adult",
    }
    actions.correct_member(reader, **change, given_names="Angela Maria")
    with pytest.raises(Conflict) as clash:
        actions.correct_member(reader, **change, given_names="Angelique")
    assert clash.value.mine["given_names"] == "Angelique"
    assert clash.value.theirs["given_names"] == "Angela Maria"


def test_a_corrected_name_is_found_under_the_new_name_only(coordinator):
    reader, home = coordinator
    before = card(reader, home)
    actions.correct_member(
        reader,
        household_id=home.pk,
        person_id=before.person_id,
        expected_version=before.version,
        role="adult",
        given_names="Yvonne",
        surname="Kuipers",
    )
    assert [h.name for h in queries.find(reader, queries.Question(name="Kuypers")).hits] == [
        "Yvonne Kuipers"
    ]
    assert queries.find(reader, queries.Question(name="Angela")).hits == ()


def test_leaving_keeps_the_past_and_ends_the_view_of_who_left(coordinator):
    reader, home = coordinator
    tom = card(reader, home, 1)
    resident = make.a_resident(tom.person_id)
    actions.end_membership(
        reader,
        household_id=home.pk,
        membership=tom.membership_id,
        until=date(2026, 11, 13),
        expected_version=tom.membership_version,
    )
    opened = open_at(reader, home)
    assert [m.called for m in queries.members(opened)] == ["Angela"]
    assert [m.called for m in queries.members(opened, past=True)] == ["Angela", "Tom"]
    assert [m.called for m in queries.members(open_at(resident, home), past=True)] == ["Tom"]


def test_a_postcode_that_is_none_is_refused_at_its_field(clock):
    triage = make.a_worker("triage").reader
    with pytest.raises(Refusal) as refused:
        actions.register_household(
            triage, members=[NewPerson(given_names="A")], address=NewAddress(postcode="12")
        )
    assert refused.value.where == "postcode"
