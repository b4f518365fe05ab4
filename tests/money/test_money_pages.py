# SPDX-License-Identifier: EUPL-1.2
"""The pages of the benefit ledger: what they say, what is done on them, and what it costs to show them."""

from datetime import date

import pytest

from tests import factories as make
from tests.coordination.making import signed_in
from tests.money.making import (
    AGREED,
    INSURER,
    SHELTER,
    WELFARE,
    a_claim,
    a_controller,
    a_line,
    a_project,
    a_stop,
    an_effort,
    booked,
    moved,
)
from voordeur.money.models import BudgetLine, Claim, Effort, Stop

pytestmark = pytest.mark.django_db
AT = "/kosten-en-baten/"


@pytest.fixture
def world(clock):
    """Welfare makes the effort; shelter gains and pays back; the insurer gains and pays nothing."""
    project = a_project(is_demo=True)
    an_effort(project)
    an_effort(project, what="Kamer in de wijk", would_be_spent=True, cents=None)
    a_stop(project)
    a_stop(project, what="Losse dagbesteding", pot=WELFARE, decider="", cents=None)
    claim = booked(moved(a_claim(project), *AGREED), a_line())
    a_claim(project, outcome="Minder crisiszorg", gainer=INSURER, whole_cents=90_000_00)
    moved(a_claim(project, outcome="Minder boetes", gainer="Rijk", whole_cents=None), "lapsed")
    return project, claim


def addresses(project, claim):
    here = f"{AT}{project.uuid}/"
    return [
        AT,
        f"{AT}batenboek/",
        f"{AT}begrotingsregels/",
        f"{AT}claim/{claim.uuid}/",
        here,
        f"{here}inspanning-en-baat/",
        f"{here}nieuw-voor-oud/",
        f"{here}blad/2026/",
    ]


def test_every_reader_of_money_sees_every_page_and_nobody_else(world, all_queries):
    found = addresses(*world)
    for role in ("controller", "council"):
        client = signed_in(make.a_worker(role))
        for address in found:
            with all_queries() as statements:
                answer = client.get(address)
            assert answer.status_code == 200, (role, address)
            assert len(statements) <= 15, (address, len(statements))
            text = answer.content.decode()
            writes = [one for one in ("nieuw/", "boeken/", "stap/", "uitgave/") if one in text]
            assert not writes or role == "controller", address
    for role in ("project_leader", "policy_officer", "analyst"):
        assert signed_in(make.a_worker(role)).get(found[4]).status_code == 200
    for role in ("professional", "administrator"):
        client = signed_in(make.a_worker(role))
        assert {client.get(address).status_code for address in found} == {403}


def test_a_page_asks_the_same_for_one_claim_and_for_many(world, all_queries):
    project, claim = world
    client = signed_in(a_controller())

    def asked():
        counts = []
        for address in addresses(project, claim):
            with all_queries() as statements:
                client.get(address)
            counts.append(len(statements))
        return counts

    before = asked()
    for number in range(8):
        a_claim(project, outcome=f"Uitkomst {number}")
        an_effort(project, what=f"Werk {number}", party=f"Partij {number}", year=2027)
        a_stop(project, what=f"Oud werk {number}")
        a_line(cost_centre=f"K{number}")
    assert asked() == before


def test_the_ledger_lists_what_lapses_first_and_says_how_many_more_there_are(clock):
    project = a_project()
    for number in range(27):
        a_claim(project, outcome=f"Uitkomst {number:02}")
    text = signed_in(a_controller()).get(f"{AT}batenboek/").content.decode()
    assert text.count("vervalt na") == 25
    assert "Nog 2 in deze stand" in text
    assert "2.025.000" in text
    text = signed_in(a_controller()).get(f"{AT}{project.uuid}/claims/potential/").content.decode()
    assert text.count("vervalt na") == 27


