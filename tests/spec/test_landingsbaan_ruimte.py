# SPDX-License-Identifier: EUPL-1.2
"""Landingsbaan: rules that stand in the way, the paths around them, and a policy that must answer."""

from datetime import date, timedelta

import pytest

from tests import factories as make
from tests.coordination.making import a_scene, signed_in
from tests.leeway.making import (
    REASONS,
    a_mandate,
    a_policy_officer,
    lines_about,
    starter_rules,
    stuck,
)
from tests.provisions.making import a_provision
from tests.safety.making import a_measure
from voordeur.door import access as door
from voordeur.door.refusal import Refusal
from voordeur.leeway import actions
from voordeur.leeway.queries import barriers as asked
from voordeur.leeway.queries.mandates import decisions, precedents
from voordeur.leeway.queries.policy import if_waived, loops, orders, policy_lines
from voordeur.leeway.queries.rules import rule_lines
from voordeur.leeway.queries.signs import combined, rises
from voordeur.leeway.rising import Rise
from voordeur.people.models import Household

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 13)


def test_landingsbaan_c8_engels_gets_an_exception_with_its_reasons_and_the_money_in_the_books(
    clock,
):
    officer, scene = a_policy_officer(), a_scene("Piet", "Corrie")
    rule = actions.write_rule(
        officer.reader,
        title="Bijstand betaalt geen belastingschuld",
        text="De sociale dienst betaalt geen aanslag van de Belastingdienst.",
        kind="local",
        routes=[
            actions.NewRoute(
                "1", "hulp bij een aanslag", (), ("de schuld is van de belasting",), "Team", 900_00
            )
        ],
    )
    mandate = a_mandate(scene.team, rule, limit_cents=1000_00, budget_cents=2000_00)
    row = actions.decide(
        scene.worker.reader,
        household_id=scene.home.pk,
        mandate=mandate.uuid,
        rule=rule.uuid,
        asked_on=TODAY - timedelta(days=3),
        cents=900_00,
        why="De korting is dubbel gerekend tijdens de sanering; de gemeente betaalde daardoor minder.",
        reasons=actions.Reasons(
            known="Twee weken na de sanering komt een aanslag van 900 euro.",
            done="De sociale dienst betaalt de aanslag.",
            difference="Met één korting had de gemeente al die tijd meer bijstand betaald.",
            ground="clause",
            ground_words="De bepaling voor bijzondere omstandigheden in de beleidsregel.",
            economic="Geen nieuwe schuld na drie jaar sanering",
        ),
    )
    paid = actions.pay(
        scene.worker.reader,
        household_id=scene.home.pk,
        decision=row.uuid,
        paid_on=TODAY,
        expected_version=1,
    )
    assert paid.entry
    (seen,) = decisions(door.open_household(scene.worker.reader, scene.home.pk, activity="test"))
    assert (seen.cents, seen.ground, seen.paid_on) == (900_00, "clause", TODAY)


def test_landingsbaan_c9_the_homeless_mother_meets_rules_that_outrank_the_one_that_aims_to_help(
    clock,
):
    rules, officer = starter_rules(), a_policy_officer()
    facts = {"binding": False, "vrije-plek": True, "kind-zonder-vergunning": True}
    page = stuck("opvang", facts, "Moeder", "Kind").page()
    (route,) = page.routes
    assert route.grounds == ("kinderen zonder verblijfsvergunning",)
    assert route.missing == ("twee jaar ingeschreven in de regio",)
    assert {one.by for one in page.grants} == {"Wethouder, op voordracht van de centrale toegang"}
    actions.put_before(
        officer.reader,
        first=rules["opvang-met-binding"].uuid,
        gives_way=rules["geen-kind-op-straat"].uuid,
        set_by="Gemeente",
        why="Er zijn te weinig plekken",
    )
    (order,) = orders()
    assert (order.gives_way, order.set_by) == ("Geen moeder met kinderen op straat", "Gemeente")


def test_landingsbaan_c10_the_path_with_the_contract_is_of_doubtful_legality_and_asks_an_answer(
    clock,
):
    rules, me = starter_rules(), make.a_worker()
    path = actions.record_workaround(
        me.reader,
        what="Een woning op voorwaarde dat hij elke dag zijn medicijn neemt",
        legality="doubtful",
        against_will=True,
        effect="Geen overlast meer",
        rule=rules["behandeling-zonder-gebruik"].uuid,
    )
    (line,) = asked.paths(me.reader)
    assert (line.legality, line.against_will, line.effect) == (
        "doubtful",
        True,
        "Geen overlast meer",
    )
    page = signed_in(make.a_worker()).get("/knelpunten/").content.decode()
    assert "tegen iemands wil" in page
    assert "Het is de vraag of het mag" in page
    for _ in range(4):
        actions.walk(make.a_worker().reader, workaround=path.uuid)
    ask = {"rule": rules["behandeling-zonder-gebruik"].uuid, "question": "Mag dit?"}
    with pytest.raises(Refusal):
        actions.ask_policy(me.reader, path=path.uuid, **ask)
    actions.review_workaround(
        make.a_worker().reader, workaround=path.uuid, review="Vraag de rechter", expected_version=1
    )
    assert actions.ask_policy(me.reader, path=path.uuid, **ask).path_id == path.pk


