# SPDX-License-Identifier: EUPL-1.2
"""All figures of a release as numbers in one list, and every sum that binds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from voordeur.factlab.disclosure.tables import Cell, Key, Table
from voordeur.factlab.fault import Fault, gettext_noop

Equation = tuple[int, tuple[int, ...]]
"""A total and its parts, as places in the list of figures."""


@dataclass(frozen=True)
class System:
    """Figures and the sums between them, over all tables of a release.

    An attacker knows the sums as well as we do. Figures that are not known to us stand in no sum.
    """

    keys: tuple[Key, ...]
    cells: tuple[Cell, ...] = field(repr=False)
    equations: tuple[Equation, ...] = field(repr=False)

    @classmethod
    def of(
        cls, tables: Iterable[Table], relations: Iterable[tuple[Key, tuple[Key, ...]]] = ()
    ) -> System:
        """Join tables into one system; `relations` are sums that no table shows by itself.

        Give one when figures of different tables can be subtracted: all = men + women, or the year
        = its quarters. Raises Fault when two tables say different things of one figure, or when a
        sum does not add up.
        """
        known: dict[Key, Cell] = {}
        sums: dict[tuple[Key, tuple[Key, ...]], None] = {}
        for table in tables:
            for codes, cell in table.cells.items():
                key = table.key(codes)
                if known.setdefault(key, cell) != cell:
                    raise Fault(
                        gettext_noop("One table says {one}, another {other}."),
                        str(key),
                        gettext_noop("Count both tables from the same records."),
                        one=known[key].value,
                        other=cell.value,
                    )
            sums |= dict.fromkeys(table.equations())
        sums |= dict.fromkeys(relations)
        keys = tuple(known)
        place = {key: index for index, key in enumerate(keys)}
        equations = []
        for total, parts in sums:
            missing = [key for key in (total, *parts) if key not in place]
            if missing:
                raise Fault(
                    gettext_noop("This figure is in no table."),
                    str(missing[0]),
                    gettext_noop("Add its table."),
                )
            values = [known[key].value for key in (total, *parts)]
            if None in values:
                continue
            if values[0] != sum(value or 0 for value in values[1:]):
                raise Fault(
                    gettext_noop("The parts do not add up to this total."),
                    str(total),
                    gettext_noop("Count again."),
                )
            equations.append((place[total], tuple(place[part] for part in parts)))
        return cls(keys, tuple(known.values()), tuple(equations))

    @cached_property
    def place(self) -> Mapping[Key, int]:
        """Where each figure stands in the list."""
        return {key: index for index, key in enumerate(self.keys)}

    @cached_property
    def values(self) -> np.ndarray:
        """The true figures, shape (figures,); a figure that is not known is nan."""
        return np.array(
            [np.nan if cell.value is None else cell.value for cell in self.cells], dtype=float
        )

    @cached_property
    def known(self) -> frozenset[int]:
        """The figures that we know ourselves."""
        return frozenset(i for i, cell in enumerate(self.cells) if cell.value is not None)

    @cached_property
    def _around(self) -> tuple[Mapping[int, set[int]], Mapping[int, set[int]]]:
        """For each figure the figures it adds up, and those it is added up in."""
        below: dict[int, set[int]] = {}
        above: dict[int, set[int]] = {}
        for total, parts in self.equations:
            below.setdefault(total, set()).update(parts)
            for part in parts:
                above.setdefault(part, set()).add(total)
        return below, above

    def same_household(self, place: int) -> frozenset[int]:
        """Return the figures with nobody in them but the one household in this figure.

        Its parts, and the totals it is the whole of.
        """
        below, above = self._around
        found, waiting = {place}, [place]
        while waiting:
            one = waiting.pop()
            near = set(below.get(one, ()))
            near |= {total for total in above.get(one, ()) if _alone(self.cells[total])}
            waiting += near - found
            found |= near
        return frozenset(found)


def _alone(cell: Cell) -> bool:
    return (cell.value if cell.contributors is None else cell.contributors) == 1
