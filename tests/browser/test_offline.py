# SPDX-License-Identifier: EUPL-1.2
"""A lost connection, an ended session or a closed tab loses nothing, and a shared computer tells nothing."""

import re

from playwright.sync_api import Page, expect

KEPT = "Object.entries(localStorage).filter(([name]) => name.startsWith('vd-draft:'))"
WORDS = "Angela vertelde dat ze slecht slaapt."


def copies(page: Page) -> list[list[str]]:
    """Return what lies in this browser."""
    return page.evaluate(KEPT)


def note_page(somebody) -> str:
    """Return the path of the note form of the first household on the list."""
    page = somebody.go("/huishoudens/")
    link = page.locator("a[href^='/huishouden/']").first.get_attribute("href")
    return re.match(r"/huishouden/[0-9a-f-]+/", link or "").group() + "contact/notitie/"


def wait_for_copy(page: Page, number: int = 1) -> None:
    page.wait_for_function(f"{KEPT}.length === {number}")


def test_what_is_typed_survives_connection_session_and_tab(own_server, visitor):
    somebody = visitor(own_server)
    somebody.become("Noor Hazelhoff")
    path = note_page(somebody)

    page = somebody.go(path)
    page.wait_for_load_state("networkidle")
    somebody.context.set_offline(True)
    page.locator("[name=text]").fill(WORDS)
    wait_for_copy(page)
    assert WORDS not in str(copies(page))
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.locator("[data-draft-status]")).to_contain_text("apparaat")
    page.close()

    somebody.context.set_offline(False)
    somebody.page = page = somebody.context.new_page()
    somebody.go(path)
    expect(page.locator("[name=text]")).to_have_value(WORDS)
    expect(page.locator("[data-draft-status]")).to_have_attribute("data-state", "restored")

    somebody.context.clear_cookies(name="sessionid")
    page.locator("[name=text]").fill(WORDS + " Ze belt morgen.")
    page.wait_for_timeout(200)
    page.get_by_role("button", name="Vastleggen").click()
    expect(page).to_have_url(re.compile("/inloggen/"))
    assert WORDS not in str(copies(page))
    somebody.become("Noor Hazelhoff")
    page = somebody.go(path)
    expect(page.locator("[name=text]")).to_have_value(WORDS + " Ze belt morgen.")

    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_text("Ze belt morgen.")).to_be_visible()
    assert copies(page) == []
    page = somebody.go(path)
    page.wait_for_load_state("networkidle")
    expect(page.locator("[name=text]")).to_have_value("")


def test_signing_out_leaves_no_copy_and_another_account_reads_none(own_server, visitor):
    somebody = visitor(own_server)
    somebody.become("Noor Hazelhoff")
    path = note_page(somebody)
    page = somebody.go(path)
    page.wait_for_load_state("networkidle")
    somebody.context.set_offline(True)
    page.locator("[name=text]").fill(WORDS)
    wait_for_copy(page)
    somebody.context.clear_cookies(name="sessionid")
    somebody.context.set_offline(False)

    # Somebody else sits down at the same computer: the copy is there, locked, and not for them.
    somebody.become("Fadoua Lamrini")
    page = somebody.go(path)
    page.wait_for_load_state("networkidle")
    assert WORDS not in page.content()
    assert len(copies(page)) == 1
    page.locator(".vd-usermenu summary").click()
    page.get_by_role("button", name="Uitloggen").click()
    page.wait_for_load_state()
    assert copies(page) == []
