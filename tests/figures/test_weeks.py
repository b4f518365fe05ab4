# SPDX-License-Identifier: EUPL-1.2
"""Figures of weeks together: no group that came or left is known closer than a figure must be large."""

import itertools

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from voordeur.factlab.disclosure import profiles
from voordeur.factlab.disclosure.tables import Dimension, counts
from voordeur.factlab.fault import Fault
from voordeur.figures.counting import Made
from voordeur.figures.releasing import make_safe, told_by_amounts, told_by_weeks
from voordeur.figures.weeks import worked_out

PROFILE = profiles()["voordeur"]
LEAST = PROFILE.threshold
ROWS = ("with", "without")


def issue(week, numbers, moved):
    """Publish one table of households as the product does."""
    leaves = {(row,): numbers[row] for row in ROWS}
    table = counts("households", week, [Dimension.flat("plan", ROWS)], leaves)
    safe = make_safe([Made("plan", table, ())], week, PROFILE, None)
    return safe.issue("households", moved) if safe.measures else None


def narrowed(issues):
    """Yield what each row can be in each week, by who knows that it moves no more than was touched.

    Week after week and back again: for one row that is all there is to know.
    """
    for at in {key.at for one in issues for key in one.figures}:
        row = [next(f for key, f in one.figures.items() if key.at == at) for one in issues]
        low, high = [one.lower for one in row], [one.upper for one in row]
        steps = [(n - 1, n, issues[n].moved) for n in range(1, len(issues))]
        for here, there, most in [*steps, *((j, i, most) for i, j, most in reversed(steps))]:
            low[there] = max(low[there], low[here] - most)
            high[there] = min(high[there], high[here] + most)
        yield row, low, high


def close(least, most):
    """Say whether something is known too closely."""
    return most - least < LEAST and most > 0 and least < LEAST


@st.composite
def weeks(draw):
    """Draw households that come, go and get a plan, week after week; who is touched is known."""
    now = {row: draw(st.sampled_from([0, 4, 12, 12, 17, 40])) for row in ROWS}
    where = st.sampled_from(["", *ROWS])
    moves = st.lists(st.tuples(where, where), min_size=8, max_size=24)
    found = [(dict(now), 0)]
    for moved in draw(st.lists(moves, min_size=2, max_size=5)):
        for out, into in moved:
            if out and now[out]:
                now[out] -= 1
            elif out:
                continue
            if into:
                now[into] += 1
        found.append((dict(now), len(moved)))
    return found


@example([({"with": 12, "without": 40}, 0), ({"with": 14, "without": 38}, 10)])
@given(weeks())
@settings(max_examples=25, deadline=None)
def test_no_row_of_weeks_is_known_closer_than_the_threshold(town):
    said, truth, touched = [], [], 0
    for number, (numbers, moved) in enumerate(town):
        touched += moved
        if said and touched < LEAST:
            continue
        new = issue(f"2026-W{number:02d}", numbers, touched if said else None)
        if new is None or told_by_weeks(said, new, LEAST):
            continue
        said.append(new)
        truth.append(numbers)
        touched = 0
    # Whoever lays the weeks side by side is left in doubt, of each row and of who came and left.
    for row, low, high in narrowed(said):
        for number, figure in enumerate(row):
            assert figure.value is not None or not close(low[number], high[number])
        for number, ((low_was, low_is), (high_was, high_is)) in enumerate(
            zip(itertools.pairwise(low), itertools.pairwise(high), strict=True), 1
        ):
            moved = said[number].moved
            assert moved >= LEAST
            # What came is at least what it grew by, and at most all that were touched.
            assert not close(max(0, low_is - high_was), moved)
            assert not close(max(0, low_was - high_is), moved)
    for numbers, one in zip(truth, said, strict=True):
        for key, figure in one.figures.items():
            true = numbers[key.at[0][1]] if key.at else sum(numbers.values())
            assert figure.lower <= true <= figure.upper


def plain(*weeks):
    return [issue(f"W{place}", {"with": w, "without": 0}, m) for place, (w, m) in enumerate(weeks)]


def test_a_step_over_the_edge_of_rounding_waits_until_enough_has_moved():
    """12 is shown as 10 and 13 as 15: with ten touched, at least one and at most ten came."""
    first, soon, later = plain((12, None), (13, 10), (13, 11))
    assert told_by_weeks([first], soon, LEAST)
    assert not told_by_weeks([first], later, LEAST)


def test_weeks_that_cannot_follow_on_each_other_are_refused():
    first, second = plain((12, None), (40, 10))
    assert told_by_weeks([first], second, LEAST)
    with pytest.raises(Fault):
        worked_out([first, second], LEAST)


def test_a_figure_that_was_left_out_is_not_known_from_the_weeks_around_it():
    """What is left out between two zeros is at most what came; with few of them that is too close."""
    first, second, third = plain((0, None), (6, 10), (0, 6))
    assert not told_by_weeks([first], second, LEAST)
    assert told_by_weeks([first, second], third, LEAST)


def test_an_amount_changes_only_when_enough_of_those_in_it_were_touched():
    before, now = {"insurer": 100_000, "": 200_000}, {"insurer": 100_000, "": 300_000}
    assert told_by_amounts(before, now, {"": LEAST - 1}, LEAST)
    assert not told_by_amounts(before, now, {"": LEAST}, LEAST)
    assert not told_by_amounts(before, {"insurer": None, "": None}, {}, LEAST)
