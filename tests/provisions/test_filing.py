# SPDX-License-Identifier: EUPL-1.2
"""Days that are written down nowhere belong to the file the help stands in, and no day is lost."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from voordeur.ledger.entries import Period
from voordeur.provisions.filing import gaps, with_gaps_filled
from voordeur.provisions.sharing import MembershipDays, household_weights

YEAR = Period.year(2026)
DAYS = st.dates(date(2025, 6, 1), date(2027, 6, 1))


@st.composite
def periods(draw):
    """A period that touches 2026, or lies beside it, with or without an end."""
    first = draw(DAYS)
    length = draw(st.one_of(st.none(), st.integers(1, 400)))
    return Period(first, None if length is None else first + timedelta(days=length))


@given(st.lists(periods(), max_size=5))
def test_each_day_of_the_year_is_covered_or_in_exactly_one_gap(covered):
    found = gaps(YEAR, covered)
    day = YEAR.from_
    while day < YEAR.until:
        times = sum(day in gap for gap in found)
        assert times == (0 if any(day in one for one in covered) else 1)
        day += timedelta(days=7)


@given(st.lists(periods(), max_size=4))
def test_with_gaps_filled_no_day_of_the_year_is_without_a_household(covered):
    days = [MembershipDays("p", "elsewhere", one) for one in covered]
    filled = with_gaps_filled(2026, days, [("p", "here")])
    assert None not in household_weights("p", YEAR, filled)


def test_days_that_are_written_down_stay_where_they_are():
    days = [MembershipDays("p", "there", YEAR)]
    assert with_gaps_filled(2026, days, [("p", "here")]) == days
