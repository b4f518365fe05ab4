# SPDX-License-Identifier: EUPL-1.2
"""The ladder: asked, decided or brought higher; a judgement by law is asked; and who is turned away."""

from datetime import date, timedelta

import pytest

from tests import factories as make
from tests.coordination.making import a_scene, signed_in
from tests.leeway.making import a_mandate, a_policy_officer, starter_rules
from tests.provisions.making import a_provision
from voordeur.cooperation.actions import answer_referral, ask_party, take_intake
from voordeur.door import access as door
from voordeur.door.deed import NoEntry, NotAllowed
from voordeur.door.refusal import Refusal
from voordeur.leeway import actions
from voordeur.leeway.queries.escalations import (
    escalations,
    gates,
    ladder,
    removed,
    turned_away,
)
from voordeur.plan.actions import note_problem

pytestmark = pytest.mark.django_db
SAID = {
    "threat": "Over twee weken staat het gezin op straat",
    "blocks": "De opvang vraagt binding met de regio",
    "tried": "Gebeld met drie gemeenten",
}


@pytest.fixture
def rungs(clock):
    """A ladder of two: a head of department, and above it an alderman with overriding power."""
    officer = a_policy_officer()
    head, alderman = make.a_worker("team_lead"), make.a_worker("council")
    low = {"place": 1, "name": "Afdelingshoofd", "account": head.account.pk, "days": 5}
    high = {"place": 2, "name": "Wethouder", "account": alderman.account.pk, "days": 3}
    actions.set_rung(officer.reader, **low)
    actions.set_rung(officer.reader, may_overrule=True, **high)
    return officer, head, alderman


def lines(worker, scene):
    return escalations(door.open_household(worker.reader, scene.home.pk, activity="test"))


def test_who_sits_on_the_rung_sees_one_piece_decides_and_it_goes_into_the_log(rungs, friday, clock):
    _officer, head, alderman = rungs
    scene, rule = a_scene(), starter_rules()["opvang-met-binding"]
    here = {"household_id": scene.home.pk}
    with pytest.raises(NoEntry):
        lines(head, scene)
    row = actions.escalate(scene.worker.reader, rule=rule.uuid, **here, **SAID)
    (seen,) = lines(head, scene)
    assert seen.blocks == SAID["blocks"]
    one = {**here, "escalation": row.uuid, "expected_version": 1}
    with pytest.raises(Refusal):
        actions.bring_higher(scene.worker.reader, **one)
    for by in (scene.worker, alderman):
        with pytest.raises((NotAllowed, NoEntry)):
            actions.decide_escalation(by.reader, decision="knot", words="Doen", **one)
    with pytest.raises(Refusal):
        actions.decide_escalation(head.reader, decision="knot", words="Doen", overrules=True, **one)
    with clock(friday + timedelta(days=2)):
        actions.decide_escalation(
            head.reader,
            decision="exception",
            words="Plek voor drie maanden",
            removed="Binding met de regio telt niet voor ouders met kinderen",
            **one,
        )
    (log,) = removed()
    assert (log.days, log.rule) == (2, rule.title)
    with pytest.raises(Refusal):
        actions.bring_higher(scene.worker.reader, **(one | {"expected_version": 2}))


def test_after_the_clock_it_goes_one_rung_higher_and_the_one_below_sees_it_no_more(
    rungs, friday, clock
):
    _officer, head, alderman = rungs
    scene = a_scene()
    row = actions.escalate(scene.worker.reader, household_id=scene.home.pk, **SAID)
    one = {"household_id": scene.home.pk, "escalation": row.uuid}
    with clock(friday + timedelta(days=6)):
        actions.bring_higher(scene.worker.reader, expected_version=1, **one)
        with pytest.raises(NoEntry):
            lines(head, scene)
        (seen,) = lines(alderman, scene)
        assert (seen.rung, seen.due) == ("Wethouder", date(2026, 11, 22))
        actions.decide_escalation(
            alderman.reader,
            decision="knot",
            words="De opvang neemt op",
            overrules=True,
            expected_version=2,
            **one,
        )
        assert lines(alderman, scene)[0].overruled


def test_a_judgement_by_law_is_asked_and_by_nobody_overruled(rungs, friday, clock):
    _officer, _head, alderman = rungs
    scene = a_scene()
    row = actions.escalate(scene.worker.reader, household_id=scene.home.pk, judged_by="law", **SAID)
    one = {"household_id": scene.home.pk, "escalation": row.uuid}
    with clock(friday + timedelta(days=6)):
        actions.bring_higher(scene.worker.reader, expected_version=1, **one)
        for wrong in (
            {"decision": "knot"},
            {"decision": "exception"},
            {"decision": "judgement", "overrules": True},
        ):
            with pytest.raises(Refusal):
                actions.decide_escalation(
                    alderman.reader, words="Doen", expected_version=2, **one, **wrong
                )
        actions.decide_escalation(
            alderman.reader,
            decision="judgement",
            words="Gevraagd aan de gecertificeerde instelling",
            expected_version=2,
            **one,
        )


