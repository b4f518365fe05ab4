# SPDX-License-Identifier: EUPL-1.2
"""Every page of every role: no accessibility fault, one heading, nothing sideways, nothing refused.

The pages are found by following links, as a person would; of pages that differ only in whom they
are about, two are looked at.
"""

import re
from collections import Counter
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import faults_of, sideways

NAMES = (
    "Noor Hazelhoff",
    "Fadoua Lamrini",
    "Egbert Sluiter",
    "Carla de Ridder",
    "Ruud Elzinga",
    "Hetty van der Kolk",
    "Jorn Abbink",
    "Salima Benhaddi",
    "Mathilde Roorda",
    "Gerben Wiersma",
    "Lieve Coppens",
    "Angela van der Kamp",
    "Saskia van Dalen",
    "Freek Odinga",
)
MOST = 60
SKIPPED = re.compile(r"\.(pdf|svg|csv|xlsx|ics)$|/inloggen/logout/|/static/|/i18n/")


def shape(path: str) -> str:
    """Return a path with the parts that name somebody left out."""
    path = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "*", path)
    return re.sub(r"\d+", "0", path)


def pages_of(visitor):
    """Yield every path that can be reached by links, at most two of one shape."""
    seen: set[str] = set()
    shapes: Counter[str] = Counter()
    waiting = [urlsplit(visitor.page.url).path]
    while waiting and len(seen) < MOST:
        path = waiting.pop(0)
        if path in seen or SKIPPED.search(path) or shapes[shape(path)] >= 2:
            continue
        seen.add(path)
        shapes[shape(path)] += 1
        visitor.go(path)
        yield path
        links = visitor.page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
        waiting += [urlsplit(link).path for link in links if link.startswith(visitor.address + "/")]


@pytest.mark.parametrize("name", NAMES)
def test_every_page_of_a_role_is_whole(shared_server, visitor, name):
    somebody = visitor(shared_server)
    somebody.become(name)
    wrong: list[str] = []
    for path in pages_of(somebody):
        page = somebody.page
        heads = page.locator("h1").count()
        if heads != 1:
            wrong.append(f"{path}: {heads} main headings")
        wrong += [f"{path} at 1280: {fault}" for fault in faults_of(page)]
        for width in (390, 320):
            page.set_viewport_size({"width": width, "height": 900})
            if sideways(page) > 0:
                wrong.append(f"{path} at {width}: {sideways(page)} pixels sideways")
            if width == 390:
                wrong += [f"{path} at 390: {fault}" for fault in faults_of(page)]
        page.set_viewport_size({"width": 1280, "height": 900})
    assert not wrong, "\n".join(wrong)
    assert not somebody.complaints, somebody.complaints


def test_the_demo_page_itself_is_whole(shared_server, visitor):
    somebody = visitor(shared_server, width="phone")
    page = somebody.go("/kies/")
    assert page.get_by_role("main").get_by_role("heading", level=2).all_inner_texts() == [*NAMES]
    assert faults_of(page) == []
    assert sideways(page) == 0


def test_the_sign_in_page_is_whole(shared_server, visitor):
    somebody = visitor(shared_server, width="phone")
    page = somebody.go("/inloggen/login/")
    assert faults_of(page) == []
    assert sideways(page) == 0


def test_a_page_that_is_not_there_says_so_in_plain_words(shared_server, visitor):
    somebody = visitor(shared_server)
    page = somebody.go("/bestaat-niet/")
    assert faults_of(page) == []
    assert page.get_by_role("heading", level=1).count() == 1


def test_the_first_tab_leads_past_the_menu(shared_server, visitor):
    somebody = visitor(shared_server)
    somebody.become("Noor Hazelhoff")
    page = somebody.go("/vandaag/")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#inhoud"


@pytest.mark.parametrize(("color", "faults"), [("#222222", 0), ("#bbbbbb", 1)])
def test_only_pale_letters_in_a_drawing_are_a_fault(shared_server, visitor, color, faults):
    page = visitor(shared_server).page
    page.set_content(
        "<!doctype html><html lang='nl'><title>Proef</title><main><h1>Proef</h1><svg width='200'>"
        "<g><rect width='200' height='60' fill='#ffffff'/>"
        f"<text x='10' y='30' fill='{color}'>letters</text></g></svg></main>"
    )
    assert len(faults_of(page)) == faults
