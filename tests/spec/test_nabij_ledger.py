# SPDX-License-Identifier: EUPL-1.2
"""Nabij is beter: effort here, gain there, and from which day it is money."""

from datetime import date

import pytest

from tests.money.making import (
    AGREED,
    INSURER,
    SHELTER,
    WELFARE,
    a_claim,
    a_line,
    a_project,
    an_effort,
    booked,
    moved,
)
from voordeur.door.refusal import Refusal
from voordeur.history.clock import midnight
from voordeur.money.models import Claim
from voordeur.money.queries.claims import claim_line, claim_lines
from voordeur.money.queries.lines import effort_lines
from voordeur.money.queries.parties import division, yearly

pytestmark = pytest.mark.django_db
YOUTH, MINISTRY = "Jeugdbescherming", "Ministerie"


def divided(project):
    return division(effort_lines(project.pk), claim_lines(project.pk))


def test_nabij_a7_r33_who_makes_the_effort_loses_and_a_range_of_return_flow_is_shown(clock):
    project = a_project("Eén gezinscoach")
    an_effort(project, party=YOUTH, cents=1_000_000_00)
    a_claim(project, gainer=MINISTRY, whole_cents=3_300_000_00, share=10_000)
    found = divided(project).settlement
    assert found.losers == (YOUTH,)
    assert found.free_riders == (MINISTRY,)
    assert [(one.from_, one.to, one.cents) for one in found.flows] == [
        (MINISTRY, YOUTH, 1_000_000_00)
    ]
    assert found.bargaining == {YOUTH: (1_000_000_00, 3_300_000_00)}
    an_effort(project, party=YOUTH, what="Gat in de begroting", cents=None)
    found = divided(project).settlement
    assert found.unknown == (YOUTH,)
    assert found.bargaining == {YOUTH: (0, 3_300_000_00)}


def test_nabij_a9_welfare_works_the_insurer_gains_and_there_is_a_day_and_a_proposal(clock):
    project = a_project("Langer thuis")
    an_effort(project, cents=90_000_00)
    claim = a_claim(
        project,
        gainer=INSURER,
        whole_cents=60_000_00,
        share=10_000,
        harvest="contribution in recognition",
        contract_ends=date(2026, 12, 31),
    )
    found = divided(project)
    assert found.settlement.losers == (WELFARE,)
    assert (found.net, found.settlement.short_by) == (-30_000_00, 30_000_00)
    assert claim_line(claim.uuid).cash_date == date(2027, 1, 1)
    offered = claim_line(moved(claim, "talked about", "offered").uuid)
    assert (offered.harvest, offered.cents) == ("contribution in recognition", 60_000_00)


def test_nabij_r32_who_bears_the_cost_and_who_gains_is_told_per_party_and_year(clock):
    project = a_project()
    an_effort(project)
    an_effort(project, year=2027, cents=40_000_00)
    a_claim(project, year=2027, share=10_000)
    found = yearly(effort_lines(project.pk), claim_lines(project.pk))
    assert found.years == (2026, 2027)
    assert dict(found.parties) == {
        WELFARE: (-82_500_00, -40_000_00),
        SHELTER: (0, 150_000_00),
    }


def test_nabij_r34_a_saving_is_money_the_day_after_the_subsidy_and_not_before(clock):
    line = a_line(year=2027)
    claim = moved(a_claim(a_project(), contract_ends=date(2026, 12, 31)), *AGREED)
    with pytest.raises(Refusal):
        booked(claim, line)
    with clock(midnight(date(2027, 1, 1))):
        assert booked(claim, line).state == "booked"
    assert Claim.objects.get().line == line