def test_landingsbaan_c11_a_rule_used_against_a_will_is_marked_and_looked_at_by_another(clock):
    starter_rules()
    me = make.a_worker()
    path = actions.record_workaround(
        me.reader, what="Het huis wordt brandgevaarlijk verklaard", legality="doubtful",
        against_will=True,
    )  # fmt: skip
    look = {"workaround": path.uuid, "review": "Eerst aanbellen", "expected_version": 1}
    with pytest.raises(Refusal):
        actions.review_workaround(me.reader, **look)
    actions.review_workaround(make.a_worker().reader, **look)
    assert asked.paths(me.reader)[0].review == "Eerst aanbellen"


def test_landingsbaan_c12_a_rise_is_seen_asked_repaired_and_the_loop_is_closed(clock, friday):
    rules = starter_rules()
    owner, rule = a_policy_officer(), rules["opvang-kind-met-werk"]
    rule.owner_account = owner.account.pk
    rule.save()
    lines_about(rule, *(make.a_worker() for _ in range(3)))
    with clock(friday + timedelta(weeks=1)):
        assert asked.groups() == []
        lines_about(rule, *(make.a_worker() for _ in range(6)))
    with clock(friday + timedelta(weeks=2)):
        (group,) = asked.groups()
        assert (group.rule, group.count) == (rule.title, 9)
        (line,) = rises()
        assert (line.rule, line.rise) == (rule.title, Rise(9, 0))
        page = signed_in(owner).get("/beleid/opvalt/").content.decode()
        assert "9 knelpunten in de laatste vier weken" in page
        row = actions.ask_policy(make.a_worker().reader, rule=rule.uuid, question="Wat nu?")
    with clock(friday + timedelta(weeks=3)):
        row = actions.answer_policy(
            owner.reader,
            policy_case=row.uuid,
            kind="change",
            answer="De eis van werk vervalt voor ouders met een kind onder de vier.",
            expected_version=1,
        )
    with clock(friday + timedelta(weeks=9)):
        actions.close_policy(
            owner.reader,
            policy_case=row.uuid,
            evidence="Sinds de wijziging kwam er geen nieuwe melding bij.",
            expected_version=2,
        )
        (time,) = loops(policy_lines(), by="rule")
        assert (time.answered, time.middle) == (1, 7)
        assert rises() == []


def test_landingsbaan_c13_measures_that_together_do_harm_are_a_clash_others_recognise(clock):
    scene = a_scene("Ouder", "Kind")
    officer, me = a_policy_officer(), scene.worker
    rule = actions.write_rule(
        officer.reader,
        title="Sanering, toezicht en behandeling tegelijk",
        text="Schuldsanering, ondertoezichtstelling en behandeling van een ouder lopen los van elkaar.",
        kind="other",
    )
    text = "Drie trajecten vragen elk hun eigen afspraken; het kind krijgt de spanning."
    row = actions.record_barrier(me.reader, text=text, in_household=scene.home.pk)
    actions.sort_barrier(
        me.reader,
        barrier=row.uuid,
        kind="clash",
        found="local",
        rule=rule.uuid,
        expected_version=1,
    )
    colleague = make.a_worker()
    (line,) = asked.barriers_of_all(colleague.reader)
    assert (line.text, line.kind, line.rule, line.mine, line.who) == (
        text,
        "clash",
        rule.title,
        False,
        "",
    )


def test_landingsbaan_c13_help_that_goes_badly_together_is_found_in_five_households(clock):
    starter_rules()
    officer = signed_in(a_policy_officer())
    for number in range(5):
        assert combined("nl") == ()
        it = stuck("opvang", {"binding": False}, f"Ouder{number}", f"Kind{number}", also=["youth"])
        for name, law in (("Wettelijke schuldsanering", "wsnp"), ("GGZ-behandeling", "zvw")):
            a_provision(it.scene.home, name=name, law=law)
        a_measure(it.scene, "supervision_order", person_id=it.scene.people[0], state="in_force")
    (found,) = combined("nl")
    assert found.kinds == ("GGZ-behandeling", "Wettelijke schuldsanering", "ondertoezichtstelling")
    assert (found.households, found.stuck) == (5, 5)
    page = officer.get("/beleid/opvalt/").content.decode()
    assert "5 van 5" in page
    assert "€" not in page
    assert signed_in(make.a_worker()).get("/beleid/opvalt/").status_code == 403


