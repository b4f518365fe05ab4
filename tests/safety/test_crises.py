# SPDX-License-Identifier: EUPL-1.2
"""A crisis: one coordinator, a clock, an outcome, and when it could have been seen coming."""

from datetime import timedelta

import pytest

from tests import factories as make
from tests.safety.making import TODAY, a_concern, a_measure, a_scene
from voordeur.door import access as door
from voordeur.door.refusal import Conflict, NotAllowed, Refusal
from voordeur.safety import actions, queries
from voordeur.terms.queries import open_terms

pytestmark = pytest.mark.django_db


def opened(scene, reader=None):
    return door.open_household(reader or scene.worker.reader, scene.home.pk, activity="test")


def a_crisis(scene, **kwargs):
    given = {
        "about": "Morgen staat de deurwaarder voor de deur",
        "coordinator": scene.worker.professional.pk,
        **kwargs,
    }
    return actions.open_crisis(scene.worker.reader, household_id=scene.home.pk, **given)


def test_a_crisis_has_one_coordinator_a_clock_and_is_asked_about_half_a_year_later(clock, friday):
    with clock(friday - timedelta(days=30)):
        scene = a_scene()
        measure = a_measure(scene, on=TODAY - timedelta(days=30))
    with pytest.raises(Refusal, match="passed"):
        a_crisis(scene, due_on=TODAY - timedelta(days=1))
    with pytest.raises(Refusal, match="one professional"):
        a_crisis(scene, coordinator=10**9)
    row = a_crisis(scene, due_on=TODAY + timedelta(days=1), measure=measure.pk)
    with pytest.raises(Refusal, match="already"):
        a_crisis(scene)
    (term,) = open_terms(opened(scene), kinds=["crisis_running"])
    assert (term.owner, term.due) == (scene.worker.reader.key, TODAY + timedelta(days=1))
    (seen,) = queries.crises(opened(scene))
    assert (seen.days_open(TODAY), seen.measure_id) == (0, measure.pk)
    moments = queries.first_moments(opened(scene), seen.opened_at)
    assert [(one.kind, one.days_before) for one in moments] == [("safety.measure_recorded", 30)]
    end = {"household_id": scene.home.pk, "crisis": row.pk, "words": "Regeling met verhuurder"}
    with pytest.raises(Conflict):
        actions.end_crisis(scene.worker.reader, outcome="prevented", expected_version=4, **end)
    with pytest.raises(Refusal, match="how it ended"):
        actions.end_crisis(scene.worker.reader, outcome="gelukt", expected_version=1, **end)
    ended = actions.end_crisis(scene.worker.reader, outcome="prevented", expected_version=1, **end)
    (term,) = open_terms(opened(scene), kinds=["crisis_ask_again"])
    assert term.due == TODAY + timedelta(days=182)
    with clock(friday + timedelta(days=182)):
        asked = actions.ask_whether_it_held(
            scene.worker.reader,
            household_id=scene.home.pk,
            crisis=row.pk,
            held=True,
            expected_version=ended.version,
        )
        assert (asked.held, asked.asked_on) == (True, TODAY + timedelta(days=182))
        assert open_terms(opened(scene), kinds=["crisis_ask_again"]) == []
    a_crisis(scene, about="Opnieuw")
    assert queries.crises(opened(scene))[0].about == "Opnieuw"


def test_a_helper_and_a_member_open_no_crisis_and_a_members_safety_is_masked(clock):
    scene = a_scene()
    helper = make.a_worker()
    make.stand(helper.reader, scene.home, "helper")
    given = {"household_id": scene.home.pk, "about": "x", "coordinator": helper.professional.pk}
    row = a_crisis(scene, about="Zij wordt bedreigd", person_id=scene.people[0])
    for act, more in (
        (actions.open_crisis, given),
        (
            actions.end_crisis,
            {
                "household_id": scene.home.pk,
                "crisis": row.pk,
                "outcome": "other",
                "words": "x",
                "expected_version": 1,
            },
        ),
        (
            actions.ask_whether_it_held,
            {
                "household_id": scene.home.pk,
                "crisis": row.pk,
                "held": None,
                "expected_version": 1,
            },
        ),
    ):
        with pytest.raises(NotAllowed):
            act(helper.reader, **more)
    (seen,) = queries.crises(opened(scene, helper.reader))
    assert (seen.masked, seen.about, seen.coordinator) == (True, None, None)
    partner = make.a_resident(scene.people[1])
    assert queries.crises(opened(scene, partner)) == []


def test_the_replay_shows_only_what_the_reader_may_see(clock, friday):
    with clock(friday - timedelta(days=5)):
        scene = a_scene()
        a_concern(scene, seen_on=TODAY - timedelta(days=5))
    row = a_crisis(scene)
    helper = make.a_worker()
    make.stand(helper.reader, scene.home, "helper")
    assert len(queries.first_moments(opened(scene), row.opened_at)) == 1
    assert queries.first_moments(opened(scene, helper.reader), row.opened_at) == []
