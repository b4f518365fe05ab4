# SPDX-License-Identifier: EUPL-1.2
"""The price of a drawn provision becomes bills, a budget or a volume, and never an invented amount."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voordeur.ledger.entries import Period
from voordeur.provisions.given import NO_PRICE
from voordeur.provisions.pricing import AmountOver, Per
from voordeur.town import facts as f
from voordeur.town.play.prices import bills_of, priced
from voordeur.town.play.words import basis_of, bond_of, law_code, result_of

TODAY = date(2026, 9, 1)
HELP = f.Provision(
    key="p",
    household="h",
    person=None,
    product="begeleiding",
    law="wmo",
    payer="municipality",
    provider="thuiszorg",
    since=date(2024, 1, 1),
    until=None,
    price=f.Price("unknown"),
    admission_ground="",
    exit_reason=None,
)


def test_an_unknown_price_stays_unknown() -> None:
    assert priced(HELP, TODAY) is NO_PRICE


def test_a_budget_is_for_this_calendar_year() -> None:
    price = priced(replace(HELP, price=f.Price("budget", amount=24_000_00)), TODAY)
    assert price.budget == AmountOver(24_000_00, Period.year(2026))
    assert not price.declared


def test_help_that_stopped_has_the_amount_of_its_last_year() -> None:
    stopped = replace(HELP, until=date(2025, 5, 1), price=f.Price("budget", amount=100))
    assert priced(stopped, TODAY).budget == AmountOver(100, Period.year(2025))


def test_a_volume_keeps_its_units_and_price() -> None:
    hours = f.Price("volume_price", units=3, unit="hour", frequency="week", unit_price=62_00)
    price = priced(replace(HELP, price=hours), TODAY)
    assert (price.units, price.unit, price.per, price.unit_cents) == (3, "hour", Per.WEEK, 62_00)


@given(st.integers(0, 10**9))
def test_twelve_monthly_bills_are_the_whole_amount(amount: int) -> None:
    bills = bills_of(amount, 2025, HELP, TODAY)
    assert len(bills) == 12
    assert sum(bill.cents for bill in bills) == amount


def test_only_months_that_are_over_and_in_which_the_help_ran_are_billed() -> None:
    late = replace(HELP, since=date(2026, 3, 15), until=date(2026, 8, 20))
    months = [bill.period.from_.month for bill in bills_of(1200, 2026, late, TODAY)]
    assert months == [4, 5, 6, 7]


@pytest.mark.parametrize(
    ("sentence", "basis"),
    [
        ("Toestemming van de ouder", "consent"),
        ("Besluit gemeentelijke schuldhulpverlening, artikel 2", "wgs_8"),
        ("Wet politiegegevens, artikel 20", "avg_6_1_e"),
    ],
)
def test_the_basis_of_a_signal_follows_from_what_the_sender_wrote(
    sentence: str, basis: str
) -> None:
    assert basis_of(sentence) == basis


def test_words_of_the_facts_that_the_product_calls_otherwise() -> None:
    assert law_code("strafrecht") == "justitie"
    assert law_code("wmo") == "wmo"
    assert bond_of("haar moeder") == "parent"
    assert bond_of("iemand van vroeger") == ""
    assert result_of("reached", "visit") == "let_in"
    assert result_of("not_reached", "phone") == "nobody_home"
