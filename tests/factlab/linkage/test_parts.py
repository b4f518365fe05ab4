# SPDX-License-Identifier: EUPL-1.2
"""The parts of linkage, each by itself: model, components, households, judging."""

import random
from itertools import combinations

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factlab.linkage import plain_households
from tests.factlab.linkage.plain_households import Resident, Stay
from tests.factlab.linkage.told import homes, newcomers
from voordeur.factlab.fault import Fault
from voordeur.factlab.linkage import Model, Thresholds, expected, judge, judge_per_kind
from voordeur.factlab.linkage.clusters import best_of, components
from voordeur.factlab.linkage.comparisons import COMPARISONS
from voordeur.factlab.linkage.model import Odds, milli_bits, rounded

HERE, THERE = "3311AB|1|", "3311AB|3|"
EDGES = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=20)


def test_the_model_that_comes_with_it_fits_and_is_written_as_it_was_read():
    model = Model.standard()
    assert Model.of_toml(model.to_toml()) == model
    for comparison in COMPARISONS:
        odds = model.odds[comparison.name]
        assert odds["same" if "same" in odds else "door"].weight > 0 > odds["other"].weight


@given(st.floats(1e-7, 1), st.sampled_from([1.0, 0.5, 1e-7, 0.00012]))
def test_a_trained_model_is_read_as_it_was_kept(m, u):
    odds = Odds(rounded(m), rounded(u))
    levels = {one.name: {level.name: odds for level in one.levels} for one in COMPARISONS}
    model = Model("trained", levels)
    assert Model.of_toml(model.to_toml()) == model


@given(st.floats(1e-7, 1), st.floats(1e-7, 1))
def test_weights_are_whole_and_turn_around(m, u):
    assert Odds(m, u).weight == -Odds(u, m).weight == milli_bits(m / u)
    assert 0 < rounded(m) <= 1
    assert abs(rounded(m) - m) <= max(0.00005, m * 0.01)


@pytest.mark.parametrize("text", ["", "origin = 1", "nonsense", 'origin = "x"\n[first]\nsame = 1'])
def test_what_is_no_model_is_refused(text):
    with pytest.raises(Fault):
        Model.of_toml(text)
    with pytest.raises(Fault):
        Odds(0, 0.5)
    with pytest.raises(Fault):
        Thresholds(strict=0, middle=1)


@given(EDGES, st.randoms())
def test_components_do_not_depend_on_the_order_and_have_the_lowest_number(edges, dice):
    found = components(edges)
    shuffled = [edge[:: dice.choice((1, -1))] for edge in edges]
    dice.shuffle(shuffled)
    assert components(shuffled) == found
    for one, other in edges:
        assert found[one] == found[other]
    for one, top in found.items():
        assert top <= one
        assert found[top] == top


def test_of_two_that_look_alike_neither_is_sure():
    with duckdb.connect() as link:
        link.execute("CREATE TABLE s (left_record BIGINT, right_record BIGINT, weight INTEGER)")
        link.execute(
            "INSERT INTO s VALUES (1, 7, 9000), (2, 8, 9000), (2, 9, 9000), (3, 9, -50), "
            "(4, 7, 9000), (4, 8, 4000)"
        )
        best_of(link, "s", "best")
        found = link.sql("SELECT * FROM best ORDER BY record").fetchall()
    assert found == [(1, 7, 9000), (2, 8, 0), (3, 9, -50), (4, 7, 5000)]


KEYS = st.sampled_from([None, *"abcdefghijklmnop"])


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([HERE, THERE, None, *(f"3311AB|{n}|" for n in range(4, 9))]),
            st.sampled_from([None, 3, 17, 18, 40]),
            KEYS,
            st.lists(st.sampled_from("abcdefghijklmnopz"), max_size=2),
        ),
        min_size=12,
        max_size=16,
    )
)
def test_households_are_those_of_the_rule_in_plain_python(people):
    residents = [
        Resident(number, door, age, key, partner, tuple(parents))
        for (number, (door, age, partner, parents)), key in zip(
            enumerate(people), "abcdefghijklmnop", strict=False
        )
    ]
    assert homes(residents) == plain_households.homes(residents)


