# SPDX-License-Identifier: EUPL-1.2
"""From signal to decision: attempts, stages, telling the household, waiting, expiry, joining."""

from datetime import date, timedelta

import pytest

from tests import factories as make
from tests.intake.making import a_scene, a_signal, in_triage, seen
from voordeur.door.access import open_household
from voordeur.door.deed import Conflict, NotAllowed
from voordeur.door.reader import system
from voordeur.door.refusal import NoEntry, Refusal
from voordeur.history import record
from voordeur.intake import actions, queries, states
from voordeur.people.actions import NewPerson, add_member
from voordeur.people.queries import members
from voordeur.terms.queries import open_terms

pytestmark = pytest.mark.django_db
TOLD = {"informed_on": date(2026, 11, 13), "informed_how": "aan de deur"}


@pytest.fixture
def scene(clock):
    return a_scene()


@pytest.fixture
def signal(scene):
    return a_signal(scene)


def attempt(scene, signal, **what):
    given = {"way": "visit", "result": "nobody_home", **what}
    return actions.record_attempt(
        scene.triage, household_id=signal.household_id, signal=signal.uuid, **given
    )


def test_an_attempt_brings_the_signal_to_contact_by_itself(scene, signal):
    attempt(scene, signal)
    page = seen(scene.triage, signal)
    assert (page.stage, [a.result for a in page.attempts]) == ("contact", ["nobody_home"])
    assert [(d.from_stage, d.to_stage) for d in page.decisions] == [("received", "contact")]


@pytest.mark.parametrize("threshold", ["shame", "distrust", "help_fatigue", "own_agenda", "other"])
def test_a_refusal_keeps_what_stands_in_the_way(scene, signal, threshold):
    attempt(scene, signal, result="refused", threshold=threshold)
    assert seen(scene.triage, signal).attempts[0].threshold == threshold


def test_only_a_refusal_has_a_threshold(scene, signal):
    with pytest.raises(Refusal) as refused:
        attempt(scene, signal, result="let_in", threshold="shame")
    assert refused.value.where == "threshold"


def test_after_no_next_visit_somebody_must_say_why_it_goes_ahead(scene, signal):
    attempt(scene, signal, result="refused", next_visit="no", next_visit_reason="hond los")
    colleague = make.a_worker()
    ask = {
        "household_id": signal.household_id,
        "signal": signal.uuid,
        "account_id": colleague.account.pk,
    }
    with pytest.raises(Refusal) as refused:
        actions.ask_outreach(scene.triage, **ask)
    assert refused.value.where == "despite"
    actions.ask_outreach(scene.triage, **ask, despite="hond is weg, overlegd met de buurman")
    assert seen(colleague.reader, signal).attempts[0].next_visit == "no"


def test_no_next_visit_without_a_reason(scene, signal):
    with pytest.raises(Refusal) as refused:
        attempt(scene, signal, next_visit="no")
    assert refused.value.where == "next_visit_reason"


def test_who_was_asked_to_visit_has_a_term_until_it_is_recorded(scene, signal):
    colleague = make.a_worker()
    actions.ask_outreach(
        scene.triage,
        household_id=signal.household_id,
        signal=signal.uuid,
        account_id=colleague.account.pk,
    )

    def due():
        opened = open_household(colleague.reader, signal.household_id, activity="test")
        return [t.kind for t in open_terms(opened, owners=[colleague.reader.key])]

    assert due() == ["signal_outreach"]
    actions.record_attempt(
        colleague.reader,
        household_id=signal.household_id,
        signal=signal.uuid,
        way="visit",
        result="let_in",
    )
    assert due() == []


def test_who_only_recorded_the_signal_decides_nothing(scene, signal):
    with pytest.raises(NotAllowed):
        actions.start_triage(
            scene.recorder,
            household_id=signal.household_id,
            signal=signal.uuid,
            expected_version=1,
        )


def test_triage_of_another_team_decides_nothing(scene, signal):
    with pytest.raises(NoEntry):
        in_triage(a_scene(), signal)


def test_a_stage_cannot_be_skipped(scene, signal):
    with pytest.raises(Refusal) as refused:
        actions.decide(
            scene.triage,
            household_id=signal.household_id,
            signal=signal.uuid,
            expected_version=1,
            outcome="advice",
            **TOLD,
        )
    assert refused.value.where == "stage"