def test_only_what_is_booked_is_called_cashed_and_unknown_is_said(world):
    project, claim = world
    client = signed_in(make.a_worker("council"))
    text = client.get(f"{AT}{project.uuid}/").content.decode()
    assert "verzonnen" in text
    head = text.split('id="verzilverd">')[1].split("</h2>")[0]
    assert "60.000" in head
    assert "onbekend" in text
    history = client.get(f"{AT}claim/{claim.uuid}/").content.decode()
    assert "J. de Wit, wethouder" in history
    assert "1 juli 2026" in history


def test_who_loses_and_who_gains_without_effort_is_told_with_the_least_flow(world):
    project, _claim = world
    client = signed_in(a_controller())
    here = f"{AT}{project.uuid}/"
    text = client.get(f"{here}inspanning-en-baat/").content.decode()
    assert "Zolang dit onbekend is" in text
    Claim.objects.filter(whole_cents=None).update(whole_cents=1_000_00)
    text = client.get(f"{here}inspanning-en-baat/").content.decode()
    assert "verliest" in text
    assert text.count("baat zonder inspanning") == 3
    flows = text.split('id="terug">')[1]
    assert WELFARE in flows
    assert "Minder crisiszorg" in flows
    Claim.objects.filter(gainer=SHELTER).update(whole_cents=10_000_00)
    Claim.objects.filter(gainer=INSURER).update(whole_cents=10_000_00)
    assert "tekort" in client.get(f"{here}inspanning-en-baat/").content.decode()
    svg = client.get(f"{here}waterval.svg")
    assert svg.headers["Content-Type"] == "image/svg+xml"
    assert WELFARE in svg.content.decode()
    paper = client.get(f"{here}samen-betalen.pdf")
    assert paper.content.startswith(b"%PDF")
    assert project.name not in paper.headers["Content-Disposition"]


def test_one_pot_of_several_that_gives_something_up_is_a_warning(world):
    project, _claim = world
    client = signed_in(a_controller())
    address = f"{AT}{project.uuid}/nieuw-voor-oud/"
    text = client.get(address).content.decode()
    assert "levert iets in, van 3 potjes" in text
    assert "een wens, niet besloten" in text
    assert "Twee nachtwakers" in text
    gap = text.split("Gat in de overgang")[1].split("</div>")[0]
    assert "22.500" in gap
    a_stop(project, what="Dagdelen", pot=WELFARE, cents=None)
    text = client.get(address).content.decode()
    assert "levert iets in" not in text
    assert "onbekend" in text.split("Gat in de overgang")[1].split("</div>")[0]


def test_a_claim_is_made_moved_timed_booked_and_undone_on_the_pages(clock):
    project, line = a_project(), a_line()
    me, leader = signed_in(a_controller()), signed_in(make.a_worker("project_leader"))
    who = {"decider": "J. de Wit, wethouder", "reason": "Zo besproken"}
    new = {
        **who,
        "outcome": "Negen keer geen opvang",
        "payer": WELFARE,
        "gainer": "maatschappelijke OPVANG",
        "year": "2026",
        "whole": "150.000",
        "share": "50",
        "evidence": "few",
        "freed_from": "2026-03-01",
        "contract_ends": "",
        "condition": "",
        "harvest": "",
        "proof": "",
    }
    at = f"{AT}{project.uuid}/claimen/"
    assert leader.post(at, {**new, "share": "101"}).status_code == 422
    assert "Zo besproken" in leader.post(at, {**new, "year": "12"}).content.decode()
    assert leader.post(at, new).status_code == 303
    claim = Claim.objects.get()
    assert (claim.gainer, claim.share, claim.whole_cents) == (SHELTER, 5_000, 150_000_00)
    one = f"{AT}claim/{claim.uuid}/"
    for version, to in enumerate(AGREED, start=1):
        sent = {**who, "to": to, "agreed": "60.000", "last_day": "", "version": str(version)}
        assert leader.post(f"{one}stap/", sent).status_code == 303
    stale = leader.post(f"{one}stap/", {**who, "to": "lapsed", "agreed": "", "version": "1"})
    assert stale.status_code == 409
    book = {**who, "line": str(line.uuid), "proof": "Beschikkingen", "version": "4"}
    assert leader.post(f"{one}boeken/", book).status_code == 403
    assert "Niemand weet" in me.post(f"{one}boeken/", book).content.decode()
    free = {"freed_from": "2026-03-01", "contract_ends": "2026-06-30", "version": "4"}
    assert leader.post(f"{one}vrij/", free).status_code == 303
    assert me.post(f"{one}boeken/", {**book, "version": "5"}).status_code == 303
    assert "40.000" in me.get(f"{AT}begrotingsregels/").content.decode()
    assert me.get(f"{one}stap/").status_code == 404
    assert me.post(f"{one}terugdraaien/", {**who, "version": "6"}).status_code == 303
    assert "100.000" in me.get(f"{AT}begrotingsregels/").content.decode()


