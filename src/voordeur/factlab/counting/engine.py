# SPDX-License-Identifier: EUPL-1.2
"""What an engine can be asked. Every engine gives the same answers, to the last household."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np

from voordeur.factlab.counting.axes import Axis
from voordeur.factlab.counting.facts import Codebook, Period
from voordeur.factlab.disclosure.tables import Cell

Unit = Literal["household", "person"]
Codes = tuple[str, ...]


@dataclass(frozen=True)
class Starts:
    """When each kind of provision first started in each household, as columns of equal length.

    `kinds`: places in the codebook. `days`: whole days since 1970. Sorted by household and kind.
    Provisions whose first day is not known are left out; `unknown` counts those.
    """

    households: np.ndarray
    kinds: np.ndarray
    days: np.ndarray
    unknown: int


class Engine(Protocol):
    """Answers questions about the households of one run, in one period."""

    book: Codebook
    period: Period
    gaps: frozenset[str]
    """Sources that did not deliver."""

    def cells(
        self, clustering: str, axes: Sequence[Axis], unit: Unit = "household"
    ) -> Mapping[Codes, int]:
        """Count households (or persons with a provision) per combination of codes; none is no cell."""

    def amounts(self, clustering: str, axes: Sequence[Axis]) -> Mapping[Codes, Cell]:
        """Add up the known cost per combination of codes, with who contributes how much at most."""

    def baskets(
        self, clustering: str, mask: str, axis: Axis | None = None
    ) -> Mapping[tuple[str, int], int]:
        """Count households per code of an axis (empty without one) and per exact set of codes."""

    def starts(self, clustering: str) -> Starts:
        """Tell when each kind of provision first started in each household."""

    def seen(self, clustering: str) -> Mapping[tuple[str, str, str], int]:
        """Count households per source, life area and state, as each source sees them."""

    def given(self, clustering: str) -> Mapping[tuple[str, str | None, str], int]:
        """Count the provisions that ran in the period, per source, law (None: not known) and kind."""

    def places(self, clustering: str, axes: Sequence[Axis]) -> Mapping[int, Codes]:
        """Tell where each household with a provision stands; for comparing, never for telling."""

    def prices(self, clustering: str) -> Mapping[str, int]:
        """Return the middle known cost of a provision of each kind, in eurocents."""
