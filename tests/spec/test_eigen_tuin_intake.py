# SPDX-License-Identifier: EUPL-1.2
"""Uit eigen tuin: outreach by bicycle, and what its figures can and cannot say."""

import pytest

from tests import factories as make
from tests.intake.making import a_scene, a_signal, in_triage, seen
from voordeur.door.access import open_list
from voordeur.history import clock as product_clock
from voordeur.intake import actions, queries
from voordeur.intake.outreach import Outreach, Share


def test_eigen_tuin_a16_the_bicycle_visits_are_not_stretched_over_who_was_not_judged():
    """158 visits, 86 contacts; 15 households could be judged, 12 went well."""
    counts = Outreach(visits=158, contacts=86, judged=15, positive=12)
    assert round(100 * counts.contact_share.value, 1) == 54.4
    assert counts.positive_share == Share(12, 15)
    low, high = counts.positive_share.interval
    assert (round(100 * low, 1), round(100 * high, 1)) == (54.8, 93.0)
    assert not hasattr(counts, "positive_of_all")


def test_eigen_tuin_a16_without_a_judgement_there_is_no_share():
    """Nobody judged is unknown, which is not zero."""
    assert (Share(0, 0).value, Share(0, 0).interval) == (None, None)


@pytest.mark.django_db
@pytest.mark.parametrize("threshold", ["shame", "distrust", "help_fatigue", "own_agenda", "other"])
def test_eigen_tuin_r15_w4_signal_visit_threshold_follow_up(clock, threshold):
    """Signal, visit, what stands in the way, what happens next: the loop of the cyclist."""
    scene = a_scene()
    signal = a_signal(scene, source="street")
    actions.record_attempt(
        scene.triage,
        household_id=signal.household_id,
        signal=signal.uuid,
        way="visit",
        result="refused",
        threshold=threshold,
        follow_up="over twee weken een kaartje",
    )
    attempt = seen(scene.triage, signal).attempts[0]
    assert (attempt.threshold, attempt.follow_up) == (threshold, "over twee weken een kaartje")


@pytest.mark.django_db
def test_eigen_tuin_w4_effect_counts_only_where_enough_is_known(clock):
    """Three signals, one judged positive, one too little known: one of one, not one of three."""
    scene = a_scene()
    for effect in ("positive", "unknown", ""):
        signal = a_signal(scene)
        actions.record_attempt(
            scene.triage,
            household_id=signal.household_id,
            signal=signal.uuid,
            way="visit",
            result="nobody_home" if effect == "" else "talked",
        )
        decision = in_triage(scene, signal)
        actions.decide(
            scene.triage,
            **decision,
            outcome="advice",
            effect=effect,
            not_informed_reason="zelf gemeld",
        )
    found = queries.outreach(open_list(scene.triage), since=product_clock.now())
    assert found == Outreach(visits=3, contacts=2, judged=1, positive=1)


@pytest.mark.django_db
def test_eigen_tuin_r1_household_and_address_are_two_things_with_dates(clock):
    """A member can live elsewhere and still belong; who left belongs to the past."""
    from voordeur.people import actions as people
    from voordeur.people.actions import NewAddress
    from voordeur.people.queries import addresses

    home = make.a_household("Karima", "Opa")
    opa = make.person_ids(home)[1]
    row = people.record_address(
        make.SETUP, household_id=home.pk, new=NewAddress(place="Elders", person_id=opa)
    )
    people.end_address(
        make.SETUP,
        household_id=home.pk,
        address=row.uuid,
        until=row.from_date,
        expected_version=1,
    )
    worker = make.a_worker().reader
    make.stand(worker, home, "helper")
    from voordeur.door.access import open_household

    access = open_household(worker, home.pk, activity="test")
    assert addresses(access) == []
    assert [line.text for line in addresses(access, past=True)] == ["Elders"]
