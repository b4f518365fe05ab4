# SPDX-License-Identifier: EUPL-1.2
"""The main job by hand: from a signal about Tom and Angela to an agreed plan and its cost.

After signing in nothing is typed in the address bar: what cannot be found by role and visible word
cannot be done. So the words below are tested too, in both languages and at both widths.
"""

import os
import re
import sys
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visitor, faults_of, sideways

PICTURES = Path(__file__).parents[2] / "docs" / "img"
CASE_COORDINATOR = "Fadoua Lamrini"
#: The signal of the demo town is in Dutch, whoever reads it.
SIGNAL = "Angela komt steeds alleen met de baby"

DUTCH = {
    "Menu": "Menu",
    "Today": "Vandaag",
    "Signals": "Signalen",
    "Write down a visit or call": "Bezoek of telefoontje opschrijven",
    "let in": "binnen geweest",
    "What you saw and heard": "Wat u zag en hoorde",
    "Save": "Bewaren",
    "The attempt was recorded.": "De contactpoging is vastgelegd.",
    "Start the triage": "Triage beginnen",
    "The triage has begun.": "De triage is begonnen.",
    "Decide what this signal needs": "Besluiten wat dit signaal nodig heeft",
    "go on with the whole household": "samen met het hele huishouden verder",
    "Why": "Waarom",
    "The decision was recorded.": "Het besluit is vastgelegd.",
    "Open the case, or see who coordinates": "Casus openen, of zien wie de regie heeft",
    "Open a case": "Casus openen",
    "Open the case": "Casus openen",
    "Case coordinator": "Casusregisseur",
    "The case is open.": "De casus is open.",
    "Overview": "Overzicht",
    "Problems": "Problemen",
    "What is wrong?": "Wat is er aan de hand?",
    "Part of life": "Leefgebied",
    "work and learning": "werk en leren",
    "money": "geld",
    "Where does it come from?": "Waar komt het door?",
    "Write it down": "Opschrijven",
    "Written down.": "Opgeschreven.",
    "What leads to what": "Wat waartoe leidt",
    "Plan": "Plan",
    "Begin with what the members say themselves": "Begin met wat de mensen zelf zeggen",
    "Who says this?": "Wie zegt dit?",
    "In their own words": "In eigen woorden",
    "What must come first?": "Wat moet als eerste?",
    "Write down": "Opschrijven",
    "What comes first, in their own words": "Wat als eerste moet, in eigen woorden",
    "What do you want to reach?": "Wat wilt u bereiken?",
    "What does the household do?": "Wat doet het huishouden?",
    "What do people around them do?": "Wat doen de mensen om hen heen?",
    "What does the professional do to make that possible?": (
        "Wat doet de professional om dat mogelijk te maken?"
    ),
    "Hands behind the back: the household does it, you are near.": (
        "Handen op de rug: het huishouden doet het, u bent in de buurt."
    ),
    "Beside them: you do it together.": "Ernaast: u doet het samen.",
    "Doing: you do it, and say when you hand it back.": (
        "Doen: u doet het, en zegt wanneer u het teruggeeft."
    ),
    "Put it in the plan": "In het plan zetten",
    "It is in the plan.": "Het staat in het plan.",
    "Add a step": "Stap toevoegen",
    "Set the plan down": "Plan vaststellen",
    "Set down as a version": "Als versie vaststellen",
    "The plan is set down.": "Het plan is vastgesteld.",
    "Who?": "Wie?",
    "agreed": "eens",
    "It changes nothing about the help or the rights.": (
        "Het verandert niets aan de hulp of de rechten."
    ),
    "What members say about it": "Wat de mensen ervan zeggen",
    "On paper (PDF)": "Op papier (PDF)",
    "Help and cost": "Hulp en kosten",
    "Record help": "Hulp vastleggen",
    "Which help": "Welke hulp",
    "Who pays": "Wie betaalt",
    "Municipality": "Gemeente",
    "From": "Vanaf",
    "Until, the first day without it": "Tot, de eerste dag zonder",
    "How much": "Hoeveel",
    "Of what": "Waarvan",
    "pieces": "stuks",
    "How often": "Hoe vaak",
    "in total": "in totaal",
    "Price per unit": "Prijs per eenheid",
    "Record it": "Vastleggen",
    "It was recorded.": "Het is vastgelegd.",
    "What the help costs together": "Wat de hulp samen kost",
    "Together in": "Samen in",
}

#: What the professional types, made up; it need not differ by language.
VISIT = "Angela deed open en zette koffie. Tom was er niet."
REASON = "Werk, geld en de zorg voor drie jonge kinderen grijpen in elkaar."
CAUSE, EFFECT = "Tom heeft geen werk.", "Er komt te weinig geld binnen."
WORDS, FIRST = "Wij redden het wel, als Tom maar weer aan de slag is.", "Werk voor Tom"
GOAL = "Tom werkt weer als stukadoor."
STEPS = (
    ("Tom schrijft op wat hij kan.", "Fadoua leest het na.", "Hands behind the back"),
    ("Tom loopt een week mee.", "Fadoua regelt dat de uitkering doorloopt.", "Doing"),
    ("Tom zorgt op dinsdag voor Evan.", "Fadoua vraagt hoe het gaat.", "Beside them"),
)
NETWORK = "De buurman brengt hem langs bij zijn oude baas."
HELP, PRICE = "Hulp bij de administratie", "600,50"


