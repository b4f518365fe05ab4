# SPDX-License-Identifier: EUPL-1.2
"""Shown, masked, hidden: the expression over `standing`, on rows of people."""

import pytest
from django.db import connection
from django.db.models import Max, Q

from tests import factories as make
from voordeur.door import access as door
from voordeur.door.refusal import NoEntry
from voordeur.door.timeline import happenings
from voordeur.people import queries
from voordeur.people.models import Membership

pytestmark = pytest.mark.django_db


def test_a_helper_sees_who_is_in_the_household(clock):
    worker, home = make.a_worker(), make.a_household("Angela", "Tom")
    make.stand(worker.reader, home, "helper")
    opened = door.open_household(worker.reader, home.pk, activity="test")
    assert [m.called for m in queries.members(opened)] == ["Angela", "Tom"]


def test_a_colleague_of_the_team_finds_only_that_it_is_there(clock):
    team = make.a_team()
    worker, home = make.a_worker(team=team), make.a_household("Angela", "Tom", team=team)
    opened = door.open_household(worker.reader, home.pk, activity="test")
    found = queries.members(opened)
    assert [m.masked for m in found] == [True, True]
    assert [(m.name, m.born, m.role) for m in found] == [(None, None, None)] * 2


def test_a_stranger_gets_the_same_answer_for_any_household(clock):
    worker, home = make.a_worker(), make.a_household()
    with pytest.raises(NoEntry) as here:
        door.open_household(worker.reader, home.pk, activity="test")
    with pytest.raises(NoEntry) as nowhere:
        door.open_household(worker.reader, 10**9, activity="test")
    assert str(here.value) == str(nowhere.value)


def test_a_list_holds_the_households_of_ones_standing_only(clock):
    worker = make.a_worker()
    mine, _other = make.a_household("Angela"), make.a_household("Berend")
    make.stand(worker.reader, mine, "helper")
    opened = door.open_list(worker.reader)
    assert [m.called for m in queries.members(opened)] == ["Angela"]


def test_sorting_by_a_column_that_can_be_masked_is_refused(clock):
    worker, home = make.a_worker(), make.a_household()
    make.stand(worker.reader, home, "helper")
    opened = door.open_household(worker.reader, home.pk, activity="test")
    with pytest.raises(ValueError, match="cannot sort"):
        Membership.objects.through(opened).order_by("role").rows("role")


@pytest.fixture
def some_rows(clock):
    """The members of a household as a colleague of the team gets them: all masked."""
    team = make.a_team()
    worker, home = make.a_worker(team=team), make.a_household("Angela", "Tom", team=team)
    return Membership.objects.through(door.open_household(worker.reader, home.pk, activity="test"))


@pytest.mark.parametrize(
    "condition",
    [
        Q(role="adult"),
        ~Q(role="adult"),
        Q(pk__gt=0) & (Q(until=None) | Q(person__surname__startswith="V")),
        Q(household__version=1),
    ],
)
def test_filtering_by_what_can_be_masked_is_refused(some_rows, condition):
    with pytest.raises(ValueError, match="cannot filter"):
        some_rows.filter(condition)
    with pytest.raises(ValueError, match="cannot filter"):
        some_rows.exclude(condition)


def test_masked_rows_are_never_whole_instances(some_rows):
    for read in (list, lambda rows: rows.first(), lambda rows: list(rows.values("role"))):
        with pytest.raises(RuntimeError, match=r"\.rows"):
            read(some_rows)
    with pytest.raises(RuntimeError, match=r"\.rows"):
        list(some_rows.iterator())
    with pytest.raises(RuntimeError, match="shown"):
        some_rows.aggregate(Max("role"))
    with pytest.raises(RuntimeError, match="shown"):
        some_rows.update(role="child")


def test_masked_rows_can_be_counted_filtered_and_sorted_by_what_is_open(some_rows):
    assert some_rows.filter(until=None, pk__gt=0, household_id__gt=0).count() == 2
    assert len(some_rows.order_by("-from_date", "pk").values_list("pk", "from_date")) == 2
    assert list(some_rows.shown()) == []
    assert some_rows.shown().filter(role="adult").aggregate(Max("role")) == {"role__max": None}


def test_asking_without_the_door_raises():
    with pytest.raises(RuntimeError, match="through the door"):
        Membership.objects.all()


def test_at_the_table_only_what_everybody_present_may_see_is_there(clock):
    worker, home = make.a_worker(), make.a_household("Angela", "Tom")
    make.stand(worker.reader, home, "case_coordinator")
    angela, tom = make.person_ids(home)
    opened = door.open_household(worker.reader, home.pk, activity="test")
    with_both = door.at_table(opened, [angela, tom], activity="test")
    assert [m.called for m in queries.members(with_both)] == ["Angela", "Tom"]
    stranger = make.person_ids(make.a_household("Iemand"))[0]
    with_stranger = door.at_table(opened, [angela, stranger], activity="test")
    assert queries.members(with_stranger) == []


def test_the_timeline_of_a_household_is_masked_like_any_row(clock):
    team = make.a_team()
    worker, colleague = make.a_worker(team=team), make.a_worker(team=team)
    home = make.a_household("Angela", team=team)
    make.stand(worker.reader, home, "helper")
    mine = happenings(door.open_household(worker.reader, home.pk, activity="test"))
    assert {"people.household_registered", "people.member_joined"} <= {h.kind for h in mine}
    theirs = happenings(door.open_household(colleague.reader, home.pk, activity="test"))
    assert {(h.kind, h.actor, h.facts) for h in theirs} == {(None, None, None)}
    assert len(theirs) < len(mine)


def test_a_question_about_one_household_does_not_go_through_the_whole_table(clock):
    """On SQLite too: its indexes are of no use to a condition that is compared with true."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL sees through it")
    worker, home = make.a_worker(), make.a_household("Angela")
    make.stand(worker.reader, home, "helper")
    opened = door.open_household(worker.reader, home.pk, activity="test")
    for rows in (Membership.objects.through(opened), Membership.objects.through(opened).shown()):
        plan = rows.order_by("pk").explain()
        assert "SCAN people_membership" not in plan
        assert "SEARCH people_membership USING" in plan or "SEARCH" in plan.splitlines()[0]
