# SPDX-License-Identifier: EUPL-1.2
"""What is known and what a household waits for, through the door; and the sum of it."""

from datetime import date, timedelta

import pytest

from tests import factories as make
from tests.coordination.making import signed_in
from tests.guard import unguarded
from tests.leeway.making import KARIMA, KARIMAS_COST, starter_rules, stuck
from tests.noninterference import page_of, unseen
from voordeur.door import access as door
from voordeur.door.deed import Conflict, NotAllowed
from voordeur.door.forgetting import forget_person
from voordeur.door.models import Account
from voordeur.door.refusal import Refusal
from voordeur.leeway import actions
from voordeur.leeway.graph import Known
from voordeur.leeway.models import Impasse, KnownFact
from voordeur.leeway.queries.impasses import facts_of

pytestmark = pytest.mark.django_db


def test_who_does_not_help_writes_no_fact_and_no_impasse(clock):
    starter_rules()
    karima = stuck("eigen-huis", KARIMA)
    lead = make.a_worker("team_lead")
    make.stand(lead.reader, karima.scene.home, "lead")
    here = {"household_id": karima.scene.home.pk}
    one = {**here, "impasse": karima.impasse.uuid, "expected_version": 1}
    for act, more in (
        (actions.say_facts, {**here, "facts": {"inkomen": False}}),
        (actions.name_impasse, {**here, "goal": "opvang"}),
        (actions.price_impasse, {**one, "since": date(2026, 11, 1)}),
        (actions.lift_impasse, {**one, "how": "x"}),
    ):
        with pytest.raises(NotAllowed):
            act(lead.reader, **more)


def test_a_fact_is_yes_no_or_unknown_again_and_lies_in_its_part_of_the_file(clock):
    starter_rules()
    parts = {"gebruikt": True, "verzekerd": True, "vrije-plek": False}
    it = stuck("behandeling", parts)
    with unguarded():
        rows = {one.condition.code: one for one in KnownFact._plain.all()}
    assert {code: row.compartment for code, row in rows.items()} == {
        "gebruikt": "health",
        "verzekerd": "money",
        "vrije-plek": "common",
    }
    helper = make.a_worker()
    make.stand(helper.reader, it.scene.home, "helper")

    def seen(reader):
        return dict(facts_of(door.open_household(reader, it.scene.home.pk, activity="test")))

    assert seen(helper.reader) == {"vrije-plek": Known.NO}
    here = {"household_id": it.scene.home.pk, "person_id": it.scene.people[0]}
    # What is closed to a helper stays; the helper's own word stands beside it and tells of neither.
    actions.say_facts(helper.reader, facts={"gebruikt": False, "vrije-plek": None}, **here)
    assert seen(helper.reader) == {"gebruikt": Known.NO}
    assert seen(it.me) == {"gebruikt": Known.YES, "verzekerd": Known.YES}
    with unguarded():
        assert KnownFact._plain.count() == 3
    with pytest.raises(Refusal):
        actions.say_facts(helper.reader, facts={"gebruikt": False}, **here)
    # Nor does a refusal tell that the household waits for something that is closed to the helper.
    actions.name_impasse(helper.reader, goal="behandeling", **here)
    with pytest.raises(Refusal):
        actions.say_facts(it.me, facts={"netwerk": True}, **here)
    with pytest.raises(Refusal):
        actions.say_facts(it.me, household_id=it.scene.home.pk, facts={"verblijf": True})


def test_an_impasse_is_named_once_priced_and_lifted_with_what_opened_it(clock):
    starter_rules()
    it = stuck("eigen-huis", KARIMA, **KARIMAS_COST)
    here = {"household_id": it.scene.home.pk}
    for wrong in (
        {"goal": "geluk"},
        {"goal": "eigen-huis"},
        {"goal": "opvang", "since": date(2027, 1, 1)},
        {"goal": "opvang", "runs_on": [("x", -1)]},
        {"goal": "opvang", "runs_on": [("x", 1)] * 21},
    ):
        with pytest.raises(Refusal):
            actions.name_impasse(it.me, **(here | wrong))
    client, base = signed_in(it.scene.worker), f"/huishouden/{it.scene.home.uuid}/ruimte/"
    one = f"{base}{it.impasse.uuid}/"
    price = {"since": "2026-10-01", "solve_cents": "9.000", "run_0": "Opvang", "version": "1"}
    assert client.get(f"{one}kosten/").status_code == 200
    assert client.post(f"{one}kosten/", price | {"since": "2027-10-01"}).status_code == 422
    assert client.post(f"{one}kosten/", price).status_code == 303
    assert client.post(f"{one}kosten/", price).status_code == 409
    page = it.page()
    assert (page.per_day, page.unknown, page.break_even) == (None, ("Opvang",), None)
    assert client.get(f"{one}open/").status_code == 200
    lift = {"how_lifted": "De corporatie wachtte niet", "version": "2"}
    assert client.post(f"{one}open/", lift).status_code == 303
    assert "De corporatie wachtte niet" in client.get(base).content.decode()
    assert client.get(one).status_code == 200
    assert client.get(f"{one}kosten/").status_code == 404
    with pytest.raises(Refusal):
        actions.lift_impasse(it.me, impasse=it.impasse.uuid, how="x", expected_version=3, **here)
    again = client.post(
        f"{base}doel/", {"goal": "eigen-huis", "since": "2026-11-01", "solve_cents": ""}
    )
    assert again.status_code == 303
    facts = {"fact_binding": "no", "fact_inkomen": "yes", "about": str(it.scene.people[0])}
    assert client.get(f"{base}feiten/").status_code == 200
    assert client.post(f"{base}feiten/", facts).status_code == 303
    with unguarded():
        row = Impasse._plain.get(state="open")
    with pytest.raises(Conflict):
        actions.lift_impasse(it.me, impasse=row.uuid, how="x", expected_version=9, **here)


