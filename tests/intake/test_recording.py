# SPDX-License-Identifier: EUPL-1.2
"""Recording a signal, and who may read it."""

from datetime import date, timedelta

import pytest

from tests import factories as make
from tests.intake.making import a_scene, a_signal, seen
from voordeur.door.access import open_household
from voordeur.door.deed import NotAllowed
from voordeur.door.refusal import NoEntry, Refusal
from voordeur.intake import actions, queries
from voordeur.intake.actions import NewSignal
from voordeur.people.queries import members
from voordeur.terms.queries import open_terms

pytestmark = pytest.mark.django_db


def test_one_line_is_enough_and_needs_no_household(clock):
    scene = a_scene()
    signal = a_signal(scene)
    page = seen(scene.triage, signal)
    assert (page.what, page.stage) == ("De gordijnen zijn al weken dicht.", "received")
    opened = open_household(scene.triage, signal.household_id, activity="test")
    assert members(opened) == []


def test_without_a_line_there_is_no_signal(clock):
    with pytest.raises(Refusal) as refused:
        a_signal(a_scene(), "  ")
    assert refused.value.where == "what"


def test_who_recorded_it_reads_this_signal_and_nothing_else(clock):
    scene = a_scene()
    signal = a_signal(scene)
    actions.record_attempt(
        scene.triage,
        household_id=signal.household_id,
        signal=signal.uuid,
        way="visit",
        result="refused",
        threshold="shame",
    )
    page = seen(scene.recorder, signal)
    assert page.what.startswith("De gordijnen")
    assert (page.attempts, page.decisions) == ((), ())


def test_who_recorded_it_loses_sight_of_it_when_it_expires(clock, friday):
    scene = a_scene()
    signal = a_signal(scene)
    with clock(friday + timedelta(days=181)), pytest.raises(NoEntry):
        seen(scene.recorder, signal)


def test_a_colleague_of_the_team_without_triage_does_not_find_it(clock):
    scene = a_scene()
    signal = a_signal(scene)
    colleague = make.a_worker(team=scene.team)
    with pytest.raises(NoEntry):
        seen(colleague.reader, signal)
    assert queries.worklist(colleague.reader) == []


def test_somebody_without_work_with_residents_records_none(clock):
    scene = a_scene()
    analyst = make.a_worker("analyst").reader
    with pytest.raises(NotAllowed):
        actions.record_signal(analyst, new=NewSignal(what="x"), team_id=scene.team.pk)


def test_a_basis_that_cannot_carry_help_is_refused(clock):
    with pytest.raises(Refusal) as refused:
        a_signal(a_scene(), basis="avg_39")
    assert refused.value.where == "basis"


@pytest.mark.parametrize(("urgency", "days"), [("now", 0), ("soon", 2), ("normal", 5)])
def test_triage_is_due_by_urgency(clock, friday, urgency, days):
    scene = a_scene()
    signal = a_signal(scene, urgency=urgency)
    opened = open_household(scene.triage, signal.household_id, activity="test")
    due = {term.kind: term.due for term in open_terms(opened, owners=scene.triage.keys)}
    assert due == {
        "signal_triage": friday.date() + timedelta(days=days),
        "signal_expiry": date(2027, 5, 12),
    }


def test_no_member_finds_a_signal_by_being_a_member(clock):
    scene, home = a_scene(), make.a_household("Angela", "Tom")
    helper = make.a_worker()
    make.stand(helper.reader, home, "case_coordinator")
    tom = make.a_resident(make.person_ids(home)[1])
    opened = open_household(tom, home.pk, activity="test")
    before = queries.household_signals(opened), open_terms(opened)
    actions.add_signal(
        helper.reader,
        household_id=home.pk,
        new=NewSignal(what="Ruzie gehoord", life_area="safety"),
        team_id=scene.team.pk,
    )
    opened = open_household(tom, home.pk, activity="test")
    assert (queries.household_signals(opened), open_terms(opened)) == before == ([], [])


def test_the_worklist_has_the_most_urgent_first_in_a_constant_number_of_queries(clock, all_queries):
    scene = a_scene()
    a_signal(scene, "gewoon")
    a_signal(scene, "nu", urgency="now")
    with all_queries() as few:
        lines = queries.worklist(scene.triage)
    assert [line.what for line in lines] == ["nu", "gewoon"]
    for number in range(6):
        a_signal(scene, f"nog een {number}", urgency="soon")
    with all_queries() as many:
        assert len(queries.worklist(scene.triage)) == 8
    assert len(many) == len(few) <= 8
