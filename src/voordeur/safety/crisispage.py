# SPDX-License-Identifier: EUPL-1.2
"""The page of a crisis: the clock, the basics on every front, and the first moments, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from voordeur.door.access import Access
from voordeur.door.language import language
from voordeur.door.roomwords import event_words
from voordeur.history.clock import AMSTERDAM
from voordeur.instruments.queries import footings_on
from voordeur.partners.queries import colleagues
from voordeur.safety.catalogue import catalogue
from voordeur.safety.page import MeasureItem, measure_items, names_of
from voordeur.safety.queries import (
    BasicsLine,
    CrisisLine,
    basics_answers,
    crises,
    first_moments,
    measures,
)
from voordeur.safety.words import title


@dataclass(frozen=True, slots=True)
class Front:
    """One point of the basics check or the base layer, when the crisis began and since.

    None: nobody knows. Since: today, or the day on which the crisis ended.
    """

    title: str
    at_start: bool | None
    in_order: bool | None


@dataclass(frozen=True, slots=True)
class CrisisItem:
    """One crisis in words."""

    line: CrisisLine
    who: str
    days: int
    days_left: int | None
    """Days until it goes wrong; None when nobody knows the day, or when it has ended."""
    outcome: str
    measure: MeasureItem | None
    moments: tuple[tuple[str, datetime, int], ...]
    """What happened, when, and how many days before the crisis."""
    fronts: tuple[Front, ...]
    """The basics on every front, as far as this reader may read them."""
    said: tuple[tuple[BasicsLine, str], ...]
    """What was said of all fronts together, the newest first, and by whom."""


@dataclass(frozen=True, slots=True)
class CrisisPage:
    """The crisis that runs, and earlier ones."""

    now: CrisisItem | None
    before: tuple[CrisisItem, ...]


def crisis_page_of(access: Access, today: date) -> CrisisPage:
    """Return the page of one household; eight queries, one more for each crisis that is shown."""
    names = names_of(access)
    threats = measures(access)
    items = dict(zip((one.id for one in threats), measure_items(threats, [], names), strict=True))
    words, known = event_words(), catalogue().outcomes
    found = []
    lines = crises(access)[:5]
    fronts = _fronts(access, lines, today)
    said = basics_answers(access) if lines else []
    by = _by(said)
    for line in lines:
        moments = () if line.masked else tuple(first_moments(access, line.opened_at))
        left = (line.due_on - today).days if line.due_on and line.closed_at is None else None
        found.append(
            CrisisItem(
                line=line,
                who=names.get(line.person_id, "") if line.person_id else "",
                days=line.days_open(today),
                days_left=left,
                outcome=title(known[line.outcome]) if line.outcome else "",
                measure=items.get(line.measure_id or 0),
                moments=tuple(
                    (str(words.get(one.kind, one.kind)), one.at, one.days_before) for one in moments
                ),
                fronts=fronts[line.id],
                said=tuple(
                    (one, by.get(one.answered_by, "")) for one in said if one.crisis_id == line.id
                ),
            )
        )
    running = [one for one in found if one.line.closed_at is None]
    return CrisisPage(
        now=running[0] if running else None,
        before=tuple(one for one in found if one not in running[:1]),
    )


def _by(said: Sequence[BasicsLine]) -> dict[str, str]:
    """Return who said it: names of colleagues by reader key."""
    keys = {one.answered_by for one in said if one.answered_by.startswith("account:")}
    rows = colleagues(account_ids=sorted(int(key[8:]) for key in keys)) if keys else []
    return {f"account:{row.account_id}": f"{row.name}, {row.organisation}" for row in rows}


def _day(moment: datetime) -> date:
    return moment.astimezone(AMSTERDAM).date()


def _fronts(
    access: Access, lines: Sequence[CrisisLine], today: date
) -> dict[int, tuple[Front, ...]]:
    """Return per crisis every front as it was known when it began, and at its end or today."""
    spans = [
        (_day(line.opened_at), _day(line.closed_at) if line.closed_at else today) for line in lines
    ]
    known = footings_on(access, [day for span in spans for day in span])
    english = language() == "en"
    found = {}
    for line, then, since in zip(lines, known[::2], known[1::2], strict=True):
        before = {**then.basics_facts, **then.base_layer_facts}
        after = {**since.basics_facts, **since.base_layer_facts}
        areas = [
            area
            for part in (since.basics, since.base_layer)
            for state in (part.open, part.unknown, part.in_order)
            for area in state
        ]
        found[line.id] = tuple(
            Front(area.title.en if english else area.title.nl, before[area.id], after[area.id])
            for area in areas
        )
    return found
