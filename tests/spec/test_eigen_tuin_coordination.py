# SPDX-License-Identifier: EUPL-1.2
"""Uit eigen tuin: the stuck case, the twelfth specialist, and which 'regie' is meant."""

from datetime import date, timedelta

import pytest

from tests import factories as make
from tests.coordination.making import a_helper, a_scene, signed_in, url
from voordeur.coordination import actions, queries
from voordeur.coordination.page import coordination_of
from voordeur.door import access as door
from voordeur.door.refusal import Refusal

pytestmark = pytest.mark.django_db

LAWS = ("participatiewet", "jeugdwet", "wmo", "wgs")


@pytest.fixture
def eleven(clock):
    """A household with eleven helpers under four laws and no joint plan."""
    scene = a_scene()
    for number in range(11):
        a_helper(scene, law=LAWS[number % 4], task=f"Taak {number}")
    return scene


def opened(scene):
    return door.open_household(scene.worker.reader, scene.home.pk, activity="test")


def test_eigen_tuin_a20_eleven_helpers_under_four_laws_are_flagged_stuck_with_the_reason(eleven):
    found = queries.situation(opened(eleven))
    assert (found.helpers, found.organisations, found.laws) == (11, 11, 4)
    assert [reason.code for reason in found.stuck] == ["too_many_helpers"]
    page = signed_in(eleven.worker).get(url(eleven, "")).content.decode()
    assert "stuck" in page or "vast" in page


def test_eigen_tuin_a20_without_a_plan_for_six_weeks_that_is_a_second_reason(eleven, clock, friday):
    with clock(friday + timedelta(days=42)):
        codes = {reason.code for reason in queries.situation(opened(eleven)).stuck}
    assert {"too_many_helpers", "no_joint_plan"} <= codes


def test_eigen_tuin_a20_a_twelfth_specialist_asks_for_an_overview_first_and_is_not_refused(eleven):
    client, place = signed_in(eleven.worker), make.an_organisation("Twaalfde")
    form = {
        "helper": f"o{place.pk}",
        "task": "Nog een intake",
        "law": "wmo",
        "part": "common",
        "from_date": "2026-11-13",
        "why_in": "Verwezen",
    }
    first = client.post(url(eleven, "wie-helpt/erbij/"), form)
    assert first.status_code == 422
    page = first.content.decode()
    for row in queries.involved(opened(eleven)):
        assert row.organisation in page
    assert queries.situation(opened(eleven)).helpers == 11
    again = client.post(
        url(eleven, "wie-helpt/erbij/"),
        {**form, "can_stop": "De intake van taak 3"},
    )
    assert again.status_code == 303
    assert queries.situation(opened(eleven)).helpers == 12
    assert "De intake van taak 3" in client.get(url(eleven)).content.decode()


def test_eigen_tuin_a20_the_limit_is_the_municipality_s_own(eleven, settings):
    from dataclasses import replace

    settings.CONFIG = replace(settings.CONFIG, stuck_helpers=11)
    assert queries.situation(opened(eleven)).stuck == ()


@pytest.mark.parametrize("said", ["regie", "Regie", "coördinator", ""])
def test_eigen_tuin_a22_regie_without_a_layer_is_refused_and_asks_which(clock, said):
    scene = a_scene()
    with pytest.raises(Refusal) as refused:
        actions.ask_coordinator(
            scene.worker.reader,
            household_id=scene.home.pk,
            layer=said,
            professional_id=make.a_worker().professional.pk,
        )
    assert refused.value.where == "layer"
    assert refused.value.remedy


def test_eigen_tuin_a22_the_household_s_own_direction_is_never_given_to_anybody(clock):
    scene = a_scene()
    for said in ("eigen regie", "cliëntregie", "self"):
        with pytest.raises(Refusal):
            actions.ask_coordinator(
                scene.worker.reader,
                household_id=scene.home.pk,
                layer=said,
                professional_id=make.a_worker().professional.pk,
            )


def test_eigen_tuin_r2_help_stands_with_its_law_and_stacking_is_marked_by_the_team(eleven):
    first, second = queries.involved(opened(eleven))[:2]
    actions.mark_stacking(
        eleven.worker.reader,
        household_id=eleven.home.pk,
        involvement=first.id,
        other=second.id,
        mark="unintended",
        why="Twee keer hetzelfde gesprek",
    )
    page = coordination_of(opened(eleven))
    assert {line.law for line in page.now} >= {"Jeugdwet", "Wmo 2015"} or len(
        {line.law for line in page.now}
    ) == 4
    assert [len(line.marks) for line in page.now].count(1) == 2


def test_eigen_tuin_r2_a_mark_on_help_in_a_closed_part_is_as_closed_as_that_help(clock):
    scene = a_scene()
    hidden = a_helper(scene, person_id=scene.people[0], compartment="safety")
    other = a_helper(scene, person_id=scene.people[1], compartment="youth")
    open_one = a_helper(scene)
    me = scene.worker.reader
    actions.mark_stacking(
        me,
        household_id=scene.home.pk,
        involvement=open_one.pk,
        other=hidden.pk,
        mark="intended",
    )
    with pytest.raises(Refusal):
        actions.mark_stacking(
            me, household_id=scene.home.pk, involvement=hidden.pk, other=other.pk, mark="intended"
        )
    supporter = make.a_worker()
    make.stand(supporter.reader, scene.home, "supporter")
    theirs = door.open_household(supporter.reader, scene.home.pk, activity="test")
    assert queries.marks(theirs) == []
    assert len(queries.marks(opened(scene))) == 1


def test_eigen_tuin_r3_distinct_helpers_are_counted_through_time(clock, friday):
    scene = a_scene()
    place = make.an_organisation()
    first = a_helper(scene, organisation_id=place.pk, from_date=date(2026, 9, 1))
    a_helper(scene, organisation_id=place.pk, from_date=date(2026, 10, 1), law="jeugdwet")
    actions.end_involvement(
        scene.worker.reader,
        household_id=scene.home.pk,
        involvement=first.pk,
        until=date(2026, 11, 1),
        why_out="Klaar",
        expected_version=1,
    )
    counts = queries.helpers_over_time(queries.involved(opened(scene), past=True))
    assert [(row.from_, row.helpers, row.laws) for row in counts] == [
        (date(2026, 9, 1), 1, 1),
        (date(2026, 10, 1), 1, 2),
        (date(2026, 11, 1), 1, 1),
    ]


def test_eigen_tuin_r4_one_person_may_hold_both_layers_and_an_empty_layer_shows(clock):
    scene = a_scene()
    me = scene.worker
    layers = {one.code: one for one in coordination_of(opened(scene)).layers}
    assert (layers["process"].holder, layers["process"].missing) == (None, False)
    asked = actions.ask_coordinator(
        me.reader,
        household_id=scene.home.pk,
        layer="procesregie",
        professional_id=me.professional.pk,
    )
    actions.answer_coordination(
        me.reader, household_id=scene.home.pk, appointment=asked.pk, accept=True
    )
    layers = {one.code: one for one in coordination_of(opened(scene)).layers}
    assert layers["case"].holder.name == layers["process"].holder.name == me.professional.name
    assert layers["self"].holder is None
