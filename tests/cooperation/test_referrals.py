# SPDX-License-Identifier: EUPL-1.2
"""Assigning, handing over, asking and referring: consent or law, one graph, no more than needed."""

from datetime import date, timedelta

import pytest
from django.test import Client

from tests import factories as make
from tests.cooperation.making import FRIDAY, a_worker_elsewhere, an_asking
from tests.coordination.making import a_helper, signed_in
from tests.noninterference import page_of, unseen
from voordeur.cooperation import actions
from voordeur.coordination.queries import involved
from voordeur.door.deed import Conflict, NoEntry, NotAllowed
from voordeur.door.refusal import Refusal
from voordeur.people.actions import NewPerson, register_household
from voordeur.people.queries import members

pytestmark = pytest.mark.django_db
LAW = {"basis": "jw_7_4_0", "said_yes": [], "channel": ""}
NEED = "Zonder dit kan de behandelaar niet beginnen"


def test_who_is_asked_sees_this_one_piece_and_nothing_else(clock):
    asking = an_asking()
    with pytest.raises(NoEntry):
        asking.open(asking.specialist.reader)
    row = asking.ask()
    inside = asking.open(asking.specialist.reader)
    assert [line.what for line in asking.lines(asking.specialist.reader)] == [row.what]
    assert members(inside) == []
    assert involved(inside) == []
    page = signed_in(asking.specialist).get(f"/huishouden/{asking.scene.home.uuid}/gevraagd/")
    assert row.what in page.content.decode()
    assert "Angela" not in page.content.decode()


def test_a_yes_a_fitting_intake_and_then_the_party_helps(clock):
    asking = an_asking()
    row = asking.ask()
    actions.answer_referral(
        asking.specialist.reader,
        household_id=asking.pk,
        referral=row.uuid,
        accept=True,
        expected_version=1,
    )
    (line,) = asking.lines()
    assert line.state == "accepted"
    actions.take_intake(
        asking.specialist.reader,
        household_id=asking.pk,
        referral=row.uuid,
        outcome="fits",
        expected_version=2,
    )
    (line,) = asking.lines()
    assert (line.state, line.intake) == ("started", "fits")
    (helping,) = involved(asking.open(asking.me))
    assert (helping.task, helping.law) == (row.what, "jeugdwet")
    assert "helper" in asking.open(asking.specialist.reader).relations


@pytest.mark.parametrize("outcome", ["lighter", "heavier"])
def test_lighter_or_heavier_ends_it_with_a_reason_and_takes_the_piece_back(clock, outcome):
    asking = an_asking()
    row = asking.ask()
    who, here = asking.specialist.reader, {"household_id": asking.pk, "referral": row.uuid}
    actions.answer_referral(who, accept=True, expected_version=1, **here)
    with pytest.raises(Refusal):
        actions.take_intake(who, outcome=outcome, expected_version=2, **here)
    actions.take_intake(
        who, outcome=outcome, answer="Praktijkondersteuner past", expected_version=2, **here
    )
    (line,) = asking.lines()
    assert (line.state, line.intake) == ("sent_on", outcome)
    with pytest.raises(NoEntry):
        asking.open(who)
    with pytest.raises(Refusal):
        actions.answer_referral(asking.me, accept=True, expected_version=3, **here)


def test_a_no_has_its_reason_and_only_the_party_or_who_keeps_the_file_gives_it(clock):
    asking = an_asking()
    row, other = asking.ask(), a_worker_elsewhere()
    here = {"household_id": asking.pk, "referral": row.uuid, "expected_version": 1}
    make.stand(other.reader, asking.scene.home, "task", item=row.uuid)
    with pytest.raises(NotAllowed):
        actions.answer_referral(other.reader, accept=False, answer="Nee", **here)
    colleague = make.a_worker()
    make.stand(colleague.reader, asking.scene.home, "team")
    with pytest.raises(NotAllowed):
        actions.answer_referral(colleague.reader, accept=False, answer="Nee", **here)
    with pytest.raises(Refusal):
        actions.answer_referral(asking.specialist.reader, accept=False, **here)
    actions.answer_referral(asking.me, accept=False, answer="Geen plek dit jaar", **here)
    with pytest.raises(Conflict):
        actions.answer_referral(asking.me, accept=True, **here)
    assert asking.lines()[0].answer == "Geen plek dit jaar"


