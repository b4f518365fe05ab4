# SPDX-License-Identifier: EUPL-1.2
"""What a lens hands on: tables with their unit and base, once per clustering, and shares of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise

from voordeur.factlab.counting import Axis, Engine
from voordeur.factlab.counting.engine import Unit
from voordeur.factlab.disclosure.tables import Dimension, Key, Table, amounts_of_cells, counts
from voordeur.factlab.fault import Fault
from voordeur.factlab.lenses.place import Depth
from voordeur.factlab.linked import CLUSTERINGS, MIDDLE
from voordeur.factlab.wording import gettext_noop


@dataclass(frozen=True)
class Lens:
    """A way to look at the city, and what it is for."""

    name: str
    title: str
    purpose: str


LENSES = (
    Lens(
        "provisions",
        gettext_noop("Provisions"),
        gettext_noop(
            "For who wants to prevent overlap: how many provisions come together in one household, "
            "and which ones."
        ),
    ),
    Lens(
        "problems",
        gettext_noop("Problems"),
        gettext_noop(
            "For who wants to solve problems: what is going on, solved or not, also where there is "
            "no provision at all."
        ),
    ),
    Lens(
        "profiles",
        gettext_noop("Profiles and cost"),
        gettext_noop(
            "For who wants to economise: which households there are, what their help costs "
            "together, and in how few households that cost is found."
        ),
    ),
)


@dataclass(frozen=True)
class LensTable:
    """One table of a lens, counted in the middle clustering, and in the others for its interval.

    `unit` says what is counted (household, person, problem, provision, eurocent). `structural`
    names figures that are zero by definition, whoever lives there.
    """

    name: str
    lens: str
    title: str
    unit: str
    table: Table
    others: tuple[Table, ...] = ()
    note: str = ""
    structural: frozenset[Key] = frozenset()
    subject: Mapping[str, str] = field(default_factory=dict)
    """What the title is about in each language, where that comes from a file of parameters."""
    axes: tuple[Axis, ...] = ()
    """What each dimension asks of a household; empty where that is no condition on it."""
    coarser: str = ""
    """Why it does not go as far down as was asked; empty when it does."""
    wider: Callable[[], LensTable] | None = field(default=None, compare=False)
    """Asks the same of larger areas; None where there are none."""

    def doubt(self, key_codes: tuple[str, ...]) -> tuple[int, int] | None:
        """Return the lowest and highest value of a figure over all clusterings; None: not known."""
        values = [one.cells[key_codes].value for one in (self.table, *self.others)]
        known = [value for value in values if value is not None]
        return (min(known), max(known)) if len(known) == len(values) else None


@dataclass(frozen=True)
class Question:
    """A table of counts to be asked: axes, and the dimension each of them fills."""

    name: str
    lens: str
    title: str
    axes: tuple[Axis, ...]
    dimensions: tuple[Dimension, ...]
    unit: Unit = "household"
    note: str = ""
    impossible: frozenset[tuple[str, ...]] = field(default_factory=frozenset)
    """Codes of the lowest cells that nobody can be in."""
    subject: Mapping[str, str] = field(default_factory=dict)

    def ask(self, engine: Engine) -> LensTable:
        """Count in all clusterings."""
        measure = "households" if self.unit == "household" else "persons"
        tables = {
            one: counts(
                measure,
                engine.period.name,
                self.dimensions,
                engine.cells(one, self.axes, self.unit),
            )
            for one in CLUSTERINGS
        }
        middle = tables.pop(MIDDLE)
        return LensTable(
            self.name,
            self.lens,
            self.title,
            self.unit,
            middle,
            tuple(tables.values()),
            self.note,
            frozenset(middle.key(codes) for codes in self.impossible),
            self.subject,
            self.axes if self.unit == "household" else (),
        )


SMALL = 10
MUCH = 0.2
"""A table goes one level up when more than this share of its figures is too small to tell."""
COARSER = gettext_noop(
    "Too many figures were too small to go further down, so this table is coarser."
)
PROTECTED = gettext_noop(
    "Further down it could not be told without telling about somebody, so this table is coarser."
)


def as_fine_as_safe(
    make: Callable[[Depth], LensTable], depth: Depth, threshold: int = SMALL
) -> LensTable:
    """Return a table as far down as it can be told without leaving out much of it.

    Protecting hundreds of small figures costs more figures than it saves; larger areas tell more.
    """
    chain: list[Depth] = ["neighbourhood", "district", "city"]
    for at in chain[chain.index(depth) :]:
        made = make(at)
        if at == "city":
            return made if at == depth else replace(made, coarser=COARSER)
        if _small_share(made.table, threshold) <= MUCH:
            above = chain[chain.index(at) + 1]
            made = replace(made, wider=partial(_wider, make, above, threshold))
            return made if at == depth else replace(made, coarser=COARSER)
    raise AssertionError(depth)


def _wider(make: Callable[[Depth], LensTable], depth: Depth, threshold: int) -> LensTable:
    return replace(as_fine_as_safe(make, depth, threshold), coarser=PROTECTED)


def _small_share(table: Table, threshold: int) -> float:
    sizes = [
        cell.value if cell.contributors is None else cell.contributors
        for cell in table.cells.values()
        if cell.value
    ]
    return sum((size or 0) < threshold for size in sizes) / max(1, len(sizes))


def cost_table(
    name: str,
    lens: str,
    title: str,
    engine: Engine,
    axes: tuple[Axis, ...],
    dimensions: tuple[Dimension, ...],
    note: str = "",
) -> LensTable:
    """Return the known cost, in eurocents, of households per combination of codes.

    Only the middle clustering: linking moves cost between households, it does not make any.
    """
    cells = engine.amounts(MIDDLE, axes)
    table = amounts_of_cells("cost", engine.period.name, dimensions, cells)
    return LensTable(name, lens, title, "eurocent", table, (), note)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a base, both counted in one unit. Refuses what cannot be.

    >>> Share("with two or more", 14, 24, "with a provision").percentage
    58
    """

    what: str
    part: int
    base: int
    of: str

    def __post_init__(self) -> None:
        """Refuse a part that is larger than its base, or less than nothing."""
        if not 0 <= self.part <= self.base:
            raise Fault(
                gettext_noop("{part} is no part of {base} ({of})."),
                f"share {self.what}",
                gettext_noop("Check which base this share is of."),
                part=self.part,
                base=self.base,
                of=self.of,
            )

    @property
    def percentage(self) -> int | None:
        """The share in whole percents, halves up; None of a base of nothing."""
        return (200 * self.part + self.base) // (2 * self.base) if self.base else None


