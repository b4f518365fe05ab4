# SPDX-License-Identifier: EUPL-1.2
"""Questions about problems: what is open, who sees it, what causes what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from voordeur.door.access import Access
from voordeur.door.matrix import Answer
from voordeur.door.together import Asked, together
from voordeur.instruments.words import LifeArea
from voordeur.plan.chains import CausalLink, CauseMap
from voordeur.plan.models import Problem, ProblemLink, ProblemSpell, ProblemView
from voordeur.plan.queries.names import Names, names


@dataclass(frozen=True, slots=True)
class View:
    """How one observer looks at a problem."""

    observer: str
    who: str
    sees_it: bool
    text: str


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One problem as the reader may know it; `spells` are the times it was open, the last one last."""

    id: int
    uuid: UUID
    version: int
    person_id: int | None
    who: str
    compartment: str
    text: str
    life_area: LifeArea
    spells: tuple[tuple[date, date | None], ...]
    how_solved: str
    views: tuple[View, ...]

    @property
    def is_open(self) -> bool:
        """Say whether the problem is there now."""
        return bool(self.spells) and self.spells[-1][1] is None

    @property
    def since(self) -> date | None:
        """Return since when it is open, or was open last."""
        return self.spells[-1][0] if self.spells else None

    @property
    def solved_on(self) -> date | None:
        """Return when it was solved, None while it is open."""
        return self.spells[-1][1] if self.spells else None

    @property
    def differs(self) -> bool:
        """Say whether observers look at it differently."""
        return len({view.sees_it for view in self.views}) > 1


@dataclass(frozen=True, slots=True)
class Problems:
    """The problems this reader may read, what causes what among them, and whether more is masked."""

    lines: tuple[ProblemLine, ...]
    causes: CauseMap
    masked: bool

    @property
    def by_uuid(self) -> dict[str, ProblemLine]:
        """Return the problems by the ids that the map of causes uses."""
        return {str(line.uuid): line for line in self.lines}

    def by_area(self) -> list[tuple[LifeArea, list[ProblemLine]]]:
        """Return the problems per life area in the order of the list of areas; empty ones left out."""
        return [
            (area, mine)
            for area in LifeArea
            if (mine := [line for line in self.lines if line.life_area == area])
        ]


_PROBLEM = ("id", "uuid", "version", "person_id", "compartment", "text", "life_area")


def problems_asked(access: Access, *, safety: bool = False) -> list[Asked]:
    """Return the questions of `problems`."""
    inside = Q(compartment="safety")
    chosen = inside if safety else ~inside
    return [
        (Problem.objects.through(access).filter(chosen).order_by("pk"), _PROBLEM),
        ProblemSpell.objects.through(access).shown().order_by("from_date", "pk"),
        ProblemView.objects.through(access).shown().order_by("pk"),
        ProblemLink.objects.through(access).shown().order_by("pk"),
    ]


def problems(access: Access, *, safety: bool = False) -> Problems:
    """Return the problems of a household, or with `safety` those in the part about safety.

    The two never come together, so that no screen shows safety next to money.
    """
    rows, all_spells, all_views, links = together(*problems_asked(access, safety=safety))
    shown = [row for row in rows if row.seen == Answer.SHOWN]
    spells: dict[int, list[ProblemSpell]] = {}
    for spell in all_spells:
        spells.setdefault(spell.problem_id, []).append(spell)
    views: dict[int, list[ProblemView]] = {}
    for view in all_views:
        views.setdefault(view.problem_id, []).append(view)
    book = names(access, keys=(view.observer for mine in views.values() for view in mine))
    lines = tuple(_line(row, spells.get(row.id, []), views.get(row.id, []), book) for row in shown)
    return Problems(lines, _cause_map(links, lines), any(row.seen != Answer.SHOWN for row in rows))


def _line(
    row: Problem, spells: Iterable[ProblemSpell], views: Iterable[ProblemView], book: Names
) -> ProblemLine:
    spells = list(spells)
    return ProblemLine(
        row.id,
        row.uuid,
        row.version,
        row.person_id,
        book.person(row.person_id),
        row.compartment,
        row.text,
        LifeArea(row.life_area),
        tuple((spell.from_date, spell.until) for spell in spells),
        spells[-1].how_solved if spells else "",
        tuple(
            View(view.observer, book.observer(view.observer), view.sees_it, view.text)
            for view in views
        ),
    )


def _cause_map(links: Iterable[ProblemLink], lines: tuple[ProblemLine, ...]) -> CauseMap:
    known = {line.id: str(line.uuid) for line in lines}
    return CauseMap(
        known.values(),
        [
            CausalLink(known[link.cause_id], known[link.effect_id])
            for link in links
            if link.cause_id in known and link.effect_id in known
        ],
    )


def open_problems_on(access: Access, days: Iterable[date]) -> list[tuple[date, int]]:
    """Count per day the problems that were open then, among those this reader may read."""
    spells = list(
        ProblemSpell.objects.through(access)
        .shown()
        .order_by("pk")
        .values_list("problem_id", "from_date", "until")
    )
    return [
        (
            day,
            len({pk for pk, start, until in spells if start <= day and (not until or day < until)}),
        )
        for day in days
    ]


@dataclass(frozen=True, slots=True)
class AreaCount:
    """How many open problems there are in a life area, counted in problems and in households."""

    life_area: LifeArea
    problems: int
    households: int


def problem_areas(access: Access) -> list[AreaCount]:
    """Add up open problems per life area over a list Access: a caseload, the most frequent first.

    The count runs over what the reader may read; there may be more.
    """
    shown = ProblemSpell.objects.through(access).shown().filter(until=None)
    found: dict[str, tuple[set[int], set[int]]] = {}
    for pk, home, area in shown.order_by("pk").values_list(
        "problem_id", "household_id", "problem__life_area"
    ):
        mine = found.setdefault(area, (set(), set()))
        mine[0].add(pk)
        mine[1].add(home)
    counts = [
        AreaCount(LifeArea(area), len(pks), len(homes)) for area, (pks, homes) in found.items()
    ]
    return sorted(counts, key=lambda one: (-one.problems, one.life_area))
