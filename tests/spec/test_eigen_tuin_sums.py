# SPDX-License-Identifier: EUPL-1.2
"""Uit eigen tuin: too many helpers, the basics first, and which 'regie' is meant."""

from dataclasses import replace
from datetime import date

import pytest

from voordeur.coordination.stuck import (
    OVERVIEW_QUESTION,
    CaseFacts,
    Involved,
    LayerNeededError,
    StuckCode,
    layer_meant,
    overview_before_adding,
    stuck_reasons,
)
from voordeur.plan.order import Proposal, look_out
from voordeur.plan.planfacts import Override, Plan, Step, StepState, WarningCode

TODAY = date(2026, 4, 1)
LAWS = ("Participatiewet", "Jeugdwet", "Wmo 2015", "Wgs")
ELEVEN = CaseFacts(
    opened_on=date(2025, 9, 1),
    involved=tuple(
        Involved(f"helper {n}", f"organisation {n}", date(2025, 9, 1 + n), law=LAWS[n % 4])
        for n in range(11)
    ),
    moved_on=(TODAY,),
)


def test_eigen_tuin_a20_eleven_helpers_under_four_laws_without_a_joint_plan_are_stuck():
    reasons = {one.code: one for one in stuck_reasons(ELEVEN, TODAY)}
    assert set(reasons) == {StuckCode.TOO_MANY_HELPERS, StuckCode.NO_JOINT_PLAN}
    assert reasons[StuckCode.TOO_MANY_HELPERS].figure == 11
    assert reasons[StuckCode.TOO_MANY_HELPERS].since == date(2025, 9, 11)
    assert reasons[StuckCode.NO_JOINT_PLAN].since == date(2025, 9, 1)


def test_eigen_tuin_a20_a_twelfth_specialist_asks_for_an_overview_first():
    overview = overview_before_adding(ELEVEN, TODAY)
    assert overview.helpers == 11
    assert not overview.has_joint_plan
    assert [law for law, _ in overview.by_law] == sorted(LAWS)
    assert OVERVIEW_QUESTION["nl"] == "Wat kan stoppen als dit begint?"


TREATMENT = Plan(
    steps=(Step("treatment", state=StepState.RUNNING, professionals=frozenset({"therapist"})),),
    basics={"bed": False, "bath": True},
)


def test_eigen_tuin_a21_treatment_without_a_bed_is_a_warning_with_a_proposal_to_park():
    (warning,) = look_out(TREATMENT, TODAY)
    assert warning.code is WarningCode.BASE_OPEN
    assert warning.items == ("bed",)
    assert warning.proposal is Proposal.PARK
    assert warning.override is None


def test_eigen_tuin_a21_the_professional_may_go_on_with_a_reason():
    choice = Override(WarningCode.BASE_OPEN, "treatment", "the wait is a year", "Kim", TODAY)
    (warning,) = look_out(replace(TREATMENT, overrides=(choice,)), TODAY)
    assert warning.override.reason == "the wait is a year"


def test_eigen_tuin_a22_regie_without_a_layer_is_refused_and_asks_which():
    with pytest.raises(LayerNeededError) as refused:
        layer_meant("Regie")
    assert refused.value.choices == ("self", "case", "process")
    assert refused.value.remedy
