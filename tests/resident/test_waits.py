# SPDX-License-Identifier: EUPL-1.2
"""A member reads why it is stuck, whose turn it is and what is done; and is told when a rule gives way."""

from datetime import date, timedelta

import pytest
from django.test import Client

from tests import factories as make
from tests.coordination.making import signed_in
from tests.leeway.making import KARIMA, a_policy_officer, lines_about, starter_rules, stuck
from tests.noninterference import page_of, unseen
from voordeur.door.models import Account
from voordeur.history import reactions
from voordeur.leeway import actions

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
pytestmark = pytest.mark.django_db


def account_of(person_id):
    return Account.objects.get(pk=make.a_resident(person_id).account_id)


def test_a_member_reads_what_waits_since_when_whose_turn_it_is_and_that_a_rule_gave_way(
    clock, friday, all_queries
):
    rules = starter_rules()
    karima = stuck("eigen-huis", KARIMA, "Karima", since=date(2026, 10, 1))
    alderman = a_policy_officer()
    actions.set_rung(
        alderman.reader, place=1, name="Wethouder", account=alderman.account.pk, days=5
    )
    actions.escalate(
        karima.me, household_id=karima.scene.home.pk, threat="x", blocks="y", tried="z"
    )
    owner, rule = a_policy_officer(), rules["regeling-na-overzicht"]
    rule.owner_account = owner.account.pk
    rule.save()
    lines_about(rule, *(make.a_worker() for _ in range(5)))
    case = actions.ask_policy(make.a_worker().reader, rule=rule.uuid, question="Kan dit anders?")
    account = account_of(karima.scene.people[0])
    look = page_of(account, f"/mijn/{karima.scene.home.uuid}/wachten/")
    start = page_of(account, f"/mijn/{karima.scene.home.uuid}/")
    page = look().content.decode()
    for words in (
        "U wacht op: een eigen huis",
        "1 oktober 2026",
        "43 dagen",
        "Het ligt niet aan u",
        "Voor een eigen huis is eerst nodig: een schuldregeling.",
        "Professional in het team mag een uitzondering maken.",
        "bij: Wethouder. Het antwoord komt uiterlijk 18 november 2026",
        "Het antwoord komt uiterlijk 25 december 2026",
    ):
        assert words in page, words
    assert "€" not in page
    assert "Goed nieuws" not in page + start().content.decode()
    assert "Een eigen huis" in start().content.decode()
    client = Client()
    client.force_login(account, backend=BACKEND)
    with all_queries() as statements:
        assert client.get(f"/mijn/{karima.scene.home.uuid}/wachten/").status_code == 200
    assert len(statements) <= 15
    actions.answer_policy(
        owner.reader,
        policy_case=case.uuid,
        kind="change",
        answer="Vanaf januari vragen wij geen overzicht meer van wie in de opvang woont.",
        expected_version=1,
    )
    reactions.run_due()
    for shown in (look, start):
        assert "Goed nieuws" in shown().content.decode()
    actions.lift_impasse(
        karima.me,
        household_id=karima.scene.home.pk,
        impasse=karima.impasse.uuid,
        how="De corporatie wachtte niet op de regeling",
        expected_version=1,
    )
    with clock(friday + timedelta(days=1)):
        page = look().content.decode()
    assert "De corporatie wachtte niet op de regeling" in page
    assert "wacht u nergens op" in page


def test_what_one_member_waits_for_in_a_closed_part_changes_no_byte_for_the_other(clock):
    starter_rules()
    scene = stuck("eigen-huis", KARIMA, "Angela", "Tom").scene
    angela, tom = (account_of(one) for one in scene.people)
    address = f"/mijn/{scene.home.uuid}/"
    for url in (f"{address}wachten/", address):
        seen = page_of(angela, f"{address}wachten/")
        goal = "schuldhulp" if url == address else "sanering"
        unseen(
            page_of(tom, url),
            add=lambda goal=goal: actions.name_impasse(
                scene.worker.reader,
                household_id=scene.home.pk,
                goal=goal,
                person_id=scene.people[0],
            ),
            seen_by=seen,
        )
    assert signed_in(scene.worker).get(f"{address}wachten/").status_code == 403
