# SPDX-License-Identifier: EUPL-1.2
"""Recording, changing and ending help: who may, what it needs, and what it leaves behind."""

from datetime import date

import pytest

from tests import factories as make
from tests.provisions import making
from voordeur.door import access as door
from voordeur.door.deed import Conflict, NoEntry, NotAllowed
from voordeur.door.refusal import Refusal
from voordeur.door.timeline import happenings
from voordeur.ledger.entries import Period
from voordeur.provisions import actions, queries
from voordeur.provisions.given import Price
from voordeur.provisions.pricing import AmountOver, Per

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(clock):
    """A household of a mother and a child."""
    return make.a_household("Miranda", "Sem")


def opened(worker, home):
    """What this worker may see of the household."""
    return door.open_household(worker.reader, home.pk, activity="test")


def lines(worker, home):
    """The help this worker may know of."""
    return queries.provisions(opened(worker, home))


@pytest.mark.parametrize(
    ("law", "part"),
    [
        ("jeugdwet", "youth"),
        ("zvw", "health"),
        ("wgs", "money"),
        ("participatiewet", "money"),
        ("justitie", "justice"),
        ("wmo", "own"),
    ],
)
def test_help_of_a_member_belongs_to_the_part_of_the_file_of_its_law(home, law, part):
    member = make.person_ids(home)[1]
    assert making.a_provision(home, law=law, person_id=member).compartment == part


def test_help_of_the_household_as_a_whole_is_common(home):
    assert making.a_provision(home, law="jeugdwet").compartment == "common"


@pytest.mark.parametrize("relation", ["case_coordinator", "helper", "triage"])
def test_who_helps_or_coordinates_records_help(home, relation):
    worker = make.a_worker()
    make.stand(worker.reader, home, relation)
    making.a_provision(home, by=worker.reader)
    assert [line.name for line in lines(worker, home)] == ["Begeleiding"]


@pytest.mark.parametrize("relation", ["lead", "team", "process_coordinator", "member"])
def test_others_record_no_help(home, relation):
    worker = make.a_worker()
    make.stand(worker.reader, home, relation)
    with pytest.raises(NotAllowed):
        making.a_provision(home, by=worker.reader)


def test_a_stranger_records_no_help(home):
    with pytest.raises(NoEntry):
        making.a_provision(home, by=make.a_worker().reader)


def test_a_helper_keeps_seeing_what_she_recorded_and_nothing_beside_it(home):
    member = make.person_ids(home)[1]
    making.a_provision(home, name="Pleegzorg", law="jeugdwet", person_id=member)
    helper = make.a_worker()
    make.stand(helper.reader, home, "helper")
    making.a_provision(home, by=helper.reader, name="MEE", law="jeugdwet", person_id=member)
    assert [(line.name, line.masked) for line in lines(helper, home)] == [
        ("", True),
        ("MEE", False),
    ]


def test_help_for_somebody_outside_the_household_is_refused(home):
    stranger = make.person_ids(make.a_household("Berend"))[0]
    with pytest.raises(Refusal) as refused:
        making.a_provision(home, person_id=stranger)
    assert refused.value.where == "person"


@pytest.mark.parametrize(
    ("field", "value"),
    [("law", "bijbel"), ("payer", "oom"), ("flow", "ruil"), ("not_counted", "geheim")],
)
def test_a_code_that_is_not_on_its_list_is_refused(home, field, value):
    with pytest.raises(Refusal) as refused:
        making.a_provision(home, **{field: value})
    assert refused.value.where == field


def test_a_price_comes_back_as_it_was_said(home):
    price = Price(
        declared=(AmountOver(12_345, Period(date(2026, 1, 1), date(2026, 2, 1))),),
        budget=AmountOver(600_000, making.YEAR),
        units=3,
        unit="hour",
        per=Per.WEEK,
        unit_cents=5_700,
        average=True,
    )
    worker = making.a_coordinator(home)
    making.a_provision(home, by=worker.reader, price=price)
    assert lines(worker, home)[0].price == price


def test_what_costs_nobody_knows_stays_unknown(home):
    worker = making.a_coordinator(home)
    making.a_provision(home, by=worker.reader)
    total = queries.cost_sum(opened(worker, home), 2026).costs.total
    assert (total.known, total.unknown) == (0, 1)
    assert total.text("en") == "unknown"


def test_a_change_from_an_old_page_shows_both_texts(home):
    worker = making.a_coordinator(home)
    row = making.a_provision(home, by=worker.reader)
    change = {
        "household_id": home.pk,
        "provision": row.uuid,
        "expected_version": 1,
    }
    actions.change_provision(worker.reader, **change, given=making.given(name="Dagbesteding"))
    with pytest.raises(Conflict) as conflict:
        actions.change_provision(worker.reader, **change, given=making.given(name="Vervoer"))
    assert conflict.value.mine["name"] == "Vervoer"
    assert conflict.value.theirs["name"] == "Dagbesteding"