class Hand:
    """A person at the screen, who knows words and no addresses, and counts what it takes."""

    def __init__(self, visitor: Visitor, language: str) -> None:
        self.visitor, self.page = visitor, visitor.page
        self.language = language
        self.taps = self.keystrokes = 0

    def word(self, english: str) -> str:
        """Return a word of the screen in the language of this person."""
        return english if self.language == "en" else DUTCH[english]

    def sentence(self, start: str) -> str:
        """Return the one sentence of the screen that begins so in English."""
        return self.word(next(whole for whole in DUTCH if whole.startswith(start)))

    def named(self, role: str, english: str) -> Locator:
        """Find what has this role and this name, with or without '(not required)' behind it."""
        name = re.compile(rf"^{re.escape(self.word(english))}( ?\(.*| ?:.*)?$")
        return self.page.get_by_role(role, name=name).filter(visible=True)

    def tap(self, thing: Locator) -> None:
        """Tap something that opens another page."""
        self.taps += 1
        with self.page.expect_navigation():
            thing.click()

    def follow(self, english: str) -> None:
        """Follow the first link of this name."""
        self.tap(self.named("link", english).first)

    def menu(self, english: str) -> None:
        """Follow a link of the main menu, which on a phone has to be opened first."""
        button = self.named("button", "Menu")
        if button.count():
            self.taps += 1
            button.click()
        self.follow(english)

    def press(self, english: str, told: str) -> None:
        """Press the button of this name and be told that it worked."""
        self.tap(self.named("button", english).first)
        answer = self.page.get_by_role("status").filter(has_text=self.word(told))
        expect(answer.first).to_be_visible()

    def write(self, english: str, text: str, *, role: str = "textbox") -> None:
        """Go to a field and type."""
        self.taps += 1
        self.keystrokes += len(text)
        self.named(role, english).fill(text)

    def pick(self, english: str, option: str) -> None:
        """Choose from a list: open it and tap."""
        self.taps += 2
        field = self.named("combobox", english)
        chosen = field.get_by_role("option").filter(has_text=re.compile(rf"^{re.escape(option)}"))
        field.select_option(value=chosen.get_attribute("value"))

    def tick(self, name: str) -> None:
        """Tap a round or square box."""
        self.taps += 1
        self.page.get_by_role("radio", name=name, exact=True).check()

    def whole(self, stop: str) -> None:
        """Check that the page in front of this person has no fault and does not move sideways."""
        assert faults_of(self.page) == [], stop
        assert sideways(self.page) == 0, stop

    def picture(self, name: str) -> None:
        """Keep what is on the screen for the manuals, when asked for."""
        if os.environ.get("VOORDEUR_SCREENSHOTS") and self.language == "nl":
            PICTURES.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")


def cents(text: str) -> int:
    """Return the first amount in a text in eurocents, written the Dutch or the English way."""
    found = re.search(r"€\s?(\d[\d.,]*\d|\d)", text)
    assert found, text
    digits = re.sub(r"\D", "", found[1])
    return int(digits) if re.search(r"[.,]\d\d$", found[1]) else int(digits) * 100


def decide_to_go_on(hand: Hand) -> None:
    """Find the signal, note a visit, and decide in triage to go on with the household."""
    hand.menu("Signals")
    hand.whole("signals")
    hand.tap(hand.page.get_by_role("link", name=SIGNAL))
    hand.whole("signal")
    hand.follow("Write down a visit or call")
    hand.tick(hand.word("let in"))
    hand.write("What you saw and heard", VISIT)
    hand.whole("visit")
    hand.press("Save", "The attempt was recorded.")
    hand.follow("Start the triage")
    hand.press("Save", "The triage has begun.")
    hand.follow("Decide what this signal needs")
    hand.tick(hand.word("go on with the whole household"))
    hand.write("Why", REASON)
    hand.whole("decision")
    hand.press("Save", "The decision was recorded.")


def open_the_case(hand: Hand) -> int:
    """Open the case with oneself as coordinator; return what the help costs now, in eurocents."""
    hand.follow("Open the case, or see who coordinates")
    hand.follow("Open a case")
    hand.pick("Case coordinator", CASE_COORDINATOR)
    hand.whole("open a case")
    hand.press("Open the case", "The case is open.")
    expect(hand.page.get_by_role("main")).to_contain_text(CASE_COORDINATOR)
    hand.follow("Overview")
    panel = hand.named("region", "What the help costs together")
    expect(panel).to_be_visible()
    hand.whole("overview")
    return cents(panel.inner_text())


def note_problems(hand: Hand) -> None:
    """Note two problems, the second coming from the first."""
    hand.follow("Problems")
    hand.write("What is wrong?", CAUSE)
    hand.pick("Part of life", hand.word("work and learning"))
    hand.press("Write it down", "Written down.")
    hand.write("What is wrong?", EFFECT)
    hand.pick("Part of life", hand.word("money"))
    hand.pick("Where does it come from?", CAUSE)
    hand.press("Write it down", "Written down.")
    expect(hand.named("heading", "What leads to what")).to_be_visible()
    hand.whole("problems")


