# SPDX-License-Identifier: EUPL-1.2
"""Joined, edited and taken apart: what was not touched is as in a twin that was never joined."""

import random

import pytest
from django.apps import apps
from django.db import models, transaction
from hypothesis import given
from hypothesis import strategies as st

from tests import guard
from tests.people.editing import EDITS, edited
from tests.people.merging import GROUND, Town, changed, dump, same_twice
from voordeur.contact.actions import write_note
from voordeur.history import appendonly
from voordeur.people import actions, joining
from voordeur.plan import actions as plan
from voordeur.plan.models import Problem

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]
ROOMS = {
    *("people", "provisions", "instruments", "livelihood", "contact", "plan", "terms", "door"),
    *("safety", "transitions", "cooperation", "counsel"),
}


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


@pytest.mark.parametrize(("seed", "same_home"), [(1, False), (2, True)])
def test_merge_edit_undo_leaves_what_was_not_touched_as_in_a_twin_that_was_never_merged(
    clock, seed, same_home
):
    town = Town(same_home=same_home)

    def edits(anna, double, chance):
        """Do everything that can be written once, in some order, about the one or the other."""
        homes = [(town.first, anna), (town.second, double)]
        order = chance.sample(EDITS, k=len(EDITS))
        return edited(town.reader, [(one, *chance.choice(homes)) for one in order], chance)

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
    assert {label.partition(".")[0] for label, _ in touched} >= ROOMS
    untouched = set(start) - touched
    assert len(untouched) > len(start) / 2
    assert changed(start, joined) & untouched
    for key in untouched:
        assert after[key] == twin[key], key


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


@pytest.mark.parametrize("seed", [3, 4])
def test_households_joined_edited_and_taken_apart_are_as_a_twin_that_was_never_joined(clock, seed):
    reader, first, second, anna, bart = same_twice()
    for number, home in enumerate((first, second)):
        chance = random.Random(seed + number)
        plan.note_problem(reader, household_id=home.pk, text="Huur", life_area="money")
        order = chance.sample(EDITS, k=6)
        edited(reader, [(one, home, chance.choice([anna, bart])) for one in order], chance)
    join = {"household_id": first.pk, "source_id": second.pk, "ground": GROUND}

    def undo(merge, **more):
        given = {"merge": merge.uuid, "expected_version": merge.version, **more}
        actions.undo_merge(reader, household_id=first.pk, **given)

    start = dump()
    undo(actions.merge_households(reader, **join))
    again = dump()
    assert {key: again[key] for key in start} == start
    merge = actions.merge_households(reader, **join)
    chance = random.Random(seed * 100)
    order = chance.sample(EDITS, k=len(EDITS))
    touched = edited(reader, [(one, first, anna) for one in order], chance)
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
