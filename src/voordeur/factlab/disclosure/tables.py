# SPDX-License-Identifier: EUPL-1.2
"""Tables of figures: dimensions with their hierarchy, cells, and totals that follow from the parts.

Two tables that break one measure down in different ways share the cells they have in common, by
name: the total of households is one figure, however many tables it stands in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import NamedTuple

from voordeur.factlab.fault import Fault, gettext_noop


class Key(NamedTuple):
    """The name of a figure: its measure, its period, and where it stands in each dimension.

    A dimension in which it is the total is left out, so that the same figure has the same name in
    every table.
    """

    measure: str
    period: str
    at: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        """Write the name so that a person can find the cell."""
        place = ", ".join(f"{dimension} {code}" for dimension, code in self.at) or "total"
        return f"{self.measure} {self.period}: {place}".replace(" :", ":")


@dataclass(frozen=True)
class Dimension:
    """One way to break a figure down: a tree of codes under one total (city, district, street).

    `children` names, for each code that is broken down further, its parts in order. Raises Fault
    when a code has two parents, or is not under the total.

    >>> laws = Dimension.flat("law", ["youth", "wmo"])
    >>> laws.leaves
    ('youth', 'wmo')
    """

    name: str
    total: str
    children: Mapping[str, tuple[str, ...]]

    def __post_init__(self) -> None:
        """Refuse what is not a tree."""
        seen = list(self._walk(self.total))
        double = (
            sorted({code for code in seen if seen.count(code) > 1}) if _has_double(seen) else []
        )
        loose = sorted(set(self.children) - set(seen))
        if double or loose:
            raise Fault(
                gettext_noop("{code} stands in two places.")
                if double
                else gettext_noop("{code} is under nothing."),
                f"dimension {self.name}",
                gettext_noop("Give every code exactly one parent."),
                code=(double or loose)[0],
            )

    @classmethod
    def flat(cls, name: str, codes: Iterable[str], total: str = "total") -> Dimension:
        """Return a dimension without levels: a total and its parts."""
        return cls(name, total, {total: tuple(codes)})

    def _walk(self, code: str, depth: int = 0) -> Iterator[str]:
        if depth > len(self.children):
            raise Fault(
                gettext_noop("{code} is a part of itself."),
                f"dimension {self.name}",
                gettext_noop("Mend the hierarchy."),
                code=code,
            )
        yield code
        for part in self.children.get(code, ()):
            yield from self._walk(part, depth + 1)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """All codes, each parent before its parts."""
        return tuple(self._walk(self.total))

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        """The codes that are not broken down further."""
        return tuple(code for code in self.codes if not self.children.get(code))

    @cached_property
    def above(self) -> Mapping[str, tuple[str, ...]]:
        """For each leaf: itself and every code it counts in, up to the total."""
        parent = {part: code for code, parts in self.children.items() for part in parts}
        chains = {}
        for leaf in self.leaves:
            chain = [leaf]
            while chain[-1] in parent:
                chain.append(parent[chain[-1]])
            chains[leaf] = tuple(chain)
        return chains


def _has_double(seen: list[str]) -> bool:
    return len(seen) != len(set(seen))


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure. `value` in the unit of its measure; None: not known, which is not zero.

    For amounts `contributors` counts whose amounts they are and `largest` holds the two largest,
    largest first; for counts both are left empty.
    """

    value: int | None
    contributors: int | None = None
    largest: tuple[int, ...] = ()


@dataclass(frozen=True)
class Table:
    """A measure broken down by dimensions, with a cell for every combination of codes.

    `cells` is keyed by one code per dimension, in the order of `dimensions`.
    """

    measure: str
    period: str
    dimensions: tuple[Dimension, ...]
    cells: Mapping[tuple[str, ...], Cell] = field(repr=False)

    def key(self, codes: tuple[str, ...]) -> Key:
        """Return the name of the figure at these codes."""
        at = (
            (dimension.name, code)
            for dimension, code in zip(self.dimensions, codes, strict=True)
            if code != dimension.total
        )
        return Key(self.measure, self.period, tuple(sorted(at)))

    def equations(self) -> Iterator[tuple[Key, tuple[Key, ...]]]:
        """Yield each total with its parts, for every dimension and every level."""
        for place, dimension in enumerate(self.dimensions):
            others = [
                (one.codes if index != place else ("",))
                for index, one in enumerate(self.dimensions)
            ]
            for rest in product(*others):
                for parent, parts in dimension.children.items():
                    if parts:
                        yield (
                            self.key(_with(rest, place, parent)),
                            tuple(self.key(_with(rest, place, part)) for part in parts),
                        )


