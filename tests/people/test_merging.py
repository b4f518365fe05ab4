# SPDX-License-Identifier: EUPL-1.2
"""Two files about the same person or household: joined, read as one, and taken apart again."""

import random
from dataclasses import replace
from datetime import date

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tests import guard
from tests.people.test_members import valid_numbers
from tests.provisions.making import a_provision
from voordeur.contact.actions import write_note
from voordeur.door import access as door
from voordeur.door import forgetting, timeline
from voordeur.door import queries as looking
from voordeur.door.models import AccessRecord, Account, LegalHold, Standing
from voordeur.door.reader import member
from voordeur.door.refusal import NoEntry, NotAllowed, Refusal
from voordeur.history import appendonly, keyring, record
from voordeur.history import clock as product_clock
from voordeur.history.models import Event, Stream
from voordeur.livelihood.actions import record_debt
from voordeur.livelihood.catalogue import catalogue
from voordeur.people import actions, joining, queries
from voordeur.people.actions import NewAddress, NewPerson
from voordeur.people.models import Household, Merge, Person, SearchKey
from voordeur.plan import actions as plan
from voordeur.plan import queries as plans
from voordeur.plan.models import PlanVersionItem, Problem
from voordeur.resident import actions as resident
from voordeur.resident.queries import telling
from voordeur.safety.actions import raise_concern

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]
GROUND = "Moeder zegt dat het om dezelfde Anna gaat."


class Town:
    """Anna twice: with Bart at home, and once more with Carla, elsewhere."""

    def __init__(self, *, same_home: bool = False) -> None:
        self.worker = make.a_worker("professional", "triage")
        self.reader = self.worker.reader
        self.first = make.a_household("Anna", "Bart", by=self.reader)
        self.second = self.first if same_home else make.a_household("Anna", "Carla", by=self.reader)
        for home in {self.first, self.second}:
            make.stand(self.reader, home, "case_coordinator")
        self.anna, self.bart = make.person_ids(self.first)
        if same_home:
            row = actions.add_member(
                self.reader, household_id=self.first.pk, new=NewPerson(given_names="Annie")
            )
            self.double = row.person_id
        else:
            self.double, self.carla = make.person_ids(self.second)
        for person, home in ((self.anna, self.first), (self.double, self.second)):
            self.fill(home, person)

    def fill(self, home, person):
        """Write something of every sort about a person."""
        where = {"household_id": home.pk, "person_id": person}
        plan.note_words(self.reader, **where, text=f"Mijn verhaal {person}")
        problem = plan.note_problem(self.reader, **where, text="Schulden", life_area="money")
        goal = plan.set_goal(self.reader, **where, text="Rust", compartment="own")
        plan.add_step(
            self.reader,
            household_id=home.pk,
            goal=goal.uuid,
            new=plan.NewStep(household_does="Bellen", members=(person,)),
        )
        plan.note_strength(self.reader, **where, text="Houdt vol")
        actions.give_safe_channel(self.reader, **where, kind="phone", value="06")
        actions.record_address(
            self.reader,
            household_id=home.pk,
            new=NewAddress("Laan", "1", person_id=person, protected=True),
        )
        actions.name_network_member(
            self.reader, household_id=home.pk, first_name="Oom Jan", person_id=person
        )
        return problem

    def merge(self, **more):
        """Join the second Anna to the first."""
        return actions.merge_persons(
            self.reader,
            household_id=self.first.pk,
            source_id=self.double,
            target_id=self.anna,
            ground=GROUND,
            **more,
        )

    def undo(self, merge, **more):
        """Take them apart again."""
        return actions.undo_merge(
            self.reader,
            household_id=self.first.pk,
            merge=merge.uuid,
            expected_version=merge.version,
            **more,
        )


def dump():
    """Return every row of every room that a merge can touch: (model, number) → columns.

    Asked in plain SQL: it is asked for hundreds of times.
    """
    found = {}
    with guard.unguarded(), connection.cursor() as cursor:
        labels = {one.model for of in ("person", "household") for one in joining.columns(of)}
        for model in {*labels, Person, Household, SearchKey}:
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            names = [column[0] for column in cursor.description]
            for values in cursor.fetchall():
                row = dict(zip(names, values, strict=True))
                key = row["key"] if model is SearchKey else row.pop("id")
                key = (key, row["person_id"]) if model is SearchKey else key
                row.pop("id", None)
                found[model._meta.label, key] = row
    return found


