# SPDX-License-Identifier: EUPL-1.2
"""What a deed writes: standing that begins and ends, and events that say whose they are."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction

from tests import factories as make
from voordeur.door import access as door
from voordeur.door import deed as deeds
from voordeur.door import standing
from voordeur.door.deed import UNSIGNED, Deed, action, expect, in_bulk
from voordeur.door.models import Standing
from voordeur.door.reader import system
from voordeur.door.refusal import Conflict, NotAllowed, Refusal
from voordeur.history import clock as product_clock
from voordeur.history.models import Event
from voordeur.history.record import Draft, Private

pytestmark = pytest.mark.django_db

PIECES = [UUID(int=number) for number in (1, 2)]
BY = system("test")


@pytest.fixture
def home(clock):
    return make.a_household("Angela", "Tom")


@pytest.fixture
def deed(home):
    """A deed in the household of Angela and Tom, with nothing done yet."""
    with door.scope():
        deed = Deed(BY, "test.deed", "share.give", product_clock.now())
        deed.enter(home.pk)
        yield deed


def over(deed, home, **which):
    """End standing of one reader; return what ended of all they had."""
    rows = Standing.objects.filter(reader="account:0", household_id=home.pk)
    before = set(rows.filter(valid_until=None).values_list("pk", flat=True))
    with transaction.atomic():
        count = standing.end(deed, reader="account:0", **which)
        ended = before - set(rows.filter(valid_until=None).values_list("pk", flat=True))
        transaction.set_rollback(True)
    assert count == len(ended)
    return ended


def test_only_the_standing_that_is_named_ends(deed, home, clock, friday):
    angela, tom = make.person_ids(home)
    helper = make.stand("account:0", home, "helper")
    health, own = (
        make.stand("account:0", home, "task", person_id=who, compartment=part, item=piece)
        for who, part, piece in ((angela, "health", PIECES[0]), (tom, "own", PIECES[1]))
    )
    make.stand("account:1", home, "helper")
    make.stand("account:0", make.a_household("Iemand"), "helper")
    Standing.objects.filter(pk=own.pk).update(reason="mark")
    every = {helper.pk, health.pk, own.pk}
    assert over(deed, home) == every
    assert over(deed, home, relation="helper") == {helper.pk}
    assert over(deed, home, relation="task") == {health.pk, own.pk}
    assert over(deed, home, person_id=tom) == {own.pk}
    assert over(deed, home, compartment="health") == {health.pk}
    assert over(deed, home, item=PIECES[1]) == {own.pk}
    assert over(deed, home, reason="mark") == {own.pk}
    told = len(deed.drafts)
    assert over(deed, home, relation="lead") == set()
    assert len(deed.drafts) == told, "what did not end is not told"
    # What ended before is not ended again; what is to end later still is.
    Standing.objects.filter(pk=helper.pk).update(valid_until=deed.now)
    Standing.objects.filter(pk=own.pk).update(valid_until=deed.now + timedelta(days=1))
    residents = [f"person:{number}" for number in sorted((angela, tom))]
    assert standing.readers(deed) == ["account:0", "account:1", *residents]
    assert standing.readers(deed, PIECES[1]) == ["account:0"]
    assert standing.readers(deed, UUID(int=9)) == []
    assert standing.end(deed, reader="account:0") == 2
    assert standing.end(deed, reader="account:0") == 0
    assert standing.readers(deed) == ["account:1", *residents]


def test_what_is_told_of_standing_is_for_whom_it_is_about(deed, home):
    angela, _tom = make.person_ids(home)
    given = [
        ({}, (None, "name")),
        ({"person_id": angela}, (angela, "own")),
        ({"item": PIECES[0]}, (None, "safety")),
        ({"person_id": angela, "compartment": "health"}, (angela, "health")),
        ({"about": (angela, "private")}, (angela, "private")),
    ]
    for which, about in given:
        row = standing.give(deed, reader="account:0", relation="helper", basis="wmo_5_1_1", **which)
        draft = deed.drafts[-1]
        assert (draft.person_id, draft.compartment) == about
        assert (draft.kind, draft.household_id) == ("door.standing_given", home.pk)
        assert draft.facts["standing"] == row.pk
        assert (row.given_by, row.valid_from, row.valid_until) == (BY.key, deed.now, None)
        if "about" not in which:
            standing.end(deed, reader="account:0", **which)
            draft = deed.drafts[-1]
            assert (draft.kind, draft.person_id, draft.compartment) == (
                "door.standing_ended",
                *about,
            )


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"relation": "neighbour"}, "relation"),
        ({"compartment": "attic"}, "compartment"),
        ({"basis": "none"}, "basis"),
        ({"relation": "inspector"}, "basis"),
    ],
)
def test_standing_that_cannot_be_is_refused_and_leaves_nothing(deed, home, given, where):
    before = Standing.objects.count()
    whole = {"reader": "account:0", "relation": "helper", "basis": "wmo_5_1_1"} | given
    with pytest.raises(Refusal) as refused:
        standing.give(deed, **whole)
    assert refused.value.where == where
    if "compartment" not in given:
        several = [
            standing.Given(home.pk, "account:0", "helper", "wmo_5_1_1"),
            standing.Given(home.pk, **whole),
        ]
        with pytest.raises(Refusal):
            standing.give_many(BY, deed.now, several)
    assert (Standing.objects.count(), deed.drafts) == (before, [])


def test_a_batch_of_standing_says_of_each_whose_it_is(deed, home):
    angela, _tom = make.person_ids(home)
    drafts = standing.give_many(
        BY,
        deed.now,
        [
            standing.Given(home.pk, "account:0", "helper", "wmo_5_1_1"),
            standing.Given(home.pk, "account:0", "supporter", "consent", angela),
        ],
    )
    assert [(one.person_id, one.compartment) for one in drafts] == [(None, "name"), (angela, "own")]
    rows = Standing.objects.filter(reader="account:0").order_by("pk")
    assert [one.facts["standing"] for one in drafts] == [row.pk for row in rows]


def test_an_event_is_about_what_it_changes(deed, home):
    angela, _tom = make.person_ids(home)
    deed.happened("t.one")
    deed.happened("t.two", {"x": 1}, Private(f"person:{angela}", "health", {"text": "a"}))
    deed.happened("t.three", None, Private(f"household:{home.pk}", "plan", {"text": "a"}))
    deed.happened("t.four", about=(angela, "own"), stream=("system", 5))
    assert [(one.person_id, one.compartment, one.facts) for one in deed.drafts] == [
        (None, "common", {}),
        (angela, "health", {"x": 1}),
        (None, "plan", {}),
        (angela, "own", {}),
    ]
    assert {one.household_id for one in deed.drafts} == {home.pk}
    assert [one.stream for one in deed.drafts[2:]] == [("household", home.pk), ("system", 5)]


def test_a_deed_enters_where_its_reader_may_do_it(home):
    worker, colleague = make.a_worker().reader, make.a_worker().reader
    make.stand(worker, home, "case_coordinator")
    make.stand(colleague, home, "team")
    with door.scope():
        entered = Deed(worker, "test.deed", "voice.write", product_clock.now())
        opened = entered.enter(home.pk)
        assert opened is entered.inside
        assert opened.relations == {"case_coordinator"}
        refused = Deed(colleague, "test.deed", "voice.write", product_clock.now())
        with pytest.raises(NotAllowed):
            refused.enter(home.pk)
        assert refused.access is None


def test_a_deed_outside_a_household_says_so(home):
    deed = Deed(BY, "test.deed", "share.give", product_clock.now())
    for asked in ("household_id", "inside"):
        with pytest.raises(RuntimeError, match="household"):
            getattr(deed, asked)
    assert deed.signature == BY.key
    deed.happened("t.one", stream=("system", 5))
    assert deed.drafts[0].household_id is None
    rough = product_clock.now() - timedelta(days=3)
    deed.leave_unsigned(rough)
    assert (deed.signature, deed.now) == (UNSIGNED, rough)
    with door.scope():
        entered = Deed(BY, "test.deed", "share.give", product_clock.now())
        assert entered.enter(home.pk) is entered.inside
        assert entered.household_id == home.pk
        with pytest.raises(RuntimeError, match="name its reader"):
            entered.leave_unsigned(rough)
        assert entered.signature == BY.key
        found = entered.found(home.pk)
        assert found.everything
        assert found is entered.inside


def test_a_batch_is_written_by_whom_may_in_one_go_and_not_too_large(clock, monkeypatch):
    draft = Draft(("system", 5), "t.one", {})
    stranger = make.a_worker().reader
    with pytest.raises(NotAllowed):
        in_bulk(stranger, "share.give", [draft])
    keeper = make.a_worker("administrator").reader
    assert in_bulk(keeper, "import.run", [draft]) == 1
    assert in_bulk(BY, "import.run", [draft, draft]) == 2
    actors = Event.objects.filter(kind="t.one").order_by("pk").values_list("actor", flat=True)
    assert list(actors) == [keeper.key, BY.key, BY.key]
    monkeypatch.setattr(deeds, "MOST_EVENTS", 3)
    assert in_bulk(BY, "import.run", [draft] * 3) == 3
    with pytest.raises(ValueError, match="at most 3"):
        in_bulk(BY, "import.run", [draft] * 4)


def test_a_verb_takes_words_and_leaves_an_event(home, monkeypatch):
    # The verbs of this test are none of the house.
    monkeypatch.setattr(deeds, "ACTIONS", {})
    with pytest.raises(KeyError, match="which the matrix does not know"):
        action("no.such_act")(make.a_worker)

    @action("import.run", household=False)
    def nothing(deed):
        return 1

    with pytest.raises(RuntimeError, match="left no event"):
        nothing(BY)
    with pytest.raises(TypeError, match="keyword"):
        nothing(BY, 1)
    with pytest.raises(NotAllowed):
        nothing(make.a_worker().reader)

    other = make.a_household("Berend")

    @action("share.give", beside=lambda given: [given["other_id"]])
    def both(deed, *, household_id, other_id):
        deed.happened("t.both")
        return set(deed.streams)

    # All it enters is locked before it begins.
    assert both(BY, household_id=home.pk, other_id=other.pk) == {
        ("household", home.pk),
        ("household", other.pk),
    }


def test_a_row_that_moved_on_is_a_conflict_with_both_texts(home):
    row = home
    expect(row, row.version, {"version": 1})
    with pytest.raises(Conflict) as conflict:
        expect(row, row.version + 1, {"version": 9})
    assert (conflict.value.mine, conflict.value.theirs) == (
        {"version": 9},
        {"version": row.version},
    )
