# SPDX-License-Identifier: EUPL-1.2
"""Nabij: waiting has a price per day, and a generalist asks a specialist without giving the case away."""

import pytest

from tests.counsel.making import a_table
from voordeur.cooperation.waiting import waiting_cost
from voordeur.coordination.queries import holders
from voordeur.counsel import actions
from voordeur.counsel.queries import consultations

YEAR_OF_SHELTER = 60_000_00
DEBT = 12_000_00


@pytest.mark.parametrize(("days", "so_far", "passed"), [(1, 164_38, False), (73, 12_000_00, False)])
def test_nabij_r24_karima_waits_at_164_euros_a_day_and_her_debt_equals_73_days(
    days, so_far, passed
):
    cost = waiting_cost(YEAR_OF_SHELTER, DEBT, days)
    assert (cost.so_far_cents, cost.break_even_days, cost.passed) == (so_far, 73, passed)


def test_nabij_r24_from_day_74_waiting_has_cost_more_than_solving():
    assert waiting_cost(YEAR_OF_SHELTER, DEBT, 74).passed


@pytest.mark.django_db
def test_nabij_r30_question_and_answer_are_kept_and_the_case_is_not_handed_over(clock):
    table = a_table()
    before = holders(table.open(table.one, table.one.worker.reader))
    row = table.consult()
    actions.answer_consultation(
        table.specialist.reader,
        household_id=table.one.home.pk,
        consultation=row.uuid,
        answer="Begin met rust",
        expected_version=1,
    )
    inside = table.open(table.one, table.one.worker.reader)
    (line,) = consultations(inside)
    assert (line.question, line.answer) == (row.question, "Begin met rust")
    assert holders(inside) == before