def changed(before, after):
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def test_no_column_with_a_person_or_household_is_left_out():
    named = {(one.label, one.name) for of in ("person", "household") for one in joining.columns(of)}
    kept = {"people.Person", "people.Household", "people.SearchKey", "people.Merge"}
    left = []
    for model in apps.get_models():
        label = model._meta.label
        if not model.__module__.startswith("voordeur.") or label in kept:
            continue
        if getattr(model, "lives_in", "default") != "default" or label.startswith("history."):
            continue
        if model._meta.db_table in appendonly.PROTECTED:
            assert getattr(model, "written_once", True), f"{label} is read under its old number"
            continue
        for field in model._meta.concrete_fields:
            target = field.related_model._meta.label if field.related_model else ""
            looks = target in {"people.Person", "people.Household"} or (
                isinstance(field, models.BigIntegerField)
                and any(word in field.name for word in ("person", "household"))
            )
            if looks and (label, field.attname) not in named:
                left.append(f"{label}.{field.attname}")
    assert not left


def test_every_guarded_table_that_is_never_changed_is_read_under_the_number_of_now():
    from voordeur.door.masking import Guarded

    for model in apps.get_models():
        if issubclass(model, Guarded):
            assert model.written_once == (model._meta.db_table in appendonly.PROTECTED), model


@given(st.data())
def test_the_text_of_a_value_in_the_list_reads_back_the_same(data):
    field, values = data.draw(
        st.sampled_from(
            [
                (models.DateField(), st.dates()),
                (models.DateTimeField(), st.datetimes()),
                (models.IntegerField(), st.integers(-(2**31), 2**31 - 1)),
                (models.CharField(), st.text()),
                (models.UUIDField(), st.uuids()),
                (models.BooleanField(), st.booleans()),
                (models.JSONField(), st.lists(st.integers())),
            ]
        )
    )
    value = data.draw(st.none() | values)
    assert joining.read(field, joining.written(field, value)) == value


def edit(reader, home, person, chance):
    """Change or add something of a random sort in a file; return the rows it touched."""
    before = dump()
    about = {"household_id": home.pk, "person_id": person}
    match chance.randrange(10):
        case 0:
            plan.note_words(reader, **about, text="Iets nieuws")
        case 1:
            plan.note_problem(reader, **about, text="Slecht slapen", life_area="home")
        case 2:
            with guard.unguarded():
                row = Problem._plain.filter(household_id=home.pk).order_by("pk").first()
            plan.change_problem(
                reader,
                household_id=home.pk,
                problem=row.uuid,
                text=f"Anders {chance.random()}",
                life_area="money",
                expected_version=row.version,
            )
        case 3:
            actions.name_network_member(reader, **about, first_name="Tante")
        case 4:
            write_note(reader, household_id=home.pk, person_ids=[person], text="Belde terug")
        case 5:
            a_provision(home, reader, person_id=person, name=f"Hulp {chance.random()}")
        case 6:
            raise_concern(
                reader,
                **about,
                urgency="lasting",
                what="Te weinig toezicht",
                seen_by="De buurvrouw",
                seen_on=date(2026, 11, 10),
            )
        case 7:
            goal = plan.set_goal(reader, **about, text="Weer slapen", compartment="own")
            plan.add_step(
                reader,
                household_id=home.pk,
                goal=goal.uuid,
                new=plan.NewStep(household_does="Op tijd naar bed", members=(person,)),
            )
        case 8:
            actions.add_member(
                reader, household_id=home.pk, new=NewPerson(given_names=f"Kind {chance.random()}")
            )
        case 9:
            creditor = next(iter(catalogue().creditors))
            record_debt(reader, **about, creditor=creditor, amount=chance.randrange(9999))
    return changed(before, dump())


@pytest.mark.parametrize(("seed", "same_home"), [(1, False), (2, True)])
def test_merge_edit_undo_leaves_what_was_not_touched_as_in_a_twin_that_was_never_merged(
    clock, seed, same_home
):
    town = Town(same_home=same_home)

    def edits(anna, double, chance):
        homes = [(town.first, anna), (town.second, double)]
        return set().union(*(edit(town.reader, *chance.choice(homes), chance) for _ in range(8)))

    edits(town.anna, town.double, random.Random(seed + 100))
    start = dump()

    class Back(Exception):
        pass

    try:
        with transaction.atomic():
            touched = edits(town.anna, town.double, random.Random(seed))
            twin = dump()
            raise Back
    except Back:
        pass
    assert dump() == start
    town.undo(town.merge())
    again = dump()
    assert {key: again[key] for key in start} == start
    merge = town.merge()
    joined = dump()
    persons = Problem._plain.exclude(person=None).values_list("person_id", flat=True)
    assert town.double not in set(persons)
    touched |= edits(town.anna, town.anna, random.Random(seed))
    town.undo(merge)
    after = dump()
    untouched = set(start) - touched
    assert len(untouched) > len(start) / 2
    assert changed(start, joined) & untouched
    for key in untouched:
        assert after[key] == twin[key], key


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


