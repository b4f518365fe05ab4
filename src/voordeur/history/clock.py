# SPDX-License-Identifier: EUPL-1.2
"""The injected clock: product code asks it for the time, tests and the demo town set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_set: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """Return the present moment in UTC, or the moment that was set."""
    return _set.get() or datetime.now(UTC)


def today() -> date:
    """Return the date in Amsterdam at the present moment."""
    return now().astimezone(AMSTERDAM).date()


def midnight(day: date) -> datetime:
    """Return the moment at which a day begins here."""
    return datetime.combine(day, time(), AMSTERDAM)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Set the clock to an aware moment for the block."""
    if moment.tzinfo is None:
        raise ValueError("the clock takes a moment with a time zone")
    token = _set.set(moment)
    try:
        yield
    finally:
        _set.reset(token)