def family(start=0, door=HERE, *, married=True, children=2):
    """Two parents and their children, at one door."""
    parents = (str(start), str(start + 1))
    return [
        Resident(start, door, 40, parents[0], parents[1] if married else None),
        Resident(start + 1, door, 41, parents[1], parents[0] if married else None),
        *(
            Resident(start + 2 + n, door, 5 + n, str(start + 2 + n), None, parents)
            for n in range(children)
        ),
    ]


@settings(max_examples=5, deadline=None)
@given(st.randoms())
def test_households_do_not_depend_on_the_order(dice):
    people = [*family(), *family(10, THERE, married=False), Resident(20, HERE, 30, "20")]
    shuffled = list(people)
    dice.shuffle(shuffled)
    found = homes(shuffled)
    assert found == homes(people)
    assert {found.of_person[n] for n in range(4)} == {0}
    assert {found.of_person[n] for n in range(10, 14)} == {10}
    assert found.of_person[20] == 20, "a lodger is no member of the family"
    assert found.kinds == {0: "couple_children", 10: "couple_children", 20: "single"}


def test_who_shares_a_door_without_ties_is_one_household_up_to_five():
    two = homes([Resident(1, HERE, 30), Resident(2, HERE, 33)])
    assert two.kinds == {1: "couple"}
    five = homes([Resident(n, HERE, 20 + n) for n in range(5)])
    assert five.kinds == {0: "other"}
    seven = homes([Resident(n, HERE, 80) for n in range(7)])
    assert len(seven.kinds) == 7, "a home for the elderly is no household"
    assert homes([Resident(1, None, 30), Resident(2, None, 30)]).kinds == {1: "single", 2: "single"}
    alone = homes([Resident(1, HERE, 30, "1"), Resident(2, HERE, 3, "2", None, ("1",))])
    assert alone.kinds == {1: "lone_parent"}


def test_newcomers_join_the_household_at_the_door_with_their_name_or_the_only_one():
    there = {HERE: {1: {"smit"}, 5: {"jong"}}, THERE: {9: {"vos"}}}
    stays = [
        Stay(101, HERE, "jong"),
        Stay(102, HERE, "bakker"),
        Stay(103, HERE, "bakker"),
        Stay(104, THERE, "mol"),
        Stay(105, "9999XX|1|", ""),
        Stay(106, "9999XX|1|", ""),
    ]
    random.Random(1).shuffle(stays)
    found = newcomers(there, stays)
    assert found == {101: 5, 102: 102, 103: 102, 104: 9, 105: 105, 106: 106}


SURNAMES = st.sampled_from(["", "smit", "vos"])


@settings(max_examples=25, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from("abc"),
        st.dictionaries(st.integers(1, 9), st.sets(SURNAMES, min_size=1), min_size=1, max_size=3),
        max_size=3,
    ),
    st.lists(
        st.builds(Stay, st.integers(101, 106), st.sampled_from("abcd"), SURNAMES), max_size=14
    ),
)
def test_newcomers_are_placed_as_the_rule_in_plain_python_does(neighbours, stays):
    assert newcomers(neighbours, stays) == plain_households.newcomers(neighbours, stays)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=12))
def test_judging_counts_pairs(groups):
    found, true = [one for one, _ in groups], [other for _, other in groups]
    made = judge(found, true)
    pairs = list(combinations(groups, 2))
    assert made.found == sum(one[0] == other[0] for one, other in pairs)
    assert made.true == sum(one[1] == other[1] for one, other in pairs)
    assert made.both == sum(one == other for one, other in pairs)
    assert 0 <= made.f1 <= 1
    whole = judge_per_kind(found, true, [["all"]] * len(groups)).get("all")
    assert whole is None or (whole.found, whole.true) == (2 * made.found, 2 * made.true)


@given(st.lists(st.integers(-20_000, 20_000), min_size=1), st.integers(-5_000, 5_000))
def test_a_higher_threshold_is_never_expected_to_be_less_precise(scores, threshold):
    low, high = expected(scores, (threshold, threshold + 1_000))
    assert high.links <= low.links
    assert high.recall <= low.recall + 1e-9
    assert high.precision >= low.precision - 1e-9 or high.links == 0
