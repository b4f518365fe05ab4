# SPDX-License-Identifier: EUPL-1.2
"""Carrousel: the harvest pipeline, who gains without paying, and that more than one pot joins."""

import pytest

from tests.money.making import (
    AGREED,
    INSURER,
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
from voordeur.money.benefits import Harvest
from voordeur.money.queries.claims import claim_lines, steps_of
from voordeur.money.queries.lines import effort_lines
from voordeur.money.queries.parties import division
from voordeur.money.queries.stops import exchange, stop_lines

pytestmark = pytest.mark.django_db


def test_carrousel_r79_a_benefit_is_talked_about_offered_agreed_and_paid(clock):
    claim = booked(moved(a_claim(a_project()), *AGREED), a_line())
    went = [one.became.value for one in reversed(steps_of(claim.pk))]
    assert went == ["potential", "talked about", "offered", "agreed", "booked"]


def test_carrousel_r78_a_claim_takes_a_form_of_the_toolkit_to_give_something_back(clock):
    project = a_project()
    for one in Harvest:
        a_claim(project, outcome=one.name, harvest=one.value)
    assert {one.harvest for one in claim_lines()} == {one.value for one in Harvest}


def test_carrousel_m7_r41_who_gains_without_paying_is_listed_also_after_a_refusal(clock):
    project = a_project()
    an_effort(project)
    an_effort(project, party=SHELTER, pot=SHELTER, cents=1_00)
    a_claim(project)
    moved(a_claim(project, outcome="Minder crisiszorg", gainer=INSURER), "lapsed")
    found = division(effort_lines(project.pk), claim_lines(project.pk))
    assert found.settlement.free_riders == (INSURER,)
    assert {one.party: one.effort.sum for one in found.parties}[WELFARE] == 82_500_00


def test_carrousel_m14_r80_the_balance_warns_when_one_pot_of_several_joins(clock):
    project = a_project()
    an_effort(project)
    a_stop(project)
    alone = exchange(stop_lines(project.pk), effort_lines(project.pk), project.pots, 2026)
    assert alone.giving == (SHELTER,)
    assert len(alone.pots) == 3
    assert alone.warnings
    a_stop(project, pot=INSURER, what="Losse huisbezoeken")
    joined = exchange(stop_lines(project.pk), effort_lines(project.pk), project.pots, 2026)
    assert joined.warnings == ()
