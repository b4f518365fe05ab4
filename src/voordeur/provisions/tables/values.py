# SPDX-License-Identifier: EUPL-1.2
"""Reading one cell as a value, the Dutch way; raises Unusable with the code of a fault.

Nothing is guessed: a year of two digits, an English amount or a serial number of a spreadsheet
is refused, because a wrong date or a thousandfold amount is worse than a row to repair.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from stdnum.nl import bsn as citizen_number

from voordeur.provisions.istandaarden.lines import BirthDate
from voordeur.provisions.tables.targets import Field, ValueType

type Raw = str | int | float | bool | date | datetime | None
"""What a cell can hold: CSV gives only text, a spreadsheet the rest too."""

type Value = str | int | bool | date | BirthDate

LONGEST = 10_000
_EARLIEST_YEAR = 1880
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan",
            "februari feb",
            "maart mrt maa",
            "april apr",
            "mei",
            "juni jun",
            "juli jul",
            "augustus aug",
            "september sep sept",
            "oktober okt",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_NUMERIC = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})(?:[ T]00:00(?::00(?:\.0+)?)?)?\Z")
_WRITTEN = re.compile(r"(\d{1,2})[ -]([a-z]+)\.?[ -](\d{4})\Z")
_YEAR = re.compile(r"(\d{4})\Z")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})\Z")
_YEAR_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})\Z")
_WRITTEN_MONTH = re.compile(r"([a-z]+)\.? (\d{4})\Z")
_AMOUNT = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d{1,12})(?:,(\d{1,2}|-|--))?\Z")
_POINT_AMOUNT = re.compile(r"(\d{1,12})\.(\d{1,2})\Z")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_POSTCODE = re.compile(r"([1-9]\d{3}) ?([A-Z]{2})\Z")


class DateOrder(StrEnum):
    """In which order a source writes its numeric dates."""

    DAY_FIRST = "day-month-year"
    MONTH_FIRST = "month-day-year"
    YEAR_FIRST = "year-month-day"


class Unusable(ValueError):
    """A cell that cannot be read; `code` names the fault, `details` fill its words."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def tidy(raw: Raw) -> str:
    """A cell as one line of text: normalised, without white space around or doubled inside.

    A whole number that a spreadsheet keeps as 12.0 becomes 12; line breaks stay.
    """
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "ja" if raw else "nee"
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        raw = int(raw)
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == datetime.min.time() else raw.isoformat(" ")
    text = unicodedata.normalize("NFC", str(raw))
    return "\n".join(" ".join(line.split()) for line in text.strip().splitlines())


def read_value(
    raw: Raw,
    wanted: Field,
    translations: Mapping[str, str] | None = None,
    order: DateOrder | None = None,
) -> Value | None:
    """The value of a cell for a field; None for an empty cell; raises Unusable.

    A translation of the mapping goes first; its outcome is read like any cell, so a value can
    be translated to the empty text to be left out.
    """
    for source, meant in (translations or {}).items():
        if tidy(raw).casefold() == tidy(source).casefold():
            raw = meant
            break
    text = tidy(raw)
    if not text:
        return None
    if _UNPRINTABLE.search(text):
        raise Unusable("characters")
    if wanted.type is ValueType.DATE:
        return read_date(raw, order)
    if wanted.type is ValueType.BIRTH:
        return read_birth(raw, order)
    if wanted.type is ValueType.CENTS:
        return read_cents(raw)
    if wanted.type is ValueType.CHOICE:
        return _choice(text, wanted)
    return _OF_TEXT[wanted.type](text)


def read_date(raw: Raw, order: DateOrder | None = None) -> date:
    """A date: of a spreadsheet, or written as 12-3-2024, 2024-03-12 or 12 maart 2024.

    Without `order` a year in front is year-month-day and anything else day-month-year.
    """
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, int | float):
        raise Unusable("date")
    text = tidy(raw).lower()
    try:
        if written := _WRITTEN.match(text):
            return date(int(written[3]), _MONTHS[written[2]], int(written[1]))
        if numeric := _NUMERIC.match(text):
            return date(*_ordered(numeric[1], numeric[2], numeric[3], order))
    except (ValueError, KeyError):
        pass
    raise Unusable("date")


def _ordered(first: str, second: str, third: str, order: DateOrder | None) -> tuple[int, int, int]:
    if len(first) == 4 and order in (None, DateOrder.YEAR_FIRST):
        return int(first), int(second), int(third)
    if len(third) != 4 or len(first) > 2 or order is DateOrder.YEAR_FIRST:
        raise ValueError
    if order is DateOrder.MONTH_FIRST:
        return int(third), int(first), int(second)
    return int(third), int(second), int(first)


