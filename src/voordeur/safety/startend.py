# SPDX-License-Identifier: EUPL-1.2
"""Measures and helpers at the start of the case beside those of today, for a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from voordeur.coordination.queries import cases, involved
from voordeur.door.access import Access
from voordeur.history import clock
from voordeur.history.clock import AMSTERDAM
from voordeur.safety.picture import KindChange
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


def start_and_end(
    access: Access, lines: Iterable[MeasureLine], course: Iterable[TurnLine]
) -> StartAndEnd | None:
    """Return the picture of the open case; None without one; two queries.

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
    return StartAndEnd(
        found.start, found.end, (found.helpers_at_start, found.helpers_at_end), tuple(named)
    )