def test_a_sharing_rests_on_a_yes_or_on_a_law_never_on_both_or_neither(clock):
    asking = an_asking("Angela", "Tom")
    angela, tom = asking.scene.people
    for wrong, where in (
        ({"said_yes": []}, "said_yes"),
        ({"person_id": angela, "said_yes": [tom], "compartment": "health"}, "said_yes"),
        ({"channel": ""}, "channel"),
        ({"channel": "self"}, "channel"),
        ({"basis": "jw_7_4_0", "necessity": NEED}, "said_yes"),
        ({**LAW, "necessity": "kort"}, "necessity"),
        ({"basis": "own_wish"}, "basis"),
        ({"law": "wet"}, "law"),
        ({"kind": "order"}, "kind"),
        ({"compartment": "health"}, "about"),
        ({"hands_over": 4}, "hands_over"),
        ({"kind": "transfer"}, "hands_over"),
    ):
        with pytest.raises(Refusal) as refused:
            asking.ask(**wrong)
        assert refused.value.where == where, wrong
    assert asking.ask(**LAW, necessity=NEED).said_yes == []
    assert asking.ask(person_id=angela, said_yes=[angela], compartment="health").person_id == angela


def test_for_a_young_child_somebody_who_decides_by_law_says_yes(clock):
    asking = an_asking("Angela")
    home = register_household(
        make.SETUP,
        members=[
            NewPerson(given_names="Sita", surname="Voorbeeld", born="1992"),
            NewPerson(given_names="Dev", surname="Voorbeeld", born="2019"),
        ],
    )
    from voordeur.people.actions import record_authority

    make.stand(asking.me, home, "case_coordinator")
    mother, child = make.person_ids(home)
    given = {
        "household_id": home.pk,
        "kind": "request",
        "organisation_id": make.an_organisation().pk,
        "law": "jeugdwet",
        "what": "Een speltherapie",
        "why": "Is bang",
        "basis": "consent",
        "person_id": child,
        "compartment": "youth",
        "channel": "table",
    }
    for said in ([child], [mother]):
        with pytest.raises(Refusal):
            actions.ask_party(asking.me, said_yes=said, **given)
    record_authority(
        asking.me,
        household_id=home.pk,
        person_id=child,
        kind="parental_authority",
        holder_id=mother,
        from_date=date(2019, 5, 1),
    )
    assert actions.ask_party(asking.me, said_yes=[mother], **given).state == "asked"


def test_who_may_not_ask_is_refused(clock):
    asking = an_asking()
    supporter = make.a_worker("supporter")
    make.stand(supporter.reader, asking.scene.home, "supporter")
    with pytest.raises(NotAllowed):
        actions.ask_party(
            supporter.reader,
            household_id=asking.pk,
            kind="request",
            organisation_id=1,
            law="wmo",
            what="x",
            why="x",
            basis="consent",
        )


def test_a_task_that_is_handed_over_goes_from_one_to_the_other_in_one_act(clock):
    asking = an_asking()
    old = a_helper(asking.scene, task="Budgetbeheer", law="wgs")
    row = asking.ask(kind="transfer", hands_over=old.pk, law="wgs", what="Budgetbeheer")
    actions.answer_referral(
        asking.specialist.reader,
        household_id=asking.pk,
        referral=row.uuid,
        accept=True,
        expected_version=1,
        from_date=FRIDAY,
    )
    (now,) = involved(asking.open(asking.me))
    before = next(one for one in involved(asking.open(asking.me), past=True) if one.id == old.pk)
    assert now.professional_id == asking.specialist.professional.pk
    assert before.until == FRIDAY
    assert asking.lines()[0].state == "started"


def test_waiting_has_a_reason_and_by_choice_is_no_unmet_need(clock, friday):
    asking = an_asking()
    row = asking.ask()
    here = {"household_id": asking.pk, "referral": row.uuid}
    for wrong in ({"reason": "zin"}, {"look_again": FRIDAY}, {"since": FRIDAY + timedelta(days=1)}):
        with pytest.raises(Refusal):
            actions.wait_for(
                asking.me,
                **{
                    **here,
                    "reason": "no_room",
                    "look_again": date(2026, 12, 1),
                    "expected_version": 1,
                    **wrong,
                },
            )
    actions.wait_for(
        asking.specialist.reader,
        reason="no_room",
        look_again=date(2026, 12, 1),
        expected_version=1,
        **here,
    )
    with clock(friday + timedelta(days=10)):
        actions.wait_for(
            asking.me,
            reason="own_choice",
            words="Eerst de verhuizing",
            look_again=date(2026, 12, 20),
            expected_version=2,
            **here,
        )
    with clock(friday + timedelta(days=30)):
        (line,) = asking.lines()
        assert line.waiting is not None
        assert line.waiting.words == "Eerst de verhuizing"
        assert line.days_waited(FRIDAY + timedelta(days=30)) == 30
        assert line.days_unmet(FRIDAY + timedelta(days=30)) == 10
        actions.answer_referral(asking.me, accept=True, expected_version=3, **here)
        assert asking.lines()[0].waiting is None


