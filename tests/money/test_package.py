# SPDX-License-Identifier: EUPL-1.2
"""A package beside the sum of its parts: the sums."""

from hypothesis import given
from hypothesis import strategies as st

from voordeur.money.package import Line, Side, Verdict, as_long_as, compare

CENTS = st.one_of(st.none(), st.integers(0, 10**9))
LINES = st.lists(
    st.builds(
        Line,
        st.sampled_from(Side),
        st.sampled_from([None, "municipality", "health_insurer"]),
        CENTS,
    ),
    max_size=12,
)


@given(LINES)
def test_a_package_and_its_parts_add_up_per_payer_and_what_is_unknown_tells_no_difference(lines):
    found = compare(lines)
    for side in ("apart", "together"):
        whole = getattr(found, side)
        parts = [getattr(one, side) for one in found.by_payer]
        assert whole.sum == sum(one.sum for one in parts)
        assert whole.unknown == sum(one.unknown for one in parts)
    if any(one.cents is None for one in lines):
        assert found.saves is None
        assert found.verdict is Verdict.UNKNOWN
    turned = compare(
        Line(Side.APART if one.side is Side.TOGETHER else Side.TOGETHER, one.payer, one.cents)
        for one in lines
    )
    assert turned.saves == (None if found.saves is None else -found.saves)
    assert compare(reversed(lines)) == found


@given(st.integers(0, 10**9), st.integers(1, 800), st.integers(1, 800))
def test_an_amount_over_other_days_is_the_same_a_day_and_unknown_stays_unknown(cents, days, wanted):
    assert as_long_as(cents, days, days) == cents
    assert abs(as_long_as(cents, days, wanted) * days - cents * wanted) * 2 <= days
    assert as_long_as(None, days, wanted) is None
