# SPDX-License-Identifier: EUPL-1.2
"""One household that was registered twice becomes one, and two again."""

import pytest

from tests import factories as make
from tests.people.merging import GROUND, Town, changed, dump, same_twice, views
from voordeur.door import access as door
from voordeur.door import queries as looking
from voordeur.door import timeline
from voordeur.door.models import AccessRecord
from voordeur.door.reader import member
from voordeur.door.refusal import NoEntry, NotAllowed, Refusal
from voordeur.people import actions, queries
from voordeur.people.actions import NewPerson
from voordeur.plan import actions as plan
from voordeur.plan import queries as plans

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]


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
