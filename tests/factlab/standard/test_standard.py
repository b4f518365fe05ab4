# SPDX-License-Identifier: EUPL-1.2
"""Dutch names, dates and addresses come out in one form, however they were written."""

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.nl import bsn as citizen_number

from voordeur.factlab.linkage.standardise import citizen_numbers
from voordeur.factlab.standard.addresses import House, house_of, postcode_of, street_and_house
from voordeur.factlab.standard.births import Birth, birth_of
from voordeur.factlab.standard.names import (
    Name,
    Surname,
    core_of,
    first_of,
    initials_of,
    root_of,
    sound,
    surname_of,
    whole_name,
)

WORDS = st.sampled_from(["Berg", "Vries", "Jong", "Dijkstra", "Yılmaz", "Wójcik", "Idrissi"])
PREFIXES = st.sampled_from(["", "van ", "van den ", "de ", "'t ", "el ", "v.d. ", "Van Der "])


@given(prefix=PREFIXES, word=WORDS)
def test_a_prefix_makes_no_difference_wherever_it_stands(prefix, word):
    assert core_of(prefix + word) == core_of(word) == core_of(f"{word}, {prefix}".strip(", "))


@given(prefix=PREFIXES, one=WORDS, other=WORDS, join=st.sampled_from(["-", " - ", " e/v ", "/"]))
def test_a_double_name_has_two_halves(prefix, one, other, join):
    found = surname_of(f"{prefix}{one}{join}{other}")
    assert found.core == core_of(one)
    assert found.other == ("" if core_of(one) == core_of(other) else core_of(other))


@pytest.mark.parametrize(
    "written",
    [
        "J.A. van den Berg-de Vries",
        "Berg-de Vries, van den, J.A.",
        "dhr. J.A. van den Berg - de Vries",
        "JA van den Berg-de Vries",
    ],
)
def test_one_person_in_one_cell(written):
    assert whole_name(written) == Name("", "JA", Surname("berg", "vries"))


@pytest.mark.parametrize(
    ("written", "first"),
    [("Johannes Cornelis", "johannes"), ("J.C.", ""), ("Onbekend", ""), ("N.N.", ""), ("B", "")],
)
def test_a_first_name_is_one_only_when_it_says_so(written, first):
    assert first_of(written) == first


def test_names_at_home_have_the_root_of_the_name_in_the_register():
    for one, other in (("kees", "cor"), ("jan", "hans"), ("truus", "geertje"), ("mo", "mehmet")):
        assert root_of(one) == root_of(other)
    assert root_of("emma") != root_of("anna")
    assert initials_of("J.C. Th.") == "JCT"
    assert sound("meijer") == sound("meyer")
    assert core_of("onbekend") == ""


@given(
    day=st.dates(date(1900, 1, 1), date(2025, 12, 31)),
    form=st.sampled_from(["%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y"]),
)
def test_a_whole_date_of_birth_is_read_in_any_form(day, form):
    assert birth_of(day.strftime(form)).whole == day


@given(st.text(max_size=12))
def test_what_is_no_date_of_birth_never_stops_the_run(text):
    found = birth_of(text)
    assert found.whole is None or found.year == found.whole.year
    postcode_of(text)
    house_of(text)
    street_and_house(text)
    whole_name(text)


def test_partial_swapped_and_impossible_dates_keep_what_is_known():
    assert birth_of("1987") == Birth(1987)
    assert birth_of("03-1987") == Birth(1987, 3)
    assert birth_of("00-00-1987") == Birth(1987)
    assert birth_of("12-25-1987") == Birth(1987, 12, 25)
    assert birth_of("53-12-1987") == Birth(1987)
    assert birth_of("4022-08-05") == Birth()


@pytest.mark.parametrize(
    ("number", "addition", "house"),
    [
        ("12", "", House(12, "")),
        ("12A", "", House(12, "a")),
        ("12-a", "", House(12, "a")),
        ("12", "II", House(12, "2")),
        ("12", "2 hoog", House(12, "2")),
        ("12 hs", "", House(12, "")),
        ("geen", "", House(None, "")),
    ],
)
def test_additions_that_mean_the_same_are_the_same(number, addition, house):
    assert house_of(number, addition) == house


def test_postcodes_and_streets():
    assert postcode_of(" 3311ab ") == "3311AB"
    assert postcode_of("0311 AB") == ""
    assert street_and_house("Lange Dijkstraat 12 A") == ("langedijkstr", House(12, "a"))


NUMBERS = st.integers(0, 99_999_999).map(lambda stem: f"{stem:08d}{stem % 10}")


def test_citizen_numbers_that_pass_the_test_are_read_with_dots_and_without_their_zero():
    rows = ["111222333", "1112.22.333", "012345672", "12345672", "000000000", "111222334", None]
    found = citizen_numbers(pa.array(rows, pa.string())).to_pylist()
    assert found == ["111222333", "111222333", "012345672", "012345672", None, None, None]


@given(
    year=st.one_of(st.integers(1, 9999), st.integers(1870, 2210)),
    month=st.integers(0, 14),
    day=st.integers(0, 33),
)
def test_the_quick_way_to_read_a_day_of_birth_says_what_the_careful_way_says(year, month, day):
    for text in (f"{year:04}-{month:02}-{day:02}", f"{day:02}-{month:02}-{year:04}"):
        # A space more and it is not written as nearly all are.
        assert birth_of(text) == birth_of(text + " "), text


@given(st.lists(st.one_of(st.none(), st.text(max_size=11), NUMBERS), max_size=8))
def test_a_citizen_number_is_one_when_the_register_says_so(texts):
    found = citizen_numbers(pa.array(texts, pa.string())).to_pylist()
    for text, number in zip(texts, found, strict=True):
        digits = "".join(sign for sign in text or "" if sign in "0123456789")
        valid = len(digits) in (8, 9) and citizen_number.is_valid(digits.zfill(9))
        assert number == (digits.zfill(9) if valid else None), text
