# SPDX-License-Identifier: EUPL-1.2
"""A crisis: one coordinator, a clock, an outcome, and when it could have been seen coming."""

from datetime import timedelta

import pytest

from tests import factories as make
from tests.coordination.making import signed_in
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


def test_whether_the_basics_are_in_order_is_said_with_a_day_and_a_name_and_stays(clock, friday):
    scene = a_scene()
    row = a_crisis(scene)
    said = {"household_id": scene.home.pk, "crisis": row.pk}
    with pytest.raises(Refusal) as refused:
        actions.say_basics(scene.worker.reader, in_order=False, **said)
    assert refused.value.where == "lacking"
    actions.say_basics(scene.worker.reader, in_order=False, lacking="Geen stroom", **said)
    with clock(friday + timedelta(days=3)):
        actions.say_basics(scene.worker.reader, in_order=True, **said)
    found = queries.basics_answers(opened(scene))
    assert [(one.in_order, one.lacking) for one in found] == [(True, ""), (False, "Geen stroom")]
    assert [(one.answered_at - friday).days for one in found] == [3, 0]
    assert {one.answered_by for one in found} == {scene.worker.reader.key}
    helper = make.a_worker()
    make.stand(helper.reader, scene.home, "helper")
    with pytest.raises(NotAllowed):
        actions.say_basics(helper.reader, in_order=True, **said)
    browser = signed_in(scene.worker)
    page = browser.get(f"/huishouden/{scene.home.uuid}/crisis/").content.decode()
    assert "Geen stroom" in page
    assert scene.worker.account.name in page
    path = f"/huishouden/{scene.home.uuid}/wat-dreigt/basis/{row.uuid}/"
    assert browser.post(path, {"in_order": "no", "lacking": ""}).status_code == 422
    assert browser.post(path, {"in_order": "", "lacking": ""}).status_code == 303
    assert queries.basics_answers(opened(scene))[0].in_order is None
    actions.end_crisis(
        scene.worker.reader, outcome="stabilised", words="Rust", expected_version=1, **said
    )
    with pytest.raises(Refusal):
        actions.say_basics(scene.worker.reader, in_order=True, **said)
