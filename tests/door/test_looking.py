# SPDX-License-Identifier: EUPL-1.2
"""A request that only looks is told what an action is told, and asks for it once."""

import itertools
from datetime import timedelta
from uuid import UUID

import pytest
from django.db.models import F, Max, Q

from tests import factories as make
from voordeur.door import access as door
from voordeur.door import masking
from voordeur.door.matrix import Purpose
from voordeur.door.models import AccessRecord
from voordeur.door.refusal import NoEntry
from voordeur.door.statement import STATEMENTS, Statement
from voordeur.door.together import ahead, together
from voordeur.history import clock as product_clock
from voordeur.people.models import Membership
from voordeur.plan.models import PlanVersion

pytestmark = pytest.mark.django_db

PIECE = UUID(int=7)


@pytest.fixture
def home(clock):
    return make.a_household("Angela", "Tom")


@pytest.fixture
def helper(home):
    """A helper of Angela and Tom."""
    worker = make.a_worker().reader
    make.stand(worker, home, "helper")
    return worker


def test_what_one_is_in_a_household_is_the_same_and_is_not_read_twice(home, all_queries):
    worker, (_angela, tom) = make.a_worker().reader, make.person_ids(home)
    make.stand(worker, home, "helper")
    make.stand(worker, home, "task", person_id=tom, compartment="health")
    for remembering, statements in ((True, 0), (False, 1)):
        with door.scope(remembering=remembering):
            opened = door.open_household(worker, home.pk, activity="test")
            assert (door.is_open(), door.looking()) == (True, remembering)
            with all_queries() as asked:
                assert door.own_standing(opened) == [("helper", None), ("task", tom)]
            assert len(asked) == statements
            numbers = itertools.count(5)
            found = [door.once(opened, ("key",), numbers.__next__) for _ in range(2)]
            assert found == ([5, 5] if remembering else [5, 6])
            assert door.own_standing(door.open_list(worker)) == []
        assert (door.is_open(), door.looking()) == (False, False)


def test_with_only_some_relations_nothing_else_counts_nor_is_logged(home, helper):
    make.stand(helper, home, "case_coordinator")
    make.stand(helper, home, "inspector", basis="avg_6_1_c")
    for only, counted in (
        (frozenset(), "case_coordinator,helper"),
        (frozenset({"helper"}), "helper"),
    ):
        opened = door.open_household(helper, home.pk, activity=f"a.{counted}", only=only)
        assert ",".join(sorted(opened.relations)) == counted
        assert AccessRecord.objects.get(activity=f"a.{counted}").relations == counted
    with pytest.raises(NoEntry):
        door.open_household(helper, home.pk, activity="t", only=frozenset({"lead"}))
    with pytest.raises(NoEntry):
        door.open_list(helper, purpose=Purpose.BUYING)


def test_the_log_says_about_whom_a_look_was_when_it_was_not_about_all(home):
    angela, tom = make.person_ids(home)
    looks: list[tuple[list[dict[str, object]], list[int] | None]] = [
        ([{"relation": "helper"}], None),
        ([{"relation": "task", "person_id": tom, "compartment": "health"}], [tom]),
        (
            [{"relation": "helper"}, {"relation": "task", "person_id": tom, "compartment": "own"}],
            None,
        ),
        ([{"relation": "triage", "item": PIECE, "compartment": "safety"}], []),
        ([{"relation": "triage", "item": PIECE, "compartment": "common"}], None),
        ([{"relation": "supporter"}], None),
        ([{"relation": "helper"}, {"relation": "supporter"}], None),
        ([{"relation": "supporter"}, {"relation": "supporter", "person_id": angela}], [angela]),
        (
            [
                {"relation": "supporter"},
                {"relation": "task", "person_id": angela, "compartment": "own"},
            ],
            None,
        ),
    ]
    for number, (given, about) in enumerate(looks):
        worker = make.a_worker().reader
        for each in given:
            make.stand(worker, home, **each)
        for remembering in (True, False):
            with door.scope(remembering=remembering):
                name = f"list.{number}.{remembering}"
                wide = door.open_list(worker)
                door.saw(wide, [home.pk], activity=name)
                pieces = {home.pk} if given[0].get("item") else set()
                assert door.pieces_only(wide, [home.pk]) == pieces
                door.open_household(worker, home.pk, activity=name)
        wanted = {} if about is None else {str(home.pk): about}
        records = AccessRecord.objects.filter(reader=worker.key).order_by("pk")
        # Beside a look at all, what is of one member alone has a line of its own.
        named = (
            {one["person_id"] for one in given if "person_id" in one} if about is None else set()
        )
        apart = [row for row in records if row.persons != wanted]
        assert [row.persons for row in apart] == [{str(home.pk): [one]} for one in named], given
        assert len(records) - len(apart) >= 2
        if not any("person_id" in each for each in given):
            said = ",".join(sorted({str(each["relation"]) for each in given}))
            assert {row.relations for row in records if row.household_id} == {said}