def test_a_fact_changes_the_pattern_of_what_waits(clock):
    starter_rules()
    it = stuck("eigen-huis", KARIMA)
    before = it.impasse.pattern
    assert before
    here = {"household_id": it.scene.home.pk, "person_id": it.scene.people[0]}
    actions.say_facts(it.me, facts={"schuldregeling": True}, **here)
    with unguarded():
        row = Impasse._plain.get(pk=it.impasse.pk)
    assert (row.pattern, row.rules) == ("", [])


def test_what_lies_in_a_closed_part_changes_no_byte_for_a_helper(clock):
    starter_rules()
    it = stuck("behandeling", {"verzekerd": True})
    helper = make.a_worker()
    make.stand(helper.reader, it.scene.home, "helper")
    here = {"household_id": it.scene.home.pk, "person_id": it.scene.people[0]}
    base = f"/huishouden/{it.scene.home.uuid}/ruimte/"
    mine = page_of(it.scene.worker.account, f"{base}feiten/")
    unseen(
        page_of(helper.account, base),
        add=lambda: actions.say_facts(it.me, facts={"premie": False}, **here),
        seen_by=mine,
    )
    assert "niet voor u" in page_of(helper.account, base)().content.decode()


def test_what_lies_in_a_members_closed_part_changes_no_byte_for_the_other_member(clock):
    starter_rules()
    it = stuck("eigen-huis", KARIMA, "Angela", "Tom")
    angela, tom = it.scene.people
    hers, his = make.a_resident(angela), make.a_resident(tom)
    here = {"household_id": it.scene.home.pk, "person_id": angela}

    def page(reader, tail):
        account = Account.objects.get(pk=reader.account_id)
        return page_of(account, f"/huishouden/{it.scene.home.uuid}/{tail}")

    unseen(
        page(his, "tijdlijn/"),
        add=lambda: actions.say_facts(it.me, facts={"kan-niet-met-geld": True}, **here),
        seen_by=page(hers, "tijdlijn/"),
    )
    assert page(his, "ruimte/")().status_code == 403


def test_the_pages_ask_at_most_fifteen_questions_whatever_is_there(clock, all_queries):
    starter_rules()
    it = stuck("eigen-huis", KARIMA)
    client, base = signed_in(it.scene.worker), f"/huishouden/{it.scene.home.uuid}/"
    urls = ("ruimte/", f"ruimte/{it.impasse.uuid}/", "")

    def asks():
        found = []
        for url in urls:
            client.get(base + url)
            with all_queries() as statements:
                assert client.get(base + url).status_code == 200
            found.append(len(statements))
        return found

    before = asks()
    here = {"household_id": it.scene.home.pk, "person_id": it.scene.people[0]}
    for goal in ("opvang", "urgentie", "uitkering"):
        actions.name_impasse(it.me, goal=goal, **here)
    for _ in range(3):
        actions.record_barrier(it.me, text="x", in_household=it.scene.home.pk)
    assert asks() == before
    assert max(before) <= 15


def test_forgetting_a_member_leaves_nothing_of_them(clock, friday):
    starter_rules()
    it = stuck("behandeling", {"gebruikt": True})
    officer = make.a_worker("privacy_officer")
    with unguarded():
        assert KnownFact._plain.count() == Impasse._plain.count() == 1
    with clock(friday + timedelta(days=1)):
        forget_person(officer.reader, person_id=it.scene.people[0], why="own_request")
    with unguarded():
        assert not KnownFact._plain.exists()
        assert not Impasse._plain.exists()
