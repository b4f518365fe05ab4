# SPDX-License-Identifier: EUPL-1.2
"""Deciding at once within a mandate, the money in the books, looking back, and precedents."""

from datetime import date, timedelta

import pytest

from tests import factories as make
from tests.coordination.making import signed_in
from tests.guard import unguarded
from tests.leeway.making import HAKAN, REASONS, a_mandate, a_policy_officer, starter_rules, stuck
from voordeur.door import access as door
from voordeur.door.deed import NotAllowed
from voordeur.door.refusal import Refusal
from voordeur.ledger.queries import imbalances
from voordeur.leeway import actions
from voordeur.leeway.models import Precedent, TailoredDecision
from voordeur.leeway.queries.mandates import (
    decisions,
    granted_and_refused,
    mandate_lines,
    precedents,
    spent_by_mandate,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 13)
WHY = "Zonder papieren geen werk; een lening kost minder dan een jaar wachten."


@pytest.fixture
def scene(clock):
    rules = starter_rules()
    it = stuck("paspoort", {**HAKAN, "team-akkoord": False}, "Hakan", "Sandra")
    return it, rules, a_mandate(it.scene.team, rules["teamkas"], budget_cents=1000_00)


def decide(it, mandate, about, **more):
    given = {
        "household_id": it.scene.home.pk,
        "mandate": mandate.uuid,
        "rule": about.uuid,
        "reasons": REASONS,
        "why": WHY,
        "asked_on": TODAY,
        "cents": 400_00,
        "impasse": it.impasse.uuid,
        **more,
    }
    return actions.decide(given.pop("by", it.me), **given)


def test_a_decision_within_the_mandate_holds_at_once_and_the_money_leaves_the_book(scene):
    it, rules, mandate = scene
    row = decide(it, mandate, rules["teamkas"])
    actions.pay(
        it.me,
        household_id=it.scene.home.pk,
        decision=row.uuid,
        paid_on=TODAY,
        expected_version=1,
    )
    (line,) = mandate_lines()
    assert line.mandate.left_cents == 600_00
    assert imbalances() == []
    access = door.open_household(it.me, it.scene.home.pk, activity="test")
    (seen,) = decisions(access)
    assert (seen.paid_on, seen.cents, seen.granted) == (TODAY, 400_00, True)
    with pytest.raises(Refusal):
        decide(it, mandate, rules["teamkas"], cents=601_00)
    with pytest.raises(Refusal):
        actions.pay(
            it.me,
            household_id=it.scene.home.pk,
            decision=row.uuid,
            paid_on=TODAY,
            expected_version=2,
        )


def test_what_the_mandate_does_not_cover_or_nobody_could_object_to_is_refused(scene):
    it, rules, mandate = scene
    teamkas = rules["teamkas"]
    thin = actions.Reasons("x", "y", "z", "clause", "w", social="ja")
    nothing = actions.Reasons(
        REASONS.known, REASONS.done, REASONS.difference, "clause", REASONS.ground_words
    )
    for wrong in (
        {"rule": rules["opvang-met-binding"].uuid},
        {"cents": 501_00},
        {"cents": -1},
        {"granted": False},
        {"asked_on": TODAY + timedelta(days=1)},
        {"reasons": thin},
        {"reasons": nothing},
        {"why": "kort"},
        {"why": f"Hakan kan niet wachten. {WHY}"},
    ):
        with pytest.raises(Refusal):
            decide(it, mandate, teamkas, **wrong)
    with unguarded():
        assert not TailoredDecision._plain.exists()
    assert not Precedent.objects.exists()
    other = make.a_worker()
    make.stand(other.reader, it.scene.home, "helper")
    with pytest.raises(NotAllowed):
        decide(it, mandate, teamkas, by=other.reader)
    stranger = make.a_worker("team_lead")
    make.stand(stranger.reader, it.scene.home, "triage")
    with pytest.raises(NotAllowed):
        decide(it, mandate, teamkas, by=stranger.reader)


def test_a_colleague_looks_afterwards_and_who_decided_does_not(scene):
    it, rules, mandate = scene
    row = decide(it, mandate, rules["teamkas"])
    here = {"household_id": it.scene.home.pk, "decision": row.uuid, "expected_version": 1}
    with pytest.raises(Refusal):
        actions.review_decision(it.me, review="Prima", **here)
    colleague = make.a_worker("professional", team=it.scene.team)
    make.stand(colleague.reader, it.scene.home, "helper")
    actions.review_decision(colleague.reader, review="Had ik ook gedaan", **here)
    lead = make.a_worker("privacy_officer")
    make.stand(lead.reader, it.scene.home, "aftercare")
    for act, more in (
        (actions.review_decision, {"review": "x"}),
        (actions.pay, {"paid_on": TODAY}),
        (actions.say_without, {"without": True}),
    ):
        with pytest.raises(NotAllowed):
            act(lead.reader, **(here | more))


