# SPDX-License-Identifier: EUPL-1.2
"""Nabij: households that wait for rules that wait for each other, in the room itself."""

from datetime import date, timedelta

import pytest

from tests import factories as make
from tests.coordination.making import signed_in
from tests.leeway.making import (
    DIVORCED_WOMAN,
    HAKAN,
    KARIMA,
    KARIMAS_COST,
    REASONS,
    a_mandate,
    starter_rules,
    stuck,
)
from voordeur.door import access as door
from voordeur.history import clock as now
from voordeur.leeway import actions
from voordeur.leeway.letter import letter_of
from voordeur.leeway.queries.mandates import decisions
from voordeur.safety.actions import open_crisis

pytestmark = pytest.mark.django_db


def test_nabij_a2_karima_three_things_wait_at_164_38_a_day_and_73_days_break_even(clock, friday):
    starter_rules()
    since = date(2026, 9, 1)
    karima = stuck("eigen-huis", KARIMA, "Karima", "Inès", since=since, **KARIMAS_COST)
    page = karima.page()
    circle = page.circles[0]
    assert [link.thing for link in circle.links] == [
        "een eigen huis",
        "een schuldregeling",
        "een overzicht van inkomen en uitgaven",
    ]
    assert [link.by for link in circle.links] == [
        "Manager verhuur van de woningcorporatie",
        "Teamleider schuldhulp",
        "Professional in het team",
    ]
    assert (page.per_day, page.break_even) == (164_38, 73)
    assert page.clock.turning == since + timedelta(days=74)
    assert not page.clock.dearer
    assert len(page.grants) == 1
    with clock(friday + timedelta(days=3)):
        assert karima.page().clock.dearer
        url = f"/huishouden/{karima.scene.home.uuid}/ruimte/{karima.impasse.uuid}/"
        shown = signed_in(karima.scene.worker).get(url).content.decode()
    for words in ("€\N{NO-BREAK SPACE}164,38", "73 dagen", "3 dingen wachten op elkaar", "<svg"):
        assert words in shown
    for link in circle.links:
        assert shown.count(link.by) >= 1


def test_nabij_a3_the_divorced_woman_is_the_same_pattern_and_has_no_ground_for_urgency(clock):
    starter_rules()
    karima = stuck("eigen-huis", KARIMA, "Karima")
    hers = stuck("eigen-huis", DIVORCED_WOMAN, "Judith")
    assert hers.page().pattern == karima.page().pattern == hers.impasse.pattern
    assert (hers.page().elsewhere, karima.page().elsewhere) == (1, 1)
    urgency = stuck("urgentie", DIVORCED_WOMAN, "Anna").page()
    closed = {one.rule: one.grounds for one in urgency.routes}
    assert closed["Urgentie alleen met een erkende reden"] == ("de reden is een scheiding",)


def test_nabij_a4_hakan_has_three_routes_of_which_the_third_is_open(clock):
    starter_rules()
    hakan = stuck("geld-paspoort", HAKAN, "Hakan", "Sandra")
    routes = {one.rule: one for one in hakan.page().routes}
    assert {rule: one.state for rule, one in routes.items()} == {
        "Een voorschot alleen voor wie al een uitkering heeft": "gesloten",
        "Geen bijzondere bijstand voor papieren": "gesloten",
        "De teamkas kan voorschieten": "open",
    }
    assert routes["Geen bijzondere bijstand voor papieren"].grounds
    assert not hakan.page().stuck
    without = stuck("paspoort", {**HAKAN, "team-akkoord": False}, "Hakan").page()
    assert [link.thing for link in without.circles[0].links] == [
        "een geldig paspoort",
        "geld voor het paspoort",
        "een uitkering",
        "een geldige verblijfsvergunning",
    ]


def test_nabij_a4_hakan_gets_400_at_once_and_gives_40_hours_because_he_wants_to(clock):
    rules = starter_rules()
    hakan = stuck("geld-paspoort", HAKAN, "Hakan", "Sandra")
    mandate = a_mandate(hakan.scene.team, rules["teamkas"], budget_cents=1000_00)
    here = {"household_id": hakan.scene.home.pk}
    row = actions.decide(
        hakan.me,
        mandate=mandate.uuid,
        rule=rules["teamkas"].uuid,
        reasons=REASONS,
        why="Een kleine lening opent een vergunning en een inkomen.",
        asked_on=now.today(),
        cents=400_00,
        impasse=hakan.impasse.uuid,
        **here,
    )
    assert row.decided_on == row.asked_on == now.today()
    # The decision was there before anything was offered, and its letter asks for nothing.
    access = door.open_household(hakan.me, hakan.scene.home.pk, activity="test")
    letter = letter_of(decisions(access)[0], "Hakan", "Noor")
    assert "uur" not in " ".join(letter["paragraphs"])
    given = actions.say_return(
        make.a_resident(hakan.scene.people[0]),
        decision=row.uuid,
        person_id=hakan.scene.people[0],
        what="Koken in het buurthuis",
        hours=40,
        **here,
    )
    assert (given.hours, given.how) == (40, "self")


def test_nabij_a4_hakans_crisis_stands_on_no_screen_with_money_and_no_money_where_it_stands(clock):
    starter_rules()
    hakan = stuck("geld-paspoort", HAKAN, "Hakan", "Sandra", **KARIMAS_COST)
    open_crisis(
        hakan.me,
        household_id=hakan.scene.home.pk,
        about="Hij zei vanochtend dat het niet meer hoeft",
        coordinator=hakan.scene.worker.professional.pk,
    )
    client, base = signed_in(hakan.scene.worker), f"/huishouden/{hakan.scene.home.uuid}/"
    money = [f"{base}ruimte/", f"{base}ruimte/{hakan.impasse.uuid}/", f"{base}geld-thuis/"]
    for url in money:
        page = client.get(url)
        assert page.status_code == 200
        assert "niet meer hoeft" not in page.content.decode()
    assert "€" in client.get(money[1]).content.decode()
    page = client.get(f"{base}crisis/").content.decode()
    assert "niet meer hoeft" in page
    assert "€" not in page


def test_nabij_r23_a13_the_ground_to_come_is_the_ground_to_leave(clock):
    starter_rules()
    clinic = stuck(
        "behandeling", {"gebruikt": True, "verzekerd": True}, "Bram", also=["health"]
    ).page()
    assert "Geen behandeling zolang iemand gebruikt" in clinic.paradoxes[0]
    refused = stuck("schuldhulp", {"kan-niet-met-geld": True, "inkomen": True}, "Bo").page()
    assert refused.paradoxes
    assert refused.grants[0].by == "Teamleider schuldhulp"


def test_nabij_f12_no_rule_can_ask_about_a_network_or_an_own_initiative():
    from voordeur.leeway.rulefile import read
    from voordeur.leeway.starter import starter_text

    words = " ".join(one.name for one in read(starter_text()).conditions)
    assert not any(word in words for word in ("netwerk", "eigen kracht", "initiatief", "familie"))
