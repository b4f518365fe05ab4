# SPDX-License-Identifier: EUPL-1.2
"""The page of a crisis: the clock, the basics on every front, and the first moments, in words."""

from dataclasses import dataclass
from datetime import date, datetime

from voordeur.door.access import Access
from voordeur.door.roomwords import event_words
from voordeur.instruments.queries import latest_footing
from voordeur.safety.catalogue import catalogue
from voordeur.safety.page import MeasureItem, measure_items, names_of
from voordeur.safety.queries import crises, first_moments, measures
from voordeur.safety.queries.crises import CrisisLine
from voordeur.safety.words import language, title


@dataclass(frozen=True, slots=True)
class Front:
    """One point of the basics check or the base layer; `in_order` None: nobody knows."""

    title: str
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


@dataclass(frozen=True, slots=True)
class CrisisPage:
    """The crisis that runs or the last one, the fronts, and earlier ones."""

    now: CrisisItem | None
    fronts: tuple[Front, ...]
    before: tuple[CrisisItem, ...]


def crisis_page_of(access: Access, today: date) -> CrisisPage:
    """Return the page of one household; six queries, one more for each crisis that is shown."""
    names = names_of(access)
    threats = measures(access)
    items = dict(zip((one.id for one in threats), measure_items(threats, [], names), strict=True))
    words, known = event_words(), catalogue().outcomes
    found = []
    for line in crises(access)[:5]:
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
            )
        )
    footing = latest_footing(access)
    english = language() == "en"
    fronts = [
        Front(area.title.en if english else area.title.nl, in_order)
        for part in (footing.basics, footing.base_layer)
        for areas, in_order in ((part.open, False), (part.unknown, None), (part.in_order, True))
        for area in areas
    ]
    running = [one for one in found if one.line.closed_at is None]
    return CrisisPage(
        now=running[0] if running else None,
        fronts=tuple(fronts),
        before=tuple(one for one in found if one not in running[:1]),
    )
