# SPDX-License-Identifier: EUPL-1.2
"""A script plays moves in the order of day and rank, with the clock on the day they happened."""

from datetime import UTC, date, datetime

import pytest

from voordeur.history import clock
from voordeur.town.play.script import Rank, Script

NOON = datetime(2026, 9, 1, 10, 0, tzinfo=UTC)
JULY, TODAY = date(2026, 7, 3), date(2026, 9, 1)


def test_moves_follow_the_day_then_the_rank_then_the_order_they_were_written_in() -> None:
    seen: list[str] = []
    script = Script(NOON)
    script.on(TODAY, Rank.SIGNAL, lambda: seen.append("last"))
    script.on(JULY, Rank.CASE, lambda: seen.append("case"))
    script.on(JULY, Rank.SIGNAL, lambda: seen.append("signal"))
    script.on(JULY, Rank.CASE, lambda: seen.append("accepted"))
    assert script.play() == 4
    assert seen == ["signal", "case", "accepted", "last"]


def test_the_clock_stands_at_the_day_a_minute_later_for_each_move() -> None:
    seen: list[datetime] = []
    script = Script(NOON)
    for _ in range(2):
        script.on(JULY, Rank.SIGNAL, lambda: seen.append(clock.now()))
    script.play()
    assert [moment.astimezone(clock.AMSTERDAM).isoformat() for moment in seen] == [
        "2026-07-03T09:00:00+02:00",
        "2026-07-03T09:01:00+02:00",
    ]


def test_nothing_happens_after_the_present_moment() -> None:
    early = datetime(2026, 9, 1, 5, 0, tzinfo=UTC)
    script = Script(early)
    assert script.moment(TODAY, 3) == early
    with pytest.raises(ValueError, match="still to come"):
        script.on(date(2026, 9, 2), Rank.SIGNAL, lambda: None)


def test_what_is_older_than_the_file_is_played_when_the_file_opens() -> None:
    seen: list[date] = []
    script = Script(NOON, opened=JULY)
    script.on(date(1999, 1, 1), Rank.SIGNAL, lambda: seen.append(clock.today()))
    script.play()
    assert seen == [JULY]