def check_nested(figures: Iterable[tuple[str, int]], where: str, *, slack: float = 0.0) -> None:
    """Raise Fault when a figure is larger than the one it is a part of; widest first.

    `slack`: how much rounding may add.
    """
    for (wide, most), (narrow, part) in pairwise(figures):
        if part > most + slack:
            raise Fault(
                gettext_noop("{narrow} ({part}) cannot be more than {wide} ({most})."),
                where,
                gettext_noop("One of the two is of another base: say which, and count again."),
                narrow=narrow,
                part=part,
                wide=wide,
                most=most,
            )


def check_claims(
    claims: Mapping[str, tuple[float, str]], sizes: Mapping[str, float], where: str
) -> dict[str, float]:
    """Return the number each claimed percentage stands for; raise Fault when they contradict.

    `claims`: per name, widest first, a percentage and the base it is said to be of; `sizes`: how
    many each base is. So a printed list of percentages can be held against itself: three or more
    cannot be more than two or more, whatever the base.
    """
    numbers = {name: percent * sizes[base] / 100 for name, (percent, base) in claims.items()}
    # A printed percentage is rounded: half a percent of its base either way.
    slack = max(sizes[base] for _, base in claims.values()) * 0.005
    for name, (percent, base) in claims.items():
        if not 0 <= percent <= 100:
            raise Fault(f"{percent} % of {base} cannot be.", f"{where}, {name}", "Correct it.")
    check_nested([(name, round(number)) for name, number in numbers.items()], where, slack=slack)
    return numbers