def read_birth(raw: Raw, order: DateOrder | None = None) -> BirthDate:
    """A date of birth as far as it is known: 12-3-1987, 03-1987, maart 1987 or 1987.

    A day or month 00, as the population register writes it, means unknown.
    """
    found = _birth(raw, order)
    if found.year is None or not _EARLIEST_YEAR <= found.year <= 2200:
        raise Unusable("birth")
    try:
        date(found.year, found.month or 1, found.day or 1)
    except ValueError:
        raise Unusable("birth") from None
    return found


def _birth(raw: Raw, order: DateOrder | None) -> BirthDate:
    text = tidy(raw).lower()
    if year := _YEAR.match(text):
        return BirthDate(int(year[1]))
    pair = _MONTH_YEAR.match(text)
    if pair:
        return BirthDate(int(pair[2]), int(pair[1]) or None)
    pair = _YEAR_MONTH.match(text)
    if pair:
        return BirthDate(int(pair[1]), int(pair[2]) or None)
    pair = _WRITTEN_MONTH.match(text)
    if pair and pair[1] in _MONTHS:
        return BirthDate(int(pair[2]), _MONTHS[pair[1]])
    numeric = None if isinstance(raw, date) else _NUMERIC.match(text)
    try:
        if numeric:
            year_, month, day = _ordered(numeric[1], numeric[2], numeric[3], order)
            return BirthDate(year_, month or None, (day or None) if month else None)
        whole = read_date(raw, order)
    except ValueError:
        raise Unusable("birth") from None
    return BirthDate(whole.year, whole.month, whole.day)


def read_cents(raw: Raw) -> int:
    """An amount in eurocents, from a number or from text such as "€ 1.234,50" or "1234,-".

    A point followed by three digits parts thousands; by one or two digits it is a decimal point.
    """
    if isinstance(raw, bool):
        raise Unusable("cents")
    if isinstance(raw, int | float):
        amount = Decimal(str(raw))
        if not amount.is_finite() or abs(amount) >= 10**12:
            raise Unusable("cents")
        cents = (amount * 100).quantize(Decimal("0.0001"))
        # A spreadsheet may keep 19.99 as 19.990000000000002.
        if cents != cents.to_integral_value():
            raise Unusable("cents")
        return int(cents)
    text = tidy(raw).replace("€", " ").replace("EUR", " ").replace("\N{MINUS SIGN}", "-").strip()
    negative = text.startswith("-")
    text = text.removeprefix("-").strip()
    found = _AMOUNT.match(text) or _POINT_AMOUNT.match(text)
    if found is None:
        raise Unusable("cents")
    euros = int(found[1].replace(".", ""))
    rest = (found[2] or "").strip("-").ljust(2, "0")
    cents_found = euros * 100 + int(rest)
    return -cents_found if negative else cents_found


def _integer(text: str) -> int:
    if not re.fullmatch(r"-?\d{1,15}", text, re.ASCII):
        raise Unusable("integer")
    return int(text)


def _bsn(text: str) -> str:
    digits = re.sub(r"[ .-]", "", text)
    if not (digits.isascii() and digits.isdigit() and len(digits) in (8, 9)):
        raise Unusable("bsn")
    # A spreadsheet drops the zero in front.
    number = digits.zfill(9)
    if not citizen_number.is_valid(number):
        raise Unusable("bsn")
    return number


def _postcode(text: str) -> str:
    found = _POSTCODE.match(text.upper())
    if found is None:
        raise Unusable("postcode")
    return found[1] + found[2]


def read_yes_no(text: str) -> bool:
    """Whether a word means yes; raises Unusable for any other than yes or no."""
    word = text.casefold()
    if word in {"ja", "j", "yes", "y", "true", "waar", "1", "x"}:
        return True
    if word in {"nee", "n", "no", "false", "onwaar", "0"}:
        return False
    raise Unusable("yes_no")


def _text(text: str) -> str:
    if len(text) > LONGEST:
        raise Unusable("text", longest=LONGEST)
    return text


def _choice(text: str, wanted: Field) -> str:
    word = text.casefold()
    for code, words in wanted.choices.items():
        if word == code or word in {known.casefold() for known in words}:
            return code
    raise Unusable("choice", known=", ".join(words[0] for words in wanted.choices.values()))


_OF_TEXT: dict[ValueType, Callable[[str], Value]] = {
    ValueType.TEXT: _text,
    ValueType.INTEGER: _integer,
    ValueType.BSN: _bsn,
    ValueType.POSTCODE: _postcode,
    ValueType.YES_NO: read_yes_no,
}
