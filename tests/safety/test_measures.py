# SPDX-License-Identifier: EUPL-1.2
"""Coercive measures: recorded in the part of their kind, turned, and held at the start and end."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tests.safety.making import TODAY, a_measure, a_scene
from voordeur.door import access as door
from voordeur.door.refusal import Conflict, NotAllowed, Refusal
from voordeur.safety import actions, queries
from voordeur.safety.catalogue import catalogue
from voordeur.safety.picture import Turn, picture, state_on
from voordeur.safety.states import MEASURE, after
from voordeur.terms.queries import open_terms


def opened(scene, reader=None):
    return door.open_household(reader or scene.worker.reader, scene.home.pk, activity="test")


def turn(scene, row, verb, **kwargs):
    given = {"on": TODAY, "source": "Gebeld", **kwargs}
    given.setdefault("expected_version", row.version)
    return actions.turn_measure(
        scene.worker.reader, household_id=scene.home.pk, measure=row.pk, verb=verb, **given
    )


@pytest.mark.django_db
def test_a_threat_asks_to_offer_a_plan_first_and_keeps_its_day(clock):
    scene = a_scene()
    row = a_measure(scene, due_on=TODAY + timedelta(days=20))
    kinds = {one.kind: one.due for one in open_terms(opened(scene))}
    assert kinds["measure_plan_offer"] == TODAY
    assert kinds["measure_threatened"] == TODAY + timedelta(days=20)
    offered = actions.offer_plan(
        scene.worker.reader,
        household_id=scene.home.pk,
        measure=row.pk,
        on=TODAY,
        expected_version=1,
    )
    assert offered.plan_wanted is None
    assert "measure_plan_offer" not in {one.kind for one in open_terms(opened(scene))}
    turn(scene, offered, "avert", source="Huur betaald")
    assert [one.kind for one in open_terms(opened(scene)) if "measure" in one.kind] == []
    course = [(one.state, one.source) for one in queries.turns(opened(scene))]
    assert course == [("threatened", "Brief van 10 november"), ("averted", "Huur betaald")]
    with pytest.raises(Refusal, match="cannot happen"):
        turn(scene, offered, "impose", expected_version=3)


@pytest.mark.django_db
def test_each_kind_lies_in_its_own_part_and_is_somebodys_unless_it_is_of_all(clock):
    scene = a_scene()
    for code, kind in catalogue().measures.items():
        if kind.part == "common":
            continue
        with pytest.raises(Refusal, match="whom"):
            a_measure(scene, code)
        row = a_measure(scene, code, person_id=scene.people[0])
        assert row.compartment == kind.part
    with pytest.raises(Refusal, match="still to come"):
        a_measure(scene, on=TODAY + timedelta(days=1))


@pytest.mark.django_db
def test_who_helps_records_a_measure_and_a_resident_does_not(clock):
    scene = a_scene()
    helper = make.a_worker()
    make.stand(helper.reader, scene.home, "helper")
    given = {
        "household_id": scene.home.pk,
        "kind": "cut_off",
        "state": "threatened",
        "on": TODAY,
        "authority": "Energiebedrijf",
        "source": "Brief",
    }
    row = actions.record_measure(helper.reader, **given)
    resident = make.a_resident(scene.people[0])
    for act, more in (
        (actions.record_measure, given),
        (
            actions.offer_plan,
            {"household_id": scene.home.pk, "measure": row.pk, "on": TODAY, "expected_version": 1},
        ),
        (
            actions.turn_measure,
            {
                "household_id": scene.home.pk,
                "measure": row.pk,
                "verb": "avert",
                "on": TODAY,
                "source": "x",
                "expected_version": 1,
            },
        ),
    ):
        with pytest.raises(NotAllowed):
            act(resident, **more)
    with pytest.raises(Conflict):
        turn(scene, row, "avert", expected_version=7)


kinds = st.sampled_from(["eviction", "cut_off", "placement"])
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@st.composite
def courses(draw):
    """Draw the course of some measures along the status graph."""
    turns = []
    for number in range(draw(st.integers(0, 4))):
        kind, day = draw(kinds), draw(days)
        state = draw(st.sampled_from(["threatened", "in_force"]))
        turns.append(Turn(number, kind, state, day))
        for _turn in range(draw(st.integers(0, 3))):
            verb = draw(st.sampled_from(sorted(MEASURE[state])))
            state = after(state, verb)
            day += timedelta(days=draw(st.integers(0, 60)))
            turns.append(Turn(number, kind, state, day))
    return turns


@given(courses(), days, st.integers(0, 200))
def test_start_and_end_count_each_measure_once_and_never_more_than_there_were(turns, start, length):
    end = start + timedelta(days=length)
    found = picture(turns, start, end, {start: 4, end: None})
    assert found.fewer_helpers is None
    first = state_on(turns, start)
    for one in found.kinds:
        there = [turn for turn in first.values() if turn.kind == one.kind]
        assert one.threatened_at_start + one.in_force_at_start <= len(there)
        assert one.averted <= one.threatened_at_start
        assert one.lifted <= one.in_force_at_start
        assert one.imposed <= one.in_force_at_end


@given(courses(), days)
def test_a_day_beside_itself_changes_nothing(turns, day):
    found = picture(turns, day, day, {day: 3})
    for one in found.kinds:
        assert (one.averted, one.lifted, one.imposed) == (0, 0, 0)
    if found.helpers_at_start is not None:
        assert found.fewer_helpers == 0
    with pytest.raises(ValueError, match="before"):
        picture(turns, day, day - timedelta(days=1), {})
