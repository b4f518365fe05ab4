# SPDX-License-Identifier: EUPL-1.2
"""What stands out: a rise, and help that goes badly together; never below five."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from voordeur.leeway.anonymity import Batch, Report, batches, released
from voordeur.leeway.combining import Household, combinations_of
from voordeur.leeway.rising import Rise, rise_of

MONDAY = date(2026, 11, 9)
REPORTS = st.lists(
    st.builds(
        Report,
        id=st.integers(1, 60),
        week=st.integers(0, 20).map(lambda back: MONDAY - timedelta(weeks=back)),
        author=st.sampled_from("abcdefgh"),
    ),
    max_size=60,
    unique_by=lambda one: one.id,
)
HOUSEHOLDS = st.lists(
    st.builds(
        Household, kinds=st.frozensets(st.sampled_from("abcd"), max_size=4), stuck=st.booleans()
    ),
    max_size=40,
)


@given(REPORTS)
def test_every_batch_is_made_by_five_people_and_together_they_are_what_is_out(reports):
    author = {one.id: one.author for one in reports}
    found = batches(reports, MONDAY)
    assert all(len({author[pk] for pk in one.reports}) >= 5 for one in found)
    assert frozenset().union(*(one.reports for one in found)) == released(reports, MONDAY)
    assert sum(len(one.reports) for one in found) == len(released(reports, MONDAY))


@given(REPORTS)
def test_a_rise_counts_whole_batches_and_is_twice_as_often_as_before(reports):
    out = batches(reports, MONDAY)
    rise = rise_of(out, MONDAY)
    if rise is not None:
        assert rise.lines >= 5
        assert rise.lines / 4 >= 2 * rise.before / 12


def test_what_never_came_up_is_a_rise_and_what_comes_up_as_always_is_none():
    new = Batch(MONDAY - timedelta(weeks=1), frozenset(range(5)))
    assert rise_of([new], MONDAY) == Rise(5, 0)
    before = [Batch(MONDAY - timedelta(weeks=n), frozenset(range(6))) for n in (6, 10, 14)]
    assert rise_of([new, *before], MONDAY) is None
    assert rise_of(before, MONDAY) is None


@given(HOUSEHOLDS)
def test_no_number_that_is_told_or_follows_is_below_five_and_counts_are_exact(homes):
    for line in combinations_of(homes):
        chosen = set(line.kinds)
        inside = [home for home in homes if chosen <= home.kinds]
        others = [home for home in homes if len(chosen - home.kinds) == 1]
        assert (line.households, line.stuck) == (len(inside), sum(one.stuck for one in inside))
        assert (line.others, line.others_stuck) == (len(others), sum(one.stuck for one in others))
        assert line.stuck >= 5
        for number in (line.households - line.stuck, line.others, line.others_stuck):
            assert number == 0 or number >= 5
        assert line.stuck / line.households >= 2 * line.others_stuck / max(line.others, 1)


def test_three_that_do_harm_together_are_found_and_two_of_them_are_not():
    three = frozenset({"WSNP", "OTS", "GGZ"})
    homes = [Household(three, stuck=True)] * 6
    for pair in (("WSNP", "OTS"), ("WSNP", "GGZ"), ("OTS", "GGZ")):
        homes += [Household(frozenset(pair), stuck=False)] * 5
        homes += [Household(frozenset({pair[0]}), stuck=True)] * 5
    (line,) = combinations_of(homes)
    assert line.kinds == ("GGZ", "OTS", "WSNP")
    assert (line.households, line.stuck, line.others, line.others_stuck) == (6, 6, 15, 0)
