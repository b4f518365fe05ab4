# SPDX-License-Identifier: EUPL-1.2
"""The words of reports, in Dutch and English, and figures written as people read them."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

from voordeur.ledger.eurocents import euro_text
from voordeur.money.scba.distribution import Distribution, kind_of, parameters
from voordeur.money.scba.model import Model
from voordeur.money.scba.review import Objection

type Language = Literal["nl", "en"]


@cache
def _words() -> dict[str, dict[str, dict[str, str]]]:
    text = files("voordeur.money.scba").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def word(key: str, language: Language, kind: str = "text", **facts: str) -> str:
    """Return a text with its gaps filled; raises KeyError for a key that is not there."""
    return _words()[kind][key][language].format(**facts)


def objections_said(every: Iterable[Objection], language: Language) -> list[str]:
    """Return what a reviewer would say, to what, and what can be done; the same is said once."""
    said: dict[tuple[str, str], list[str]] = {}
    for one in every:
        facts = dict(one.facts)
        if "missing" in facts:
            names = facts["missing"].split(", ")
            facts["missing"] = ", ".join(word(name, language, "background") for name in names)
        if "mark" in facts:
            facts["mark"] = word(facts["mark"], language, "mark")
        key = word(one.code, language, "objection", **facts), word(one.code, language, "remedy")
        about = said.setdefault(key, [])
        if one.about:
            about.append(one.about)
    return [
        " ".join(filter(None, [text, f"({'; '.join(about)})" if about else "", "→", remedy]))
        for (text, remedy), about in said.items()
    ]


def view_name(model: Model, view: str, language: Language) -> str:
    """Return the name of a perspective: a known word, a party, or its own id."""
    known = _words()["view"]
    if view in known:
        return known[view][language]
    names = {party.id: party.name for party in model.parties}
    return names.get(view, view.replace("_", " "))


def unit_name(unit: str, language: Language) -> str:
    """Write a unit: the words that every model shares are translated, others are the author's own.

    >>> unit_name("EUR/huishouden/year", "nl")
    'euro/huishouden/jaar'
    """
    known = _words()["unit"]
    return "/".join(known[one][language] if one in known else one for one in unit.split("/"))


def money(amount: float, language: Language, *, sure: bool = True, currency: str = "EUR") -> str:
    """Write an amount in whole euros (or another currency); of an unsure one three digits say it all.

    >>> money(1234567, "nl"), money(1234567, "nl", sure=False), money(-1501, "en", currency="USD")
    ('€ 1.234.567', '€ 1.230.000', 'USD -1,501')
    """
    whole = round(amount)
    if not sure and whole:
        digits = max(0, math.floor(math.log10(abs(whole))) - 2)
        whole = round(whole / 10**digits) * 10**digits
    if currency == "EUR":
        return euro_text(whole * 100, language)
    text = f"{currency} {whole:,}"
    return text.replace(",", ".") if language == "nl" else text


def number(value: float, language: Language, *, digits: int = 4) -> str:
    """Write a number that is no money, in as many digits as matter.

    >>> number(21.6667, "nl"), number(35000, "nl"), number(0.07, "en")
    ('21,67', '35.000', '0.07')
    """
    if value and abs(value) < 1000:
        shown = f"{value:.{digits}g}"
        text = f"{float(shown):f}".rstrip("0").rstrip(".")
    else:
        text = f"{value:,.0f}"
    return text.translate(str.maketrans(",.", ".,")) if language == "nl" else text


def belief_text(value: Distribution | None, language: Language) -> str:
    """Write what is believed of a figure: a number, a kind with its parameters, or 'unknown'.

    >>> from voordeur.money.scba.distribution import Beta
    >>> belief_text(Beta(18, 2), "nl"), belief_text(None, "en")
    ('beta: a 18, b 2, low 0, high 1', 'unknown')
    """
    if value is None:
        return word("unknown", language)
    given = parameters(value)
    if set(given) == {"value"}:
        return number(value.mean, language)
    shown = ", ".join(
        f"{name} {len(one)}" if isinstance(one, tuple) else f"{name} {number(float(one), language)}"
        for name, one in given.items()
    )
    return f"{kind_of(value)}: {shown}"


def day_text(day: date, language: Language) -> str:
    """Write a day: '1-10-2026' in Dutch, '2026-10-01' in English."""
    return f"{day.day}-{day.month}-{day.year}" if language == "nl" else day.isoformat()


def percent(share: float) -> str:
    """Write a share as a percentage, never 0 % or 100 % for what is not quite so.

    >>> percent(0.9996), percent(1.0), percent(0.125)
    ('> 99 %', '100 %', '12 %')
    """
    if 0 < share < 0.01:
        return "< 1 %"
    if 0.99 < share < 1:
        return "> 99 %"
    return f"{100 * share:.0f} %"
