# SPDX-License-Identifier: EUPL-1.2
"""The order of steps and the things to look out for: they inform and never block."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voordeur.plan.order import (
    Proposal,
    StepCircleError,
    find_circle,
    look_out,
    open_base,
    proposed_order,
    spirals_up,
    waits_for,
)
from voordeur.plan.planfacts import (
    BASE_LAYER,
    BASICS,
    NEVER_WAITS,
    Frees,
    NetworkMember,
    Override,
    Parked,
    Plan,
    PlanError,
    Step,
    StepKind,
    StepState,
    WarningCode,
)

TODAY = date(2026, 5, 1)
RUNNING = StepState.RUNNING
PARK = Parked("first the debts", ("Angela",), date(2026, 6, 1))


def codes(plan, today=TODAY):
    return [one.code for one in look_out(plan, today)]


def running(name, **facts):
    return Step(name, state=RUNNING, professionals=frozenset({"coach"}), **facts)


def test_what_is_needed_comes_first():
    plan = Plan((Step("course", needs=frozenset({"debts"})), Step("debts", order=9)))
    assert proposed_order(plan) == ("debts", "course")
    assert waits_for(plan, "course") == ("debts",)


def test_the_households_first_priority_comes_first_with_all_it_needs():
    plan = Plan(
        (
            Step("parenting", order=1, problems=frozenset({"school"})),
            Step("home", kind=StepKind.BASE, order=2),
            Step("overview", order=3),
            Step("debts", order=4, problems=frozenset({"debts"}), needs=frozenset({"overview"})),
        ),
        problems=("school", "debts"),
        first_priorities=("debts",),
    )
    assert proposed_order(plan) == ("overview", "debts", "home", "parenting")


def test_without_a_priority_the_base_comes_before_what_stands_on_it_and_crisis_before_both():
    plan = Plan(
        (
            Step("course", order=1),
            Step("rent", kind=StepKind.BASE, order=2),
            Step("bed tonight", kind=StepKind.CRISIS, order=3),
        )
    )
    assert proposed_order(plan) == ("bed tonight", "rent", "course")


def test_steps_that_wait_for_each_other_are_named_in_the_order_they_wait():
    steps = (
        Step("home", needs=frozenset({"arrangement"})),
        Step("arrangement", needs=frozenset({"overview"})),
        Step("overview", needs=frozenset({"home"})),
    )
    assert find_circle(steps) == ("arrangement", "overview", "home")
    with pytest.raises(StepCircleError) as refused:
        proposed_order(Plan(steps))
    assert refused.value.circle == ("arrangement", "overview", "home")
    assert refused.value.where == "arrangement - overview - home - arrangement"
    assert WarningCode.STEPS_IN_A_CIRCLE in codes(Plan(steps))
    assert find_circle([Step("a", needs=frozenset({"a"}))]) == ("a",)


names = st.sampled_from("abcdef")


@st.composite
def plans(draw, acyclic=True):
    ids = draw(st.lists(names, unique=True, max_size=6))
    steps = []
    for position, name in enumerate(ids):
        may_need = ids[:position] if acyclic else ids
        state = draw(st.sampled_from(StepState))
        steps.append(
            Step(
                name,
                order=draw(st.integers(0, 5)),
                kind=draw(st.sampled_from(StepKind)),
                state=state,
                parked=PARK if state is StepState.PARKED else None,
                needs=frozenset(draw(st.sets(st.sampled_from(may_need))))
                if may_need
                else frozenset(),
                problems=frozenset(draw(st.sets(st.sampled_from("xyz")))),
                network=frozenset(draw(st.sets(st.sampled_from(["oma", "buur"])))),
            )
        )
    return Plan(
        tuple(steps),
        capacity=draw(st.none() | st.integers(0, 4)),
        basics={item: draw(st.sampled_from([True, False, None])) for item in BASICS},
        base_layer={item: draw(st.sampled_from([True, False, None])) for item in BASE_LAYER},
        problems=("x", "y", "z"),
        first_priorities=tuple(draw(st.lists(st.sampled_from("xyz"), unique=True))),
        network=(NetworkMember("oma", draw(st.none() | st.integers(0, 2))),),
    )


@given(plans())
def test_the_proposal_has_every_step_once_and_nothing_before_what_it_needs(plan):
    result = proposed_order(plan)
    assert sorted(result) == sorted(step.id for step in plan.steps)
    for step in plan.steps:
        for needed in step.needs:
            assert result.index(needed) < result.index(step.id)


@given(plans(), st.randoms())
def test_the_proposal_does_not_depend_on_how_the_steps_were_typed_in(plan, random):
    shuffled = list(plan.steps)
    random.shuffle(shuffled)
    assert proposed_order(replace(plan, steps=tuple(shuffled))) == proposed_order(plan)


@given(plans(acyclic=False))
def test_a_circle_that_is_named_is_one_and_without_a_circle_there_is_an_order(plan):
    circle = find_circle(plan.steps)
    if circle is None:
        assert len(proposed_order(plan)) == len(plan.steps)
        return
    needs = {step.id: step.needs for step in plan.steps}
    for waiting, needed in zip(circle, circle[1:] + circle[:1], strict=True):
        assert needed in needs[waiting]


@given(plans(acyclic=False), st.dates())
def test_looking_out_never_blocks_whatever_the_plan(plan, day):
    for one in look_out(plan, day):
        assert isinstance(one.code, WarningCode)
        assert set(one.steps) <= {step.id for step in plan.steps}


@given(plans(acyclic=False))
def test_crisis_psychiatric_and_child_care_are_never_asked_to_wait(plan):
    exempt = {step.id for step in plan.steps if step.kind in NEVER_WAITS}
    for one in look_out(plan, TODAY):
        if one.proposal is Proposal.PARK:
            assert not exempt & set(one.steps)


def test_a_course_while_the_base_is_open_is_a_warning_that_names_what_is_open():
    plan = Plan((running("course"),), basics={"bed": False}, base_layer={"money": False})
    (warning,) = look_out(plan, TODAY)
    assert warning.code is WarningCode.BASE_OPEN
    assert warning.items == ("bed", "money")
    assert warning.proposal is Proposal.PARK
    assert codes(replace(plan, steps=(Step("rent", kind=StepKind.BASE, state=RUNNING),))) == [
        WarningCode.NOBODY_DOES_IT
    ]


def test_not_asked_is_not_the_same_as_not_in_order():
    plan = Plan((running("course"),), basics={"bed": None}, base_layer={"money": True})
    assert open_base(plan) == ()
    assert codes(plan) == []


def test_more_at_once_than_the_household_can_carry_by_its_own_word():
    steps = (running("a"), running("b"), running("c", kind=StepKind.CHILD_CARE))
    (warning,) = look_out(Plan(steps, capacity=2), TODAY)
    assert (warning.code, warning.figure, warning.limit) == (WarningCode.TOO_MUCH_AT_ONCE, 3, 2)
    assert warning.steps == ("a", "b")
    assert codes(Plan(steps, capacity=3)) == []
    assert codes(Plan(steps, capacity=None)) == []


def test_two_running_steps_that_cannot_go_together_are_one_clash():
    clash = (running("shift work", clashes_with=frozenset({"day care"})), running("day care"))
    (warning,) = look_out(Plan(clash), TODAY)
    assert (warning.code, warning.steps) == (WarningCode.CLASH, ("day care", "shift work"))
    assert codes(Plan((clash[0], replace(clash[1], state=StepState.PLANNED)))) == []


def test_a_parked_step_is_quiet_until_the_day_after_it_should_be_looked_at():
    parked = Step(
        "therapy", state=StepState.PARKED, parked=PARK, professionals=frozenset({"coach"})
    )
    assert codes(Plan((parked,)), date(2026, 6, 1)) == []
    assert codes(Plan((parked,)), date(2026, 6, 2)) == [WarningCode.PARKED_PAST_REVIEW]


def test_parking_asks_for_a_reason_someone_who_agreed_and_a_date():
    with pytest.raises(PlanError):
        Parked("", ("Angela",), TODAY)
    with pytest.raises(PlanError):
        Parked("tired", (), TODAY)
    with pytest.raises(PlanError):
        Step("x", state=StepState.PARKED)
    with pytest.raises(PlanError):
        Step("x", parked=PARK)


def test_a_step_without_anyone_and_a_problem_without_any_step_are_seen():
    plan = Plan((Step("call", problems=frozenset({"rent"})),), problems=("rent", "loneliness"))
    nobody, uncovered = look_out(plan, TODAY)
    assert (nobody.code, nobody.about) == (WarningCode.NOBODY_DOES_IT, "call")
    assert (uncovered.code, uncovered.items) == (
        WarningCode.PROBLEM_WITHOUT_STEP,
        ("loneliness",),
    )


def test_a_step_that_was_stopped_covers_no_problem_and_one_that_is_done_does():
    stopped = Step("a", state=StepState.STOPPED, problems=frozenset({"rent"}))
    assert codes(Plan((stopped,), problems=("rent",))) == [WarningCode.PROBLEM_WITHOUT_STEP]
    assert codes(Plan((replace(stopped, state=StepState.DONE),), problems=("rent",))) == []


def test_the_network_is_asked_no_more_than_its_member_says():
    grandma = NetworkMember("oma", can_carry=1)
    asks = {"network": frozenset({"oma"}), "fall_back": "coach"}
    plan = Plan((running("a", **asks), running("b", **asks)), network=(grandma,))
    (warning,) = look_out(plan, TODAY)
    assert (warning.code, warning.figure, warning.limit) == (WarningCode.NETWORK_OVERASKED, 2, 1)
    assert codes(replace(plan, network=(NetworkMember("oma"),))) == []
    assert codes(replace(plan, network=(NetworkMember("oma", can_carry=2),))) == []
    assert codes(replace(plan, network=(NetworkMember("buur", can_carry=0),))) == []
    later = replace(plan.steps[1], state=StepState.PLANNED)
    assert codes(replace(plan, steps=(plan.steps[0], later))) == []


def test_a_step_that_leans_on_the_network_has_a_professional_to_fall_back_on():
    plan = Plan((running("a", network=frozenset({"oma"})),))
    assert codes(plan) == [WarningCode.NO_FALL_BACK]


def test_going_on_in_spite_of_a_warning_needs_a_reason_and_keeps_the_warning_in_sight():
    plan = Plan((running("course"), running("coaching")), basics={"bed": False})
    choice = Override(WarningCode.BASE_OPEN, "course", "it keeps her going", "Kim", TODAY)
    first, second = look_out(replace(plan, overrides=(choice,)), TODAY)
    assert first.override == choice
    assert second.override is None
    with pytest.raises(PlanError):
        Override(WarningCode.BASE_OPEN, "course", " ", "Kim", TODAY)


def test_what_a_finished_step_sets_free_is_shown_with_what_it_is_used_for():
    shelter = Step("own circle", frees=(Frees("money", "debts"),))
    plan = Plan((shelter, Step("debts")))
    assert spirals_up(plan) == ()
    done = replace(plan, steps=(replace(shelter, state=StepState.DONE), Step("debts")))
    assert spirals_up(done) == (("own circle", "money", "debts"),)


@pytest.mark.parametrize(
    "facts",
    [
        {"steps": (Step("a"), Step("a"))},
        {"steps": (Step("a", needs=frozenset({"gone"})),)},
        {"basics": {"sauna": True}},
        {"base_layer": {"bed": True}},
    ],
)
def test_a_plan_that_cannot_be_right_is_refused_with_a_remedy(facts):
    with pytest.raises(PlanError) as refused:
        Plan(**facts)
    assert refused.value.what
    assert refused.value.where
    assert refused.value.remedy
    with pytest.raises(PlanError):
        waits_for(Plan(), "nothing")
