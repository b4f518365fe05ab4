# SPDX-License-Identifier: EUPL-1.2
"""Landingsbaan: a benefit is cashed when a budget line goes down, and new for old names whose work stops."""

from datetime import date

import pytest

from tests.money.making import (
    AGREED,
    SHELTER,
    WELFARE,
    a_claim,
    a_line,
    a_project,
    a_stop,
    an_effort,
    booked,
    moved,
)
from voordeur.door.refusal import Refusal
from voordeur.ledger.eurocents import KnownSum
from voordeur.money.benefits import State
from voordeur.money.queries.claims import claim_line, claim_lines, pipeline, steps_of
from voordeur.money.queries.lines import budget_lines, effort_lines
from voordeur.money.queries.stops import exchange, stop_lines

pytestmark = pytest.mark.django_db


def test_landingsbaan_r073_each_state_has_its_own_total_and_only_the_booked_one_is_cashed(clock):
    project = a_project()
    a_claim(project, outcome="Minder crisiszorg")
    moved(a_claim(project, outcome="Minder boetes"), *AGREED)
    booked(moved(a_claim(project), *AGREED), a_line())
    found = pipeline(claim_lines(project.pk))
    assert found[State.POTENTIAL] == KnownSum(75_000_00, 1)
    assert found[State.AGREED] == found[State.BOOKED] == KnownSum(60_000_00, 1)


def test_landingsbaan_r074_which_budget_line_goes_down_when_and_by_whom(clock):
    claim = booked(moved(a_claim(a_project()), *AGREED), a_line())
    line, (last, *_rest) = claim_line(claim.uuid), steps_of(claim.pk)
    assert line.line == "2026 · 6.81 · K6810 · Maatschappelijke opvang"
    assert (last.became, last.on) == (State.BOOKED, date(2026, 11, 13))
    assert last.decider == "J. de Wit, wethouder"
    assert [one.cents for one in budget_lines()] == [40_000_00]


def test_landingsbaan_r075_what_stops_names_the_institution_and_whose_work_it_is(clock):
    project = a_project()
    an_effort(project)
    with pytest.raises(Refusal):
        a_stop(project, work_of="  ")
    a_stop(project)
    a_stop(project, what="Dagbesteding", pot=WELFARE, decider="")
    stops = stop_lines(project.pk)
    found = exchange(stops, effort_lines(project.pk), project.pots, 2026)
    assert (found.giving, found.transition_gap) == ((SHELTER,), 22_500_00)
    assert (stops[0].institution, stops[0].work_of) == ("Stichting Onderdak", "Twee nachtwakers")


def test_landingsbaan_r076_what_must_be_so_first_stands_with_the_benefit(clock):
    first = "Eerst een gegevensafspraak; tot dan betaalt de gemeente voor."
    claim = a_claim(a_project(), condition=first)
    assert claim_line(claim.uuid).condition == first