def test_who_does_not_see_help_cannot_change_it(home):
    row = making.a_provision(home, law="zvw", person_id=make.person_ids(home)[0])
    helper = make.a_worker()
    make.stand(helper.reader, home, "helper")
    with pytest.raises(Refusal):
        actions.end_provision(
            helper.reader,
            household_id=home.pk,
            provision=row.uuid,
            expected_version=1,
            until=date(2026, 6, 1),
            exit_reason="klaar",
        )


def test_ending_asks_why_and_a_day_after_the_start(home):
    worker = making.a_coordinator(home)
    row = making.a_provision(home, by=worker.reader)
    asked = {"household_id": home.pk, "provision": row.uuid, "expected_version": 1}
    with pytest.raises(Refusal) as refused:
        actions.end_provision(worker.reader, **asked, until=date(2026, 6, 1), exit_reason=" ")
    assert refused.value.where == "exit_reason"
    with pytest.raises(Refusal) as refused:
        actions.end_provision(worker.reader, **asked, until=date(2026, 1, 1), exit_reason="klaar")
    assert refused.value.where == "until"
    actions.end_provision(worker.reader, **asked, until=date(2026, 6, 1), exit_reason="klaar")
    line = lines(worker, home)[0]
    assert (line.runs_on(date(2026, 5, 31)), line.runs_on(date(2026, 6, 1))) == (True, False)


def test_unintended_stacking_needs_a_line_that_says_what_is_double(home):
    worker = making.a_coordinator(home)
    row = making.a_provision(home, by=worker.reader)
    asked = {"household_id": home.pk, "provision": row.uuid, "expected_version": 1}
    with pytest.raises(Refusal):
        actions.mark_stacking(worker.reader, **asked, stacking="unintended")
    actions.mark_stacking(worker.reader, **asked, stacking="unintended", why="twee keer begeleid")
    assert lines(worker, home)[0].stacking == "unintended"


def test_what_is_not_counted_stays_in_the_list_and_leaves_the_sum(home):
    worker = making.a_coordinator(home)
    row = making.a_provision(home, by=worker.reader, price=making.declared(50_000))
    actions.set_not_counted(
        worker.reader, household_id=home.pk, provision=row.uuid, expected_version=1, kind="medical"
    )
    found = queries.cost_sum(opened(worker, home), 2026).costs
    assert found.total.sum == 0
    assert {one.kind.code: one.interventions for one in found.not_counted}["medical"] == 1
    assert [line.name for line in lines(worker, home)] == ["Begeleiding"]


def test_the_event_of_hidden_help_is_hidden_too(home):
    row = making.a_provision(home, law="zvw", person_id=make.person_ids(home)[0])
    sem = make.a_worker()
    make.stand(sem.reader, home, "member")
    told = happenings(opened(sem, home), kinds=["provisions.recorded"])
    assert told == []
    nurse = make.a_worker()
    make.stand(nurse.reader, home, "emergency")
    facts = [event.facts for event in happenings(opened(nurse, home))]
    assert {"provision": row.pk, "law": "zvw", "source": "manual"} in facts


def test_the_administrator_puts_a_line_on_the_social_map_once(clock):
    administrator = make.a_worker("administrator")
    actions.add_provision_type(administrator.reader, name="Huishoudhulp", law="wmo", category="01")
    with pytest.raises(Refusal):
        actions.add_provision_type(administrator.reader, name="huishoudhulp", law="wmo")
    assert [line.name for line in queries.provision_types()] == ["Huishoudhulp"]


def test_a_professional_does_not_change_the_social_map(clock):
    with pytest.raises(NotAllowed):
        actions.add_provision_type(make.a_worker().reader, name="Huishoudhulp", law="wmo")


def test_the_number_of_questions_does_not_grow_with_the_help(home, all_queries):
    worker = making.a_coordinator(home)
    making.a_provision(home, by=worker.reader)
    counts = []
    for _ in range(2):
        access = opened(worker, home)
        with all_queries() as asked:
            queries.provisions(access)
            queries.cost_sum(access, 2026)
        counts.append(len(asked))
        for number in range(5):
            making.a_provision(home, by=worker.reader, name=f"Hulp {number}")
    assert counts[0] == counts[1] <= 5


def test_no_question_about_help_takes_an_order_by_cost():
    import inspect

    for question in (queries.provisions, queries.cost_sum):
        words = " ".join(inspect.signature(question).parameters)
        assert not {"order", "sort", "above", "below"} & set(words.split())
