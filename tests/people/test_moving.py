# SPDX-License-Identifier: EUPL-1.2
"""Moving house, separating, moving in with others, and a child of two homes."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests import guard
from tests.people.test_pages import signed_in
from voordeur.door import timeline
from voordeur.door.access import for_system, open_household, open_list
from voordeur.door.reader import member
from voordeur.door.refusal import NoEntry, NotAllowed, Refusal
from voordeur.history import clock as product_clock
from voordeur.people import actions, following, queries
from voordeur.people.actions import NewAddress
from voordeur.people.models import Address, Household, Membership
from voordeur.plan import actions as plan
from voordeur.plan.models import Problem, ProblemSpell

pytestmark = pytest.mark.django_db
REFUGE = NewAddress("Schuilstraat", "3", "1500 AA", "Waterveen", protected=True)


@pytest.fixture
def scene(clock):
    return Scene()


class Scene:
    """Anna, Bart and their child Coen, with something about each of them and about all."""

    def __init__(self):
        self.worker = make.a_worker("professional", "triage")
        self.reader = self.worker.reader
        self.home = make.a_household("Anna", "Bart", "Coen")
        make.stand(self.reader, self.home, "case_coordinator")
        self.anna, self.bart, self.coen = make.person_ids(self.home)
        for parent in (self.anna, self.bart):
            actions.record_relation(
                self.reader,
                household_id=self.home.pk,
                person_id=parent,
                other_id=self.coen,
                kind="parent",
            )
            actions.record_authority(
                self.reader,
                household_id=self.home.pk,
                person_id=self.coen,
                kind="parental_authority",
                holder_id=parent,
            )
        self.debts = self.problem("Schulden", self.anna)
        self.tied = self.problem("Slaapt slecht", self.anna)
        self.together = self.problem("Huurachterstand", None)
        plan.link_problems(
            self.reader,
            household_id=self.home.pk,
            cause=self.together.uuid,
            effect=self.tied.uuid,
        )

    def problem(self, text, person):
        return plan.note_problem(
            self.reader,
            household_id=self.home.pk,
            person_id=person,
            text=text,
            life_area="money",
            compartment="common" if person is None else "own",
        )

    def split(self, **more):
        return actions.move_people(
            self.reader,
            household_id=self.home.pk,
            leaving=[self.anna],
            both=[self.coen],
            along=["plan.Problem"],
            address=REFUGE,
            **more,
        )

    def present(self, household_id):
        rows = Membership._plain.filter(household_id=household_id, until=None)
        return set(rows.values_list("person_id", flat=True))


def homes_of_rows(*rows):
    with guard.unguarded():
        return [type(row)._plain.get(pk=row.pk).household_id for row in rows]


def test_after_a_separation_each_is_where_they_live_and_the_child_in_both(scene):
    there = scene.split()
    assert scene.present(scene.home.pk) == {scene.bart, scene.coen}
    assert scene.present(there) == {scene.anna, scene.coen}
    access = open_household(scene.reader, there, activity="test")
    assert [(tie.person_id, tie.other_id) for tie in queries.relations(access)] == [
        (scene.anna, scene.coen)
    ]
    with guard.unguarded():
        authority = queries.authorities(for_system(make.SETUP, there))
    assert [row.holder_id for row in authority] == [scene.anna]
    everywhere = open_list(scene.reader)
    stays = queries.stays(everywhere, [scene.coen])
    assert sorted(stay.household_id for stay in stays) == sorted([scene.home.pk, there])


def test_what_is_about_who_goes_follows_and_what_is_tied_to_what_stays_stays(scene):
    there = scene.split()
    assert homes_of_rows(scene.debts, scene.tied, scene.together) == [
        there,
        scene.home.pk,
        scene.home.pk,
    ]
    spells = ProblemSpell._plain.filter(problem_id=scene.debts.pk)
    assert list(spells.values_list("household_id", flat=True)) == [there]


def test_nothing_follows_that_was_not_chosen_and_what_is_secret_never_does(scene):
    moved = following.carry(scene.home.pk, scene.home.pk, [scene.anna], [])
    assert moved == {}
    assert all(model.follows_person for model in following.kinds().values())
    labels = {label for label, _words in following.options()}
    assert labels == {
        "plan.Problem",
        "plan.Goal",
        "plan.OwnWords",
        "plan.Strength",
        "provisions.Provision",
        "instruments.Measurement",
    }


def test_who_stays_behind_does_not_learn_where_they_went(scene):
    there = scene.split()
    him = open_household(member(scene.bart), scene.home.pk, activity="test")
    told = timeline.happenings(him)
    assert {"people.member_left"} <= {one.kind for one in told}
    assert "people.members_moved" not in {one.kind for one in told}
    assert {one.household_id for one in told} == {scene.home.pk}
    assert not any(line.text and "Schuil" in line.text for line in queries.addresses(him))
    with pytest.raises(NoEntry):
        open_household(member(scene.bart), there, activity="test")
    child = open_household(member(scene.coen), there, activity="test")
    assert [line.text for line in queries.addresses(child)] == ["Schuilstraat 3, 1500 AA Waterveen"]


def test_moving_in_with_others_joins_a_household_that_is_there(scene):
    other = make.a_household("Dirk")
    make.stand(scene.reader, other, "case_coordinator")
    assert scene.split(to_household_id=other.pk) == other.pk
    assert len(scene.present(other.pk)) == 3
    with pytest.raises(Refusal) as refused:
        actions.move_people(
            scene.reader,
            household_id=scene.home.pk,
            leaving=[scene.coen],
            to_household_id=other.pk,
        )
    assert refused.value.where == "to"


def test_who_may_not_edit_both_moves_nobody(scene):
    helper = make.a_worker()
    make.stand(helper.reader, scene.home, "helper")
    with pytest.raises(NotAllowed):
        actions.move_people(helper.reader, household_id=scene.home.pk, leaving=[scene.anna])
    with pytest.raises(NotAllowed):
        actions.move_house(helper.reader, household_id=scene.home.pk, new=NewAddress(street="Kade"))
    other = make.a_household("Dirk")
    with pytest.raises(NoEntry):
        scene.split(to_household_id=other.pk)
    assert Household.objects.count() == 2


@pytest.mark.parametrize(
    ("leaving", "both", "where"),
    [
        ((), (), "leaving"),
        ((0,), (0,), "leaving"),
        ((0, 1, 2), (), "leaving"),
        ((99,), (), "leaving"),
    ],
)
def test_nobody_somebody_twice_or_everybody_is_refused(scene, leaving, both, where):
    people = [scene.anna, scene.bart, scene.coen]

    def real(places):
        return [people[place] if place < 3 else 10**6 for place in places]

    with pytest.raises(Refusal) as refused:
        actions.move_people(
            scene.reader, household_id=scene.home.pk, leaving=real(leaving), both=real(both)
        )
    assert refused.value.where == where


def test_a_move_ends_the_address_until_now_and_a_secret_one_is_each_members_own(scene):
    old = actions.record_address(
        scene.reader, household_id=scene.home.pk, new=NewAddress("Oudestraat", "1")
    )
    actions.move_house(scene.reader, household_id=scene.home.pk, new=NewAddress("Nieuwstraat", "2"))
    with guard.unguarded():
        assert Address._plain.get(pk=old.pk).until == product_clock.today()
    with pytest.raises(Refusal) as refused:
        actions.move_house(scene.reader, household_id=scene.home.pk, new=REFUGE)
    assert refused.value.where == "persons"
    rows = actions.move_house(
        scene.reader,
        household_id=scene.home.pk,
        new=REFUGE,
        person_ids=[scene.anna, scene.coen],
    )
    assert [(row.person_id, row.compartment) for row in rows] == [
        (scene.anna, "where"),
        (scene.coen, "where"),
    ]
    him = open_household(member(scene.bart), scene.home.pk, activity="test")
    assert [line.text for line in queries.addresses(him)] == ["Nieuwstraat 2"]


def test_the_pages_show_what_may_follow_and_keep_what_was_typed(scene, all_queries):
    client = signed_in(scene.worker)
    address = reverse("people_move_out", args=[scene.home.uuid])
    with all_queries() as statements:
        page = client.get(address)
    assert page.status_code == 200
    assert len(statements) <= 15, len(statements)
    people = dict(page.context["form"].fields["leaving"].choices)
    anna = next(key for key, name in people.items() if name.startswith("Anna"))
    coen = next(key for key, name in people.items() if name.startswith("Coen"))
    typed = {"leaving": [anna], "both": [anna], "street": "Kade", "along": ["plan.Problem"]}
    refused = client.post(address, typed)
    assert refused.status_code == 422
    assert "Kade" in refused.content.decode()
    assert client.post(address, typed | {"both": [coen]}).status_code == 303
    assert Household.objects.count() == 2
    with guard.unguarded():
        assert Problem._plain.get(pk=scene.debts.pk).household_id != scene.home.pk
    house = reverse("people_move_house", args=[scene.home.uuid])
    assert client.get(house).status_code == 200
    assert client.post(house, {"street": "Laan", "number": "4"}).status_code == 303
    people_page = client.get(reverse("people_page", args=[scene.home.uuid])).content.decode()
    assert address in people_page
    assert house in people_page


def test_a_move_that_was_no_move_is_taken_back_and_the_address_before_it_holds_again(scene):
    here = {"household_id": scene.home.pk}
    old = actions.record_address(scene.reader, new=NewAddress("Laan", "1", "1500 AA"), **here)
    (new,) = actions.move_house(scene.reader, new=NewAddress("Plein", "2", "1500 AB"), **here)
    stranger = make.a_worker()
    make.stand(stranger.reader, scene.home, "helper")
    back = {"address": new.uuid, "expected_version": new.version, **here}
    with pytest.raises(NotAllowed):
        actions.take_move_back(stranger.reader, **back)
    browser = signed_in(scene.worker)
    page = reverse("people_move_back", args=[scene.home.uuid, new.uuid])
    assert page in browser.get(reverse("people_page", args=[scene.home.uuid])).content.decode()
    assert browser.get(page).status_code == 200
    assert browser.post(page).status_code == 303
    access = open_household(scene.reader, scene.home.pk, activity="test")
    assert [line.uuid for line in queries.addresses(access)] == [old.uuid]
    with pytest.raises(Refusal):
        actions.take_move_back(scene.reader, **back)