def test_landingsbaan_c14_take_more_room_closes_nothing(clock):
    rules = starter_rules()
    owner, rule = a_policy_officer(), rules["opvang-met-binding"]
    rule.owner_account = owner.account.pk
    rule.save()
    lines_about(rule, *(make.a_worker() for _ in range(5)))
    row = actions.ask_policy(make.a_worker().reader, rule=rule.uuid, question="En nu?")
    for words in (
        "Hier past onconventioneel werken.",
        "Professionals moeten gewoon meer ruimte pakken.",
    ):
        with pytest.raises(Refusal):
            actions.answer_policy(
                owner.reader,
                policy_case=row.uuid,
                kind="explanation",
                answer=words,
                expected_version=1,
            )
    assert policy_lines()[0].answered_on is None


def test_landingsbaan_r059_like_cases_are_found_by_pattern_before_deciding(clock):
    rules = starter_rules()
    one = stuck("opvang", {"binding": False, "vrije-plek": True}, "Anna")
    rule = rules["opvang-met-binding"]
    mandate = a_mandate(one.scene.team, rule)
    actions.decide(
        one.me,
        household_id=one.scene.home.pk,
        mandate=mandate.uuid,
        rule=rule.uuid,
        reasons=REASONS,
        why="Een kind op straat kost meer dan een plek voor drie maanden.",
        asked_on=TODAY,
        impasse=one.impasse.uuid,
    )
    other = stuck("opvang", {"binding": False, "vrije-plek": True}, "Bo")
    (found,) = precedents(other.page().pattern)
    assert found.granted
    assert "Anna" not in found.why


def test_landingsbaan_r061_a_rule_that_aims_to_help_is_registered_and_can_be_invoked(clock):
    rules = starter_rules()
    page = signed_in(make.a_worker()).get("/regels/").content.decode()
    assert page.index("We laten niet los") < page.index("Regels met voorwaarden")
    one = signed_in(make.a_worker()).get(f"/regels/{rules['niet-loslaten'].uuid}/")
    assert "Beroep u erop" in one.content.decode()


def test_nabij_idea_1_what_waiving_a_rule_does_is_told_in_households_and_euros(clock):
    starter_rules()
    for number in range(5):
        stuck(
            "opvang",
            {"binding": False, "vrije-plek": True},
            f"P{number}",
            runs_on=[("Nachtopvang", 36_500_00)],
        )
    lines = rule_lines()
    rule = next(one for one in lines if one.code == "opvang-met-binding")
    found = if_waived(lines, rule)
    assert (found.freed, found.per_day, found.next) == (5, 500_00, ())
    assert found.also == ()
    # Who else notices it: what more comes within reach, and whose that is.
    facts = {"verblijf": True, "slaapplek": False, "urgent": False, "nieuwe-schulden": False}
    for number in range(5):
        stuck("uitkering", facts, f"Q{number}")
    rule = next(one for one in lines if one.code == "inschrijven-waar-je-slaapt")
    assert if_waived(lines, rule).freed == 5
    assert ("inkomen", 5) in if_waived(lines, rule).also
    page = signed_in(a_policy_officer()).get(f"/regels/{rule.uuid}/stel-dat/").content.decode()
    assert "Wie het ook merkt" in page
    assert "Een vast inkomen: ten minste 5 huishoudens" in page


def test_landingsbaan_c4_an_initiative_without_a_household_is_found_by_what_holds_it_up(clock):
    worker, colleague = make.a_worker(), make.a_worker()
    childcare = actions.write_rule(
        a_policy_officer().reader,
        title="Eisen aan kinderopvang gelden ook voor een groep moeders",
        text="Wie met elkaar op kinderen past, voldoet aan de eisen voor een kindercentrum.",
        kind="local",
    )
    held_up = (
        ("De corporatie geeft de ruimte niet voor een crèche", "provision", None),
        ("Er is geen plek voor iets nieuws", "routine", None),
        ("Voor drie moeders gelden de eisen van een kindercentrum", "backfires", childcare),
        ("Niemand betaalt de huur van een zaaltje", "missing", None),
    )
    for text, kind, rule in held_up:
        row = actions.record_barrier(worker.reader, text=text)
        actions.sort_barrier(
            worker.reader,
            barrier=row.uuid,
            kind=kind,
            found="local" if rule else "none",
            rule=rule and rule.uuid,
            expected_version=1,
        )
    assert not Household.objects.exists()
    page = signed_in(colleague).get("/knelpunten/").content.decode()
    assert all(text in page for text, _kind, _rule in held_up)
    assert asked.claims() is None or asked.claims().claimed == 0
