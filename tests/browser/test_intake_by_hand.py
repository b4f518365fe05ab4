# SPDX-License-Identifier: EUPL-1.2
"""How long the intake of a new household takes by hand, counted tap by tap and key by key.

The keystroke-level model of Card, Moran and Newell (Communications of the ACM 23, 1980) gives each
tap and key a time: it predicts somebody who makes no mistakes. So somebody without training is
counted slower in three ways: as a slow typist, thinking before each field instead of each group of
fields, and reading every new page before doing anything.
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

REPORT = Path(__file__).parents[2] / "docs" / "intake-by-hand.md"
TRIAGE = "Fadoua Lamrini"
#: Seconds. K, P, H, M and the press of a button are of the model; the rest is said above.
K, POINT, HOME, THINK, PRESS = 0.28, 1.10, 0.40, 1.35, 0.20
SLOW_K = 0.50
READ, ANSWER = 8.0, 1.0
MINUTES, FIRST_VIEW = 10, 5


@dataclass
class Count:
    """What hands and eyes did so far."""

    taps: int = 0
    keys: int = 0
    fields: int = 0
    pages: int = 0
    turns: int = 0

    def seconds(self, key: float) -> float:
        """Return the time by the model, with this many seconds for a key."""
        tapping = self.taps * (POINT + PRESS)
        typing = self.keys * key + self.turns * HOME
        return tapping + typing + self.fields * THINK + self.pages * (READ + ANSWER)


class Hand:
    """Somebody at the screen whose every tap and key is counted."""

    def __init__(self, page):
        self.page, self.count, self._typing = page, Count(), False

    def _turn(self, typing):
        if typing is not self._typing:
            self.count.turns += 1
            self._typing = typing

    def tap(self, target, *, opens=False, thinks=True):
        """Tap or click something; `opens` when a new page comes."""
        self._turn(typing=False)
        self.count.taps += 1
        self.count.fields += thinks
        target.click()
        if opens:
            self.page.wait_for_load_state()
            self.count.pages += 1

    def write(self, name, text):
        """Tap a field and type in it."""
        field = self.page.locator(f"[name$='{name}']").first
        self.tap(field)
        self._turn(typing=True)
        self.count.keys += len(text)
        field.fill(text)

    def choose(self, name, label):
        """Open a list and tap a choice."""
        self._turn(typing=False)
        self.count.taps += 2
        self.count.fields += 1
        field = self.page.locator(f"[name$='{name}']").first
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(label=label)
        else:
            self.page.get_by_label(label, exact=True).first.check()

    def press(self, name, **how):
        """Tap a button by its words."""
        self.tap(self.page.get_by_role("button", name=name).first, opens=True, **how)

    def follow(self, name):
        """Tap a link by its words."""
        self.tap(self.page.get_by_role("link", name=name).first, opens=True)


def report(first: Count, whole: Count) -> str:
    rows = []
    for name, count in (("tot het eerste overzicht", first), ("de hele intake", whole)):
        rows.append(
            f"| {name} | {count.taps} | {count.keys} | {count.pages} | "
            f"{count.seconds(K) / 60:.1f} | {count.seconds(SLOW_K) / 60:.1f} |"
        )
    return "\n".join(
        [
            "<!-- Written by tests/browser/test_intake_by_hand.py with VOORDEUR_SCREENSHOTS=1. -->",
            "# Een nieuw huishouden opnemen: hoe lang dat duurt",
            "",
            "Een moeder met twee kinderen: wie zij zijn, hun adres, wat ze van elkaar zijn, wat de"
            " moeder zelf zegt en twee problemen. Geteld door een programma dat het doet zoals een"
            " mens, op de pagina's zelf.",
            "",
            "| | Tikken | Toetsen | Pagina's | Minuten | Minuten, langzame typist |",
            "|---|---|---|---|---|---|",
            *rows,
            "",
            "Gerekend met het keystroke-level model (Card, Moran en Newell, *Communications of the"
            f" ACM* 23, 1980): een toets {K} s (langzaam {SLOW_K} s), wijzen {POINT} s, indrukken"
            f" {PRESS} s, van muis naar toetsen {HOME} s, nadenken {THINK} s. Het model geldt voor"
            " wie het kent. Voor wie het niet kent is bij elk veld het nadenken geteld, en bij elke"
            f" nieuwe pagina {READ:.0f} s lezen en {ANSWER:.0f} s wachten. Vergissingen en het"
            " gesprek zelf zijn niet geteld.",
            "",
        ]
    )


@pytest.mark.heavy
def test_a_new_household_is_in_within_ten_minutes_and_seen_within_five(own_server, visitor):
    guest = visitor(own_server)
    guest.become(TRIAGE)
    guest.go("/vandaag/")
    hand = Hand(guest.page)
    hand.count.pages += 1
    hand.follow("Zoeken")
    hand.follow("Huishouden aanmelden")
    hand.press("Nog een lid")
    for place, (name, born, role) in enumerate(
        [
            ("Marleen", "1988-04-02", "volwassene"),
            ("Sem", "2014-11-20", "kind"),
            ("Fenna", "2018-06-09", "kind"),
        ]
    ):
        hand.write(f"m-{place}-given_names", name)
        hand.write(f"m-{place}-surname", "Veerkamp")
        hand.write(f"m-{place}-born", born)
        if role != "volwassene":
            hand.choose(f"m-{place}-role", role)
    hand.write("a-street", "Otterstraat")
    hand.write("a-number", "14")
    hand.write("a-postcode", "3431 AB")
    hand.write("a-place", "Waterveen")
    hand.press("Opnemen")
    if guest.page.get_by_role("button", name="Toch opnemen").count():
        hand.press("Toch opnemen")
    home = re.search(r"/huishouden/[0-9a-f-]{36}/", guest.page.url)[0]
    hand.follow("Overzicht")
    assert guest.page.get_by_text("Marleen").count(), "the first overview shows who is in it"
    first = Count(**vars(hand.count))
    hand.follow("Mensen")
    for child in ("Sem Veerkamp", "Fenna Veerkamp"):
        hand.follow("Relatie toevoegen")
        hand.choose("person", "Marleen Veerkamp")
        hand.choose("kind", "ouder")
        hand.choose("other", child)
        hand.press("Bewaren")
    hand.follow("Problemen")
    for text, area in (
        ("Er is te weinig geld voor de huur.", "geld"),
        ("Sem wordt gepest.", "werk en leren"),
    ):
        hand.write("text", text)
        hand.choose("life_area", area)
        hand.press("Opschrijven")
    guest.go(f"{home}woorden/")
    hand.count.pages += 1
    hand.count.taps += 1
    hand.choose("person", "Marleen")
    hand.write("text", "Ik wil dat Sem weer met plezier naar school gaat. De rest komt daarna.")
    hand.write("first_priority", "Rust voor Sem")
    hand.press("Opschrijven")
    guest.go(home)
    whole = hand.count
    assert guest.complaints == []
    for key in (K, SLOW_K):
        assert first.seconds(key) <= FIRST_VIEW * 60, first
        assert whole.seconds(key) <= MINUTES * 60, whole
    page = report(first, whole)
    if os.environ.get("VOORDEUR_SCREENSHOTS"):
        REPORT.write_text(page, encoding="utf-8")
    assert REPORT.read_text(encoding="utf-8") == page
