# SPDX-License-Identifier: EUPL-1.2
"""By hand: a concern that nobody has time for stays open, with what was typed still there."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import faults_of, sideways


@pytest.mark.parametrize("width", ["wide", "phone"])
def test_nobody_closes_a_concern_for_lack_of_time(shared_server, visitor, width):
    somebody = visitor(shared_server, width=width)
    somebody.become("Fadoua Lamrini")
    page = somebody.go("/huishoudens/")
    page.get_by_role("link", name="Paula").first.click()
    page.get_by_role("navigation", name="Onderdelen van dit huishouden").get_by_role(
        "link", name="Veiligheid"
    ).click()
    expect(page.get_by_role("main")).to_contain_text("Dennis heeft zijn moeder geslagen.")
    page.get_by_role("link", name="Sluiten met een reden").click()
    page.get_by_label("Het is veilig: de afspraken houden").check()
    typed = "Geen tijd meer gehad om langs te gaan"
    page.get_by_label("Wat maakte het veilig en hoe weet u dat?").fill(typed)
    page.get_by_role("button", name="Sluiten met deze reden").click()
    expect(page.get_by_role("main")).to_contain_text("dat is geen reden")
    expect(page.get_by_label("Wat maakte het veilig en hoe weet u dat?")).to_have_value(typed)
    assert faults_of(page) == []
    assert sideways(page) == 0
    page.get_by_role("link", name="Terug").click()
    expect(page.get_by_role("link", name="Sluiten met een reden")).to_be_visible()
