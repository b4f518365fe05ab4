# SPDX-License-Identifier: EUPL-1.2
"""Eigen tuin: the crisis team, and the young person who turns eighteen in ninety days."""

from datetime import date, timedelta

import pytest

from tests import factories as make
from tests.coordination.making import signed_in, url
from tests.provisions.making import a_provision
from tests.safety.making import TODAY, a_measure, a_scene
from tests.transitions.test_transitions import joins
from voordeur.door import access as door
from voordeur.door.reader import system
from voordeur.instruments.actions import take_measurement
from voordeur.instruments.measurement import Rating
from voordeur.safety import actions as safety
from voordeur.safety import queries as crises
from voordeur.safety.crisispage import crisis_page_of
from voordeur.terms.queries import open_terms
from voordeur.transitions import actions, queries
from voordeur.transitions.watching import look_ahead

pytestmark = pytest.mark.django_db


def opened(scene, reader=None):
    return door.open_household(reader or scene.worker.reader, scene.home.pk, activity="test")


def test_eigen_tuin_a26_turns_eighteen_in_ninety_days_with_nothing_after_the_youth_act(clock):
    """The coordinator is told today; what follows under another law takes the signal away."""
    scene = a_scene("Moeder")
    young = joins(scene, date(2009, 2, 11))
    care = a_provision(
        scene.home, person_id=young, law="jeugdwet", name="Begeleiding", until=date(2027, 2, 11)
    )
    assert look_ahead(system("tick")) == 1
    (term,) = open_terms(opened(scene), kinds=["transition_ahead"])
    assert (term.owner, term.due) == (scene.worker.reader.key, TODAY)
    assert "overgang" in signed_in(scene.worker).get("/vandaag/").content.decode().lower()
    row = next(one for one in queries.coming(opened(scene)) if one.kind == "turning_18")
    assert (row.on - TODAY).days == 90
    lines = queries.help_of(opened(scene), young)
    assert [one.id for one in queries.gaps(row, lines)] == [care.pk]
    page = signed_in(scene.worker).get(url(scene, "overgangen/")).content.decode()
    assert "Wmo 2015" in page
    actions.arrange_help(
        scene.worker.reader,
        household_id=scene.home.pk,
        transition=row.id,
        provision=care.pk,
        law="wmo",
        what="Dezelfde begeleider blijft",
    )
    row = next(one for one in queries.coming(opened(scene)) if one.kind == "turning_18")
    assert queries.gaps(row, lines) == []


def test_eigen_tuin_a26_help_under_another_law_that_runs_on_is_a_follow_up(clock):
    scene = a_scene("Moeder")
    young = joins(scene, date(2009, 2, 11))
    a_provision(scene.home, person_id=young, law="jeugdwet", name="Begeleiding")
    a_provision(
        scene.home, person_id=young, law="wmo", name="Begeleiding", from_date=date(2027, 2, 1)
    )
    row = next(one for one in queries.coming(opened(scene)) if one.kind == "turning_18")
    assert queries.gaps(row, queries.help_of(opened(scene), young)) == []


def test_eigen_tuin_r13_the_young_person_reads_it_too(clock):
    scene = a_scene("Moeder")
    young = joins(scene, date(2009, 2, 11))
    a_provision(scene.home, person_id=young, law="jeugdwet", name="Begeleiding van Thea")
    from voordeur.door.models import Account

    make.a_resident(young)
    account = Account.objects.get(person_id=young)
    from tests.noninterference import page_of

    page = page_of(account, f"/mijn/{scene.home.uuid}/straks/")().content.decode()
    assert "11 februari 2027" in page
    assert "Begeleiding van Thea" in page


def test_eigen_tuin_w3_a_crisis_is_coordinated_by_one_and_asked_about_later(clock, friday):
    """An eviction in two weeks: prevented, and half a year on somebody asks whether it held."""
    scene = a_scene("Berend")
    measure = a_measure(scene, due_on=TODAY + timedelta(days=14))
    row = safety.open_crisis(
        scene.worker.reader,
        household_id=scene.home.pk,
        about="Over twee weken uit huis",
        coordinator=scene.worker.professional.pk,
        due_on=TODAY + timedelta(days=14),
        measure=measure.pk,
    )
    page = signed_in(scene.worker).get(url(scene, "crisis/")).content.decode()
    assert scene.worker.professional.name in page
    assert "Bed" in page or "bed" in page
    with clock(friday + timedelta(days=5)):
        # What was not known when it began is known later: the file holds both.
        take_measurement(
            scene.worker.reader,
            household_id=scene.home.pk,
            instrument="basics-check",
            instrument_version="1",
            ratings=[Rating("bed", 0)],
            person_id=scene.people[0],
        )
        now = crisis_page_of(opened(scene), TODAY + timedelta(days=5)).now
        fronts = {(one.at_start, one.in_order) for one in now.fronts}
        assert (None, False) in fronts
        assert (None, None) in fronts
        assert not any(one.at_start is not None for one in now.fronts)
    safety.end_crisis(
        scene.worker.reader,
        household_id=scene.home.pk,
        crisis=row.pk,
        outcome="prevented",
        words="De huur wordt ingehouden en betaald",
        expected_version=1,
    )
    (term,) = open_terms(opened(scene), kinds=["crisis_ask_again"])
    assert term.due == TODAY + timedelta(days=182)
    with clock(friday + timedelta(days=190)):
        safety.ask_whether_it_held(
            scene.worker.reader,
            household_id=scene.home.pk,
            crisis=row.pk,
            held=False,
            expected_version=2,
        )
        (seen,) = crises.crises(opened(scene))
        assert (seen.outcome, seen.held) == ("prevented", False)