def test_lines_efforts_and_what_stops_are_written_and_changed_on_the_pages(clock):
    project, me = a_project(), signed_in(a_controller())
    line = {"party": WELFARE, "pot": "Wmo", "taakveld": "6.71", "cost_centre": "K6710"}
    at = f"{AT}begrotingsregels/"
    assert me.post(f"{at}nieuw/", {**line, "year": "2026", "cents": ""}).status_code == 422
    assert me.post(f"{at}nieuw/", {**line, "year": "2026", "cents": "50.000"}).status_code == 303
    assert me.post(f"{at}nieuw/", {**line, "year": "2026", "cents": "50.000"}).status_code == 422
    row = BudgetLine.objects.get()
    change = {"cents": "55.000", "reason": "Najaarsnota", "version": "1"}
    assert me.post(f"{at}{row.uuid}/", change).status_code == 303
    assert me.post(f"{at}{row.uuid}/", change).status_code == 409
    assert "55.000" in me.get(at).content.decode()
    here = f"{AT}{project.uuid}/"
    effort = {"party": WELFARE, "what": "Begeleider", "pot": "Wmo", "year": "2026", "cents": "1,50"}
    for at, stored, sent in (
        ("inspanning-en-baat/", Effort, {**effort, "line": str(row.uuid)}),
        (
            "nieuw-voor-oud/",
            Stop,
            {
                "what": "Bedden",
                "institution": "Onderdak",
                "work_of": "Twee nachtwakers",
                "after": "Naar de wijk",
                "pot": "Opvang",
                "stops_on": "2026-07-01",
                "cents": "",
                "proof": "",
                "decider": "",
            },
        ),
    ):
        assert me.post(f"{here}{at}nieuw/", sent).status_code == 303
        one = f"{here}{at}{stored.objects.get().uuid}/"
        assert me.post(one, {**sent, "what": "Iets anders", "version": "1"}).status_code == 303
        assert me.post(one, {**sent, "version": "1"}).status_code == 409
        assert stored.objects.get().what == "Iets anders"
    wrong = {**effort, "year": "2027", "line": str(row.uuid)}
    assert me.post(f"{here}inspanning-en-baat/nieuw/", wrong).status_code == 422
    council = signed_in(make.a_worker("council"))
    assert council.post(f"{here}inspanning-en-baat/nieuw/", effort).status_code == 403
    assert council.post(f"{here}nieuw-voor-oud/nieuw/", {}).status_code == 403
    assert Stop.objects.get().stops_on == date(2026, 7, 1)


def test_no_noun_of_the_benefit_ledger_can_point_to_a_household_or_a_person():
    for noun in (Claim, Effort, Stop, BudgetLine):
        targets = {
            one.related_model._meta.app_label for one in noun._meta.fields if one.is_relation
        }
        assert targets <= {"money"}
        assert not {"household_id", "person_id"} & {one.attname for one in noun._meta.fields}