def hear_angela(hand: Hand) -> None:
    """Write down what Angela says and what must come first for her."""
    hand.follow("Plan")
    hand.follow("Begin with what the members say themselves")
    hand.pick("Who says this?", "Angela")
    hand.write("In their own words", WORDS)
    hand.write("What must come first?", FIRST)
    hand.press("Write down", "Written down.")
    expect(hand.page.get_by_role("blockquote")).to_have_text(WORDS)
    hand.whole("own words")


def write_step(hand: Hand, number: int) -> None:
    """Fill in who does what in a step, and with which stance."""
    household, professional, stance = STEPS[number]
    hand.write("What does the household do?", household)
    hand.write("What does the professional do to make that possible?", professional)
    if number == 0:
        hand.write("What do people around them do?", NETWORK)
    hand.tick(hand.sentence(stance))


def make_the_plan(hand: Hand) -> None:
    """Make a goal with three steps; what Angela put first stands above it."""
    hand.follow("Plan")
    first = hand.named("region", "What comes first, in their own words")
    expect(first).to_contain_text(FIRST)
    hand.write("What do you want to reach?", GOAL)
    write_step(hand, 0)
    hand.press("Put it in the plan", "It is in the plan.")
    for number in (1, 2):
        hand.follow("Add a step")
        write_step(hand, number)
        hand.press("Save", "It is in the plan.")
    goal = hand.page.get_by_role("region", name=GOAL)
    for household, professional, _ in STEPS:
        step = goal.get_by_role("listitem").filter(has_text=household)
        expect(step).to_contain_text(professional)
    expect(goal).to_contain_text(NETWORK)
    hand.whole("plan")


def agree(hand: Hand) -> None:
    """Set the plan down, take down that Angela agrees, and open the paper."""
    hand.follow("Set the plan down")
    hand.whole("set down")
    hand.press("Set down as a version", "The plan is set down.")
    hand.pick("Who?", "Angela")
    hand.tick(hand.word("agreed"))
    hand.press("Write down", "It changes nothing about the help or the rights.")
    said = hand.named("region", "What members say about it")
    expect(said).to_contain_text("Angela")
    expect(said).to_contain_text(hand.word("agreed"))
    hand.whole("version")
    hand.taps += 1
    address = hand.named("link", "On paper (PDF)").get_attribute("href")
    paper = hand.page.request.get(f"{hand.visitor.address}{address}")
    assert paper.status == 200
    assert paper.headers["content-type"] == "application/pdf"
    assert paper.body().startswith(b"%PDF")


def count_the_help(hand: Hand, before: int) -> None:
    """Record help that ended today with its price, and see it in the sum of this year."""
    today = datetime.now(ZoneInfo("Europe/Amsterdam")).date()
    hand.follow("Help and cost")
    hand.whole("help")
    hand.follow("Record help")
    hand.write("Which help", HELP)
    hand.pick("Who pays", hand.word("Municipality"))
    hand.write("From", f"{today.replace(month=1, day=1)}")
    hand.write("Until, the first day without it", f"{today + timedelta(days=1)}")
    hand.write("How much", "1", role="spinbutton")
    hand.pick("Of what", hand.word("pieces"))
    hand.pick("How often", hand.word("in total"))
    hand.write("Price per unit", PRICE)
    hand.whole("record help")
    hand.press("Save", "It was recorded.")
    hand.follow("What the help costs together")
    page = hand.page
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=HELP))
    assert cents(row.inner_text()) == 600_50
    whole = page.get_by_role("region", name=f"{hand.word('Together in')} {today.year}")
    assert cents(whole.inner_text()) == before + 600_50
    hand.whole("cost")


@pytest.mark.heavy
@pytest.mark.parametrize("width", ["wide", "phone"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_professional_goes_from_a_signal_to_an_agreed_plan(own_server, visitor, language, width):
    somebody = visitor(own_server, width=width, language=language)
    somebody.become(CASE_COORDINATOR)
    hand = Hand(somebody, language)
    wide = width == "wide"
    expect(hand.page.get_by_role("heading", level=1)).to_have_text(hand.word("Today"))
    expect(hand.page.get_by_role("main")).to_contain_text("Tom, Angela, Lotte, Stijn & Evan")
    hand.whole("today")
    if wide:
        hand.picture("vandaag")
    decide_to_go_on(hand)
    before = open_the_case(hand)
    note_problems(hand)
    hear_angela(hand)
    make_the_plan(hand)
    hand.page.get_by_role("heading", name=GOAL).scroll_into_view_if_needed()
    hand.picture("job-plan" if wide else "job-telefoon")
    agree(hand)
    count_the_help(hand, before)
    if wide:
        hand.page.evaluate("scrollTo(0, 0)")
        hand.picture("job-kosten")
    sys.stdout.write(f"\n{language} {width}: {hand.taps} taps, {hand.keystrokes} keystrokes\n")
    assert somebody.complaints == []
