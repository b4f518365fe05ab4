# SPDX-License-Identifier: EUPL-1.2
"""Two files about the same person: joined, read as one, and taken apart again."""

from dataclasses import replace

import pytest

from tests import factories as make
from tests import guard
from tests.people.merging import GROUND, Town, views
from tests.people.test_members import valid_numbers
from voordeur.door import access as door
from voordeur.door import forgetting, timeline
from voordeur.door import queries as looking
from voordeur.door.models import Account, LegalHold, Standing
from voordeur.door.reader import member
from voordeur.door.refusal import NotAllowed, Refusal
from voordeur.history import clock as product_clock
from voordeur.history import keyring, record
from voordeur.history.models import Event, Stream
from voordeur.people import actions, queries
from voordeur.people.models import Merge, Person, SearchKey
from voordeur.plan import actions as plan
from voordeur.plan import queries as plans
from voordeur.plan.models import PlanVersionItem
from voordeur.resident import actions as resident
from voordeur.resident.queries import telling

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]


def test_a_merge_moves_no_event_and_the_timeline_reads_both(clock):
    town = Town()
    before = list(Event.objects.order_by("pk").values())
    town.merge()
    assert list(Event.objects.order_by("pk").values())[: len(before)] == before
    stream = Stream.objects.get(kind="person", subject_id=town.double)
    assert stream.merged_into.subject_id == town.anna
    access = door.open_household(member(town.anna), town.second.pk, activity="test")
    mine = [one for one in timeline.happenings(access) if one.kind == "plan.words_noted"]
    assert [one.person_id for one in mine] == [town.anna]
    assert record.numbers_of(("person", town.anna)) == [town.anna, town.double]


def test_old_addresses_of_a_joined_person_and_household_lead_to_the_new(clock):
    town = Town()
    double = Person._plain.values_list("uuid", flat=True).get(pk=town.double)
    town.merge()
    access = door.open_household(town.reader, town.first.pk, activity="test")
    assert queries.person_card(access, double).person_id == town.anna
    with guard.unguarded():
        assert not SearchKey.objects.filter(person_id=town.double).exists()


def test_without_a_place_in_both_households_nobody_joins(clock):
    town = Town()
    other = make.a_worker()
    make.stand(other.reader, town.first, "case_coordinator")
    with pytest.raises(NotAllowed):
        actions.merge_persons(
            other.reader,
            household_id=town.first.pk,
            source_id=town.double,
            target_id=town.anna,
            ground=GROUND,
        )
    make.stand(other.reader, town.second, "helper")
    with pytest.raises(NotAllowed):
        actions.merge_persons(
            other.reader,
            household_id=town.first.pk,
            source_id=town.double,
            target_id=town.anna,
            ground=GROUND,
        )
    assert not Merge._plain.exists()


def test_who_coordinates_one_and_triages_the_other_would_see_more_and_may_not(clock):
    town = Town()
    other = make.a_worker()
    make.stand(other.reader, town.first, "case_coordinator")
    make.stand(other.reader, town.second, "triage")
    with pytest.raises(NotAllowed):
        actions.merge_persons(
            other.reader,
            household_id=town.first.pk,
            source_id=town.double,
            target_id=town.anna,
            ground=GROUND,
        )


def test_two_citizen_numbers_are_two_people_and_one_goes_over_and_back(clock):
    town = Town()
    one, two = valid_numbers(2)
    actions.record_citizen_number(
        town.reader, household_id=town.second.pk, person_id=town.double, number=one
    )
    merge = town.merge()
    access = door.open_household(town.reader, town.first.pk, activity="test")
    assert queries.citizen_number(access, town.anna) == one
    undone = town.undo(merge)
    assert undone.undone_at is not None
    access = door.open_household(town.reader, town.second.pk, activity="test")
    assert queries.citizen_number(access, town.double) == one
    actions.record_citizen_number(
        town.reader, household_id=town.first.pk, person_id=town.anna, number=two
    )
    with pytest.raises(Refusal) as refused:
        town.merge()
    assert refused.value.where == "other"
    assert one not in str(refused.value) + two


def test_a_hold_two_accounts_or_no_ground_refuse_it(clock):
    town = Town()
    with pytest.raises(Refusal) as refused:
        actions.merge_persons(
            town.reader,
            household_id=town.first.pk,
            source_id=town.double,
            target_id=town.anna,
            ground="ja",
        )
    assert refused.value.where == "ground"
    hold = LegalHold.objects.create(
        subject=f"person:{town.anna}", reason="klacht", since=product_clock.now(), set_by="test"
    )
    with pytest.raises(Refusal):
        town.merge()
    hold.delete()
    make.a_resident(town.anna)
    make.a_resident(town.double)
    with pytest.raises(Refusal):
        town.merge()
    assert Account.objects.filter(person_id=town.double).exists()


