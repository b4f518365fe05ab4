# SPDX-License-Identifier: EUPL-1.2
"""Sub-plans under the one plan: whose, parked with a reason, contradictions shown, safety apart."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tests.coordination.making import a_scene, signed_in
from tests.noninterference import page_of, unseen
from voordeur.door import access as door
from voordeur.door.deed import Conflict, NotAllowed
from voordeur.door.refusal import Refusal
from voordeur.plan import actions
from voordeur.plan.queries.subplans import sub_plans
from voordeur.plan.subplanning import KINDS, STATES, Contradiction, SubPlanFact, contradictions

LATER = date(2027, 1, 15)
facts = st.builds(
    SubPlanFact,
    st.integers(1, 10**6),
    st.sampled_from(KINDS),
    st.none() | st.integers(1, 3),
    st.sampled_from(["school", "ggz", "bank"]),
    st.sampled_from(STATES),
    st.frozensets(st.integers(1, 4), max_size=2),
)


@given(st.lists(facts, max_size=6, unique_by=lambda one: one.id))
def test_only_active_plans_contradict_and_parking_them_all_ends_every_contradiction(plans):
    active = {one.id for one in plans if one.state == "active"}
    said = [(a.id, b.id, "tegen") for a in plans for b in plans]
    found = contradictions(plans, said)
    for one in found:
        assert {one.one, *([one.other] if one.other else [])} <= active
    assert {one.one for one in found if one.code is Contradiction.NO_GOAL} == {
        one.id for one in plans if one.state == "active" and not one.goals
    }
    parked = [SubPlanFact(p.id, p.kind, p.person, p.owner, "parked", p.goals) for p in plans]
    assert contradictions(parked, said) == ()


def hung(scene, **more):
    given = {"kind": "debts", "title": "Schuldenplan", "law": "wgs", **more}
    given.setdefault("owner_id", make.an_organisation().pk)
    return actions.hang_sub_plan(scene.worker.reader, household_id=scene.home.pk, **given)


def inside(scene, reader=None):
    return door.open_household(reader or scene.worker.reader, scene.home.pk, activity="test")


@pytest.mark.django_db
def test_a_sub_plan_hangs_under_goals_is_parked_with_a_reason_and_ends_with_one(clock):
    scene = a_scene()
    me, home = scene.worker.reader, scene.home.pk
    goal = actions.set_goal(me, household_id=home, text="De schulden staan stil")
    row = hung(scene, goals=[goal.uuid])
    mark = {"household_id": home, "sub_plan": row.uuid}
    for wrong in (
        {"state": "weg"},
        {"state": "parked", "reason": "Eerst rust", "agreed_by": "Angela"},
        {"state": "parked", "agreed_by": "Angela", "review_on": LATER},
        {"state": "ended"},
    ):
        with pytest.raises(Refusal):
            actions.mark_sub_plan(me, expected_version=1, **mark, **wrong)
    actions.mark_sub_plan(
        me,
        state="parked",
        reason="Eerst rust",
        agreed_by="Angela",
        review_on=LATER,
        expected_version=1,
        **mark,
    )
    (line,) = sub_plans(inside(scene)).lines
    assert (line.state, line.parked_reason, line.goals) == (
        "parked",
        "Eerst rust",
        ("De schulden staan stil",),
    )
    with pytest.raises(Conflict):
        actions.mark_sub_plan(me, state="active", expected_version=1, **mark)
    actions.mark_sub_plan(me, state="ended", reason="Klaar", expected_version=2, **mark)


@pytest.mark.django_db
def test_contradictions_are_shown_until_they_are_settled(clock):
    scene = a_scene()
    me, home = scene.worker.reader, scene.home.pk
    goal = actions.set_goal(me, household_id=home, text="Rust")
    one = hung(scene, goals=[goal.uuid])
    other = hung(scene, kind="school", law="onderwijs", goals=[goal.uuid], title="Schoolplan")
    assert sub_plans(inside(scene)).found == ()
    said = {"household_id": home, "what": "Twee afspraken op woensdag"}
    clash = actions.note_clash(me, one=one.uuid, other=other.uuid, **said)
    with pytest.raises(Refusal):
        actions.note_clash(me, one=one.uuid, other=one.uuid, **said)
    hung(scene, title="Nog een schuldenplan", goals=[goal.uuid])
    codes = [found.code for found in sub_plans(inside(scene)).found]
    assert codes == [Contradiction.DOUBLE, Contradiction.SAID]
    actions.settle_clash(
        me, household_id=home, clash=clash.uuid, how="School op dinsdag", expected_version=1
    )
    assert [found.code for found in sub_plans(inside(scene)).found] == [Contradiction.DOUBLE]


@pytest.mark.django_db
def test_a_plan_about_safety_never_stands_beside_one_about_debts(clock):
    scene = a_scene()
    angela = scene.people[0]
    with pytest.raises(Refusal):
        hung(scene, kind="safety")
    hung(scene, kind="safety", person_id=angela, compartment="safety", title="Veiligheidsplan")
    hung(scene)
    assert [one.title for one in sub_plans(inside(scene)).lines] == ["Schuldenplan"]
    client = signed_in(scene.worker)
    base = f"/huishouden/{scene.home.uuid}/plan/deelplannen/"
    assert "Veiligheidsplan" not in client.get(base).content.decode()
    apart = client.get(f"{base}veilig/").content.decode()
    assert "Veiligheidsplan" in apart
    assert "Schuldenplan" not in apart


@pytest.mark.django_db
def test_without_one_plan_the_class_of_obstacle_is_named(clock):
    scene = a_scene()
    me, home = scene.worker.reader, scene.home.pk
    with pytest.raises(Refusal):
        actions.name_obstacle(me, household_id=home, obstacle="onwil", text="Zij willen niet")
    row = actions.name_obstacle(me, household_id=home, obstacle="law", text="Wlz en Wmo")
    found = sub_plans(inside(scene))
    assert not found.has_plan
    assert [one.obstacle for one in found.obstacles] == ["law"]
    actions.clear_obstacle(me, household_id=home, obstacle=row.uuid, expected_version=1)
    assert sub_plans(inside(scene)).obstacles[0].gone_on == date(2026, 11, 13)
    outsider = make.a_worker()
    make.stand(outsider.reader, scene.home, "team")
    for act, more in (
        (actions.name_obstacle, {"obstacle": "law", "text": "x"}),
        (actions.hang_sub_plan, {"kind": "debts", "title": "x", "law": "wgs", "owner_id": 1}),
    ):
        with pytest.raises(NotAllowed):
            act(outsider.reader, household_id=home, **more)


@pytest.mark.django_db
def test_the_pages_hang_park_and_name(clock, all_queries):
    scene = a_scene()
    client = signed_in(scene.worker)
    base = f"/huishouden/{scene.home.uuid}/plan/deelplannen/"
    form = {"kind": "school", "title": "Schoolplan", "law": "onderwijs"}
    assert client.post(f"{base}nieuw/", form).status_code == 422
    form["owner"] = make.an_organisation().pk
    assert client.post(f"{base}nieuw/", form).status_code == 303
    (line,) = sub_plans(inside(scene)).lines
    park = {"state": "parked", "reason": "Eerst slapen", "agreed_by": "Angela", "version": 1}
    assert client.post(f"{base}{line.uuid}/", park).status_code == 422
    park["review_on"] = "2027-01-15"
    assert client.post(f"{base}{line.uuid}/", park).status_code == 303
    why = f"/huishouden/{scene.home.uuid}/plan/waarom-niet/"
    named = client.post(why, {"obstacle": "role_view", "text": "Wie doet wat?"})
    assert named.status_code == 303
    with all_queries() as statements:
        page = client.get(base).content.decode()
    assert len(statements) <= 15
    for word in ("Schoolplan", "Eerst slapen", "Wie doet wat?"):
        assert word in page
    (obstacle,) = sub_plans(inside(scene)).obstacles
    assert client.post(f"{why}{obstacle.uuid}/weg/", {"version": 1}).status_code == 303


@pytest.mark.django_db
def test_a_hidden_sub_plan_changes_no_byte(clock):
    scene = a_scene("Angela", "Tom")
    reader, seeing = make.a_worker("supporter"), make.a_worker()
    make.stand(reader.reader, scene.home, "supporter")
    make.stand(seeing.reader, scene.home, "emergency")
    url = f"/huishouden/{scene.home.uuid}/plan/deelplannen/"
    unseen(
        page_of(reader.account, url),
        add=lambda: hung(
            scene, kind="treatment", law="zvw", person_id=scene.people[0], compartment="health"
        ),
        seen_by=page_of(seeing.account, url),
    )
