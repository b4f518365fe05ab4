# SPDX-License-Identifier: EUPL-1.2
"""Policy must answer: asked, answered, tried, closed by evidence; told to who waits; what rules cost."""

from datetime import date, timedelta

import pytest

from tests import factories as make
from tests.coordination.making import signed_in
from tests.leeway.making import (
    KARIMA,
    a_policy_officer,
    lines_about,
    starter_rules,
    stuck,
)
from voordeur.door.deed import Conflict, NotAllowed
from voordeur.door.refusal import Refusal
from voordeur.history import reactions
from voordeur.leeway import actions
from voordeur.leeway.models import PolicyCase
from voordeur.leeway.queries.policy import if_waived, loops, policy_lines, rule_costs
from voordeur.leeway.queries.rules import rule_line, rule_lines
from voordeur.terms.models import Duty, Term

pytestmark = pytest.mark.django_db
ANSWER = "Vanaf januari vragen wij geen overzicht meer van wie in de opvang woont."
EVIDENCE = "Van de acht huishoudens hebben er zes nu een eigen huis."


def asked(rules, code="regeling-na-overzicht"):
    rule = rules[code]
    lines_about(rule, *(make.a_worker() for _ in range(5)))
    return actions.ask_policy(make.a_worker().reader, rule=rule.uuid, question="Kan dit anders?")


def answer(by, row, **more):
    given = {
        "policy_case": row.uuid,
        "kind": "change",
        "answer": ANSWER,
        "expected_version": row.version,
        **more,
    }
    return actions.answer_policy(by, **given)


def owned(rules, code="regeling-na-overzicht"):
    """Give a rule an owner; return the owner."""
    owner = a_policy_officer()
    row = rules[code]
    row.owner_account = owner.account.pk
    row.save()
    return owner


def test_a_question_needs_five_people_and_is_asked_once(clock):
    rules = starter_rules()
    rule, me = rules["regeling-na-overzicht"], make.a_worker()
    ask = {"rule": rule.uuid, "question": "Kan dit anders?"}
    lines_about(rule, *(make.a_worker() for _ in range(4)))
    with pytest.raises(Refusal):
        actions.ask_policy(me.reader, **ask)
    lines_about(rule, make.a_worker())
    row = actions.ask_policy(me.reader, **ask)
    duty = Duty.objects.get()
    assert (duty.kind, duty.subject, duty.due, duty.owner) == (
        "policy_answer",
        f"policy_case:{row.pk}",
        date(2026, 11, 13) + timedelta(weeks=6),
        "policy",
    )
    # The duty goes along with the rule, to whoever answers for it from now on.
    owner = a_policy_officer()
    line = rule_line(rule.uuid)
    more = {name: getattr(line, name) for name in ("title", "text", "kind")}
    actions.write_rule(
        owner.reader,
        rule=rule.uuid,
        expected_version=rule.version,
        owner_account=owner.account.pk,
        **more,
    )
    assert Duty.objects.get().owner == owner.reader.key
    with pytest.raises(Refusal):
        actions.ask_policy(me.reader, **ask)
    with pytest.raises(NotAllowed):
        actions.ask_policy(make.a_worker("controller").reader, **ask)


def test_a_path_walked_often_is_proposed_and_one_against_a_will_only_after_a_look(clock):
    rules, me = starter_rules(), make.a_worker()
    rule = rules["inschrijven-waar-je-slaapt"]
    path = actions.record_workaround(
        me.reader,
        what="Op het adres van de kerk",
        legality="doubtful",
        against_will=True,
        rule=rule.uuid,
    )
    for _ in range(4):
        actions.walk(make.a_worker().reader, workaround=path.uuid)
    ask = {"rule": rule.uuid, "question": "Maak hier een regel van", "path": path.uuid}
    with pytest.raises(Refusal):
        actions.ask_policy(me.reader, **ask)
    actions.review_workaround(
        make.a_worker().reader, workaround=path.uuid, review="Eerst vragen", expected_version=1
    )
    page = signed_in(me).get("/knelpunten/").content.decode()
    assert f"/regels/{rule.uuid}/vragen/?paadje={path.uuid}" in page
    url = f"/regels/{rule.uuid}/vragen/?paadje={path.uuid}"
    assert signed_in(me).post(url, {"question": "Maak hier een regel van"}).status_code == 303
    (line,) = policy_lines()
    assert line.path == "Op het adres van de kerk"