def test_what_a_colleague_judges_by_custom_of_the_house_is_marked_and_can_give_way(rungs):
    _officer, head, _alderman = rungs
    scene = a_scene()
    here = {"household_id": scene.home.pk}
    with pytest.raises(Refusal):
        actions.escalate(scene.worker.reader, judged_by="nature", **here, **SAID)
    client, base = signed_in(scene.worker), f"/huishouden/{scene.home.uuid}/ruimte/"
    sent = client.post(f"{base}hogerop/", SAID | {"judged_by": "custom"})
    assert sent.status_code == 303
    (line,) = lines(head, scene)
    assert line.judged_by == "custom"
    assert "gewoonte van het huis" in client.get(base).content.decode()
    one = {**here, "escalation": line.uuid, "expected_version": 1}
    actions.decide_escalation(head.reader, decision="knot", words="Wij doen het anders", **one)
    assert lines(head, scene)[0].decision == "knot"


def test_without_a_ladder_or_without_helping_nothing_is_brought_higher(clock):
    scene = a_scene()
    with pytest.raises(Refusal):
        actions.escalate(scene.worker.reader, household_id=scene.home.pk, **SAID)
    triage = make.a_worker("triage")
    make.stand(triage.reader, scene.home, "triage")
    with pytest.raises(NotAllowed):
        actions.escalate(triage.reader, household_id=scene.home.pk, **SAID)
    rung = {"place": 1, "name": "x", "account": triage.account.pk, "days": 5}
    with pytest.raises(NotAllowed):
        actions.set_rung(triage.reader, **rung)
    officer = a_policy_officer()
    for wrong in ({"place": 0}, {"days": 0}, {"account": 10**9}, {"name": " "}):
        with pytest.raises(Refusal):
            actions.set_rung(officer.reader, **(rung | wrong))


def test_the_pages_bring_higher_decide_and_set_the_ladder(rungs, all_queries):
    officer, head, _alderman = rungs
    scene = a_scene()
    client, base = signed_in(scene.worker), f"/huishouden/{scene.home.uuid}/"
    url = f"{base}ruimte/hogerop/"
    assert client.get(url).status_code == 200
    refused = client.post(url, SAID | {"tried": ""})
    assert refused.status_code == 422
    assert SAID["threat"] in refused.content.decode()
    assert client.post(url, SAID).status_code == 303
    (line,) = lines(scene.worker, scene)
    assert client.get(f"{base}ruimte/{line.uuid}/trede-hoger/").status_code == 200
    higher = client.post(f"{base}ruimte/{line.uuid}/trede-hoger/", {"version": "1"})
    assert higher.status_code == 422
    decider = signed_in(head)
    assert SAID["blocks"] in decider.get(f"{base}gevraagd-besluit/").content.decode()
    decide = f"{base}gevraagd-besluit/{line.uuid}/"
    assert decider.get(decide).status_code == 200
    said = {"decision": "exception", "words": "Plek voor drie maanden", "version": "1"}
    assert decider.post(decide, said).status_code == 303
    assert decider.get(decide).status_code == 404
    client.get(f"{base}ruimte/")
    with all_queries() as statements:
        page = client.get(f"{base}ruimte/").content.decode()
    assert "Plek voor drie maanden" in page
    assert len(statements) <= 15
    admin = signed_in(officer)
    rung = ladder()[0]
    form = {
        "place": "1",
        "name": "Hoofd zorg",
        "account": str(rung.account),
        "days": "4",
        "version": "1",
    }
    assert admin.get(f"/ladder/{rung.uuid}/").status_code == 200
    assert admin.post(f"/ladder/{rung.uuid}/", form).status_code == 303
    assert admin.post(f"/ladder/{rung.uuid}/", form).status_code == 409
    assert admin.post("/ladder/nieuw/", form | {"place": "2"}).status_code == 422
    assert "Hoofd zorg" in client.get("/ladder/").content.decode()
    starter = starter_rules()
    a_mandate(None, starter["teamkas"], account=ladder()[0].account)
    assert "Mandaat: Kleine bedragen" in client.get("/ladder/").content.decode()


