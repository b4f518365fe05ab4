# SPDX-License-Identifier: EUPL-1.2
"""The quick way to protect: leave out the lightest figure beside what is sensitive, line by line.

By itself no proof of anything: the attacker tries what comes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from voordeur.factlab.disclosure.rules import Need
from voordeur.factlab.disclosure.system import System


class Fence:
    """Figures that are left out, and where the next one costs least.

    `may`: the figures that may be left out besides `left_out`, where the fence starts.
    """

    def __init__(
        self, system: System, weights: np.ndarray, may: Iterable[int], left_out: Iterable[int]
    ) -> None:
        self._values, self._weights = np.nan_to_num(system.values), weights
        self._may = frozenset(may)
        self.left_out = set(left_out)
        self._lines = [frozenset((total, *parts)) for total, parts in system.equations]
        self._beside: dict[int, list[frozenset[int]]] = {}
        for line in self._lines:
            for place in line:
                self._beside.setdefault(place, []).append(line)

    def close_lines(self, needs: Mapping[int, Need]) -> None:
        """Let no line have one gap, or only sensitive gaps that are too little together."""
        again = True
        while again:
            again = False
            for line in self._lines:
                gaps = line & self.left_out
                if gaps and (len(gaps) == 1 or self._too_little(gaps, needs)):
                    again |= self._leave_out_lightest([line])

    def widen(self, place: int) -> bool:
        """Leave out one more figure, as near to this one as there is any; False when there is none."""
        reached, lines = {place}, set(self._beside.get(place, ()))
        while lines:
            if self._leave_out_lightest(lines):
                return True
            # All beside it is gone: look beside what is beside it.
            wider = frozenset[int]().union(*lines) - reached
            reached |= wider
            lines = {line for one in wider for line in self._beside[one]}
        return False

    def _leave_out_lightest(self, lines: Iterable[frozenset[int]]) -> bool:
        rest = (frozenset[int]().union(*lines) & self._may) - self.left_out
        if not rest:
            return False
        self.left_out.add(min(rest, key=self._cost))
        return True

    def _cost(self, place: int) -> tuple[float, float, int]:
        # A figure in a line without gaps needs a fence of its own there.
        untouched = sum(not line & self.left_out for line in self._beside[place])
        weight = float(self._weights[place])
        return weight * (1 + untouched), weight, place

    def _too_little(self, gaps: frozenset[int], needs: Mapping[int, Need]) -> bool:
        if not gaps <= needs.keys():
            return False
        return float(self._values[list(gaps)].sum()) < max(needs[place].width for place in gaps)