@pytest.mark.parametrize("same_home", [False, True])
def test_joining_persons_shows_nobody_anything_they_did_not_see(clock, same_home):
    town = Town(same_home=same_home)
    debt, other, lead = make.a_worker(), make.a_worker(), make.a_worker("team_lead", leads=True)
    for row in (
        (debt.reader, town.first, "task", town.anna, "money"),
        (debt.reader, town.second, "helper", None, ""),
        (other.reader, town.second, "task", town.double, "own"),
        (f"person:{town.bart}", town.first, "parent", town.anna, ""),
        (lead.reader, town.first, "lead", None, ""),
    ):
        who, home, relation, person, part = row
        make.stand(who, home, relation, person_id=person, compartment=part)
    homes = {town.first, town.second}
    watching = [debt.reader, other.reader, lead.reader, f"person:{town.bart}"]
    before = views(watching, homes)
    merge = town.merge()
    after = views(watching, homes)
    for key, seen in after.items():
        assert seen <= before[key], key
    if same_home:
        ended = Standing.objects.filter(relation__in=["task", "parent"])
        assert all(row.valid_until is not None for row in ended)
    own = views([f"person:{town.anna}"], homes)
    assert own[f"person:{town.anna}"]
    town.undo(merge)
    again = views(watching, homes)
    assert {key: seen & before[key] for key, seen in again.items()} == before


def test_a_violent_partner_reads_nothing_of_the_other_file(clock):
    town = Town()

    def partner():
        access = door.open_household(member(town.bart), town.first.pk, activity="test")
        return (
            [(one.name, one.called, one.born, one.from_date) for one in queries.members(access)],
            [(one.text, one.protected) for one in queries.addresses(access, past=True)],
            queries.relations(access),
            queries.network(access),
            [one.kind for one in timeline.happenings(access)],
            [(one.role, one.at) for one in looking.who_looked(access)],
        )

    before = partner()
    merge = town.merge()
    assert partner() == before
    town.undo(merge)
    assert partner() == before


def test_what_lies_sealed_with_the_old_key_opens_and_forgetting_destroys_both_rings(clock):
    town = Town()
    her = make.a_resident(town.double)
    resident.write_note(her, household_id=town.second.pk, text="Alleen voor mij")
    merge = town.merge()
    again = replace(her, person_id=town.anna)
    access = door.open_household(again, town.second.pk, activity="test")
    assert [one.text for one in telling.notes(access, town.anna)] == ["Alleen voor mij"]
    assert keyring.ring(f"person:{town.anna}") == [f"person:{town.anna}", f"person:{town.double}"]
    officer = make.a_worker("privacy_officer").reader
    forgetting.forget_person(officer, person_id=town.anna, why="own_request")
    forgetting.destroy_keys(town.anna)
    assert not keyring.known(f"person:{town.double}")
    with guard.unguarded():
        assert Person._plain.get(pk=town.double).given_names == ""
    with pytest.raises(Refusal):
        town.undo(merge)


def test_versions_of_the_plan_stay_as_written_and_are_read_by_who_they_are_about(clock):
    town = Town()
    version = plan.set_down_plan(town.reader, household_id=town.second.pk)
    with guard.unguarded():
        before = list(PlanVersionItem._plain.order_by("pk").values())
        town.merge()
        assert list(PlanVersionItem._plain.order_by("pk").values()) == before
    access = door.open_household(member(town.anna), town.second.pk, activity="test")
    pieces = plans.pieces_of(access, version.pk)
    assert {piece.body["person"] for piece in pieces} == {town.anna}


def test_a_merge_on_a_merge_is_undone_from_the_last(clock):
    town = Town()
    third = make.a_household("Ans", by=town.reader)
    make.stand(town.reader, third, "case_coordinator")
    first = town.merge()
    (ans,) = make.person_ids(third)
    second = actions.merge_persons(
        town.reader, household_id=third.pk, source_id=town.anna, target_id=ans, ground=GROUND
    )
    assert keyring.ring(f"person:{ans}") == [
        f"person:{number}" for number in (ans, town.anna, town.double)
    ]
    with pytest.raises(Refusal):
        town.undo(first)
    actions.undo_merge(
        town.reader, household_id=third.pk, merge=second.uuid, expected_version=second.version
    )
    town.undo(first)
    assert town.double in make.person_ids(town.second)
