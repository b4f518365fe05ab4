# SPDX-License-Identifier: EUPL-1.2
"""The controller's sheet closes when every difference has a name, and only then."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from voordeur.ledger.eurocents import KnownSum
from voordeur.money.closing import KINDS, Closing, Item, LineSum, Named, body, closing, digest

CENTS = st.integers(-(10**12), 10**12)
ITEMS = st.lists(st.builds(Item, st.text(max_size=20), CENTS | st.none()), max_size=4)
NAMED = st.lists(
    st.builds(Named, st.sampled_from(KINDS), CENTS.filter(bool), st.text(max_size=20)), max_size=4
)
LINES = st.builds(LineSum, st.text(max_size=20), ITEMS.map(tuple), CENTS, NAMED.map(tuple))
SHEETS = st.builds(Closing, st.lists(LINES, max_size=4).map(tuple), ITEMS.map(tuple), CENTS)


@settings(max_examples=40)
@given(SHEETS)
def test_a_sheet_closes_exactly_when_costs_are_the_ledger_plus_named_differences(made):
    known = all(line.costs.is_complete for line in made.lines) and made.claimed.is_complete
    lines = all(
        line.costs.sum == line.ledger + sum(one.cents for one in line.differences)
        for line in made.lines
    )
    assert made.closes == bool(made.lines and known and lines and made.claimed.sum == made.cashed)
    if made.closes:
        assert made.costs.sum == made.ledger + sum(made.differences().values())


@given(LINES)
def test_naming_what_is_left_open_closes_a_line(line):
    left = line.open
    if left is None:
        return
    named = Named("forecast", left, "de rest van het jaar")
    closed = LineSum(line.name, line.items, line.ledger, (*line.differences, named))
    assert closed.open == 0


@settings(max_examples=40)
@given(SHEETS, st.text(max_size=20), st.integers(2000, 2100))
def test_what_was_kept_reads_back_as_it_was_with_the_same_hash(made, project, year):
    kept = body(made, project, year)
    again = json.loads(json.dumps(kept))
    assert closing(again) == made
    assert digest(again) == digest(kept)


def test_an_unknown_cost_stays_unknown_and_a_sheet_about_nothing_closes_nothing():
    line = LineSum("2026", (Item("a", 5), Item("b", None)), 5)
    assert (line.open, line.costs) == (None, KnownSum(5, 1, 1))
    assert not Closing((line,), (), 0).closes
    assert not Closing((), (), 0).closes
    whole = LineSum("2026", (Item("a", 5),), 5)
    assert Closing((whole,), (), 0).closes
    assert not Closing((whole,), (Item("x", 7),), 6).closes
    changed = body(Closing((whole,), (), 0), "p", 2026) | {"cashed": 1}
    assert digest(changed) != digest(body(Closing((whole,), (), 0), "p", 2026))