@pytest.mark.parametrize("outcome", ["no_action", "household_approach"])
def test_doing_nothing_and_doing_much_need_a_reason(scene, signal, outcome):
    decision = in_triage(scene, signal)
    with pytest.raises(Refusal) as refused:
        actions.decide(scene.triage, **decision, outcome=outcome, **TOLD)
    assert refused.value.where == "reason"


def test_one_question_is_referred_to_somebody_and_opens_nothing_more(scene, signal):
    decision = in_triage(scene, signal)
    with pytest.raises(Refusal) as refused:
        actions.decide(scene.triage, **decision, outcome="single_question", **TOLD)
    assert refused.value.where == "refer_to"
    actions.decide(
        scene.triage, **decision, outcome="single_question", refer_to="Schuldhulp", **TOLD
    )
    opened = open_household(scene.triage, signal.household_id, activity="test")
    assert (members(opened), open_terms(opened)) == ([], [])


def test_nothing_is_decided_before_the_household_was_told_or_the_reason_is_kept(scene, signal):
    decision = in_triage(scene, signal)
    with pytest.raises(Refusal) as refused:
        actions.decide(scene.triage, **decision, outcome="advice")
    assert refused.value.where == "informed_on"
    actions.decide(
        scene.triage,
        **decision,
        outcome="advice",
        not_informed_reason="gevaar voor een kind",
        not_informed_until=date(2026, 12, 1),
    )
    opened = open_household(scene.triage, signal.household_id, activity="test")
    assert [(t.kind, t.due) for t in open_terms(opened)] == [("signal_inform", date(2026, 12, 1))]


def test_the_household_approach_leads_on_in_the_same_file(scene, signal):
    decision = in_triage(scene, signal)
    actions.decide(
        scene.triage, **decision, outcome="household_approach", reason="meer dan één vraag", **TOLD
    )
    add_member(scene.triage, household_id=signal.household_id, new=NewPerson(given_names="Angela"))
    opened = open_household(scene.triage, signal.household_id, activity="test")
    assert [m.called for m in members(opened)] == ["Angela"]
    assert open_terms(opened) == []


def test_after_a_decision_those_of_triage_look_back_for_six_weeks(scene, signal, clock, friday):
    colleague = make.a_worker("professional", "triage", team=scene.team).reader
    decision = in_triage(scene, signal)
    actions.decide(scene.triage, **decision, outcome="advice", **TOLD)
    assert seen(colleague, signal).stage == "decided"
    with clock(friday + timedelta(days=43)), pytest.raises(NoEntry):
        seen(colleague, signal)


def test_who_looks_back_does_not_read_what_the_household_approach_brings(scene, signal):
    colleague = make.a_worker("professional", "triage", team=scene.team).reader
    decision = in_triage(scene, signal)
    actions.decide(
        scene.triage, **decision, outcome="household_approach", reason="meer dan één vraag", **TOLD
    )
    add_member(scene.triage, household_id=signal.household_id, new=NewPerson(given_names="Angela"))
    opened = open_household(colleague, signal.household_id, activity="test")
    assert seen(colleague, signal).stage == "decided"
    assert members(opened) == []


def test_waiting_is_a_choice_with_a_reason_and_a_day(scene, signal):
    attempt(scene, signal)
    page = seen(scene.triage, signal)
    given = {
        "household_id": signal.household_id,
        "signal": signal.uuid,
        "expected_version": page.version,
    }
    with pytest.raises(Refusal) as refused:
        actions.wait(scene.triage, **given, reason=" ", look_again_on=date(2026, 12, 1))
    assert refused.value.where == "reason"
    actions.wait(scene.triage, **given, reason="eerst de baby", look_again_on=date(2026, 12, 1))
    assert [line.due for line in queries.worklist(scene.triage)] == [date(2026, 12, 1)]


def test_two_who_decide_at_once_both_hear_of_it(scene, signal):
    decision = in_triage(scene, signal)
    actions.decide(scene.triage, **decision, outcome="advice", **TOLD)
    with pytest.raises(Conflict):
        actions.decide(scene.triage, **decision, outcome="advice", **TOLD)


def test_a_malicious_signal_needs_a_reason(scene, signal):
    decision = in_triage(scene, signal)
    with pytest.raises(Refusal) as refused:
        actions.set_aside(scene.triage, **decision, reason="", **TOLD)
    assert refused.value.where == "reason"


