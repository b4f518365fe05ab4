# SPDX-License-Identifier: EUPL-1.2
"""Landingsbaan C7: two families of one team; a generalist at home, a specialist for a colleague."""

from datetime import date

import pytest

from tests import factories as make
from tests.counsel.making import a_table
from voordeur.counsel import actions
from voordeur.counsel.queries import agenda, agenda_of_household, conference, consultations
from voordeur.door.access import open_list
from voordeur.people.queries import members
from voordeur.plan.actions import NewStep, set_goal

pytestmark = pytest.mark.django_db


def test_landingsbaan_c7_twin_cases_each_asks_the_other_and_goes_along_when_it_stays_stuck(
    clock, friday
):
    table = a_table()
    meeting = table.conference(friday)
    one = table.bring(table.one, meeting, seats={table.two.worker.professional.pk: "wgs"})
    table.bring(table.two, meeting, seats={table.one.worker.professional.pk: "jeugdwet"})
    sees = [
        [line.household_id for line in agenda(open_list(who.reader), conference(meeting.uuid))[0]]
        for who in (table.one.worker, table.two.worker)
    ]
    assert [len(ids) for ids in sees] == [2, 2]
    assert members(table.open(table.one, table.two.worker.reader)) == []
    advice = actions.consult(
        table.one.worker.reader,
        household_id=table.one.home.pk,
        specialist=table.two.worker.professional.pk,
        question="Minnelijk traject of bewindvoering?",
    )
    here = {"household_id": table.one.home.pk, "consultation": advice.uuid}
    actions.answer_consultation(
        table.two.worker.reader, answer="Minnelijk, met budgetbeheer", expected_version=1, **here
    )
    actions.go_together(table.one.worker.reader, on=date(2026, 11, 27), expected_version=2, **here)
    actions.say_what_was_new(
        table.one.worker.reader, what="Budgetbeheer mag tijdelijk", expected_version=3, **here
    )
    goal = set_goal(table.one.worker.reader, household_id=table.one.home.pk, text="Een regeling")
    step = NewStep(
        what="Aanvraag indienen",
        professionals=[table.one.worker.professional.pk],
        due=date(2026, 12, 1),
    )
    actions.conclude_step(
        table.one.worker.reader,
        household_id=table.one.home.pk,
        item=one.uuid,
        goal=goal.uuid,
        step=step,
    )
    inside = table.open(table.one, table.one.worker.reader)
    (line,) = consultations(inside)
    assert (line.visit_on, line.new_to_asker) == (
        date(2026, 11, 27),
        "Budgetbeheer mag tijdelijk",
    )
    (item,) = agenda_of_household(inside)
    assert [decided.what for decided in item.decided] == ["Aanvraag indienen"]
    angela = make.a_resident(table.one.people[0])
    assert len(agenda_of_household(table.open(table.one, angela))) == 1