def _with(codes: tuple[str, ...], place: int, code: str) -> tuple[str, ...]:
    return (*codes[:place], code, *codes[place + 1 :])


def _targets(dimensions: tuple[Dimension, ...], leaf: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    try:
        chains = [one.above[code] for one, code in zip(dimensions, leaf, strict=True)]
    except KeyError as error:
        raise Fault(
            f"{error.args[0]} is no lowest code of a dimension.",
            f"cell {leaf}",
            "Give figures for the lowest codes only; totals follow from them.",
        ) from None
    return product(*chains)


def counts(
    measure: str,
    period: str,
    dimensions: Iterable[Dimension],
    leaves: Mapping[tuple[str, ...], int | None],
) -> Table:
    """Return a table of counts from the counts of the lowest cells; a cell not named is zero.

    A total over a part that is not known is not known. Raises Fault on a negative count or a code
    that is not a lowest one.
    """
    chosen = tuple(dimensions)
    sums: dict[tuple[str, ...], int] = dict.fromkeys(product(*(one.codes for one in chosen)), 0)
    unknown: set[tuple[str, ...]] = set()
    for leaf, value in leaves.items():
        if value is not None and value < 0:
            raise Fault(f"{value} is less than nothing.", f"cell {leaf}", "Count again.")
        for codes in _targets(chosen, leaf):
            if value is None:
                unknown.add(codes)
            else:
                sums[codes] += value
    cells = {codes: Cell(None if codes in unknown else value) for codes, value in sums.items()}
    return Table(measure, period, chosen, cells)


def amounts(
    measure: str,
    period: str,
    dimensions: Iterable[Dimension],
    leaves: Mapping[tuple[str, ...], Mapping[str, int]],
) -> Table:
    """Return a table of amounts (eurocents) from who contributes what to each lowest cell.

    Who contributes to several cells of one total counts there once, with the sum: two costs of one
    household do not make two contributors. Raises Fault on a negative amount.
    """
    chosen = tuple(dimensions)
    per_cell: dict[tuple[str, ...], dict[str, int]] = {
        codes: {} for codes in product(*(one.codes for one in chosen))
    }
    for leaf, given in leaves.items():
        if any(amount < 0 for amount in given.values()):
            raise Fault(
                "An amount is less than nothing.", f"cell {leaf}", "Correct it or leave it out."
            )
        for codes in _targets(chosen, leaf):
            cell = defaultdict(int, per_cell[codes])
            for who, amount in given.items():
                cell[who] += amount
            per_cell[codes] = dict(cell)
    cells = {}
    for codes, given in per_cell.items():
        most = sorted((amount for amount in given.values() if amount), reverse=True)
        cells[codes] = Cell(sum(most), len(most), tuple(most[:2]))
    return Table(measure, period, chosen, cells)


def amounts_of_cells(
    measure: str,
    period: str,
    dimensions: Iterable[Dimension],
    leaves: Mapping[tuple[str, ...], Cell],
) -> Table:
    """Return a table of amounts from lowest cells that were added up before; no cell is nothing.

    Nobody may contribute to two lowest cells: then contributors add up, and the largest of a total
    are among the largest of its parts. Raises Fault where a cell does not say who contributes.
    """
    chosen = tuple(dimensions)
    sums: dict[tuple[str, ...], Cell] = dict.fromkeys(
        product(*(one.codes for one in chosen)), Cell(0, 0)
    )
    for leaf, cell in leaves.items():
        if cell.contributors is None or cell.value is None:
            raise Fault("An amount without contributors.", f"cell {leaf}", "Count who contributes.")
        for codes in _targets(chosen, leaf):
            before = sums[codes]
            most = sorted((*before.largest, *cell.largest), reverse=True)
            sums[codes] = Cell(
                (before.value or 0) + cell.value,
                (before.contributors or 0) + cell.contributors,
                tuple(most[:2]),
            )
    return Table(measure, period, chosen, sums)
