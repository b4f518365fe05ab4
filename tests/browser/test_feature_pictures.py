# SPDX-License-Identifier: EUPL-1.2
"""The pages that the casework table shows: each opens as it is pictured, and the pictures are taken here."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import faults_of, sideways

VISITOR = "nobody"
PICTURES = Path(__file__).parents[2] / "docs" / "img" / "features"
COORDINATOR, TRIAGE, LEAD, RESIDENT, ADMINISTRATOR, OFFICER, POLICY = (
    "Fadoua Lamrini",
    "Noor Hazelhoff",
    "Carla de Ridder",
    "Saskia van Dalen",
    "Gerben Wiersma",
    "Lieve Coppens",
    "Ruud Elzinga",
)
#: Who looks, at which page, under which name. `home` is a household of the coordinator; behind a space
#: stands the form of a link on that page, and the first is followed.
PAGES = {
    COORDINATOR: {
        "vandaag": "/vandaag/",
        "sinds-vrijdag": "/sinds-vrijdag/",
        "zoeken": "/zoeken/",
        "mensen": "{home}mensen/",
        "tekening": "{home}mensen/tekening/",
        "uit-huis": "{home}mensen/uit-huis/",
        "zelfde": "{home}mensen/zelfde/",
        "plan": "{home}plan/",
        "wie-helpt": "coordination_page",
        "kosten": "provisions_page",
        "metingen": "measurements_page",
        "contact": "contact_page",
        "papieren": "papers_page",
        "tijdlijn": "{home}tijdlijn/",
        "wijziging": "{home}tijdlijn/ {home}tijdlijn/[0-9a-f-]{{36}}/",
        "aanpak": "{home}plan/aanpak/",
        "rolnamen": "{home}wie-helpt/rolnamen/",
        "berichten": "/berichten/",
        "inzage-vragen": "{home}wie-helpt/inzage/",
        "veiligheid": "{home}veiligheid/",
        "samenwerking": "{home}samenwerking/",
        "meedenken": "{home}meedenken/",
        "afronden": "{home}afronden/",
        "tafel": "{home}tafel/",
        "huishoudens": "/huishoudens/",
    },
    TRIAGE: {
        "signalen": "/signalen/",
        "lessen": "/lessen/eerste-dag/",
        "nieuw": "/huishouden/nieuw/",
        "overleg": "/overleg/",
    },
    ADMINISTRATOR: {
        "rollen-apart": "/beheer/rollen/#apart",
        "inrichting": "/beheer/inrichting/",
        "toegankelijkheid": "/toegankelijkheid/",
        "invoer": "/invoer/",
        "grondslagen": "/beheer/grondslagen/",
    },
    LEAD: {"team": "/team/"},
    OFFICER: {"bewaren": "/toezicht/bewaren/", "noodtoegang": "/toezicht/noodtoegang/"},
    POLICY: {
        "knelpunten": "/knelpunten/",
        "ladder": "/ladder/",
        "cijfers": "/cijfers/",
        "analyse": "/mkba/ /mkba/[0-9a-f-]{{36}}/",
    },
    VISITOR: {"kies": "/kies/", "inloggen": "/inloggen/login/"},
    RESIDENT: {
        "mijn-tekening": "{mine}tekening/",
        "mijn-plan": "{mine}plan/",
        "mijn-inzage": "{mine}inzage/",
        "mijn-gekeken": "{mine}gekeken/",
        "mijn-gegevens": "{mine}gegevens/",
    },
}
TABS = {
    "coordination_page": "Wie helpt",
    "provisions_page": "Hulp en kosten",
    "measurements_page": "Metingen",
    "contact_page": "Contact",
    "papers_page": "Papieren",
}


def own(visitor, pattern: str) -> str:
    """Return the first path on the page of this form: that of a household."""
    begin = pattern[: pattern.index("[")]
    visitor.page.locator(f'a[href*="{begin}"]').first.wait_for(state="attached")
    links = visitor.page.eval_on_selector_all("a[href]", "all => all.map(a => a.pathname)")
    return next(found[0] for link in links if (found := re.match(pattern, link)))


@pytest.mark.parametrize("name", PAGES)
def test_each_page_that_is_pictured_opens(shared_server, visitor, name):
    guest = visitor(shared_server)
    if name != VISITOR:
        guest.become(name)
    home = mine = ""
    if name == COORDINATOR:
        guest.go("/huishoudens/")
        card = guest.page.get_by_role("link", name=re.compile("Saskia")).first
        home = re.match(r"/huishouden/[0-9a-f-]{36}/", card.get_attribute("href") or "")[0]
    if name == RESIDENT:
        mine = own(guest, r"/mijn/[0-9a-f-]{36}/")
    for picture, path in PAGES[name].items():
        if path in TABS:
            guest.go(home)
            guest.page.locator(".vd-tabset__more > summary").click()
            with guest.page.expect_navigation():
                guest.page.get_by_role("link", name=TABS[path], exact=True).first.click()
        else:
            page, _, link = path.format(home=home, mine=mine).partition(" ")
            guest.go(page)
            if link:
                guest.go(own(guest, link))
        expect(guest.page.locator("h1")).to_have_count(1)
        assert guest.page.get_by_text("403", exact=True).count() == 0, path
        assert guest.page.title(), path
        if os.environ.get("VOORDEUR_SCREENSHOTS"):
            PICTURES.mkdir(parents=True, exist_ok=True)
            guest.page.screenshot(path=PICTURES / f"{picture}.png", animations="disabled")
    if name not in (RESIDENT, VISITOR):
        items = guest.page.locator("#hoofdmenu a")
        assert len({round(one.bounding_box()["y"]) for one in items.all()}) == 1
    assert guest.complaints == []


@pytest.mark.parametrize("width", ["wide", "phone"])
def test_the_drawings_and_the_pages_to_join_and_move_are_whole(shared_server, visitor, width):
    guest = visitor(shared_server, width=width)
    guest.become(COORDINATOR)
    guest.go("/huishoudens/")
    card = guest.page.get_by_role("link", name=re.compile("Saskia")).first
    home = re.match(r"/huishouden/[0-9a-f-]{36}/", card.get_attribute("href") or "")[0]
    guest.go(f"{home}mensen/")
    undo = own(guest, r"/huishouden/[0-9a-f-]{36}/mensen/uit-elkaar/[0-9a-f-]{36}/")
    member = own(guest, r"/huishouden/[0-9a-f-]{36}/mensen/lid/[0-9a-f-]{36}/")
    ways = ("tekening/", "uit-huis/", "verhuizen/", "zelfde/")
    for path in (*(f"{home}mensen/{way}" for way in ways), undo, f"{member}zelfde/"):
        guest.go(path)
        assert faults_of(guest.page) == [], path
        assert not sideways(guest.page), path
    assert guest.complaints == []
