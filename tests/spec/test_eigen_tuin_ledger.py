# SPDX-License-Identifier: EUPL-1.2
"""Eigen tuin: one outcome is counted once over all projects, and finance signs a calculation."""

from datetime import date

import pytest

from tests.money.making import a_claim, a_controller, a_line, a_project, an_effort
from voordeur.door.refusal import Refusal
from voordeur.money import actions
from voordeur.money.closing import body, digest
from voordeur.money.queries.claims import claim_lines, divided
from voordeur.money.queries.sheets import closing_of, signed_lines

pytestmark = pytest.mark.django_db


def test_eigen_tuin_a25_r36_two_projects_that_claim_one_outcome_whole_are_refused(clock):
    first, second = a_project("Zoveel Meer"), a_project("Proco's")
    a_claim(first, share=10_000)
    with pytest.raises(Refusal):
        a_claim(second, share=10_000)
    shares = {one.project_name: one.percent for one in claim_lines()}
    assert shares == {"Zoveel Meer": 100.0}
    (found,) = divided(claim_lines())
    assert found.left == 0


def test_eigen_tuin_r42_each_claim_says_how_it_is_known(clock):
    for grade in ("measured", "few", "average", "estimated"):
        a_claim(a_project(grade), outcome=grade, evidence=grade)
    assert sorted(one.evidence for one in claim_lines()) == sorted(
        ["measured", "few", "average", "estimated"]
    )
    with pytest.raises(Refusal):
        a_claim(a_project(), evidence="zeker")


def test_eigen_tuin_r44_finance_checks_and_signs_a_calculation(clock):
    project, line = a_project(), a_line("Wmo-begeleiding")
    an_effort(project, line=line.uuid)
    actions.book_cost(
        a_controller().reader,
        project=project.uuid,
        line=line.uuid,
        cents=82_500_00,
        on=date(2026, 11, 1),
        text="Salarissen",
    )
    seen = digest(body(closing_of(project.pk, 2026), project.name, 2026))
    actions.sign_sheet(
        a_controller().reader, project=project.uuid, year=2026, signer="F&C", seen=seen
    )
    (signed,) = signed_lines(project.pk, 2026)
    assert (signed.digest, signed.signer, signed.is_whole) == (seen, "F&C", True)
