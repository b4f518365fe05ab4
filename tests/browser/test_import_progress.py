# SPDX-License-Identifier: EUPL-1.2
"""Bringing in a table: the bar moves while the worker is at it, and the page ends by itself."""

import subprocess
import sys
import time

from playwright.sync_api import expect

from tests.browser.conftest import _environment

ROWS = 900
HEAD = "Huishouden;Voornamen;Achternaam;Geboortedatum;Rol"


def test_the_bar_moves_while_rows_go_in_and_ends_without_a_reload(own_server, visitor, tmp_path):
    table = tmp_path / "personen.csv"
    lines = [f"H-{n};Proef{n};Voorbeeld;12-3-1987;volwassene" for n in range(ROWS)]
    table.write_text("\n".join([HEAD, *lines]), encoding="utf-8")

    somebody = visitor(own_server)
    somebody.become("Gerben Wiersma")
    page = somebody.go("/invoer/")
    page.locator("input[type=file]").set_input_files(str(table))
    page.locator("[name=target][value=persons], select[name=target]").first.evaluate(
        "e => e.tagName === 'SELECT' ? (e.value = 'persons') : e.click()"
    )
    page.locator("[name=source]").fill("Proef")
    page.locator("main form button[type=submit]").first.click()
    page.locator("main form button[type=submit]").first.click()
    page.locator("form[action$='/proef/'] button").click()
    page.locator("form[action$='/start/'] button").click()
    expect(page.locator("progress")).to_be_visible()
    address = page.url

    words = [sys.executable, "-m", "voordeur.cli", "tick"]
    worker = subprocess.Popen(
        words,
        env=_environment(own_server.folder),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    beside, seen = somebody.context.new_page(), set[str]()
    until = time.monotonic() + 120
    while worker.poll() is None and time.monotonic() < until:
        beside.goto(address)
        bar = beside.locator("progress")
        if bar.count():
            seen.add(bar.get_attribute("value") or "")
        time.sleep(0.05)
    worker.wait(60)
    between = {int(value) for value in seen if value} - {0, ROWS}
    assert between, seen
    # The first page was left alone: it asked by itself, until the bar went.
    expect(page.locator("progress")).to_have_count(0, timeout=10_000)
    expect(page.locator("dl.vd-stats")).to_contain_text(str(ROWS))
    assert somebody.complaints == []
