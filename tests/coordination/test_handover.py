# SPDX-License-Identifier: EUPL-1.2
"""Appointing and handing over: at most one holder, and nobody in between without one."""

import pytest

from tests import factories as make
from tests.guard import unguarded
from tests.safety.making import a_concern, a_scene
from voordeur.coordination import actions, queries
from voordeur.door import access as door
from voordeur.door.deed import NotAllowed
from voordeur.door.refusal import NoEntry, Refusal
from voordeur.safety.actions import open_crisis
from voordeur.safety.models import Crisis
from voordeur.terms.models import Term
from voordeur.terms.queries import open_terms

pytestmark = pytest.mark.django_db


def a_case(clock):
    team = make.a_team()
    worker = make.a_worker("professional", "triage", team=team)
    home = make.a_household("Angela", by=worker.reader, team=team)
    actions.open_case(
        worker.reader,
        household_id=home.pk,
        team_id=team.pk,
        coordinator=worker.professional.pk,
    )
    return team, worker, home


def test_the_one_who_is_asked_accepts_and_the_former_holder_ends(clock):
    team, worker, home = a_case(clock)
    other = make.a_worker(team=team)
    asked = actions.ask_coordinator(
        worker.reader, household_id=home.pk, layer="case", professional_id=other.professional.pk
    )
    opened = door.open_household(worker.reader, home.pk, activity="test")
    assert [h.state for h in queries.holders(opened)] == ["appointed", "proposed"]
    actions.answer_coordination(
        other.reader, household_id=home.pk, appointment=asked.pk, accept=True
    )
    now_open = door.open_household(other.reader, home.pk, activity="test")
    assert [(h.name, h.state) for h in queries.holders(now_open)] == [
        (other.professional.name, "appointed")
    ]
    assert [h.state for h in queries.holders(now_open, past=True)] == ["ended", "appointed"]


def test_nobody_answers_for_another(clock):
    team, worker, home = a_case(clock)
    other = make.a_worker(team=team)
    asked = actions.ask_coordinator(
        worker.reader, household_id=home.pk, layer="case", professional_id=other.professional.pk
    )
    with pytest.raises(NotAllowed):
        actions.answer_coordination(
            worker.reader, household_id=home.pk, appointment=asked.pk, accept=True
        )


def test_declining_needs_a_reason_and_leaves_the_holder(clock):
    team, worker, home = a_case(clock)
    other = make.a_worker(team=team)
    asked = actions.ask_coordinator(
        worker.reader, household_id=home.pk, layer="case", professional_id=other.professional.pk
    )
    with pytest.raises(Refusal):
        actions.answer_coordination(
            other.reader, household_id=home.pk, appointment=asked.pk, accept=False
        )
    actions.answer_coordination(
        other.reader, household_id=home.pk, appointment=asked.pk, accept=False, answer="Vol"
    )
    opened = door.open_household(worker.reader, home.pk, activity="test")
    assert [h.name for h in queries.holders(opened)] == [worker.professional.name]


def test_a_stranger_opens_no_case(clock):
    home, stranger = make.a_household(), make.a_worker()
    with pytest.raises(NoEntry):
        actions.open_case(
            stranger.reader, household_id=home.pk, team_id=stranger.professional.team_id
        )


def test_a_helper_with_an_account_sees_the_household_until_the_help_ends(clock, friday):
    _team, worker, home = a_case(clock)
    helper = make.a_worker()
    row = actions.involve(
        worker.reader,
        household_id=home.pk,
        organisation_id=helper.professional.organisation_id,
        professional_id=helper.professional.pk,
        law="jeugdwet",
        task="Begeleiding",
        from_date=friday.date(),
    )
    assert door.open_household(helper.reader, home.pk, activity="test").relations == {"helper"}
    actions.end_involvement(
        worker.reader,
        household_id=home.pk,
        involvement=row.pk,
        until=friday.date(),
        why_out="Klaar",
        expected_version=1,
    )
    with pytest.raises(NoEntry):
        door.open_household(helper.reader, home.pk, activity="test")


def test_a_helper_does_not_appoint(clock, friday):
    _team, _worker, home = a_case(clock)
    helper = make.a_worker()
    make.stand(helper.reader, home, "helper")
    with pytest.raises(NotAllowed):
        actions.ask_coordinator(
            helper.reader,
            household_id=home.pk,
            layer="process",
            professional_id=helper.professional.pk,
        )


def test_a_coordinator_can_end_the_own_coordination_and_the_lead_is_told(clock):
    team, worker, home = a_case(clock)
    opened = door.open_household(worker.reader, home.pk, activity="test")
    mine = queries.holders(opened)[0]
    actions.end_coordination(
        worker.reader,
        household_id=home.pk,
        appointment=mine.id,
        why="Andere baan",
        expected_version=mine.version,
    )
    lead = make.a_worker("team_lead", team=team, leads=True)
    seen = door.open_household(lead.reader, home.pk, activity="test")
    assert [term.kind for term in open_terms(seen, owners=lead.reader.keys)] == ["case_unassigned"]


def test_what_is_due_about_safety_goes_along_with_the_coordination(clock):
    """It is never nobody's: the next coordinator has it, and without one the team lead."""
    scene = a_scene()
    lead = make.a_worker("team_lead", team=scene.team, leads=True)
    nextone = make.a_worker(team=scene.team)
    here = {"household_id": scene.home.pk}
    a_concern(scene)
    crisis = open_crisis(
        scene.worker.reader,
        about="Morgen ontruiming",
        coordinator=scene.worker.professional.pk,
        **here,
    )

    kinds = {"safety_to_weigh", "crisis_running"}

    def owners():
        found = Term._plain.filter(household=scene.home, closed_at=None)
        with unguarded():
            return set(found.filter(kind__in=kinds).values_list("kind", "owner"))

    def crisis_of():
        with unguarded():
            return Crisis._plain.get(pk=crisis.pk).coordinator_id

    assert owners() == {(kind, scene.worker.reader.key) for kind in kinds}
    asked = actions.ask_coordinator(
        lead.reader, layer="case", professional_id=nextone.professional.pk, **here
    )
    assert owners() == {(kind, scene.worker.reader.key) for kind in kinds}
    actions.answer_coordination(nextone.reader, appointment=asked.pk, accept=True, **here)
    assert owners() == {(kind, nextone.reader.key) for kind in kinds}
    assert crisis_of() == nextone.professional.pk
    mine = next(
        one
        for one in queries.holders(door.open_household(nextone.reader, scene.home.pk, activity="t"))
        if one.state == "appointed"
    )
    actions.end_coordination(
        nextone.reader, appointment=mine.id, why="Ziek", expected_version=mine.version, **here
    )
    assert owners() == {(kind, f"lead:{scene.team.pk}") for kind in kinds}
    again = actions.ask_coordinator(
        lead.reader, layer="case", professional_id=scene.worker.professional.pk, **here
    )
    actions.answer_coordination(scene.worker.reader, appointment=again.pk, accept=True, **here)
    assert owners() == {(kind, scene.worker.reader.key) for kind in kinds}
