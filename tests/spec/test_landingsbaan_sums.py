# SPDX-License-Identifier: EUPL-1.2
"""Landingsbaan: the cases of the text, as far as they are sums over facts."""

import itertools
from dataclasses import replace
from datetime import date

from voordeur.coordination.stuck import (
    Appointed,
    Claim,
    FaultCode,
    Involved,
    Layer,
    coordination_faults,
    helpers_on,
    helpers_through_time,
)
from voordeur.ledger.eurocents import KnownSum
from voordeur.plan.chains import CausalLink, CauseMap
from voordeur.plan.order import look_out
from voordeur.plan.planfacts import Plan, Stance, Step, StepState, WarningCode
from voordeur.provisions.costsum import cost_sum
from voordeur.provisions.regimes import shipped_regimes

TODAY = date(2026, 4, 1)
DISMISSED_FATHER = (
    "unemployment", "depression", "drinking", "neglect", "threats", "violence", "shelter"
)  # fmt: skip
LINKS = [CausalLink(*pair) for pair in itertools.pairwise(DISMISSED_FATHER)]


def test_landingsbaan_c1_what_angela_has_not_told_leaves_no_trace_in_the_picture_of_the_coach():
    told = CauseMap(
        ["unemployment", "low income", "household"], [CausalLink("unemployment", "low income")]
    )
    with_secret = CauseMap(
        ["unemployment", "low income", "household"],
        [
            CausalLink("unemployment", "low income"),
            CausalLink("unemployment", "aggression"),
            CausalLink("aggression", "household"),
        ],
    )
    assert told.layout() == with_secret.layout()
    assert told.chains() == with_secret.chains()


def test_landingsbaan_c2_a_household_without_provisions_has_problems_and_a_cost_sum_of_nothing():
    plan = Plan(problems=("isolation", "memory", "fear in the street", "weekend in bed"))
    warnings = look_out(plan, TODAY)
    assert [one.code for one in warnings] == [WarningCode.PROBLEM_WITHOUT_STEP] * 4
    costs = cost_sum("miranda", 2026, [], [], shipped_regimes().not_counted)
    assert costs.total == KnownSum(0, 0, 0)
    assert costs.closing


def test_landingsbaan_c3_two_approaches_that_each_claim_the_household_are_a_conflict():
    claims = [
        Claim("Bureau Jeugdzorg", date(2026, 1, 1)),
        Claim("Veiligheidshuis", date(2026, 2, 1)),
    ]
    faults = {one.code: one.parties for one in coordination_faults([], claims, False, TODAY)}
    assert faults[FaultCode.CLAIMS_CONFLICT] == ("Bureau Jeugdzorg", "Veiligheidshuis")
    assert FaultCode.NO_CASE_COORDINATOR in faults


def test_landingsbaan_c5_a_problem_that_berend_does_not_see_needs_no_step_to_prevent_eviction():
    rent = Step(
        "rent", problems=frozenset({"arrears"}), stance=Stance.DOING, state=StepState.RUNNING,
        household_does="opens the post", professional_does="calls the landlord",
        professionals=frozenset({"wijkteam"}), members=frozenset({"berend"}),
    )  # fmt: skip
    assert look_out(Plan((rent,), problems=("arrears",)), TODAY) == ()


def test_landingsbaan_c6_the_chain_runs_from_dismissal_to_shelter_in_seven():
    chain = CauseMap(DISMISSED_FATHER, LINKS)
    assert chain.roots() == ("unemployment",)
    assert chain.chains().chains == (DISMISSED_FATHER,)
    assert [place.level for place in chain.layout().placed] == list(range(7))
    assert chain.circles() == ()


def test_landingsbaan_c6_when_shelter_leads_back_to_depression_the_circle_is_named():
    circle = CauseMap(DISMISSED_FATHER, [*LINKS, CausalLink("shelter", "depression")])
    assert circle.circles() == (DISMISSED_FATHER[1:],)


def test_landingsbaan_c6_seven_institutions_and_nobody_responsible_for_the_whole():
    names = (
        "UWV", "sociale dienst", "meldpunt", "opvoedingsondersteuner", "BJZ", "verslavingszorg",
        "noodopvang",
    )  # fmt: skip
    involved = [Involved(name, name, date(2025, 1, 1)) for name in names]
    assert helpers_on(involved, TODAY).organisations == 7
    (fault,) = coordination_faults([], [], False, TODAY)
    assert fault.code is FaultCode.NO_CASE_COORDINATOR
    named = [Appointed(Layer.CASE, "Kim", date(2026, 3, 1))]
    assert coordination_faults(named, [], False, TODAY) == ()


def test_landingsbaan_c8_the_end_of_a_provision_is_not_the_end_of_a_problem():
    wsnp = Involved("trustee", "WSNP", date(2023, 1, 1), date(2026, 1, 1))
    assert helpers_through_time([wsnp])[-1].helpers == 0
    plan = Plan(problems=("money skill",))
    assert look_out(plan, TODAY)[0].items == ("money skill",)


def test_landingsbaan_c15_a_step_that_was_stopped_leaves_its_problem_uncovered():
    step = Step(
        "clinic", problems=frozenset({"drugs"}), state=StepState.RUNNING,
        professionals=frozenset({"clinic"}),
    )  # fmt: skip
    plan = Plan((step,), problems=("drugs",))
    assert look_out(plan, TODAY) == ()
    put_out = replace(plan, steps=(replace(step, state=StepState.STOPPED),))
    assert [one.code for one in look_out(put_out, TODAY)] == [WarningCode.PROBLEM_WITHOUT_STEP]