def views(keys, homes):
    """Return, per reader and household, the rows whose content they may read, by uuid."""
    from voordeur.door.masking import Guarded

    found = {}
    for key in keys:
        reader = key if not isinstance(key, str) else member(int(key.partition(":")[2]))
        for home in homes:
            seen = set()
            with door.scope():
                try:
                    access = door.open_household(reader, home.pk, activity="test")
                except NoEntry:
                    continue
                for model in apps.get_models():
                    if issubclass(model, Guarded) and model is not Merge:
                        rows = model.objects.through(access).shown()
                        seen |= set(rows.values_list("uuid", flat=True))
                seen |= {
                    str(one.id)
                    for one in timeline.happenings(access, limit=500)
                    if not one.masked and "merge" not in one.kind and "standing" not in one.kind
                }
            found[reader.key] = found.get(reader.key, set()) | seen
    return found


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


def test_rows_made_since_go_where_they_are_chosen_to_go_and_take_theirs_along(clock):
    town = Town()
    merge = town.merge()
    stays = plan.note_words(
        town.reader, household_id=town.first.pk, person_id=town.anna, text="Blijft"
    )
    goes = plan.note_problem(
        town.reader,
        household_id=town.second.pk,
        person_id=town.anna,
        text="Gaat mee",
        life_area="home",
    )
    town.undo(merge, back=[("plan.Problem", goes.pk)])
    with guard.unguarded():
        stays.refresh_from_db()
        goes.refresh_from_db()
        spell = apps.get_model("plan.ProblemSpell")._plain.get(problem_id=goes.pk)
    assert (stays.person_id, goes.person_id, spell.person_id) == (
        town.anna,
        town.double,
        town.double,
    )


def same_twice():
    """Return a reader and one household that was registered twice, with the same two people."""
    reader = make.a_worker("professional", "triage").reader
    first = make.a_household("Anna", "Bart", by=reader)
    anna, bart = make.person_ids(first)
    make.stand(reader, first, "case_coordinator")
    second = actions.register_household(
        reader, members=[NewPerson(person_id=anna), NewPerson(person_id=bart)]
    )
    make.stand(reader, second, "case_coordinator")
    return reader, first, second, anna, bart


def test_a_household_that_was_registered_twice_becomes_one_and_two_again(clock):
    reader, first, second, anna, _bart = same_twice()
    plan.note_problem(reader, household_id=second.pk, text="Huur", life_area="money")
    plan.note_words(reader, household_id=second.pk, person_id=anna, text="Daar gezegd")
    start = dump()
    merge = actions.merge_households(
        reader, household_id=first.pk, source_id=second.pk, ground=GROUND
    )
    assert queries.household_id(second.uuid) == first.pk
    access = door.open_household(reader, first.pk, activity="test")
    assert len(queries.members(access, past=True)) == 2
    assert len(plans.problems(access).lines) == 1
    assert "people.household_registered" in {
        one.kind for one in timeline.happenings(access) if one.facts.get("household") == second.pk
    }
    with pytest.raises(NoEntry):
        door.open_household(reader, second.pk, activity="test")
    her = door.open_household(member(anna), first.pk, activity="test")
    assert len(looking.who_looked(her)) >= AccessRecord.objects.filter(outcome="ok").count() - 2
    actions.undo_merge(
        reader, household_id=first.pk, merge=merge.uuid, expected_version=merge.version
    )
    after = dump()
    assert {key for key in changed(start, after) if key in start} == set()
    assert queries.household_id(second.uuid) == second.pk


