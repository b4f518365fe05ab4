# SPDX-License-Identifier: EUPL-1.2
"""Counting in SQL, for every engine that speaks it: the questions once, the engine underneath."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from voordeur.factlab.counting import steps
from voordeur.factlab.counting.axes import Axis
from voordeur.factlab.counting.engine import Codes, Starts, Unit
from voordeur.factlab.counting.facts import Codebook, Period, joined
from voordeur.factlab.disclosure.tables import Cell


class SqlEngine:
    """Counts over the linked data of a run; sums up each clustering once, when asked.

    An engine says how a statement of `steps` is run, and how a table is kept under a name.
    """

    def __init__(self, period: Period) -> None:
        self.period = period
        self.book = Codebook.of(
            {
                "kinds": self._codes("SELECT DISTINCT kind FROM main.provision_row"),
                "laws": self._codes(
                    "SELECT DISTINCT law FROM main.provision_row WHERE law IS NOT NULL"
                ),
                "sources": self._codes("SELECT source FROM main.source"),
                "areas": self._codes("SELECT DISTINCT area FROM main.problem_row"),
            }
        )
        self.gaps = frozenset(self._codes("SELECT source FROM main.source WHERE NOT delivered"))
        self._ready: set[str] = set()
        self._keep_codes(steps.codebook_rows(self.book))

    def _rows(self, query: str) -> Sequence[tuple[Any, ...]]:
        """Answer a query with its rows."""
        raise NotImplementedError

    def _keep(self, table: str, query: str) -> None:
        """Keep the answer of a query under a name."""
        raise NotImplementedError

    def _keep_codes(self, rows: Iterable[tuple[str, str, int, int]]) -> None:
        """Keep the codebook as the table `code`."""
        raise NotImplementedError

    def _columns(self, query: str) -> Mapping[str, np.ndarray]:
        """Answer a query with its columns, none of which has a NULL."""
        raise NotImplementedError

    def _codes(self, query: str) -> list[str]:
        return [code for (code,) in self._rows(query)]

    def _stacked(self, clustering: str, unit: Unit) -> Sequence[steps.Step]:
        """Return the steps that end with what comes together per household or person."""
        return [steps.running(clustering, self.period), steps.stacked(unit, self.book)]

    def _facts(self, clustering: str, unit: Unit = "household") -> str:
        table = f"facts_{clustering}_{unit}"
        if table not in self._ready:
            query = steps.statement(
                [
                    *self._stacked(clustering, unit),
                    steps.troubled(clustering, self.book),
                    steps.facts(clustering, unit, self.book),
                ]
            )
            self._keep(table, query)
            self._ready.add(table)
        return table

    def cells(
        self, clustering: str, axes: Sequence[Axis], unit: Unit = "household"
    ) -> Mapping[Codes, int]:
        """Count households (or persons with a provision) per combination of codes; none is no cell."""
        step = steps.cells(self._facts(clustering, unit), axes, self.book)
        found = self._rows(step.sql)
        return {tuple(row[:-1]): row[-1] for row in found if row[-1]}

    def amounts(self, clustering: str, axes: Sequence[Axis]) -> Mapping[Codes, Cell]:
        """Add up the known cost per combination of codes, with who contributes how much at most."""
        step = steps.costs(self._facts(clustering), axes, self.book)
        found = {}
        for *codes, total, many, first, second in self._rows(step.sql):
            if many:
                largest = tuple(int(one) for one in (first, second) if one is not None)
                found[tuple(codes)] = Cell(int(total), many, largest)
        return found

    def baskets(
        self, clustering: str, mask: str, axis: Axis | None = None
    ) -> Mapping[tuple[str, int], int]:
        """Count households per code of an axis (empty without one) and per exact set of codes."""
        step = steps.baskets(self._facts(clustering), mask, axis, self.book)
        return {(place, joined(words)): many for place, *words, many in self._rows(step.sql)}

    def starts(self, clustering: str) -> Starts:
        """Tell when each kind of provision first started in each household."""
        columns = self._columns(steps.starts(clustering).sql)
        known = np.asarray(columns["known"], dtype=np.int64) > 0
        place = {kind: at for at, kind in enumerate(self.book.sets["kinds"])}
        kinds = np.array([place[kind] for kind in columns["kind"]], dtype=np.int64)
        return Starts(
            np.asarray(columns["household"], dtype=np.int64)[known],
            kinds[known],
            np.asarray(columns["day"], dtype=np.int64)[known],
            int(np.sum(columns["unknown"])),
        )

    def seen(self, clustering: str) -> Mapping[tuple[str, str, str], int]:
        """Count households per source, life area and state, as each source sees them."""
        found = self._rows(steps.seen(clustering).sql)
        return {(source, area, state): many for source, area, state, many in found}

    def given(self, clustering: str) -> Mapping[tuple[str, str | None, str], int]:
        """Count the provisions that ran in the period, per source, law (None: not known) and kind."""
        found = self._rows(steps.given(clustering, self.period).sql)
        return {(source, law, kind): many for source, law, kind, many in found}

    def places(self, clustering: str, axes: Sequence[Axis]) -> Mapping[int, Codes]:
        """Tell where each household with a provision stands; for comparing, never for telling."""
        step = steps.places(self._facts(clustering), axes, self.book)
        return {unit: tuple(codes) for unit, *codes in self._rows(step.sql)}

    def prices(self, clustering: str) -> Mapping[str, int]:
        """Return the middle known cost of a provision of each kind, in eurocents."""
        return dict(self._rows(steps.prices(clustering).sql))
