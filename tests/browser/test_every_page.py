# SPDX-License-Identifier: EUPL-1.2
"""Every page of every role, in every state it can be in: no accessibility fault, nothing sideways.

The pages come from following links as a person does (`crawling`), and a page of the URLconf that
nobody reaches by a link is a fault. Each distinct page is looked at with everything folded and with
everything open, empty, with texts as long as they may be, and with every form filled in wrongly.
"""

import re

import pytest
from django.apps import apps
from django.http import Http404
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import Error as PlaywrightError

from tests.browser.conftest import faults_of, sideways
from tests.browser.crawling import Person, shape
from voordeur.door.refusal import Refusal

FOREIGN = ("inloggen/", "i18n/")
#: What is no page but a picture or a paper.
NO_PAGE = {
    "area_picture": "a picture on the page of an area budget",
    "paying_picture": "a picture on the page of ways of paying",
    "costs_chart": "a picture on the page of costs",
    "plan_pdf": "a paper",
    "paper_download": "a file",
    "import_rejected": "a file",
    "conference_ics": "a file for a calendar",
    "administration_set_up_file": "a file",
    "figures_file": "a file",
    "factlab_file": "a file",
    "factlab_letter": "a paper",
    "analysis_file": "a file",
    "analysis_paper": "a paper",
    "analysis_sheet": "a file",
    "rules_file": "a file",
    "project_waterfall": "a picture on the page of effort and gain",
    "flow_paper": "a paper",
    "proposal_paper": "a paper",
    "sheet_file": "a file",
    "my_appointment": "a file for a calendar",
    "choose": "the page to choose a demo person, looked at below",
}
#: Pages one comes to in a certain moment only: those of the first part are looked at in the test
#: about such moments, those of the second in the tests of their own room.
IN_A_MOMENT = {
    "administration_reopen": "after an account was closed",
    "one_question": "a partner without an account, with a link in a mail",
    "coordination_answer": "somebody was asked to coordinate",
    "door_emergency": "a household that is not open to one, and somebody in danger",
    "door_review": "after an emergency",
    "import_batch": "after a table was sent",
    "import_columns": "while a table is read",
}
IN_ITS_ROOM = {
    "administration_resident": "a resident whose code was told",
    "administration_resident_change": "a resident whose code was told",
    "approach_judge": "something that was tried and not looked back on yet",
    "path_review": "a way around a rule that a colleague is to look at",
    "aftercare_page": "after a case was closed",
    "budget_do_one": "money of a household that comes free and can be used again",
    "contract_steer": "a contract that was signed",
    "item_options": "somebody who sits at the table of a conference",
    "sheet_sign": "a sheet on which nothing is left open",
    "sheet_signed": "a sheet that was signed",
    "asked_of_me": "somebody was asked to coordinate several",
    "case_reopen": "after a case was closed",
    "factlab_second": "two analysts who think otherwise about a pair of rows",
    "closing_letter": "after a case was closed",
    "measures_do_one": "a measure that threatens",
    "money_do_one": "money at home that was written down",
    "my_file": "a resident in two households",
    "people_apart": "after two files were joined",
    "people_join": "two files about one person",
    "people_join_households": "two files about one household",
    "safety_do_one": "a concern that was raised",
    "signal_detach": "a signal that was brought to a household",
    "timeline_change": "something in a file that was changed since",
    "told_in_household": "from a reminder about what was told",
    "zero_do_one": "something that was foreseen",
}
#: The rooms of which every page must be reached: all there are.
ROOMS = frozenset(
    app.name.removeprefix("voordeur.")
    for app in apps.get_app_configs()
    if app.name.startswith("voordeur.")
)
GROUPS = 4
OPEN_ALL = (
    "document.querySelectorAll('details:not([data-popup])').forEach(one => { one.open = true })"
)


