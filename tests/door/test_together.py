# SPDX-License-Identifier: EUPL-1.2
"""Several questions in one statement give what they give one by one, masked columns and all."""

import pytest
from django.db.models import BinaryField, Value

from tests import factories as make
from voordeur.door import access as door
from voordeur.door.together import together
from voordeur.people.models import Address, Membership, NetworkMember
from voordeur.plan.actions import NewStep, add_step, set_goal
from voordeur.plan.models import Goal, Step

pytestmark = pytest.mark.django_db

FIELDS = ("id", "uuid", "from_date", "role", "person__surname", "household__made_at")


@pytest.fixture
def file(clock):
    """A household with a goal and a step, its coordinator, and a colleague of the team."""
    team = make.a_team()
    worker, colleague = make.a_worker(team=team), make.a_worker(team=team)
    home = make.a_household("Angela", "Tom", team=team)
    make.stand(worker.reader, home, "case_coordinator")
    goal = set_goal(worker.reader, household_id=home.pk, text="Rust", life_area="home")
    for what in ("Bellen", "Schrijven"):
        add_step(
            worker.reader,
            household_id=home.pk,
            goal=goal.uuid,
            new=NewStep(what=what, household_does="alles"),
        )
    return worker, colleague, home


def fields_of(instances):
    return [
        {field.attname: getattr(one, field.attname) for field in one._meta.concrete_fields}
        for one in instances
    ]


def test_it_gives_what_each_question_gives_alone_in_one_statement(file, all_queries):
    for worker in file[:2]:
        opened = door.open_household(worker.reader, file[2].pk, activity="test")
        members = Membership.objects.through(opened).order_by("-from_date", "-id")
        goals = Goal.objects.through(opened).shown().order_by("pk")
        steps = Step.objects.through(opened).shown().select_related("goal").order_by("-order", "pk")
        nobody = NetworkMember.objects.through(opened).shown().filter(pk__in=[])
        with all_queries() as statements:
            rows, some, more, none = together((members, FIELDS), goals, steps, nobody)
        assert len(statements) == 1
        assert rows == members.rows(*FIELDS)
        assert fields_of(some) == fields_of(goals.all())
        assert fields_of(more) == fields_of(steps.all())
        with all_queries() as statements:
            assert [step.goal.text for step in more] == ["Rust"] * len(more)
        assert statements == []
        assert none == []
    assert {row.seen for row in rows} == {1}
    assert {row.person__surname for row in rows} == {None}


def test_nothing_asked_is_no_statement(file, all_queries):
    opened = door.open_household(file[0].reader, file[2].pk, activity="test")
    with all_queries() as statements:
        assert together(Address.objects.through(opened).shown().filter(pk__in=[])) == [[]]
    assert statements == []


def test_it_refuses_what_the_questions_refuse(file):
    opened = door.open_household(file[0].reader, file[2].pk, activity="test")
    members = Membership.objects.through(opened)
    with pytest.raises(RuntimeError, match=r"\.rows"):
        together(members)
    with pytest.raises(ValueError, match="cannot sort"):
        together((members.order_by("role"), ("role",)))


def test_a_column_that_json_would_change_is_refused(file):
    opened = door.open_household(file[0].reader, file[2].pk, activity="test")
    seal = Value(b"x", output_field=BinaryField())
    members = Membership.objects.through(opened).annotate(seal=seal)
    with pytest.raises(TypeError, match="BinaryField"):
        together((members, ("seal",)))


def test_a_question_inside_another_keeps_its_own_access(file):
    """A household that the reader of the inner question may not see stays out of the outer one."""
    _worker, _colleague, home = file
    other, elsewhere = make.a_worker(), make.a_household("Berend")
    make.stand(other.reader, elsewhere, "helper")
    make.stand(other.reader, home, "helper")
    wide = door.open_list(other.reader)
    narrow = door.open_household(other.reader, home.pk, activity="test")
    mine = Membership.objects.through(narrow).shown().values("pk")
    found = Membership.objects.through(wide).shown().filter(pk__in=mine).order_by("pk")
    assert {row.household_id for row in found.rows("household_id")} == {home.pk}
    assert {row.household_id for row in together(found)[0]} == {home.pk}


def test_what_is_kept_of_a_question_holds_no_access(file):
    """The same shape of question for two readers, one household and a value that looks alike."""
    worker, colleague, home = file
    for _ in range(2):
        seen = [
            [row.role for row in Membership.objects.through(opened).order_by("pk").rows("role")]
            for opened in (
                door.open_household(worker.reader, home.pk, activity="test"),
                door.open_household(colleague.reader, home.pk, activity="test"),
            )
        ]
        assert seen == [["adult", "adult"], [None, None]]
    opened = door.open_household(worker.reader, home.pk, activity="test")
    rows = Membership.objects.through(opened).order_by("pk")
    assert len(rows.filter(version=1).rows("id")) == 2
    assert len(rows.filter(version=2).rows("id")) == 0
    assert len(rows.filter(until=None)[:1].rows("id")) == 1
    assert len(rows.filter(until=None).rows("id")) == 2
