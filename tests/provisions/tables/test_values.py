# SPDX-License-Identifier: EUPL-1.2
"""How one cell is read: Dutch dates, euros and numbers, and never a guess."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.nl import bsn as citizen_number

from voordeur.papers.escaping import escaped, unescaped
from voordeur.provisions.istandaarden.generate import synthetic_numbers
from voordeur.provisions.istandaarden.lines import BirthDate
from voordeur.provisions.istandaarden.words import Text
from voordeur.provisions.tables.targets import Field, ValueType, targets
from voordeur.provisions.tables.values import (
    DateOrder,
    Unusable,
    read_birth,
    read_cents,
    read_date,
    read_value,
    tidy,
)

MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]


def of_type(name: str, **choices: tuple[str, ...]) -> Field:
    return Field("f", ValueType(name), False, Text("f", "f"), "", (), choices)


@pytest.mark.parametrize(
    "raw",
    [
        "12-3-2024",
        "12/03/2024",
        "12.3.2024",
        "2024-03-12",
        "2024-03-12 00:00:00",
        " 12 maart 2024 ",
        "12 mrt. 2024",
        "12-Mrt-2024",
        date(2024, 3, 12),
        datetime.fromisoformat("2024-03-12"),
    ],
)
def test_a_date_is_read_in_every_dutch_way(raw):
    assert read_date(raw) == date(2024, 3, 12)


@pytest.mark.parametrize(
    "raw",
    ["12-3-24", "31-2-2024", "3-13-2024", "12 march 2024", "45363", 45363, "gisteren", "0-3-2024"],
)
def test_a_date_that_would_have_to_be_guessed_is_refused(raw):
    with pytest.raises(Unusable, match="date"):
        read_date(raw)


def test_another_order_holds_only_when_the_mapping_says_so():
    assert read_date("03/12/2024") == date(2024, 12, 3)
    assert read_date("03/12/2024", DateOrder.MONTH_FIRST) == date(2024, 3, 12)
    with pytest.raises(Unusable):
        read_date("2024-03-12", DateOrder.MONTH_FIRST)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_date_reads_back_from_every_way_of_writing(day):
    for written in (
        f"{day.day}-{day.month}-{day.year}",
        f"{day:%d/%m/%Y}",
        day.isoformat(),
        f"{day.day} {MONTHS[day.month - 1]} {day.year}",
    ):
        assert read_date(written) == day
        assert read_birth(written) == BirthDate(day.year, day.month, day.day)


@pytest.mark.parametrize(
    ("raw", "birth"),
    [
        ("1987", BirthDate(1987)),
        (1987, BirthDate(1987)),
        (1987.0, BirthDate(1987)),
        ("03-1987", BirthDate(1987, 3)),
        ("1987-03", BirthDate(1987, 3)),
        ("maart 1987", BirthDate(1987, 3)),
        ("00-03-1987", BirthDate(1987, 3)),
        ("00-00-1987", BirthDate(1987)),
        ("12-3-1987", BirthDate(1987, 3, 12)),
        (datetime.fromisoformat("1987-03-12"), BirthDate(1987, 3, 12)),
    ],
)
def test_a_birth_is_known_as_far_as_it_is_written(raw, birth):
    assert read_birth(raw) == birth


@pytest.mark.parametrize("raw", ["87", "13-1987", "31-2-1987", "1779", "onbekend", "12-00-87"])
def test_what_is_no_birth_is_refused(raw):
    with pytest.raises(Unusable, match="birth"):
        read_birth(raw)


def test_a_known_birth_has_a_text_as_long_as_what_is_known():
    births = (BirthDate(None), BirthDate(1987), BirthDate(1987, 3), BirthDate(1987, 3, 2))
    assert [birth.iso for birth in births] == ["", "1987", "1987-03", "1987-03-02"]


@pytest.mark.parametrize(
    ("raw", "cents"),
    [
        ("€ 1.234,50", 123_450),
        ("1234,5", 123_450),
        ("1.234", 123_400),
        ("1234", 123_400),
        ("1234.50", 123_450),
        ("€1.234.567,89", 123_456_789),
        ("1.234,-", 123_400),
        ("EUR 12,--", 1_200),
        ("-12,50", -1_250),
        ("€ -12,50", -1_250),
        ("0,05", 5),
        (12, 1_200),
        (19.99, 1_999),
        (19.990000000000002, 1_999),
        (0, 0),
    ],
)
def test_an_amount_is_read_as_whole_eurocents(raw, cents):
    assert read_cents(raw) == cents


@pytest.mark.parametrize(
    "raw", ["1,234.50", "12,345", "1.23.456", "12,5,0", "twaalf", "1e3", True, 0.125, float("nan")]
)
def test_an_amount_that_is_not_dutch_is_refused(raw):
    with pytest.raises(Unusable, match="cents"):
        read_cents(raw)


@given(st.integers(-(10**13), 10**13))
def test_every_amount_reads_back_from_its_dutch_form(cents):
    euros, rest = divmod(abs(cents), 100)
    grouped = f"{euros:,}".replace(",", ".")
    sign = "-" if cents < 0 else ""
    assert read_cents(f"€ {sign}{grouped},{rest:02d}") == cents
    if abs(cents) < 10**11:
        assert read_cents(float(Decimal(cents) / 100)) == cents


@pytest.mark.parametrize("raw", ["999900006", "9999.00.006", 999900006, 999900006.0])
def test_a_citizen_number_is_nine_digits_that_pass_the_check(raw):
    assert read_value(raw, of_type("bsn")) == "999900006"


def test_the_zero_that_a_spreadsheet_drops_comes_back():
    number = next(
        f"0{n}" for n in range(10_000_000, 11_000_000) if citizen_number.is_valid(f"0{n}")
    )
    assert read_value(int(number), of_type("bsn")) == number


@given(st.sampled_from(synthetic_numbers()), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_in_a_citizen_number_is_found(number, at, shift):
    wrong = number[:at] + str((int(number[at]) + shift) % 10) + number[at + 1 :]
    with pytest.raises(Unusable, match="bsn"):
        read_value(wrong, of_type("bsn"))


def test_choices_know_their_words_and_translations_go_first():
    wanted = of_type("choice", female=("vrouw", "v"), male=("man",))
    assert read_value(" Vrouw", wanted) == "female"
    assert read_value("2", wanted, {"2": "V"}) == "female"
    assert read_value("nvt", wanted, {"NVT": ""}) is None
    with pytest.raises(Unusable) as unusable:
        read_value("2", wanted)
    assert unusable.value.details == {"known": "vrouw, man"}


@pytest.mark.parametrize(("raw", "value"), [("Ja", True), ("n", False), (True, True), (0, False)])
def test_yes_and_no(raw, value):
    assert read_value(raw, of_type("yes_no")) is value


def test_a_postcode_is_written_one_way():
    assert read_value("1234 ab", of_type("postcode")) == "1234AB"
    with pytest.raises(Unusable):
        read_value("0123 AB", of_type("postcode"))


def test_an_empty_cell_has_no_value_of_any_type():
    for value_type in ValueType:
        for empty in (None, "", "  ", "\u00a0"):
            assert read_value(empty, of_type(value_type)) is None


@given(st.text())
def test_tidying_twice_is_tidying_once(text):
    assert tidy(tidy(text)) == tidy(text)


@given(st.text(alphabet=st.sampled_from("'=+-@\ta")) | st.text())
def test_escaping_is_undone_and_leaves_nothing_that_runs(text):
    safe = escaped(text)
    assert unescaped(safe) == text
    assert safe[:1] not in ("=", "+", "-", "@", "\t", "\r")


def test_each_example_in_the_targets_can_be_read():
    for target in targets().values():
        for wanted in target.fields.values():
            for example in wanted.example.split(" of ")[0].split(", "):
                assert read_value(example, wanted) is not None or wanted.example == ""


def test_no_two_fields_of_a_target_share_a_word():
    for target in targets().values():
        for wanted in target.fields.values():
            words = [w.casefold() for choice in wanted.choices.values() for w in choice]
            assert len(words) == len(set(words)), (target.name, wanted.name)