def test_who_sees_one_of_two_households_is_let_go_unless_let_in(clock):
    reader, first, second, _anna, bart = same_twice()
    plan.note_problem(reader, household_id=second.pk, text="Huur", life_area="money")
    plan.note_problem(reader, household_id=first.pk, text="Gas", life_area="money")
    here, there, trusted = make.a_worker(), make.a_worker(), make.a_worker()
    make.stand(here.reader, first, "helper")
    make.stand(there.reader, second, "helper")
    make.stand(trusted.reader, second, "helper")
    watching = [here.reader, there.reader, f"person:{bart}"]
    before = views(watching, [first, second])
    actions.merge_households(
        reader,
        household_id=first.pk,
        source_id=second.pk,
        ground=GROUND,
        let_in=[trusted.reader.key],
    )
    after = views([*watching, trusted.reader], [first])
    assert here.reader.key not in after
    assert there.reader.key not in after
    assert after[f"person:{bart}"] <= before[f"person:{bart}"]
    assert (
        len(plans.problems(door.open_household(trusted.reader, first.pk, activity="t")).lines) == 2
    )


def test_households_of_different_people_or_two_open_cases_are_not_one(clock):
    reader, first, second, _anna, _bart = same_twice()
    actions.add_member(reader, household_id=first.pk, new=NewPerson(given_names="Coen"))
    with pytest.raises(Refusal) as refused:
        actions.merge_households(reader, household_id=first.pk, source_id=second.pk, ground=GROUND)
    assert refused.value.where == "other"
    outsider = make.a_worker().reader
    make.stand(outsider, first, "case_coordinator")
    with pytest.raises(NotAllowed):
        actions.merge_households(
            outsider, household_id=first.pk, source_id=second.pk, ground=GROUND
        )


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


@pytest.mark.parametrize("seed", [3, 4])
def test_households_joined_edited_and_taken_apart_are_as_a_twin_that_was_never_joined(clock, seed):
    reader, first, second, anna, bart = same_twice()
    for number, home in enumerate((first, second)):
        chance = random.Random(seed + number)
        plan.note_problem(reader, household_id=home.pk, text="Huur", life_area="money")
        for _ in range(4):
            edit(reader, home, chance.choice([anna, bart]), chance)
    join = {"household_id": first.pk, "source_id": second.pk, "ground": GROUND}

    def undo(merge, **more):
        given = {"merge": merge.uuid, "expected_version": merge.version, **more}
        actions.undo_merge(reader, household_id=first.pk, **given)

    start = dump()
    undo(actions.merge_households(reader, **join))
    again = dump()
    assert {key: again[key] for key in start} == start
    # Who is in only one of the two cannot be in both: the edits that follow add nobody.
    merge = actions.merge_households(reader, **join)
    touched = set()
    for number in range(8):
        chance = random.Random(seed * 100 + number)
        if chance.randrange(10) != 8:
            touched |= edit(reader, first, anna, random.Random(seed * 100 + number))
    note = write_note(reader, household_id=first.pk, text="Hoort bij de ander")[0]
    undo(merge, back=[("contact.Note", note.pk)])
    after = dump()
    untouched = set(start) - touched
    assert len(untouched) > len(start) / 2
    for key in untouched:
        assert after[key] == start[key], key
    assert after["contact.Note", note.pk]["household_id"] == second.pk


def test_a_tie_that_both_said_is_there_once_while_joined_and_twice_again_after(clock):
    town = Town(same_home=True)
    tie = {"household_id": town.first.pk, "kind": "sibling"}
    actions.record_relation(town.reader, person_id=town.anna, other_id=town.bart, **tie)
    actions.record_relation(town.reader, person_id=town.bart, other_id=town.double, **tie)
    start = dump()

    def ties():
        return [row for (label, _), row in dump().items() if label == "people.Relation"]

    merge = town.merge()
    (left,) = ties()
    assert (left["person_id"], left["other_id"]) == (town.anna, town.bart)
    town.undo(merge)
    after = dump()
    assert {key: after[key] for key in start} == start


def test_all_files_of_an_act_on_two_are_locked_at_once_and_in_order(clock, all_queries):
    """Two who join the same two the other way round wait for one another, never for each other."""
    reader, first, second, _anna, _bart = same_twice()
    with all_queries() as asked:
        actions.merge_households(reader, household_id=second.pk, source_id=first.pk, ground=GROUND)
    locking = next(one for one in asked if 'FROM "history_stream"' in one)
    assert f"({first.pk}, {second.pk})" in locking
    town = Town()
    with all_queries() as asked:
        town.merge()
    locking = next(one for one in asked if 'FROM "history_stream"' in one)
    assert f"({town.first.pk}, {town.second.pk})" in locking