def test_take_more_room_is_refused_and_only_the_owner_answers(clock):
    rules = starter_rules()
    owner, row = owned(rules), asked(rules)
    for wrong in (
        {"answer": "Professionals mogen hier gerust meer ruimte pakken."},
        {"answer": "nee"},
        {"kind": "misschien"},
        {"kind": "passed_on", "passed_to": "Rijk"},
        {"kind": "passed_on", "passed_to": " ", "due": date(2027, 3, 1)},
    ):
        with pytest.raises(Refusal):
            answer(owner.reader, row, **wrong)
    with pytest.raises(NotAllowed):
        answer(a_policy_officer().reader, row)
    with pytest.raises(NotAllowed):
        answer(make.a_worker().reader, row)
    with pytest.raises(Conflict):
        answer(owner.reader, row, expected_version=7)
    row = answer(
        owner.reader, row, kind="passed_on", passed_to="De zorgverzekeraar", due=date(2027, 3, 1)
    )
    (line,) = policy_lines()
    assert (line.answered_on, line.due, line.passed_to) == (
        None,
        date(2027, 3, 1),
        "De zorgverzekeraar",
    )
    row = answer(owner.reader, row)
    (line,) = policy_lines()
    assert (line.answered_on, line.due) == (row.answered_on, None)
    with pytest.raises(Refusal):
        answer(owner.reader, row)


def test_a_question_closes_by_evidence_after_the_step_was_looked_at(clock, friday):
    rules = starter_rules()
    owner, row = owned(rules), asked(rules)
    close = {"policy_case": row.uuid, "evidence": EVIDENCE}
    with pytest.raises(Refusal):
        actions.close_policy(owner.reader, expected_version=row.version, **close)
    row = answer(owner.reader, row)
    step = {
        "policy_case": row.uuid,
        "step": "Een maand lang zonder overzicht",
        "expected": "Huizen binnen zes weken",
        "unexpected": "Meer huurachterstand",
        "look_on": date(2026, 12, 14),
    }
    with pytest.raises(Refusal):
        actions.take_small_step(
            owner.reader, expected_version=row.version, **(step | {"look_on": date(2026, 1, 1)})
        )
    row = actions.take_small_step(owner.reader, expected_version=row.version, **step)
    with pytest.raises(Refusal):
        actions.close_policy(owner.reader, expected_version=row.version, **close)
    other = a_policy_officer()
    with clock(friday + timedelta(days=40)):
        for by in (other, make.a_worker()):
            with pytest.raises(NotAllowed):
                actions.close_policy(by.reader, expected_version=row.version, **close)
        with pytest.raises(Refusal):
            actions.close_policy(
                owner.reader, expected_version=row.version, **(close | {"evidence": "Gaat wel"})
            )
        row = actions.close_policy(owner.reader, expected_version=row.version, **close)
    assert row.closed_on == date(2026, 12, 23)
    (time,) = loops(policy_lines(), by="rule")
    assert (time.answered, time.middle, time.open) == (1, 0, 0)


def test_every_household_that_waits_is_told_when_its_block_is_lifted(clock):
    rules = starter_rules()
    owner, row = owned(rules), asked(rules)
    karima, hers = stuck("eigen-huis", KARIMA, "Karima"), stuck("eigen-huis", KARIMA, "Anna")
    other = stuck("opvang", {"binding": False}, "Bo")
    answer(owner.reader, row)
    reactions.run_due()
    told = Term._plain.filter(kind="block_lifted", closed_at=None)
    homes = set(told.values_list("household_id", flat=True))
    assert homes == {karima.scene.home.pk, hers.scene.home.pk}
    assert other.scene.home.pk not in homes
    assert set(told.values_list("owner", flat=True)) == {karima.me.key, hers.me.key}
    actions.lift_impasse(
        karima.me,
        household_id=karima.scene.home.pk,
        impasse=karima.impasse.uuid,
        how="De regel gaf mee",
        expected_version=1,
    )
    assert told.count() == 1


def test_a_refusal_or_an_explanation_lifts_nothing(clock):
    rules = starter_rules()
    owner, row = owned(rules), asked(rules)
    stuck("eigen-huis", KARIMA, "Karima")
    answer(owner.reader, row, kind="refusal")
    reactions.run_due()
    assert not Term._plain.filter(kind="block_lifted").exists()


