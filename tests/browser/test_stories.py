# SPDX-License-Identifier: EUPL-1.2
"""Stories of the town, followed on a telephone by who coordinates them: nothing is changed."""

from typing import Any

from playwright.sync_api import expect

from tests.browser.test_whole_case import household, whole

COORDINATOR = "Fadoua Lamrini"
#: From the dismissal to the shelter, in the order in which one led to the other.
CHAIN = (
    "Vader werd ontslagen",
    "werd hij somber",
    "Hij ging drinken",
    "te weinig aandacht en zorg",
    "Hij bedreigde zijn vrouw",
    "Hij sloeg haar",
    "in de noodopvang",
)


def read(somebody: Any, path: str) -> str:
    """Open a page that has no fault, and return its words on one line."""
    page = somebody.go(path)
    whole(page)
    return " ".join(page.get_by_role("main").inner_text().split())


def test_the_dismissed_father_one_chain_one_coordinator_and_a_ban(shared_server, visitor):
    somebody = visitor(shared_server, width="phone")
    somebody.become(COORDINATOR)
    home = household(somebody, "Harm")
    chain = read(somebody, f"{home}problemen/")
    places = [chain.index(words) for words in CHAIN]
    assert places == sorted(places)
    helping = read(somebody, f"{home}wie-helpt/")
    assert f"Casusregisseur Houdt alle hulp in dit huishouden bij elkaar. {COORDINATOR}" in helping
    assert "Tijdelijk huisverbod: Harm van kracht" in read(somebody, f"{home}wat-dreigt/")
    assert "€" not in read(somebody, f"{home}veiligheid/")


def test_davy_and_dennis_two_who_claim_and_one_who_turns_eighteen(shared_server, visitor):
    somebody = visitor(shared_server, width="phone")
    somebody.become(COORDINATOR)
    home = household(somebody, "Paula")
    helping = read(somebody, f"{home}wie-helpt/")
    assert "Meer organisaties zeggen de regie te hebben" in helping
    assert "Dennis staat op de agenda van het overleg." in helping
    coming = read(somebody, f"{home}overgangen/")
    assert "Dennis wordt achttien" in coming
    assert "(over 120 dagen)" in coming
    assert "Ondertoezichtstelling: Davy van kracht" in read(somebody, f"{home}wat-dreigt/")
    page = somebody.go(f"{home}overgangen/")
    page.get_by_role("link", name="Het is geregeld").first.click()
    expect(page.get_by_role("main").get_by_role("button").first).to_be_visible()
    whole(page)
