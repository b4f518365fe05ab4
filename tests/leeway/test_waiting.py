# SPDX-License-Identifier: EUPL-1.2
"""What waiting costs a day, exactly, and the day on which it costs more than solving."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from voordeur.leeway.paradox import Gate, Paradox, paradoxes
from voordeur.leeway.waiting import RunsOn, waiting

CENTS = st.integers(0, 10**9)


@given(first=CENTS, second=CENTS, days=st.integers(0, 4000))
def test_costs_add_up_and_a_year_costs_what_a_year_costs(
    first: int, second: int, days: int
) -> None:
    both = waiting([RunsOn("a", first), RunsOn("b", second)])
    assert (
        both.per_day
        == waiting([RunsOn("a", first)]).per_day + waiting([RunsOn("b", second)]).per_day
    )
    assert both.cost(365) == first + second
    assert both.cost(days) <= both.cost(days + 1)


@given(yearly=st.integers(1, 10**8), solving=st.integers(0, 10**8))
def test_on_the_day_of_break_even_waiting_has_cost_as_much_and_the_day_before_less(
    yearly: int, solving: int
) -> None:
    wait = waiting([RunsOn("a", yearly)])
    even = wait.break_even(solving)
    assert even is not None
    assert wait.per_day * even >= solving
    assert even == 0 or wait.per_day * (even - 1) < solving


def test_a_price_that_is_missing_stays_missing() -> None:
    wait = waiting([RunsOn("shelter", None)])
    assert wait.unknown == ("shelter",)
    assert wait.break_even(100) is None
    assert wait.clock(date(2026, 1, 1), date(2026, 6, 1), 100).turning is None


def test_a_gate_that_puts_out_for_what_it_lets_in_is_named() -> None:
    clinic = Gate("clinic", frozenset({"uses drugs"}), frozenset({"uses drugs", "finished"}))
    school = Gate("school", frozenset({"age"}), frozenset({"behaviour"}))
    assert paradoxes([school, clinic]) == (Paradox("uses drugs", "clinic", "clinic"),)
