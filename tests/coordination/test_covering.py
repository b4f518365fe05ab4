# SPDX-License-Identifier: EUPL-1.2
"""Standing in for a case coordinator, and handing several cases over at once."""

from datetime import date

import pytest

from tests import factories as make
from tests.coordination.making import a_scene, signed_in, url
from voordeur.coordination import actions, queries
from voordeur.door import access as door
from voordeur.door.deed import NotAllowed
from voordeur.door.refusal import Refusal
from voordeur.history.clock import midnight
from voordeur.plan.actions import NewStep, set_goal

pytestmark = pytest.mark.django_db


def opened(reader, scene):
    return door.open_household(reader, scene.home.pk, activity="test")


def test_who_stands_in_acts_until_the_day_and_the_holder_stays(clock):
    scene = a_scene()
    other = make.a_worker(team=scene.team)
    lead = make.a_worker("team_lead", team=scene.team, leads=True)
    her = make.a_resident(scene.people[0])
    at = {"household_id": scene.home.pk, "professional_id": other.professional.pk}
    with pytest.raises(NotAllowed):
        actions.stand_in(her, until=date(2026, 11, 27), **at)
    with pytest.raises(Refusal):
        actions.stand_in(lead.reader, until=date(2026, 11, 13), **at)
    actions.stand_in(lead.reader, until=date(2026, 11, 27), **at)
    inside = opened(other.reader, scene)
    assert "case_coordinator" in inside.relations
    assert [row.professional_id for row in queries.holders(inside)] == [
        scene.worker.professional.pk
    ]
    set_goal(
        scene.worker.reader,
        household_id=scene.home.pk,
        text="Slapen",
        first_step=NewStep(what="Dokter bellen", household_does="Bellen", due=date(2026, 11, 13)),
    )
    # What waits for who is away stands on the list of who stands in.
    assert "Dokter bellen" in signed_in(other).get("/vandaag/").content.decode()
    (cover,) = queries.covers(opened(her, scene))
    assert (cover.stand_in, cover.absent) == (
        other.professional.name,
        scene.worker.professional.name,
    )
    assert other.professional.name in signed_in(scene.worker).get(url(scene)).content.decode()
    with clock(midnight(date(2026, 11, 27))):
        assert queries.covers(opened(scene.worker.reader, scene)) == []
        assert "case_coordinator" not in opened(other.reader, scene).relations


def test_standing_in_ends_when_the_holder_is_back_and_only_for_another(clock):
    scene = a_scene()
    other = make.a_worker(team=scene.team)
    reader, at = scene.worker.reader, {"household_id": scene.home.pk}
    with pytest.raises(Refusal):
        actions.end_cover(reader, **at)
    with pytest.raises(Refusal):
        actions.stand_in(
            reader, professional_id=scene.worker.professional.pk, until=date(2026, 12, 1), **at
        )
    actions.stand_in(reader, professional_id=other.professional.pk, until=date(2026, 12, 1), **at)
    actions.end_cover(reader, **at)
    assert "case_coordinator" not in opened(other.reader, scene).relations
    with pytest.raises(NotAllowed):
        actions.end_cover(make.a_resident(scene.people[0]), **at)


def test_a_team_lead_hands_several_cases_over_and_one_says_yes_to_all(clock, all_queries):
    first = a_scene()
    team, worker = first.team, first.worker
    homes = [first.home]
    for _ in range(3):
        home = make.a_household("Sanne", by=worker.reader, team=team)
        actions.open_case(
            worker.reader,
            household_id=home.pk,
            team_id=team.pk,
            coordinator=worker.professional.pk,
        )
        homes.append(home)
    lead = make.a_worker("team_lead", team=team, leads=True)
    other = make.a_worker(team=team)
    browser = signed_in(lead)
    with all_queries() as asked:
        page = browser.get("/team/overdragen/").content.decode()
    assert worker.professional.name in page
    assert len(asked) <= 15
    refused = browser.post("/team/overdragen/", {"way": "cover", "cases": [homes[0].uuid]})
    assert refused.status_code == 422
    form = {"way": "ask", "to": other.professional.pk, "cases": [one.uuid for one in homes[:3]]}
    assert browser.post("/team/overdragen/", {**form, "reason": "Vertrek"}).status_code == 303
    theirs = signed_in(other)
    page = theirs.get("/vragen-aan-mij/").content.decode()
    assert "Vertrek" in page
    assert "Sanne" not in page
    assert page.count('name="asked"') == 3
    asked_ids = [
        row.id for row in queries.holders(door.open_list(other.reader)) if row.state == "proposed"
    ]
    assert theirs.post("/vragen-aan-mij/", {"asked": asked_ids}).status_code == 303
    mine = queries.coordinated_by(door.open_list(other.reader), other.account.pk)
    assert len(mine) == 3
    # Asking again for what is done already is said, and holds up nothing else.
    again = browser.post("/team/overdragen/", form, follow=True).content.decode()
    assert "3" in again
    assert signed_in(other).get("/team/overdragen/").status_code == 403