def test_an_expired_signal_is_closed_by_the_night(scene, signal, clock, friday):
    night = system("tick")
    from voordeur.door.access import for_system

    assert queries.expired_signals(for_system(night)) == []
    with clock(friday + timedelta(days=180)):
        found = queries.expired_signals(for_system(night))
        assert found == [(signal.household_id, signal.uuid)]
        actions.let_expire(night, household_id=found[0][0], signal=found[0][1])
        assert seen(scene.triage, signal).stage == "expired"


def test_a_signal_does_not_expire_early(scene, signal):
    with pytest.raises(Refusal) as refused:
        actions.let_expire(scene.triage, household_id=signal.household_id, signal=signal.uuid)
    assert refused.value.where == "signal"


def test_a_signal_joins_a_household_by_who_may_see_both(scene, signal):
    attempt(scene, signal, note="niemand thuis, bonnetje achtergelaten")
    home = make.a_household("Angela", by=scene.triage)
    actions.attach_signal(
        scene.triage,
        household_id=home.pk,
        from_household_id=signal.household_id,
        signal=signal.uuid,
    )
    opened = open_household(scene.triage, home.pk, activity="test")
    page = queries.signal_page(opened, signal.uuid)
    assert (page.stage, len(page.attempts)) == ("contact", 1)
    assert {t.kind for t in open_terms(opened)} == {"signal_triage", "signal_expiry"}
    kinds = {event.kind for event in record.read(("household", home.pk))}
    assert {"intake.signal_recorded", "intake.signals_attached"} <= kinds


def test_a_signal_that_joined_the_wrong_household_is_taken_out_again_with_what_came_since(
    scene, signal
):
    home = make.a_household("Angela", by=scene.triage)
    stub = signal.household_id
    actions.attach_signal(
        scene.triage, household_id=home.pk, from_household_id=stub, signal=signal.uuid
    )
    opened = open_household(scene.triage, home.pk, activity="test")
    actions.record_attempt(
        scene.triage, household_id=home.pk, signal=signal.uuid, way="visit", result="nobody_home"
    )
    page = queries.signal_page(opened, signal.uuid)
    at = {"household_id": home.pk, "signal": signal.uuid, "expected_version": page.version}
    with pytest.raises(Refusal) as refused:
        actions.detach_signal(scene.triage, **at, reason=" ")
    assert refused.value.where == "reason"
    assert actions.detach_signal(scene.triage, **at, reason="Andere Angela") == stub
    back = open_household(scene.triage, stub, activity="test")
    page = queries.signal_page(back, signal.uuid)
    assert (page.stage, len(page.attempts)) == ("contact", 1)
    assert {term.kind for term in open_terms(back)} == {"signal_triage", "signal_expiry"}
    opened = open_household(scene.triage, home.pk, activity="test")
    assert queries.household_signals(opened) == []
    assert open_terms(opened) == []
    # Each household reads its own history again.
    kinds = {event.kind for event in record.read(("household", home.pk))}
    assert "intake.signal_recorded" not in kinds
    assert "intake.signals_detached" in kinds
    # And it can join the right one now.
    right = make.a_household("Angela", by=scene.triage)
    actions.attach_signal(
        scene.triage, household_id=right.pk, from_household_id=stub, signal=signal.uuid
    )


def test_a_signal_that_was_recorded_here_is_not_taken_out(scene, signal):
    page = queries.signal_page(
        open_household(scene.triage, signal.household_id, activity="test"), signal.uuid
    )
    with pytest.raises(Refusal) as refused:
        actions.detach_signal(
            scene.triage,
            household_id=signal.household_id,
            signal=signal.uuid,
            reason="Hoort hier niet",
            expected_version=page.version,
        )
    assert refused.value.where == "signal"


def test_a_signal_does_not_join_a_household_one_may_not_open(scene, signal):
    home = make.a_household("Berend")
    with pytest.raises(NoEntry):
        actions.attach_signal(
            scene.triage,
            household_id=home.pk,
            from_household_id=signal.household_id,
            signal=signal.uuid,
        )
    assert seen(scene.triage, signal).stage == "received"


def test_every_stage_can_be_reached_and_left_by_the_graph():
    reached = {"received"} | {to for moves in states.SIGNAL.values() for to in moves.values()}
    assert reached == set(states.SIGNAL)
    assert all(states.SIGNAL[stage] for stage in states.OPEN)
    assert states.after("decided", "expire") is None


def test_the_drawing_in_the_docs_is_the_graph_in_the_code():
    from pathlib import Path

    page = Path(__file__).parents[2] / "docs" / "states" / "signal.md"
    assert states.drawn() in page.read_text(encoding="utf-8")