def names(resolver=None, base=""):
    """Yield every named address of the house with its view."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            if not str(entry.pattern).startswith(FOREIGN):
                yield from names(entry, base + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield entry.name, entry.callback


def only_sends(view) -> bool:
    """Say whether an address only takes what is sent to it: a button, no page."""
    try:
        return bool(view(RequestFactory().get("/")).status_code == 405)
    except (TypeError, AttributeError, KeyError, RuntimeError, Http404, Refusal):
        # It wants to know whom it is about, or to read in the house: so it answers to being opened.
        return False


@pytest.mark.long
def test_every_page_of_the_house_is_reached_by_a_link(sights, furnished):
    here = [
        one
        for household in (furnished.fresh, furnished.full)
        for one in sights_in(furnished, "Noor Hazelhoff", household)
    ]
    reached = {resolve(one.path).url_name for one in (*sights, *here, *seldom(furnished, sights))}
    pages = {
        name
        for name, view in names()
        if view.__module__.split(".")[1] in ROOMS and not only_sends(view)
    }
    known = {*NO_PAGE, *IN_A_MOMENT, *IN_ITS_ROOM}
    assert sorted(pages - reached - known) == []


def look(page, path, *, at, states, wrong):
    """Look at the page that is open at some widths: faults in each state, and nothing sideways."""
    for width in at:
        page.set_viewport_size({"width": width, "height": 900})
        if sideways(page) > 0:
            wrong.append(f"{path} at {width}: {sideways(page)} pixels sideways")
    for width, opened in states:
        page.set_viewport_size({"width": width, "height": 900})
        if opened:
            page.evaluate(OPEN_ALL)
            if sideways(page) > 0:
                wrong.append(f"{path} opened at {width}: {sideways(page)} pixels sideways")
        state = " opened" if opened else ""
        wrong += [f"{path}{state} at {width}: {fault}" for fault in faults_of(page)]


@pytest.mark.long
@pytest.mark.parametrize("group", range(GROUPS))
def test_every_distinct_page_is_whole_folded_and_open(shared_server, visitor, sights, group):
    """Each page as it comes, narrow with everything open; wide once for each kind of page."""
    distinct = list({(one.shape, one.parts): one for one in reversed(sights)}.values())
    wide = {one.shape: one for one in distinct}
    wrong: list[str] = []
    people: dict[str, object] = {}
    for one in sorted(distinct, key=lambda one: (one.who, one.path))[group::GROUPS]:
        if one.who not in people:
            people[one.who] = visitor(shared_server)
            people[one.who].become(one.who)
        page = people[one.who].go(one.path)
        where = f"{one.who} {shape(one.path)}"
        if (heads := page.locator("h1").count()) != 1:
            wrong.append(f"{where}: {heads} main headings")
        states = [(1280, False)] if wide[one.shape] is one else []
        look(page, where, at=(1280, 390, 320), states=[*states, (390, True)], wrong=wrong)
        page.set_viewport_size({"width": 1280, "height": 900})
    wrong += [line for somebody in people.values() for line in somebody.complaints]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", ["Noor Hazelhoff", "Angela van der Kamp"])
@pytest.mark.parametrize("width", ["wide", "phone"])
def test_every_menu_that_opens_is_whole(shared_server, visitor, sights_of, name, width):
    """The main menu on a phone, the menu of who is signed in, and those of goals: each once."""
    somebody = visitor(shared_server, width=width)
    somebody.become(name)
    wrong: list[str] = []
    seen: set[str] = set()
    for path in {one.shape: one.path for one in sights_of(name)}.values():
        page = somebody.page
        body = page.context.request.get(somebody.address + path).text()
        kinds = set(re.findall(r'<details class="([^"]+)"[^>]*data-popup', body)) - seen
        if not kinds and seen:
            continue
        somebody.go(path)
        page.wait_for_load_state("networkidle")
        if not seen and (toggle := page.locator("[data-menu-toggle]")).is_visible():
            toggle.click()
            wrong += [f"{path} main menu: {fault}" for fault in faults_of(page, "#hoofdmenu")]
            toggle.click()
        for kind in kinds:
            menu = page.locator(f'details[class="{kind}"][data-popup]').first
            menu.locator("summary").click()
            inside = f'details[class="{kind}"][open]'
            wrong += [f"{path} {kind}: {fault}" for fault in faults_of(page, inside)]
            if sideways(page) > 0:
                wrong.append(f"{path} {kind}: {sideways(page)} pixels sideways")
            page.keyboard.press("Escape")
            if menu.get_attribute("open") is not None:
                wrong.append(f"{path} {kind}: does not close by Escape")
        seen |= kinds
    assert seen
    assert not wrong, "\n".join(wrong)


def sights_in(furnished, name, household):
    """Return the pages of one household that somebody reaches by links, each shape once."""
    somebody = Person(furnished.server.address, name)
    start = somebody.page_of(household)
    mine = [one for one in somebody.sights(start) if household in one.path]
    found = list({one.shape: one for one in reversed(mine)}.values())
    assert len(found) > 8
    return found


#: Which household, who looks, and who in the town has such pages.
STATES = (
    ("fresh", "Noor Hazelhoff", "Noor Hazelhoff"),
    ("fresh", "Eefje Nieuw", "Angela van der Kamp"),
    ("full", "Noor Hazelhoff", "Noor Hazelhoff"),
    ("full", "Angela van der Kamp", "Angela van der Kamp"),
)


@pytest.mark.parametrize(("state", "name", "alike"), STATES)
def test_pages_with_nothing_and_with_the_longest_texts_are_whole(
    furnished, visitor, sights_of, state, name, alike
):
    """A page that is made of the same parts as one in the town is measured and not judged again."""
    somebody = visitor(furnished.server, width="phone")
    somebody.become(name)
    wrong: list[str] = []
    judged = {(one.shape, one.parts) for one in sights_of(alike)}
    for one in sights_in(furnished, name, getattr(furnished, state)):
        page = somebody.go(one.path)
        is_form = "form.vd-form" in one.parts
        again = is_form if state == "full" else (one.shape, one.parts) in judged
        states = [] if again and (one.shape, one.parts) in judged else [(390, True)]
        look(page, f"{state} {one.shape}", at=(1280, 390, 320), states=states, wrong=wrong)
    assert not wrong, "\n".join(wrong)
    assert not somebody.complaints, somebody.complaints


def seldom(furnished, sights):
    """Return the pages that are there when much happened, and in the town are not."""
    known = {one.shape for one in sights}
    found = {
        one.shape: one
        for name in ("Fadoua Lamrini", "Noor Hazelhoff", "Gerben Wiersma", "Lieve Coppens")
        for one in Person(furnished.server.address, name).sights()
        if one.shape not in known
    }
    return list(found.values())


@pytest.mark.long
def test_pages_that_are_seldom_there_are_whole(furnished, visitor, sights):
    wrong: list[str] = []
    people: dict[str, object] = {}
    for one in seldom(furnished, sights):
        if one.who not in people:
            people[one.who] = visitor(furnished.server, width="phone")
            people[one.who].become(one.who)
        page = people[one.who].go(one.path)
        look(page, f"{one.who} {one.shape}", at=(1280, 390, 320), states=[(390, True)], wrong=wrong)
    assert not wrong, "\n".join(wrong)


def test_pages_one_comes_to_in_a_certain_moment_are_whole(furnished, visitor):
    """A question to coordinate, danger, the look afterwards, and a table that is read."""
    wrong: list[str] = []

    def at(name, path):
        somebody = visitor(furnished.server, width="phone")
        page = somebody.become(name)
        return somebody.go(path) if path else page

    def follow(page, found):
        with page.expect_navigation():
            found.click()

    def looked(page, where):
        assert page.locator("h1").count() == 1, where
        look(page, where, at=(1280, 390, 320), states=[(390, True)], wrong=wrong)

    looked(at("Carla de Ridder", f"/huishouden/{furnished.full}/regie/antwoord/"), "asked")
    looked(at("Fadoua Lamrini", f"/noodtoegang/{furnished.fresh}/"), "danger")
    page = at("Lieve Coppens", "/toezicht/noodtoegang/")
    follow(page, page.get_by_role("main").get_by_role("link").first)
    looked(page, "looked at afterwards")
    page = at("Gerben Wiersma", "/invoer/")
    page.set_input_files(
        "input[type=file]",
        {"name": "t.csv", "mimeType": "text/csv", "buffer": b"voornaam,huishouden\nAda,1\n,\n"},
    )
    follow(page, page.locator("form", has=page.locator("input[type=file]")).locator("button").first)
    looked(page, "columns of a table")
    follow(page, page.get_by_role("main").locator("form button[type=submit]").first)
    looked(page, "a table that was read")
    page = at("Gerben Wiersma", "/beheer/accounts/")
    follow(page, page.get_by_role("link", name="Aad Aarts"))
    follow(page, page.get_by_role("link", name="Dit account opnieuw openen"))
    looked(page, "an account that was closed")
    page = visitor(furnished.server, width="phone").go(furnished.question)
    looked(page, "a question to a partner, unopened")
    follow(page, page.get_by_role("main").locator("form button[type=submit]").first)
    looked(page, "a question to a partner")
    assert not wrong, "\n".join(wrong)


#: What somebody may type that is wrong everywhere: nothing at all, or far too much and no date.
TYPE_WRONGLY = """([index, much]) => {
  const form = document.querySelectorAll("form.vd-form")[index];
  for (const field of form.elements) {
    if (field.type === "hidden" || field.type === "submit" || field.type === "file") continue;
    if (field.matches("textarea, input:not([type=radio]):not([type=checkbox])")) {
      field.removeAttribute("maxlength");
      field.type = field.matches("textarea") ? field.type : "text";
      field.value = much ? "Ouderbijdragebeschikking".repeat(300) : "";
    }
  }
  form.noValidate = true;
  form.requestSubmit(form.querySelector("button[type=submit], button:not([type])"));
}"""
HAS_FIELDS = """() => [...document.querySelectorAll("form.vd-form")].map(form =>
  form.method === "post" && [...form.elements].some(field => field.matches(
    "textarea, select, input:not([type=hidden]):not([type=checkbox])")))"""


def send_wrongly(page, index, *, much):
    """Fill in one form wrongly and send it; return the answer, or None when it was a file."""
    try:
        with page.expect_navigation() as going:
            page.evaluate(TYPE_WRONGLY, [index, much])
    except PlaywrightError as stayed:
        # A form that asks for a file and gets it leaves its page open.
        if "ERR_ABORTED" not in str(stayed):
            raise
        return None
    return going.value


@pytest.mark.long
@pytest.mark.parametrize(
    "name", ["Noor Hazelhoff", "Fadoua Lamrini", "Angela van der Kamp", "other"]
)
def test_every_form_that_is_filled_in_wrongly_says_so_and_stays_whole(
    own_server, visitor, sights, name
):
    """A form with nothing in it, then with far too much: refused in place, never an error page."""
    wrong: list[str] = []
    asked = 0
    own = {"Noor Hazelhoff", "Fadoua Lamrini", "Angela van der Kamp"}
    done: set[str] = set()
    people: dict[str, object] = {}
    for one in sights:
        if (one.who not in own if name == "other" else one.who == name) and one.shape not in done:
            done.add(one.shape)
            if "vd-form" not in one.parts:
                continue
            if one.who not in people:
                people[one.who] = visitor(own_server, width="phone")
                people[one.who].become(one.who)
            somebody = people[one.who]
            page = somebody.go(one.path)
            for index, has_fields in enumerate(page.evaluate(HAS_FIELDS)):
                for much in (False, True) if has_fields else ():
                    somebody.go(one.path)
                    # What was accepted before may have taken the form away.
                    if index >= len(page.evaluate(HAS_FIELDS)):
                        continue
                    where = f"{one.shape} form {index} {'too much' if much else 'empty'}"
                    answer = send_wrongly(page, index, much=much)
                    if answer is None or answer.status < 400:
                        continue
                    asked += 1
                    if answer.status not in (409, 422):
                        wrong.append(f"{where}: {answer.status}")
                    elif page.locator("[data-error-summary], .vd-field__error").count() == 0:
                        wrong.append(f"{where}: does not say what is wrong")
                    look(
                        page,
                        where,
                        at=(390, 320),
                        states=[] if much else [(390, False)],
                        wrong=wrong,
                    )
    assert not wrong, "\n".join(wrong)
    assert asked > 0 or name == "other"


@pytest.mark.parametrize(
    "name", [pytest.param("Noor Hazelhoff", marks=pytest.mark.long), "Angela van der Kamp"]
)
def test_the_pages_are_whole_in_english_too(shared_server, visitor, sights_of, name):
    somebody = visitor(shared_server, width="phone", language="en")
    somebody.become(name)
    wrong: list[str] = []
    mine = {one.shape: one.path for one in reversed(sights_of(name))}
    for number, path in enumerate(mine.values()):
        page = somebody.go(path)
        if page.locator("html").get_attribute("lang") != "en":
            wrong.append(f"{shape(path)}: not in English")
        states = [(390, True)] if number % 3 == 0 else []
        look(page, shape(path), at=(390, 320), states=states, wrong=wrong)
    assert not wrong, "\n".join(wrong)


def test_the_demo_page_itself_is_whole_and_lets_everybody_in(shared_server, visitor):
    somebody = visitor(shared_server, width="phone")
    page = somebody.go("/kies/")
    called = page.get_by_role("main").get_by_role("heading", level=2).all_inner_texts()
    assert len(called) > 8
    for name in called:
        assert Person(shared_server.address, name).start != "/kies/", name
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
