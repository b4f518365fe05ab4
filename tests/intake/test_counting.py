# SPDX-License-Identifier: EUPL-1.2
"""The n-th signal in so many weeks: counted, said in words, and nothing more."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voordeur.intake.counting import SignalFact, ordinal, signals_in_window

TODAY = date(2026, 5, 1)


def ago(days, **facts):
    return SignalFact(TODAY - timedelta(days=days), **facts)


def test_the_third_signal_in_six_weeks_is_said_in_both_languages():
    count = signals_in_window([ago(0), ago(10), ago(41), ago(42), ago(300)], TODAY)
    assert count.number == 3
    assert count.text("nl") == "derde signaal in zes weken"
    assert count.text("en") == "third signal in six weeks"


def test_expired_malicious_and_later_signals_do_not_count():
    signals = [
        ago(5, expires_on=TODAY),
        ago(5, is_malicious=True),
        ago(-1),
        ago(5, expires_on=TODAY + timedelta(days=1)),
    ]
    assert signals_in_window(signals, TODAY).number == 1


def test_without_signals_there_is_nothing_to_say():
    assert signals_in_window([], TODAY).text("nl") == ""
    assert signals_in_window([], TODAY).text("en") == ""


facts = st.lists(
    st.builds(
        SignalFact,
        st.dates(date(2026, 1, 1), date(2026, 7, 1)),
        st.none() | st.dates(date(2026, 1, 1), date(2026, 7, 1)),
        st.booleans(),
    )
)


@given(facts, st.integers(1, 100), st.integers(1, 100))
def test_a_longer_window_never_counts_fewer(signals, days, more):
    short = signals_in_window(signals, TODAY, days).number
    assert short <= signals_in_window(signals, TODAY, days + more).number <= len(signals)


@given(facts, st.integers(0, 5))
def test_malicious_signals_make_no_difference_however_many(signals, number):
    bad = [SignalFact(TODAY, is_malicious=True)] * number
    assert signals_in_window(signals + bad, TODAY) == signals_in_window(signals, TODAY)


@pytest.mark.parametrize(
    ("number", "dutch", "english"),
    [(1, "eerste", "first"), (12, "twaalfde", "twelfth"), (13, "13e", "13th"),
     (21, "21e", "21st"), (22, "22e", "22nd"), (103, "103e", "103rd"), (111, "111e", "111th")],
)  # fmt: skip
def test_ordinals_are_words_up_to_twelve_and_figures_after(number, dutch, english):
    assert ordinal(number, "nl") == dutch
    assert ordinal(number, "en") == english


@pytest.mark.parametrize(
    ("days", "dutch"),
    [(7, "één week"), (1, "één dag"), (10, "tien dagen"), (98, "14 weken")],
)
def test_the_window_is_said_in_weeks_where_it_is_whole_weeks(days, dutch):
    assert signals_in_window([ago(0)], TODAY, days).text("nl") == f"eerste signaal in {dutch}"


def test_there_is_no_zeroth_signal_and_no_empty_window():
    with pytest.raises(ValueError, match="start at 1"):
        ordinal(0)
    with pytest.raises(ValueError, match="window"):
        signals_in_window([], TODAY, 0)
