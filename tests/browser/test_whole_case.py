# SPDX-License-Identifier: EUPL-1.2
"""By hand: two files become one and two again, a team hands over, a case ends and is asked after."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import faults_of, sideways


def whole(page: Page) -> None:
    """Hold that a page has no fault that axe finds and does not scroll sideways."""
    assert faults_of(page) == []
    assert sideways(page) == 0


def household(somebody: Any, name: str) -> str:
    """Open a household of the list by one of its members; return the way to it."""
    page = somebody.go("/huishoudens/")
    page.get_by_role("link", name=name).first.click()
    return "/" + page.url.split("/", 3)[3]


def choose(page: Page, field: str, name: str) -> None:
    """Choose somebody in a list by their name."""
    option = page.locator(f"select[name={field}] option", has_text=name).first
    page.locator(f"select[name={field}]").select_option(value=option.get_attribute("value"))


def join_and_take_apart(somebody: Any) -> None:
    """Register Saskia a second time, join the two, and undo it."""
    home = household(somebody, "Saskia")
    page = somebody.go(f"{home}mensen/nieuw/")
    page.get_by_label("Voornaam of voornamen").fill("Saskia")
    page.get_by_label("Achternaam").fill("Dalen")
    page.get_by_role("button", name="Bewaren").click()
    page.get_by_role("link", name="Saskia van Dalen").click()
    page.get_by_role("link", name="Dubbel opgenomen?").click()
    page.get_by_role("link", name=re.compile("Naast elkaar leggen")).first.click()
    whole(page)
    page.get_by_label("Hoe weet u dat het dezelfde is?").fill("nee")
    page.get_by_role("button", name="Samenvoegen").click()
    expect(page.get_by_label("Hoe weet u dat het dezelfde is?")).to_have_value("nee")
    ground = "Zij vertelde het zelf en liet haar pas zien."
    page.get_by_label("Hoe weet u dat het dezelfde is?").fill(ground)
    page.get_by_role("button", name="Samenvoegen").click()
    page = somebody.go(f"{home}mensen/")
    expect(page.get_by_role("link", name="Saskia Dalen", exact=True)).to_have_count(0)
    row = page.get_by_role("listitem").filter(has_text=ground)
    row.get_by_role("link", name=re.compile("Ongedaan maken")).click()
    whole(page)
    page.locator("main form button[type=submit]").first.click()
    page = somebody.go(f"{home}mensen/")
    expect(page.get_by_role("link", name="Saskia Dalen", exact=True)).to_have_count(1)


def hand_over(lead: Any, next_one: Any) -> None:
    """Let the lead of a team ask Noor to take over two cases; she says yes."""
    page = lead.go("/team/overdragen/")
    whole(page)
    group = page.get_by_role("group").filter(has_text="Fadoua Lamrini").first
    for place in range(2):
        group.get_by_role("checkbox").nth(place).check()
    page.locator("[name=way]").first.check()
    choose(page, "to", "Noor Hazelhoff")
    page.locator("[name=reason]").fill("Fadoua gaat met verlof")
    page.get_by_role("button", name="Doe dit voor de gekozen casussen").click()
    expect(page.get_by_role("main")).to_contain_text("2")
    page = next_one.go("/vragen-aan-mij/")
    whole(page)
    boxes = page.get_by_role("main").get_by_role("checkbox")
    assert boxes.count() >= 2
    for place in range(boxes.count()):
        boxes.nth(place).check()
    page.locator("main form button[type=submit]").first.click()
    expect(
        next_one.go("/vragen-aan-mij/").get_by_role("main").get_by_role("checkbox")
    ).to_have_count(0)


def end_and_ask(somebody: Any, keeper: Any) -> None:
    """End a case over which a concern is open, and ask afterwards how it goes."""
    home = household(somebody, "Paula")
    page = somebody.go(f"{home}afronden/sluiten/")
    expect(page.get_by_role("main")).to_contain_text("Er staat een zorg over veiligheid open.")
    whole(page)
    page.get_by_label("ondersteuning blijft: de hulp gaat door zolang het nodig is").check()
    words = "De hulp voor Paula blijft. Met de jongens gaat het stap voor stap."
    page.get_by_label("Hoe ging het, en hoe gaat het verder?").fill(words)
    page.get_by_role("button", name="Casus afronden").click()
    expect(page.get_by_label("Hoe ging het, en hoe gaat het verder?")).to_have_value(words)
    choose(page, "safety_with", "Noor Hazelhoff")
    page.get_by_role("button", name="Casus afronden").click()
    expect(page.get_by_role("main")).not_to_contain_text("Er staat een zorg")
    page = somebody.go(f"{home}nazorg/")
    expect(page.get_by_role("main")).to_contain_text(words)
    whole(page)
    choose(page, "person", "Paula")
    page.get_by_label("het houdt deels stand").check()
    page.get_by_label("In eigen woorden").fill("De post lukt, de avonden niet altijd")
    page.locator("main form button[type=submit]").last.click()
    said = somebody.go(f"{home}nazorg/").get_by_role("main")
    expect(said).to_contain_text("De post lukt, de avonden niet altijd")
    seen = keeper.go(f"{home}veiligheid/")
    expect(seen.get_by_role("main")).to_contain_text("Dennis heeft zijn moeder geslagen.")
    whole(seen)


@pytest.mark.heavy
def test_two_files_become_one_a_team_hands_over_and_a_case_ends(own_server, visitor):
    fadoua, noor, lead = (visitor(own_server, width=one) for one in ("wide", "phone", "wide"))
    fadoua.become("Fadoua Lamrini")
    noor.become("Noor Hazelhoff")
    lead.become("Carla de Ridder")
    join_and_take_apart(fadoua)
    end_and_ask(fadoua, noor)
    hand_over(lead, noor)
