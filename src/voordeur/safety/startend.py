# SPDX-License-Identifier: EUPL-1.2
"""Measures and helpers at the start of the case beside those of today, for a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from voordeur.contact.queries import held_in
from voordeur.coordination.queries import cases, involved
from voordeur.door.access import Access
from voordeur.door.language import language
from voordeur.history import clock
from voordeur.history.clock import AMSTERDAM
from voordeur.instruments.period import Moved, moved
from voordeur.instruments.queries import measurements
from voordeur.instruments.queries.catalogue import known
from voordeur.instruments.trend import series_of
from voordeur.safety.picture import KindChange, windows
from voordeur.safety.queries import picture_of
from voordeur.safety.queries.measures import MeasureLine, TurnLine
from voordeur.safety.words import kind_of, sentence, title


@dataclass(frozen=True, slots=True)
class StartAndEnd:
    """0 and 1: what was so when the case opened, and what is so today."""

    start: date
    end: date
    helpers: tuple[int | None, int | None]
    kinds: tuple[tuple[str, KindChange], ...]
    contacts: tuple[int, int] | None
    """Contacts that took place in the first and in the last quarter; None while those overlap."""
    moved: tuple[tuple[str, Moved], ...]
    """Per area of what was measured: how many lines are higher, equal and lower than at the start."""


def start_and_end(
    access: Access, lines: Iterable[MeasureLine], course: Iterable[TurnLine]
) -> StartAndEnd | None:
    """Return the picture of the open case; None without one; four queries.

    Counted is what this reader may see.
    """
    case = next(iter(cases(access)), None)
    if case is None:
        return None
    start = case.opened_at.astimezone(AMSTERDAM).date()
    found = picture_of(lines, course, involved(access, past=True), start, clock.today())
    named = []
    for one in found.kinds:
        kind = kind_of(one.kind)
        named.append((sentence(title(kind.item)) if kind else one.kind, one))
    spans = windows(found.start, found.end)
    first, last = held_in(access, spans) if spans else (0, 0)
    return StartAndEnd(
        found.start,
        found.end,
        (found.helpers_at_start, found.helpers_at_end),
        tuple(named),
        (first, last) if spans else None,
        _moved(access, found.start, found.end),
    )


def _moved(access: Access, start: date, end: date) -> tuple[tuple[str, Moved], ...]:
    """Return how what was measured moved, with the name of each area; only where it can be said."""
    lines = series_of(one.values for one in measurements(access) if one.values is not None)
    english, found = language() == "en", []
    for one in moved(lines.values(), start, end):
        if one.known:
            chosen = known(access).get(one.instrument, one.version)
            area = chosen.area(one.area).title
            found.append((area.en if english else area.nl, one))
    return tuple(found)
