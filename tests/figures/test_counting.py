# SPDX-License-Identifier: EUPL-1.2
"""From facts to tables: every household once, unknown apart, and nothing small in what is published."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from voordeur.factlab.disclosure import profiles
from voordeur.figures.counting import (
    DAY_BANDS,
    HELPER_BANDS,
    LONGER,
    MORE_HELPERS,
    Euros,
    Facts,
    Homes,
    HouseholdNow,
    band,
    rounded_euros,
    share,
    tables_of,
)
from voordeur.figures.releasing import make_safe

CODES = {
    "way": ("finished", "moved"),
    "outcome": ("stable", "worsened"),
    "wait": ("no_room",),
    "area": ("money", "home"),
    "group": ("child",),
    "payer": ("insurer", "unknown"),
    "law": ("wmo", "unknown"),
}
households = st.builds(
    HouseholdNow,
    st.booleans(),
    st.integers(0, 20),
    st.sampled_from(["open", "in_order", "unknown"]),
)
euros = st.builds(
    Euros,
    st.sampled_from([f"h{number}" for number in range(30)]),
    st.sampled_from(CODES["payer"]),
    st.sampled_from(CODES["law"]),
    st.none() | st.integers(0, 10_000_00),
)
some = st.integers(0, 40)
facts = st.builds(
    Facts,
    households=st.lists(households, max_size=60).map(tuple),
    days=st.lists(st.none() | st.integers(0, 400), max_size=60).map(tuple),
    ways=st.fixed_dictionaries(dict.fromkeys(CODES["way"], some)),
    outcomes=st.fixed_dictionaries(dict.fromkeys(CODES["outcome"], some)),
    waits=st.fixed_dictionaries(dict.fromkeys(CODES["wait"], some)),
    missed=st.fixed_dictionaries(dict.fromkeys(CODES["area"], some)),
    euros=st.lists(euros, max_size=60).map(tuple),
    codes=st.just(CODES),
).map(lambda one: replace(one, missed_for={"child": sum(one.missed.values())}))


@given(facts)
@settings(max_examples=30)
def test_each_is_counted_once_in_each_table_and_unknown_amounts_in_none(given_facts):
    made = {one.code: one.table for one in tables_of(given_facts, "2026-W48")}
    for code in ("plan", "helpers", "base"):
        assert made[code].cells[("total",)].value == len(given_facts.households)
    assert made["days"].cells[("total",)].value == len(given_facts.days)
    assert made["known"].cells[("total",)].value == len(given_facts.euros)
    total = sum(one.cents or 0 for one in given_facts.euros)
    assert made["payers"].cells[("total",)].value == made["laws"].cells[("total",)].value == total
    paid = {one.household for one in given_facts.euros if one.cents}
    assert made["payers"].cells[("total",)].contributors == len(paid)


@given(facts)
@settings(max_examples=5, deadline=None)
def test_nothing_small_is_published_and_what_is_left_out_cannot_be_subtracted(given_facts):
    made = tables_of(given_facts, "2026-W48")
    said = make_safe(made, "2026-W48", profiles()["voordeur"], None)
    assert not {key for key in said.figures if key.measure in said.refused}
    for table in (one.table for one in made if one.table.measure in said.measures):
        exact = {code: table.cells[(code,)].value for code in table.dimensions[0].leaves}
        seen = {code: said.figures[table.key((code,))].value for code in exact}
        if table.cells[("total",)].contributors is None:
            assert not [code for code, value in exact.items() if 0 < value < 10 and seen[code]]
        hidden = [code for code, value in seen.items() if value is None]
        total = said.figures[table.key(("total",))].value
        assert len(hidden) != 1 or total is None


@given(st.integers(0, 1000))
def test_every_number_has_one_band(number):
    assert band(number, DAY_BANDS, LONGER) in {*(code for code, _ in DAY_BANDS), LONGER}
    assert (band(number, HELPER_BANDS, MORE_HELPERS) == MORE_HELPERS) == (number > 10)


@given(st.integers(0, 10**12), st.integers(1, 10**6))
def test_shares_and_rounded_amounts_stay_near_what_they_say(cents, total):
    assert abs(rounded_euros(cents) - cents) <= 500_00
    part = cents % (total + 1)
    found = share(part, total)
    assert found is not None
    assert abs(found - 100 * part / total) <= 0.5
    assert share(None, total) is None
    assert share(part, 0) is None


def test_a_figure_of_many_units_in_few_households_is_left_out():
    """Twelve problems of three households are a figure of three, and as many parts of help too."""
    codes = {**CODES, "payer": ("insurer",), "law": ("wmo",)}
    euros = tuple(Euros(f"h{number % 3}", "insurer", "wmo", 100) for number in range(30))
    rows = [(number % 3, "stable") for number in range(12)]
    rows += [(number, "worsened") for number in range(12)]
    given_facts = Facts(
        households=(),
        days=(),
        ways={},
        outcomes={"stable": 12, "worsened": 12},
        waits={},
        missed={},
        euros=euros,
        codes=codes,
        homes={
            "outcomes": Homes.of(rows),
            "known": Homes.of((one.household, "known") for one in euros),
            "priced": Homes.of((one.household, one.payer) for one in euros),
        },
    )
    said = make_safe(tables_of(given_facts, "2026-W48"), "2026-W48", profiles()["voordeur"], None)
    shown = {(key.measure, *key.at): one.value for key, one in said.figures.items()}
    assert shown["problems", ("outcome", "stable")] is None
    assert None in {shown["problems", ("outcome", "worsened")], shown[("problems",)]}
    assert "priced" in said.refused or shown["priced", ("payer", "insurer")] is None