def test_being_turned_away_is_evidence_on_the_gate_from_five_households_on(clock):
    rules = starter_rules()
    gate = make.an_organisation("De Kliniek", kind="provider")
    rule = rules["behandeling-zonder-gebruik"]

    def away(number):
        scene = a_scene()
        me, home = scene.worker.reader, scene.home.pk
        for text in "abcd":
            note_problem(me, household_id=home, text=text, life_area="home")
        given = {
            "household_id": home,
            "organisation_id": gate.pk,
            "how": "not_admitted",
            "ground": "Gebruikt nog",
            "rule": rule.uuid,
        }
        for wrong in ({"how": "x"}, {"organisation_id": 10**9}, {"on": date(2027, 1, 1)}):
            with pytest.raises(Refusal):
                actions.record_turned_away(me, **(given | wrong))
        actions.record_turned_away(me, **given)
        (line,) = turned_away(door.open_household(me, home, activity="test"))
        assert line.gate == "De Kliniek"
        return scene

    for number in range(4):
        away(number)
    assert gates().lines == ()
    scene = away(5)
    (line,) = gates().lines
    assert (line.gate, line.turned_away, line.grounds) == (
        "De Kliniek",
        5,
        (("Gebruikt nog", 5),),
    )
    page = signed_in(a_policy_officer()).get("/beleid/poorten/").content.decode()
    assert "Gebruikt nog" in page
    lead = make.a_worker("team_lead")
    make.stand(lead.reader, scene.home, "lead")
    with pytest.raises(NotAllowed):
        actions.record_turned_away(
            lead.reader,
            household_id=scene.home.pk,
            organisation_id=gate.pk,
            how="not_admitted",
            ground="x",
        )
    client = signed_in(scene.worker)
    url = f"/huishouden/{scene.home.uuid}/ruimte/geweigerd/"
    form = {
        "organisation": str(gate.pk),
        "how": "referred_on",
        "ground": "Te zwaar",
        "on": "2026-11-12",
        "rule": "",
    }
    assert client.get(url).status_code == 200
    assert client.post(url, form).status_code == 303


def test_what_a_party_refused_or_sent_on_when_it_was_asked_counts_at_its_gate(clock):
    """Once per household, beside what was written down here; nobody tells it twice."""
    gate = make.an_organisation("De Kliniek", kind="provider")
    for number in range(5):
        assert gates().lines == ()
        scene = a_scene()
        me, here = scene.worker.reader, {"household_id": scene.home.pk}
        row = ask_party(
            me,
            **here,
            kind="referral",
            organisation_id=gate.pk,
            law="zvw",
            what="Behandeling",
            why="Zij slaapt niet",
            basis="consent",
            said_yes=[scene.people[0]],
            channel="table",
        )
        one = {**here, "referral": row.uuid}
        if number:
            answer_referral(me, accept=False, answer="Te zwaar", expected_version=1, **one)
        else:
            answer_referral(me, accept=True, expected_version=1, **one)
            take_intake(me, outcome="heavier", answer="Te zwaar", expected_version=2, **one)
        actions.record_turned_away(
            me, organisation_id=gate.pk, how="referred_on", ground="Te zwaar", **here
        )
    (line,) = gates().lines
    assert (line.turned_away, line.grounds) == (5, (("Te zwaar", 5),))


def test_in_and_out_for_one_reason_and_put_out_for_it_are_found_in_what_happened(clock):
    gate = make.an_organisation("De Kliniek", kind="provider")
    came = {"name": "Opname", "provider_id": gate.pk, "admission_ground": "Gebruikt drugs"}
    left = {"until": date(2026, 3, 1), "exit_reason": "gebruikt  drugs"}
    for number in range(5):
        assert gates().same == ()
        if number % 2:
            a_provision(make.a_household("Anna"), **came, **left)
            continue
        scene = a_scene()
        a_provision(scene.home, **came)
        actions.record_turned_away(
            scene.worker.reader,
            household_id=scene.home.pk,
            organisation_id=gate.pk,
            how="withdrawn",
            ground="Gebruikt drugs",
        )
    assert gates().same == (("De Kliniek", "gebruikt drugs", 5),)


def test_a_gate_that_lets_in_who_is_easy_is_found_in_what_happened(clock):
    gate = make.an_organisation("De Kliniek", kind="provider")

    def at_the_gate(problems, *, inside):
        scene = a_scene()
        me, home = scene.worker.reader, scene.home.pk
        for text in "abcd"[:problems]:
            note_problem(me, household_id=home, text=text, life_area="home")
        if inside:
            a_provision(scene.home, name="Opname", provider_id=gate.pk)
            return
        actions.record_turned_away(
            me, household_id=home, organisation_id=gate.pk, how="referred_on", ground="Te zwaar"
        )

    for _ in range(5):
        at_the_gate(4, inside=False)
        at_the_gate(0, inside=True)
    assert [one.heavier for one in gates().lines] == [None]
    for _ in range(5):
        at_the_gate(1, inside=True)
    (line,) = gates().lines
    assert (line.turned_away, line.let_in, line.heavier) == (5, 10, True)
    page = signed_in(a_policy_officer()).get("/beleid/poorten/").content.decode()
    assert "vaker weggestuurd" in page
