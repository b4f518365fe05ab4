# SPDX-License-Identifier: EUPL-1.2
"""Concerns about safety: raised, weighed, agreed on, acted on, and closed only with a reason."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tests.safety.making import TODAY, a_concern, a_scene, decide
from voordeur.door import access as door
from voordeur.door.refusal import Conflict, NotAllowed, Refusal
from voordeur.safety import actions, queries
from voordeur.safety.catalogue import catalogue
from voordeur.safety.closing import Standing, excuse, lacking, steps_open
from voordeur.terms.queries import open_terms


def opened(scene, reader=None):
    return door.open_household(reader or scene.worker.reader, scene.home.pk, activity="test")


def close(scene, concern, **kwargs):
    given = {"why": "safe", "words": "Drie weken rustig, zij zegt het zelf", **kwargs}
    given.setdefault("expected_version", concern.version)
    return actions.close_concern(
        scene.worker.reader, household_id=scene.home.pk, concern=concern.pk, **given
    )


@pytest.mark.django_db
def test_a_concern_is_weighed_agreed_on_looked_at_and_only_then_closed(clock, friday):
    scene = a_scene()
    concern = a_concern(scene)
    (term,) = open_terms(opened(scene), kinds=["safety_to_weigh"])
    assert (term.due, term.owner) == (TODAY, scene.worker.reader.key)
    with pytest.raises(Refusal, match="last step"):
        close(scene, concern)
    actions.weigh(
        scene.worker.reader,
        household_id=scene.home.pk,
        concern=concern.pk,
        step="consult",
        words="Veilig Thuis gevraagd",
        on=TODAY,
    )
    taken = decide(scene, concern)
    assert taken.decided_by_id == scene.worker.professional.pk
    (term,) = open_terms(opened(scene), kinds=["safety_to_agree"])
    with pytest.raises(Refusal, match="agree"):
        close(scene, concern)
    line = actions.agree(
        scene.worker.reader,
        household_id=scene.home.pk,
        concern=concern.pk,
        what="Oma haalt haar op woensdag",
        doer="network",
        who="Oma Riet",
        look_on=TODAY + timedelta(days=21),
    )
    with clock(friday + timedelta(days=21)):
        look = {"household_id": scene.home.pk, "agreement": line.pk, "words": "Gevraagd"}
        with pytest.raises(Conflict):
            actions.look_at_agreement(scene.worker.reader, kept=True, expected_version=9, **look)
        actions.look_at_agreement(
            scene.worker.reader,
            kept=False,
            expected_version=1,
            look_on=TODAY + timedelta(days=40),
            **look,
        )
        with pytest.raises(Refusal, match="agree"):
            close(scene, concern)
        actions.look_at_agreement(scene.worker.reader, kept=True, expected_version=2, **look)
        closed = close(scene, concern)
        assert closed.closed_why == "safe"
        assert open_terms(opened(scene)) == [
            one for one in open_terms(opened(scene)) if not one.kind.startswith("safety")
        ]
        (seen,) = queries.concerns(opened(scene))
        assert not seen.open
        with pytest.raises(Refusal, match="already"):
            close(scene, concern)


@pytest.mark.django_db
@pytest.mark.parametrize("why", sorted(catalogue().no_reasons))
def test_no_excuse_closes_a_concern_chosen_or_written(clock, why):
    scene = a_scene()
    concern = a_concern(scene)
    decide(scene, concern, "nothing_found")
    with pytest.raises(Refusal, match="no reason"):
        close(scene, concern, why=why, words="Afgesloten")
    words = f"Helaas {catalogue().no_reasons[why].words[0].upper()} op dit moment"
    with pytest.raises(Refusal, match="no reason"):
        close(scene, concern, why="unfounded", words=words)
    (seen,) = queries.concerns(opened(scene))
    assert seen.open


@pytest.mark.django_db
def test_who_may_not_weigh_can_raise_but_not_close(clock):
    scene = a_scene()
    helper = make.a_worker()
    make.stand(helper.reader, scene.home, "helper")
    concern = a_concern(scene, by=helper.reader)
    (term,) = open_terms(opened(scene), kinds=["safety_to_weigh"])
    assert term.owner == scene.worker.reader.key
    (seen,) = queries.concerns(opened(scene, helper.reader))
    assert (seen.masked, seen.what, seen.urgency) == (True, None, None)
    for act, more in (
        (actions.weigh, {"step": "talk", "words": "x", "on": TODAY}),
        (
            actions.agree,
            {"what": "x", "doer": "family", "who": "x", "look_on": TODAY},
        ),
        (actions.close_concern, {"why": "safe", "words": "x", "expected_version": 1}),
    ):
        with pytest.raises(NotAllowed):
            act(helper.reader, household_id=scene.home.pk, concern=concern.pk, **more)
    with pytest.raises(Refusal, match="not open to you"):
        actions.act_at_once(
            helper.reader,
            household_id=scene.home.pk,
            concern=concern.pk,
            ground="child_in_danger",
            authority="safe_home",
            acting="x",
            did="x",
            on=TODAY,
        )
    stranger = make.a_worker()
    make.stand(stranger.reader, scene.home, "lead")
    with pytest.raises(NotAllowed):
        a_concern(scene, by=stranger.reader)


@pytest.mark.django_db
def test_only_an_office_with_the_power_acts_at_once_and_nothing_had_to_be_tried(clock):
    scene = a_scene()
    concern = a_concern(scene)
    act = {
        "household_id": scene.home.pk,
        "concern": concern.pk,
        "acting": "Agent De Wit",
        "did": "Nam haar mee naar een veilige plek",
        "on": TODAY,
    }
    with pytest.raises(Refusal, match="no power"):
        actions.act_at_once(scene.worker.reader, ground="child_in_danger", authority="mayor", **act)
    with pytest.raises(Refusal):
        actions.act_at_once(
            scene.worker.reader, ground="cannot_oversee", authority="subdistrict_court", **act
        )
    actions.act_at_once(
        scene.worker.reader, ground="child_in_danger", authority="emergency_services", **act
    )
    (seen,) = queries.concerns(opened(scene))
    assert seen.open
    assert [one.acting for one in seen.acted] == ["Agent De Wit"]
    assert seen.weighed == ()


@pytest.mark.django_db
def test_a_warning_tells_a_visitor_what_to_do_and_not_why_and_is_looked_at_again(clock, friday):
    scene = a_scene()
    helper = make.a_worker()
    make.stand(helper.reader, scene.home, "helper")
    given = {"household_id": scene.home.pk, "advice": "two_people", "why": "Dreigde met een mes"}
    for day in (TODAY, TODAY + timedelta(days=400)):
        with pytest.raises(Refusal, match="within a year"):
            actions.warn_visitors(scene.worker.reader, review_on=day, **given)
    row = actions.warn_visitors(scene.worker.reader, review_on=TODAY + timedelta(days=30), **given)
    (seen,) = queries.warnings(opened(scene, helper.reader))
    assert (seen.advice, seen.why) == ("two_people", None)
    (seen,) = queries.warnings(opened(scene))
    assert seen.why == "Dreigde met een mes"
    with clock(friday + timedelta(days=30)):
        (term,) = open_terms(opened(scene), kinds=["warning_review"])
        assert term.days_late == 0
        actions.review_warning(
            scene.worker.reader,
            household_id=scene.home.pk,
            warning=row.pk,
            why="Nog steeds boos",
            review_on=date(2027, 1, 13),
            expected_version=1,
        )
        with pytest.raises(Conflict):
            actions.end_warning(
                scene.worker.reader,
                household_id=scene.home.pk,
                warning=row.pk,
                why="Rustig",
                expected_version=1,
            )
        actions.end_warning(
            scene.worker.reader,
            household_id=scene.home.pk,
            warning=row.pk,
            why="Rustig",
            expected_version=2,
        )
    assert queries.warnings(opened(scene)) == []
    resident = make.a_resident(scene.people[0])
    with pytest.raises(NotAllowed):
        actions.warn_visitors(resident, review_on=TODAY + timedelta(days=30), **given)


reasons = st.sampled_from(sorted(catalogue().closings))
standings = st.builds(
    Standing,
    decided=st.booleans(),
    agreements=st.lists(st.sampled_from([True, False, None]), max_size=4).map(tuple),
    taken_over_by=st.sampled_from(["", " ", "Veilig Thuis"]),
)


@given(reasons, standings)
def test_no_reason_closes_without_a_decision_and_more_work_never_closes_less(reason, done):
    known = catalogue()
    missing = lacking(known, reason, done)
    if not done.decided:
        assert "decided" in missing
    fuller = Standing(True, (True,), "Veilig Thuis")
    assert lacking(known, reason, fuller) == ()
    if False in done.agreements:
        assert reason != "safe" or missing


@given(
    st.text(max_size=60),
    st.sampled_from([w for n in catalogue().no_reasons.values() for w in n.words]),
    st.text(max_size=60),
)
def test_an_excuse_is_found_wherever_it_stands(before, word, after):
    said = f"{before} {word.upper()} {after}"
    assert excuse(catalogue(), "safe", said) is not None


@given(st.lists(st.sampled_from([*catalogue().steps]), max_size=8))
def test_steps_that_are_left_are_those_nobody_took(taken):
    left = steps_open(catalogue(), taken)
    assert set(left) | set(taken) == set(catalogue().steps)
    assert not set(left) & set(taken)