def test_standing_that_adds_nothing_is_not_carried_into_questions(home, helper, monkeypatch):
    angela, tom = make.person_ids(home)
    make.stand(helper, home, "helper", person_id=angela)
    with door.scope(remembering=True):
        (place,) = door.places_of(door.open_list(helper), helper)
    assert place == ((home.pk,), ("helper",), None, "", None)
    make.stand(helper, home, "task", person_id=tom, compartment="health")
    with door.scope(remembering=True):
        assert len(door.places_of(door.open_list(helper), helper)) == 2
    for most, carried in ((3, True), (2, False)):
        monkeypatch.setattr(door, "MANY", most)
        with door.scope(remembering=True):
            places = door.places_of(door.open_list(helper), helper)
            assert (places is not None) is carried


def test_a_list_is_opened_on_the_ground_that_its_reader_has(home, helper):
    resident = make.a_resident(make.person_ids(home)[0])
    for reader, basis in ((resident, "own_file"), (helper, "avg_6_1_e")):
        assert door.open_list(reader).basis == basis
    with pytest.raises(NoEntry, match="system"):
        door.for_system(helper, home.pk)
    opened = door.for_system(make.SETUP, home.pk)
    assert (opened.everything, opened.household_id) == (True, home.pk)
    # What the database answers of a row: 0 is not there, 1 is masked, 2 is shown.
    assert {row.seen for row in Membership.objects.through(opened).rows("id")} == {2}


def test_standing_that_is_still_to_come_opens_nothing(home, helper, clock, friday):
    with clock(friday - timedelta(seconds=1)), pytest.raises(NoEntry):
        door.open_household(helper, home.pk, activity="t")


def test_at_the_table_the_standing_of_all_is_read_once(home, helper, all_queries):
    for remembering in (True, False):
        with door.scope(remembering=remembering):
            opened = door.open_household(helper, home.pk, activity="t")
            table = door.at_table(opened, make.person_ids(home), activity="t")
            with all_queries() as asked:
                assert len(Membership.objects.through(table).rows("id")) == 2
            assert any("door_standing" in statement for statement in asked) is not remembering
            # The table is about one household; of a list there is nothing to read beforehand.
            wide = door.at_table(door.open_list(helper), make.person_ids(home), activity="t")
            assert len(Membership.objects.through(wide).rows("id")) == 2


def test_what_was_asked_ahead_waits_for_who_asks_it_and_only_in_a_look(home, helper, all_queries):
    ids = list(Membership._plain.filter(household=home).values_list("pk", flat=True))
    for remembering, statements in ((True, 0), (False, 3)):
        with door.scope(remembering=remembering):
            opened = door.open_household(helper, home.pk, activity="test")
            members = Membership.objects.through(opened).order_by("pk")
            people = Membership.objects.through(opened).shown().order_by("pk")
            # A question that is too long to be told from another cannot wait.
            none, both = (members.filter(pk__in=[*range(-99, 0), *more]) for more in ((), ids))
            assert (members.can_wait, none.can_wait) == (True, False)
            ahead((members, ("role",)), people, (none, ("role",)), (both, ("role",)))
            assert [len(one.rows("role")) for one in (none, both)] == [0, 2]
            with all_queries() as asked:
                assert [row.role for row in members.rows("role")] == ["adult", "adult"]
                assert [one.pk for one in people] == [
                    row.pk
                    for row in together(Membership.objects.through(opened).shown().order_by("pk"))[
                        0
                    ]
                ]
            assert len(asked) == statements
            # Something else about the same rows was not asked.
            assert len(members.rows("id", "role")) == len(people.filter(version=1)) == 2