def test_what_rules_cost_and_what_waiving_does_is_told_from_five_households(clock, friday):
    rules = starter_rules()
    since = date(2026, 11, 3)
    cost = {"since": since, "runs_on": [("Opvang", 36_500_00)], "solve_cents": 1}
    for number in range(4):
        stuck("eigen-huis", KARIMA, f"K{number}", **cost)
    lines = rule_lines()
    rule = next(one for one in lines if one.code == "regeling-na-overzicht")
    assert rule_costs() == ()
    assert if_waived(lines, rule).freed is None
    stuck("eigen-huis", KARIMA, "K5", **cost)
    costs = {one.rule: one for one in rule_costs()}
    assert costs["regeling-na-overzicht"].households == 5
    assert costs["regeling-na-overzicht"].per_day == 500_00
    assert costs["regeling-na-overzicht"].so_far == 5000_00
    found = if_waived(lines, rule)
    assert (found.freed, found.per_day, found.others) == (5, 500_00, 0)
    officer, council = signed_in(a_policy_officer()), signed_in(make.a_worker("council"))
    for client in (officer, council):
        assert "€\N{NO-BREAK SPACE}500" in client.get("/beleid/kosten/").content.decode()
        page = client.get(f"/regels/{rules['regeling-na-overzicht'].uuid}/stel-dat/")
        assert "€\N{NO-BREAK SPACE}500" in page.content.decode()
    assert signed_in(make.a_worker()).get("/beleid/kosten/").status_code == 403


def test_the_pages_ask_answer_try_and_close_and_order_two_rules(clock, friday, all_queries):
    rules = starter_rules()
    owner = owned(rules)
    rule = rules["regeling-na-overzicht"]
    lines_about(rule, *(make.a_worker() for _ in range(5)))
    worker, officer = signed_in(make.a_worker()), signed_in(owner)
    assert worker.get(f"/regels/{rule.uuid}/vragen/").status_code == 200
    ask = {"question": "Kan dit anders?"}
    assert worker.post(f"/regels/{rule.uuid}/vragen/", ask).status_code == 303
    row = PolicyCase.objects.get()
    base = f"/beleid/{row.uuid}/"
    assert officer.get(f"{base}antwoord/").status_code == 200
    braver = {"kind": "explanation", "answer": "Toon lef en pak de ruimte.", "version": "1"}
    refused = officer.post(f"{base}antwoord/", braver)
    assert refused.status_code == 422
    assert "Toon lef" in refused.content.decode()
    said = {"kind": "change", "answer": ANSWER, "version": "1"}
    assert officer.post(f"{base}antwoord/", said).status_code == 303
    step = {
        "step": "Een maand proberen",
        "expected": "Sneller een huis",
        "unexpected": "Meer achterstand",
        "look_on": "2026-12-14",
        "version": "2",
    }
    assert officer.post(f"{base}stap/", step).status_code == 303
    assert officer.post(f"{base}stap/", step).status_code == 409
    with clock(friday + timedelta(days=40)):
        officer = signed_in(owner)
        assert officer.get(f"{base}sluiten/").status_code == 200
        close = {"evidence": EVIDENCE, "version": "3"}
        assert officer.post(f"{base}sluiten/", close).status_code == 303
        assert officer.get(f"{base}sluiten/").status_code == 404
    assert worker.get(f"{base}stap/").status_code == 403
    order = {
        "gives_way": str(rules["geen-kind-op-straat"].uuid),
        "set_by": "College, 3 maart",
        "why": "Te weinig plekken",
    }
    first = rules["opvang-met-binding"]
    assert officer.post(f"/regels/{first.uuid}/volgorde/", order).status_code == 303
    assert officer.post(f"/regels/{first.uuid}/volgorde/", order).status_code == 422
    with pytest.raises(NotAllowed):
        actions.put_before(
            make.a_worker().reader,
            first=first.uuid,
            gives_way=rules["teamkas"].uuid,
            set_by="x",
            why="x",
        )
    assert "College, 3 maart" in officer.get("/beleid/kosten/").content.decode()
    for client, url in ((worker, "/beleid/"), (officer, "/beleid/kosten/")):
        client.get(url)
        with all_queries() as statements:
            page = client.get(url)
        assert page.status_code == 200
        assert len(statements) <= 15
    assert EVIDENCE in worker.get("/beleid/").content.decode()
