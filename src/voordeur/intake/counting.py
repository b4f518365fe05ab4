# SPDX-License-Identifier: EUPL-1.2
"""'Third signal in six weeks': a count that is shown and starts nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Language = Literal["nl", "en"]

SIX_WEEKS = 42

_DUTCH_ORDINALS = (
    "eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende",
    "tiende", "elfde", "twaalfde",
)  # fmt: skip
_ENGLISH_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
)  # fmt: skip
_DUTCH_NUMBERS = (
    "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"
)  # fmt: skip
_ENGLISH_NUMBERS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SignalFact:
    """What counting needs of one household signal; `expires_on` is the first day it is gone."""

    received_on: date
    expires_on: date | None = None
    is_malicious: bool = False


@dataclass(frozen=True, slots=True)
class SignalCount:
    """The number of signals that count in the days up to and including `on`; unit: signals.

    There is no threshold in it and nothing that could start something: it is read by a person.
    """

    number: int
    days: int
    on: date

    def text(self, language: Language = "nl") -> str:
        """Write 'derde signaal in zes weken' or 'third signal in six weeks'; '' without signals."""
        if self.number == 0:
            return ""
        if language == "nl":
            return f"{ordinal(self.number, 'nl')} signaal in {_stretch(self.days, 'nl')}"
        return f"{ordinal(self.number, 'en')} signal in {_stretch(self.days, 'en')}"


def signals_in_window(
    signals: Iterable[SignalFact], on: date, days: int = SIX_WEEKS
) -> SignalCount:
    """Count the signals received in the last `days` days, the day `on` included.

    A signal that has expired, was marked malicious or comes after `on` is left out. Raises
    ValueError for a window of less than one day.
    """
    if days < 1:
        raise ValueError(f"A window of {days} days holds nothing: give one day or more.")
    after = on - timedelta(days=days)
    number = sum(
        after < one.received_on <= on
        and not one.is_malicious
        and (one.expires_on is None or on < one.expires_on)
        for one in signals
    )
    return SignalCount(number, days, on)


def ordinal(number: int, language: Language = "nl") -> str:
    """Return 'derde' or 'third'; from 13 on in figures: '13e', '21st'.

    Raises ValueError below 1.
    """
    if number < 1:
        raise ValueError(f"{number} has no place in a row: ordinals start at 1.")
    if number <= len(_DUTCH_ORDINALS):
        return (_DUTCH_ORDINALS if language == "nl" else _ENGLISH_ORDINALS)[number - 1]
    if language == "nl":
        return f"{number}e"
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _stretch(days: int, language: Language) -> str:
    """Write a number of days for people, in weeks where it is a whole number of them."""
    weeks, rest = divmod(days, 7)
    number, unit = (days, "day") if rest else (weeks, "week")
    small = _DUTCH_NUMBERS if language == "nl" else _ENGLISH_NUMBERS
    said = small[number - 1] if number <= len(small) else str(number)
    if language == "nl":
        plural = {"day": "dagen", "week": "weken"}[unit]
        return f"{said} {plural if number != 1 else {'day': 'dag', 'week': 'week'}[unit]}"
    return f"{said} {unit}{'s' if number != 1 else ''}"
