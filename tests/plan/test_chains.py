# SPDX-License-Identifier: EUPL-1.2
"""Causes and effects: starts, chains, circles, and a drawing that does not jump."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from voordeur.plan.chains import CausalLink, CauseMap

names = st.sampled_from("abcdefg")
links = st.lists(st.builds(CausalLink, names, names), max_size=15)


def causes(text):
    """Read 'a>b b>c d' as problems and links."""
    problems, found = set(), []
    for word in text.split():
        ends = word.split(">")
        problems |= set(ends)
        if len(ends) == 2:
            found.append(CausalLink(*ends))
    return CauseMap(problems, found)


def test_a_chain_runs_from_its_root_to_its_end():
    chain = causes("a>b b>c d")
    assert chain.roots() == ("a",)
    assert chain.loose() == ("d",)
    assert chain.chains().chains == (("a", "b", "c"),)
    assert chain.follows_from("a") == ("b", "c")


def test_a_circle_is_named_once_and_can_be_entered_from_outside():
    knot = causes("work>debts debts>stress stress>debts")
    assert knot.circles() == (("debts", "stress"),)
    assert knot.chains().chains == (("work", "debts", "stress"),)
    assert causes("a>a").circles() == (("a",),)


def test_a_knot_that_nothing_causes_still_gives_a_chain():
    assert causes("a>b b>a b>c").chains().chains == (("a", "b", "c"),)
    assert causes("b>c c>b c>a a>d d>a").chains().chains == (("b", "c", "a", "d"),)


def test_more_chains_than_anyone_reads_are_cut_and_it_says_so():
    diamond = causes("a>b a>c b>d c>d")
    assert diamond.chains().chains == (("a", "b", "d"), ("a", "c", "d"))
    cut = diamond.chains(at_most=1)
    assert (cut.chains, cut.is_cut) == ((("a", "b", "d"),), True)
    assert not diamond.chains(at_most=2).is_cut


def test_a_link_to_a_problem_the_reader_may_not_see_leaves_no_trace():
    assert CauseMap(["a", "b"], [CausalLink("a", "secret")]).layout() == CauseMap("ab", []).layout()


@given(st.sets(names), links)
def test_every_circle_that_is_named_goes_round_and_none_is_missed(problems, given_links):
    found = CauseMap(problems, given_links)
    have = {(link.cause, link.effect) for link in found.links}
    for circle in found.circles():
        for cause, effect in zip(circle, circle[1:] + circle[:1], strict=True):
            assert (cause, effect) in have
    in_a_circle = {name for name in found.problems if name in found.follows_from(name)}
    for name in in_a_circle:
        assert any(
            name == circle[0] or name in found.follows_from(circle[0]) for circle in found.circles()
        )
    assert bool(in_a_circle) == bool(found.circles())


@given(st.sets(names), links)
def test_every_chain_follows_links_and_cannot_go_further(problems, given_links):
    found = CauseMap(problems, given_links)
    have = {(link.cause, link.effect) for link in found.links}
    for chain in found.chains().chains:
        assert all(pair in have for pair in itertools.pairwise(chain))
        assert len(set(chain)) == len(chain) > 1
        assert not any((chain[-1], other) in have and other not in chain for other in problems)


@given(st.sets(names), links)
def test_an_arrow_goes_to_a_higher_level_unless_it_goes_back(problems, given_links):
    found = CauseMap(problems, given_links)
    layout = found.layout()
    level = {place.problem: place.level for place in layout.placed}
    assert set(level) == problems
    for arrow in layout.arrows:
        assert arrow.goes_back or level[arrow.cause] < level[arrow.effect]
    if not found.circles():
        assert not any(arrow.goes_back for arrow in layout.arrows)
    places = {(place.level, place.row) for place in layout.placed}
    assert len(places) == len(problems)


@given(st.lists(names, unique=True), links, st.randoms())
def test_the_drawing_is_the_same_however_the_facts_were_typed_in(problems, given_links, random):
    other_problems, other_links = list(problems), list(given_links)
    random.shuffle(other_problems)
    random.shuffle(other_links)
    first = CauseMap(problems, given_links)
    second = CauseMap(other_problems, other_links)
    assert first.layout() == second.layout()
    assert first.chains() == second.chains()


@given(links)
def test_every_effect_is_drawn_below_the_deepest_of_its_causes(given_links):
    found = CauseMap("abcdefg", given_links)
    layout = found.layout()
    level = {place.problem: place.level for place in layout.placed}
    for name in found.problems:
        above = [
            level[arrow.cause]
            for arrow in layout.arrows
            if arrow.effect == name and not arrow.goes_back
        ]
        assert level[name] == max(above, default=-1) + 1