def test_money_of_waiting_never_stands_beside_safety(clock):
    asking = an_asking()
    row = asking.ask(compartment="safety", **LAW, necessity=NEED)
    with pytest.raises(Refusal):
        actions.price_waiting(
            asking.me,
            household_id=asking.pk,
            referral=row.uuid,
            bridge_year_cents=100,
            solve_cents=100,
            expected_version=1,
        )


def test_many_helpers_ask_for_a_look_at_map_basics_and_plan_first(clock):
    asking = an_asking()
    for number in range(11):
        a_helper(asking.scene, task=f"Taak {number}", law=("wmo", "jeugdwet", "wgs")[number % 3])
    with pytest.raises(Refusal) as refused:
        asking.ask()
    assert refused.value.where == "can_stop"
    url = f"/huishouden/{asking.scene.home.uuid}/samenwerking/vragen/"
    page = signed_in(asking.scene.worker).get(url).content.decode()
    assert "11" in page
    for word in ("Jeugdwet", "basis", "plan", "can_stop"):
        assert word in page, word
    assert asking.ask(can_stop="De gezinscoach kan stoppen").can_stop
    old = involved(asking.open(asking.me))[0]
    assert asking.ask(kind="transfer", hands_over=old.id).state == "asked"


def _everything(asking):
    row = asking.ask()
    here = {"household_id": asking.pk, "referral": row.uuid}
    actions.wait_for(
        asking.me, reason="no_room", look_again=date(2026, 12, 1), expected_version=1, **here
    )
    actions.price_waiting(
        asking.me, bridge_year_cents=6_000_000, solve_cents=1_200_000, expected_version=2, **here
    )
    return row


def test_the_pages_ask_answer_and_tell_and_a_refused_form_keeps_what_was_typed(clock, all_queries):
    asking = an_asking()
    coordinator, specialist = signed_in(asking.scene.worker), signed_in(asking.specialist)
    base = f"/huishouden/{asking.scene.home.uuid}/samenwerking/"
    form = {
        "kind": "referral",
        "party": f"p{asking.specialist.professional.pk}",
        "what": "Behandeling",
        "why": "Slaapt slecht",
        "law": "zvw",
        "part": "common",
        "basis": "consent",
        "channel": "table",
    }
    refused = coordinator.post(f"{base}vragen/", form)
    assert refused.status_code == 422
    assert "Slaapt slecht" in refused.content.decode()
    form["said_yes"] = asking.scene.people[:1]
    assert coordinator.post(f"{base}vragen/", form).status_code == 303
    (line,) = asking.lines()
    assert specialist.get("/vandaag/").status_code == 200
    assert "gevraagd/" in specialist.get("/vandaag/").content.decode()
    assert "Nobody is registered" not in specialist.get("/vandaag/").content.decode()
    one = f"{base}{line.uuid}/"
    answered = specialist.post(f"{one}antwoord/", {"accept": "yes"})
    assert answered.status_code == 303
    assert specialist.post(f"{one}antwoord/", {"accept": "yes"}).status_code == 403
    wait = {"reason": "no_room", "look_again": "2026-12-01"}
    assert specialist.post(f"{one}wachten/", wait).status_code == 303
    price = {"bridge": "60000", "solve": "12000"}
    assert coordinator.post(f"{one}kosten/", price).status_code == 303
    with all_queries() as statements:
        page = coordinator.get(one).content.decode()
    assert len(statements) <= 15
    assert "73" in page
    with all_queries() as statements:
        assert coordinator.get(base).status_code == 200
    assert len(statements) <= 15
    for stranger in (a_worker_elsewhere(), asking.specialist):
        assert signed_in(stranger).get(f"{base}schalen/").status_code in (403, 404)
    assert Client().get(base).status_code == 302


@pytest.mark.parametrize("tail", ["", "samenwerking/", "tijdlijn/"])
def test_what_was_asked_in_a_members_part_changes_no_byte_for_who_may_not_see_it(clock, tail):
    asking = an_asking("Angela", "Tom")
    angela = asking.scene.people[0]
    reader, seeing = make.a_worker(), make.a_worker()
    make.stand(reader.reader, asking.scene.home, "supporter")
    make.stand(seeing.reader, asking.scene.home, "emergency")
    url = f"/huishouden/{asking.scene.home.uuid}/{tail}"

    def add():
        row = asking.ask(
            person_id=angela, said_yes=[angela], compartment="health", what="Traumabehandeling"
        )
        actions.wait_for(
            asking.me,
            household_id=asking.pk,
            referral=row.uuid,
            reason="no_room",
            look_again=date(2026, 12, 1),
            expected_version=1,
        )

    unseen(page_of(reader.account, url), add=add, seen_by=page_of(seeing.account, url))
