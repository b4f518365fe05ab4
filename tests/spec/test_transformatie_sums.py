# SPDX-License-Identifier: EUPL-1.2
"""Transformatie: fewer stations between question and help, and the network not overasked."""

from datetime import date

from voordeur.coordination.movement import Station, way_to_help
from voordeur.plan.order import look_out
from voordeur.plan.planfacts import NetworkMember, Plan, Step, StepState, WarningCode

ASKED, HELPED, TODAY = date(2026, 1, 5), date(2026, 3, 2), date(2026, 6, 1)
WITH_INDICATION = [
    Station("school", date(2026, 1, 5)),
    Station("indication office", date(2026, 1, 20)),
    Station("care office", date(2026, 2, 10)),
    Station("provider", date(2026, 3, 2)),
]


def test_transformatie_a15_without_the_indication_route_there_are_fewer_stations():
    before = way_to_help(ASKED, WITH_INDICATION, HELPED, TODAY)
    direct = [s for s in WITH_INDICATION if s.name not in ("indication office", "care office")]
    after = way_to_help(ASKED, direct, date(2026, 1, 12), TODAY)
    assert (before.number_of_stations, before.days) == (4, 56)
    assert (after.number_of_stations, after.days) == (1, 7)
    assert after.number_of_stations < before.number_of_stations


def test_transformatie_a6_a_neighbour_who_is_asked_too_often_is_seen():
    asks = {
        "state": StepState.RUNNING,
        "network": frozenset({"neighbour"}),
        "fall_back": "wijkteam",
    }
    plan = Plan(
        (Step("shopping", **asks), Step("babysitting", **asks)),
        network=(NetworkMember("neighbour", can_carry=1),),
    )
    assert [one.code for one in look_out(plan, TODAY)] == [WarningCode.NETWORK_OVERASKED]


def test_transformatie_r8_a_professional_to_fall_back_on_is_named_or_missed():
    step = Step("shopping", state=StepState.RUNNING, network=frozenset({"neighbour"}))
    assert [one.code for one in look_out(Plan((step,)), TODAY)] == [WarningCode.NO_FALL_BACK]