def test_a_question_of_a_known_shape_is_not_written_again(home, helper, monkeypatch):
    STATEMENTS.clear()
    opened = door.open_household(helper, home.pk, activity="test")

    def ask():
        rows = Membership.objects.through(opened)
        sliced = rows.order_by("-from_date", "pk")[:1]
        return (
            [row.role for row in rows.filter(until=None).order_by("pk").rows("role")],
            len(sliced.rows("role")),
            [one.person.surname for one in rows.shown().select_related("person").order_by("pk")],
        )

    first = ask()
    assert first == (["adult", "adult"], 1, ["Voorbeeld", "Voorbeeld"])

    def again(*given, **more):
        raise AssertionError("it was written already")

    monkeypatch.setattr(Statement, "of", again)
    # Nor is the question itself put together as Django keeps it: that takes longer than asking.
    monkeypatch.setattr(masking, "_begun", again)
    assert ask() == first


def test_what_is_never_changed_is_read_under_the_number_it_has_now(home, helper):
    for number in (1, 2):
        PlanVersion._plain.create(
            household=home,
            compartment="common",
            number=number,
            made_at=product_clock.now(),
            made_by="test",
        )
    for remembering in (True, False):
        with door.scope(remembering=remembering):
            opened = door.open_household(helper, home.pk, activity="test")
            rows = PlanVersion.objects.through(opened).shown().order_by("-number")
            assert [row.number for row in rows] == [2, 1]
            assert [row.made_by for row in rows.filter(number=1).rows("made_by")] == ["test"]
            # What the numbers are now is no part of the shape of a question: it is asked each time.
            assert not rows.can_wait
            assert Membership.objects.through(opened).shown().can_wait


def test_what_is_shown_is_an_ordinary_question(home, helper):
    opened = door.open_household(helper, home.pk, activity="test")
    rows = Membership.objects.through(opened)
    assert not rows.ordered
    assert rows.order_by("pk").ordered
    assert not rows.order_by("pk").order_by().ordered
    # Also when it was put together already.
    assert rows.order_by("pk").all().ordered
    assert not rows.order_by("pk").order_by().all().ordered
    shown = rows.shown()
    assert shown.filter(person__surname="Voorbeeld").order_by("role", "?").count() == 2
    assert shown.aggregate(Max("version")) == {"version__max": 1}
    assert shown.order_by("pk")[1].pk == shown.order_by("pk").last().pk
    assert shown.order_by("pk")[::2][0].pk == shown.order_by("pk").first().pk
    assert len(list(shown.iterator())) == 2
    assert list(shown.order_by("pk").values_list("role", flat=True)) == ["adult", "adult"]
    read = shown.order_by("pk")
    assert [one.pk for one in read] == [one.pk for one in read[:5]]
    assert shown.filter(Q(role="adult") | Q(Q(until=None), version__gt=9)).count() == 2
    assert shown.update(version=2) == 2
    with pytest.raises(RuntimeError, match="through"):
        type(rows)(Membership).shown()


def test_a_masked_row_is_only_asked_about_what_is_open(home):
    stranger = make.a_worker().reader
    make.stand(stranger, home, "team")
    opened = door.open_household(stranger, home.pk, activity="test")
    rows = Membership.objects.through(opened)
    assert rows.order_by("?").count() == rows.filter(person_id__in=make.person_ids(home)).count()
    for name in ("person__surname", "household__version", "from_date__year", "role_id"):
        with pytest.raises(ValueError, match="cannot filter"):
            rows.filter(**{name: 1})
    assert rows.filter(from_date__lte=product_clock.now()).count() == 2
    assert len(rows.order_by(F("from_date").desc(), "-pk").rows("id")) == 2
    with pytest.raises(ValueError, match="cannot sort"):
        rows.order_by(F("role").asc()).rows("id")
    with pytest.raises(RuntimeError, match=r"\.rows"):
        list(rows.values_list("pk", "role"))
    with pytest.raises(ValueError, match="cannot sort"):
        list(rows.order_by("role").values_list("pk"))
