# SPDX-License-Identifier: EUPL-1.2
"""What comes on a day: seen coming, written down, arranged in time, and never lost on the way."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tests.coordination.making import a_scene, signed_in, url
from tests.safety.making import a_measure
from voordeur.door import access as door
from voordeur.door.reader import system
from voordeur.door.refusal import Conflict, NotAllowed, Refusal
from voordeur.people.actions import NewPerson, add_member
from voordeur.terms.queries import open_terms
from voordeur.transitions import actions, queries
from voordeur.transitions.calendar import (
    Service,
    act_by,
    catalogue,
    follow_up,
    months_after,
    state_pension,
    turns_18,
    uncovered,
)
from voordeur.transitions.watching import look_ahead
from voordeur.transitions.words import ahead_of

TODAY = date(2026, 11, 13)


def opened(scene, reader=None):
    return door.open_household(reader or scene.worker.reader, scene.home.pk, activity="test")


def joins(scene, born: date, called: str = "Jamie") -> int:
    """Let somebody born on a day join the household; return who."""
    row = add_member(
        scene.worker.reader,
        household_id=scene.home.pk,
        new=NewPerson(given_names=called, surname="Voorbeeld", born=born.isoformat(), role="child"),
    )
    return row.person_id


@pytest.mark.django_db
def test_a_birthday_is_seen_coming_written_down_once_and_arranged(clock, friday):
    scene = a_scene()
    young = joins(scene, date(2009, 2, 11))
    (seen,) = queries.coming(opened(scene))
    assert (seen.id, seen.kind, seen.on) == (None, "turning_18", date(2027, 2, 11))
    assert look_ahead(system("tick")) == 1
    assert look_ahead(system("tick")) == 0
    (row,) = queries.coming(opened(scene))
    (term,) = open_terms(opened(scene), kinds=["transition_ahead"])
    assert (term.owner, term.due) == (scene.worker.reader.key, date(2026, 11, 13))
    given_ = {"household_id": scene.home.pk, "transition": row.id}
    with pytest.raises(Refusal):
        actions.expect_transition(
            scene.worker.reader,
            household_id=scene.home.pk,
            kind="turning_18",
            on=row.on,
            person_id=young,
        )
    with pytest.raises(Conflict):
        actions.arrange_transition(
            scene.worker.reader, words="Wmo geregeld", expected_version=5, **given_
        )
    actions.arrange_transition(
        scene.worker.reader, words="Wmo geregeld", expected_version=1, **given_
    )
    assert open_terms(opened(scene), kinds=["transition_ahead"]) == []
    with pytest.raises(Refusal):
        actions.drop_transition(scene.worker.reader, words="x", expected_version=2, **given_)
    (row,) = queries.coming(opened(scene))
    assert row.state == "arranged"


@pytest.mark.django_db
def test_help_and_a_measure_with_an_end_and_school_are_transitions_too(clock):
    from tests.provisions.making import a_provision

    scene = a_scene()
    a_provision(scene.home, until=TODAY + timedelta(days=30))
    a_measure(
        scene,
        "supervision_order",
        state="in_force",
        person_id=scene.people[0],
        due_on=TODAY + timedelta(days=40),
    )
    row = actions.expect_transition(
        scene.worker.reader,
        household_id=scene.home.pk,
        kind="school_ends",
        on=TODAY + timedelta(days=100),
        person_id=scene.people[1],
        what="Eindexamen",
    )
    kinds = [one.kind for one in queries.coming(opened(scene))]
    assert kinds == ["indication_ends", "measure_ends", "school_ends"]
    dropped = actions.drop_transition(
        scene.worker.reader,
        household_id=scene.home.pk,
        transition=row.pk,
        words="Blijft een jaar langer",
        expected_version=1,
    )
    assert dropped.state == "dropped"
    resident = make.a_resident(scene.people[0])
    for act, more in (
        (actions.expect_transition, {"kind": "other", "on": TODAY}),
        (actions.arrange_transition, {"transition": row.pk, "words": "x", "expected_version": 2}),
        (actions.drop_transition, {"transition": row.pk, "words": "x", "expected_version": 2}),
        (
            actions.arrange_help,
            {"transition": row.pk, "provision": 1, "law": "wmo", "what": "x"},
        ),
    ):
        with pytest.raises(NotAllowed):
            act(resident, household_id=scene.home.pk, **more)
    for wrong in ({"on": TODAY - timedelta(days=1)}, {"kind": "verhuizing"}):
        with pytest.raises(Refusal):
            actions.expect_transition(
                scene.worker.reader,
                household_id=scene.home.pk,
                **{"kind": "other", "on": TODAY, **wrong},
            )


@pytest.mark.django_db
def test_what_comes_from_a_closed_part_is_not_there_for_a_partner(clock):
    scene = a_scene("Angela", "Tom")
    a_measure(
        scene,
        "debt_detention",
        state="in_force",
        person_id=scene.people[0],
        due_on=TODAY + timedelta(days=5),
    )
    partner = make.a_resident(scene.people[1])
    assert queries.coming(opened(scene, partner)) == []
    assert ahead_of(opened(scene, partner)) == ()


@pytest.mark.django_db
def test_the_pages_see_it_coming_take_it_up_and_arrange_what_follows(clock, all_queries):
    from tests.provisions.making import a_provision

    scene = a_scene()
    young = joins(scene, date(2009, 2, 11))
    a_provision(scene.home, person_id=young, law="jeugdwet", name="Begeleiding jeugd")
    client, base = signed_in(scene.worker), url(scene, "overgangen/")
    page = client.get(base).content.decode()
    assert "11 februari 2027" in page
    taken = client.post(f"{base}oppakken/", {"wat": f"turning_18:{young}:"})
    assert taken.status_code == 303
    assert client.post(f"{base}oppakken/", {"wat": "turning_18:0:"}).status_code == 404
    (row,) = queries.coming(opened(scene))
    (line,) = queries.help_of(opened(scene), young)
    assert [one.id for one in queries.gaps(row, [line])] == [line.id]
    follow = {"provision": line.id, "law": "wmo", "what": "Ramses vraagt het aan voor februari"}
    path = f"{base}vervolg/{row.uuid}/"
    assert client.get(path).status_code == 200
    assert client.post(path, {}).status_code == 422
    assert client.post(path, follow).status_code == 303
    (row,) = queries.coming(opened(scene))
    assert queries.gaps(row, [line]) == []
    assert "Ramses vraagt het aan" in client.get(base).content.decode()
    note = {"kind": "other", "on": "2027-01-05", "what": "Verhuizing", "about": ""}
    assert client.post(f"{base}erbij/", note).status_code == 303
    assert client.get(f"{base}hoeft-niet/{row.uuid}/").status_code == 200
    done = client.post(f"{base}geregeld/{row.uuid}/", {"words": "Alles rond", "version": 1})
    assert done.status_code == 303
    assert client.get(f"{base}geregeld/{row.uuid}/").status_code == 404
    with all_queries() as statements:
        assert "Alles rond" in client.get(base).content.decode()
    assert len(statements) <= 15


births = st.dates(date(1940, 1, 1), date(2020, 12, 31))


@given(births)
def test_eighteen_years_later_is_the_same_day_or_the_last_of_the_month(born):
    day = turns_18(born)
    assert day.year == born.year + 18
    assert (day.month, day.day) == (born.month, born.day) or (born.month, born.day) == (2, 29)
    assert months_after(born, 0) == born
    assert act_by(catalogue().kinds["turning_18"], day) == day - timedelta(days=90)


@given(births, births)
def test_who_is_older_gets_state_pension_no_later(one, other):
    ages = catalogue().pension
    first, second = (state_pension(born, ages) for born in sorted((one, other)))
    if first is not None and second is not None:
        assert first <= second


day = st.dates(date(2026, 1, 1), date(2028, 12, 31))
services = st.lists(
    st.builds(
        Service,
        st.integers(1, 5),
        st.sampled_from(["jeugdwet", "wmo", "zvw"]),
        day,
        st.one_of(st.none(), day),
    ),
    max_size=6,
)


@given(services, day, st.sets(st.integers(1, 5)))
def test_only_help_for_the_young_lacks_a_follow_up_and_arranging_never_adds_a_gap(rows, on, done):
    found = uncovered(rows, on, done)
    assert {row.law for row in rows if row.id in found} <= {"jeugdwet", "wmo", "zvw"}
    assert not set(found) & done
    assert set(found) <= set(uncovered(rows, on))
    follows = Service(99, "wmo", on, None)
    assert uncovered([*rows, follows], on, done) == []


@given(st.text(max_size=40))
def test_every_piece_of_help_has_a_law_that_can_follow(name):
    known = catalogue()
    assert follow_up(known, name).laws
    assert follow_up(known, f"{name} ggz").id == "treatment"