def test_the_next_household_with_the_pattern_finds_why_and_nothing_of_the_first(scene):
    it, rules, mandate = scene
    decide(it, mandate, rules["teamkas"], cents=0)
    other = stuck("paspoort", {**HAKAN, "team-akkoord": False}, "Mo")
    (found,) = precedents(other.impasse.pattern)
    assert (found.granted, found.why, found.month) == (True, WHY, date(2026, 11, 1))
    url = f"/huishouden/{other.scene.home.uuid}/ruimte/{other.impasse.uuid}/besluit/"
    page = signed_in(other.scene.worker).get(url).content.decode()
    assert WHY in page
    assert "Hakan" not in page
    assert granted_and_refused() == []
    assert spent_by_mandate() == {}


def test_speed_and_granted_against_refused_are_told_from_five_on(scene, friday):
    it, rules, mandate = scene
    teamkas = rules["teamkas"]
    for number in range(5):
        other = stuck("paspoort", {**HAKAN, "team-akkoord": False}, f"Persoon{number}")
        make_member = make.a_worker("professional", team=it.scene.team)
        make.stand(make_member.reader, other.scene.home, "case_coordinator")
        decide(other, mandate, teamkas, by=make_member.reader, cents=10_00)
        assert bool(spent_by_mandate()) == (number == 4)
    assert granted_and_refused() == [(teamkas.title, 5, 0)]
    decide(it, mandate, teamkas, granted=False, cents=0)
    assert granted_and_refused() == []


def test_the_pages_give_decide_pay_look_back_and_put_it_on_paper(scene, all_queries):
    it, rules, mandate = scene
    client, base = signed_in(it.scene.worker), f"/huishouden/{it.scene.home.uuid}/ruimte/"
    given = {
        "mandate": str(mandate.uuid),
        "rule": str(rules["teamkas"].uuid),
        "granted": "yes",
        "asked_on": "2026-11-10",
        "known": REASONS.known,
        "done": REASONS.done,
        "difference": REASONS.difference,
        "ground": "creative",
        "ground_words": REASONS.ground_words,
        "social": REASONS.social,
        "cents": "400",
        "why": WHY,
    }
    url = f"{base}{it.impasse.uuid}/besluit/"
    refused = client.post(url, given | {"cents": "501"})
    assert refused.status_code == 422
    assert WHY in refused.content.decode()
    assert client.post(url, given).status_code == 303
    with unguarded():
        row = TailoredDecision._plain.get()
    one = f"{base}{row.uuid}/"
    steps = (
        ("betaald", {"paid_on": "2026-11-13", "version": "1"}),
        ("terugkijken", {"without": "no", "version": "2"}),
        ("brief", {"to": str(it.scene.people[0])}),
    )
    for doing, said in steps:
        assert client.get(f"{one}{doing}/").status_code == 200
        assert client.post(f"{one}{doing}/", said).status_code == 303
    stale = client.post(f"{one}terugkijken/", {"without": "yes", "version": "2"})
    assert stale.status_code == 409
    assert client.post(f"{one}bekijken/", {"review": "Mooi", "version": "3"}).status_code == 422
    page = client.get(base).content.decode()
    assert REASONS.done in page
    papers = client.get(f"/huishouden/{it.scene.home.uuid}/papieren/").content.decode()
    assert "Ons besluit" in papers
    officer = signed_in(a_policy_officer())
    officer.get("/mandaten/")
    with all_queries() as statements:
        register = officer.get("/mandaten/").content.decode()
    assert len(statements) <= 15
    assert "€\N{NO-BREAK SPACE}600" in register
    gone = {"until": "2026-11-14", "version": "1"}
    assert officer.post(f"/mandaten/{mandate.uuid}/einde/", gone).status_code == 303
    assert officer.post(f"/mandaten/{mandate.uuid}/einde/", gone).status_code == 409


def test_a_mandate_has_one_holder_rules_and_a_limit_and_is_not_for_oneself_to_give(clock):
    rules, officer = starter_rules(), a_policy_officer()
    team = make.a_team()
    given = {
        "powers": "Kleine bedragen voor papieren",
        "rules": [rules["teamkas"].uuid],
        "from_date": TODAY,
        "team_id": team.pk,
    }
    for wrong in (
        {"account": officer.account.pk},
        {"team_id": None},
        {"rules": []},
        {"until": TODAY},
        {"limit_cents": 0},
        {"budget_cents": 100},
        {"powers": " "},
    ):
        with pytest.raises(Refusal):
            actions.give_mandate(officer.reader, **(given | wrong))
    worker = make.a_worker(team=team)
    with pytest.raises(NotAllowed):
        actions.give_mandate(worker.reader, **given)
    client = signed_in(officer)
    form = {
        "powers": "Kleine bedragen",
        "team": str(team.pk),
        "rules": [str(rules["teamkas"].uuid)],
        "limit_cents": "500",
        "budget_cents": "2.000",
        "from_date": "2026-11-13",
    }
    assert client.get("/mandaten/nieuw/").status_code == 200
    assert client.post("/mandaten/nieuw/", form | {"rules": []}).status_code == 422
    assert client.post("/mandaten/nieuw/", form).status_code == 303
    (line,) = mandate_lines()
    assert line.mandate.left_cents == 2000_00
    with pytest.raises(NotAllowed):
        actions.end_mandate(
            worker.reader, mandate=line.uuid, until=date(2027, 1, 1), expected_version=1
        )
