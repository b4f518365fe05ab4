# SPDX-License-Identifier: EUPL-1.2
"""Nabij: rules that wait for each other, and what waiting costs."""

from datetime import date
from fractions import Fraction

from tests.leeway.knots import DIVORCED_WOMAN, HOME_AND_DEBT, KARIMA, NO, PASSPORT, YES
from voordeur.leeway.circles import circles
from voordeur.leeway.exceptions import Exceptions
from voordeur.leeway.graph import Block, Known
from voordeur.leeway.paradox import Gate, paradoxes
from voordeur.leeway.reach import reach
from voordeur.leeway.waiting import RunsOn, waiting


def test_nabij_a2_karima_cycle_of_three_with_who_can_break_each_link() -> None:
    assert reach(HOME_AND_DEBT, KARIMA, "home").known is Known.NO
    (circle,) = circles(HOME_AND_DEBT, KARIMA, "home")
    assert circle.things == ("home", "debt arrangement", "overview")
    assert circle.routes == (
        ("housing", "own home"),
        ("debts", "arrangement"),
        ("debts", "overview"),
    )


def test_nabij_a2_karima_cheapest_exception_breaks_one_link() -> None:
    prices = {
        Block("housing", "own home", "debt arrangement", False): 3,
        Block("debts", "arrangement", "overview", False): 1,
        Block("debts", "overview", "home", False): 2,
    }
    way = Exceptions(HOME_AND_DEBT, prices.get).cheapest(KARIMA, "home")
    assert way is not None
    assert way.exceptions == (Block("debts", "arrangement", "overview", False),)


def test_nabij_a2_karima_waiting_costs_164_38_a_day_and_breaks_even_after_73_days() -> None:
    wait = waiting([RunsOn("shelter", 60_000_00)])
    assert round(wait.per_day / 100, 2) == Fraction("164.38")
    assert wait.break_even(12_000_00) == 73
    clock = wait.clock(date(2026, 1, 1), date(2026, 3, 16), 12_000_00)
    assert clock.days == 74
    assert clock.turning == date(2026, 3, 16)
    assert clock.dearer
    assert wait.cost(365) == 5 * 12_000_00


def test_nabij_a3_divorced_woman_is_the_same_pattern_and_has_no_urgency_ground() -> None:
    (hers,) = circles(HOME_AND_DEBT, DIVORCED_WOMAN, "home")
    (karimas,) = circles(HOME_AND_DEBT, KARIMA, "home")
    assert hers.pattern == karimas.pattern
    urgency = next(
        state
        for state in reach(HOME_AND_DEBT, DIVORCED_WOMAN, "home").routes
        if state.route.rule == "urgency"
    )
    assert urgency.grounds == ("divorced",)


def test_nabij_a4_hakan_three_routes_for_the_money_of_which_the_third_is_open() -> None:
    facts = {"identity papers": YES, "team agrees": YES}
    routes = {state.route.key: state for state in reach(PASSPORT, facts, "400 euros").routes}
    assert routes["special assistance", "grant"].grounds == ("identity papers",)
    assert routes["team cash", "loan"].state is Known.YES
    without = {**facts, "team agrees": NO}
    (circle,) = circles(PASSPORT, without, "passport")
    assert circle.things == ("passport", "400 euros", "client", "permit")
    closed = {state.route.key: state for state in reach(PASSPORT, without, "400 euros").routes}
    assert closed["social service", "advance"].missing == ("client",)


def test_nabij_r23_the_ground_to_enter_is_the_ground_to_leave() -> None:
    gates = [
        Gate("clinic", frozenset({"uses drugs"}), frozenset({"uses drugs"})),
        Gate("youth home", frozenset({"behaviour"}), frozenset({"behaviour"})),
        Gate("debt help", frozenset({"cannot repay"}), frozenset({"cannot repay"})),
    ]
    assert [one.gate for one in paradoxes(gates)] == ["clinic", "debt help", "youth home"]
