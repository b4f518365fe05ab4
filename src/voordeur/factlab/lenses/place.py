# SPDX-License-Identifier: EUPL-1.2
"""The areas of a run as one tree: city, districts, neighbourhoods, and where that is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from voordeur.factlab.counting import Area, Axis, Classes, Engine
from voordeur.factlab.counting.axes import UNKNOWN, somewhere_in
from voordeur.factlab.disclosure.tables import Dimension
from voordeur.factlab.fault import Fault, gettext_noop
from voordeur.factlab.linked import CLUSTERINGS

AREA = "area"
TOTAL = "total"
Depth = Literal["neighbourhood", "district", "city"]
"""How far down a table goes; a city has no areas under it."""
_LEVELS = ("neighbourhood", "district", "municipality")


@dataclass(frozen=True)
class Geography:
    """Where households are: each place as its neighbourhood, district and municipality.

    A region has municipalities under its total; of one municipality the total is the city itself.
    """

    places: tuple[tuple[str, str, str], ...]

    @classmethod
    def of(cls, engine: Engine, clusterings: Iterable[str] = CLUSTERINGS) -> Geography:
        """Read the places from the households of all clusterings."""
        axes = [Area(level, level) for level in _LEVELS]
        found = {codes for one in clusterings for codes in engine.cells(one, axes)}
        return cls(tuple(sorted((one[0], one[1], one[2]) for one in found)))

    def axis(self, depth: Depth) -> Axis:
        """Return the axis down to districts or neighbourhoods."""
        if depth == "city":
            return Classes(AREA, (), TOTAL)
        return Area(AREA, depth, _LEVELS[_LEVELS.index(depth) + 1 :])

    def dimension(self, depth: Depth) -> Dimension:
        """Return the tree down to districts or neighbourhoods.

        Raises Fault for an area that lies in two others.
        """
        if depth == "city":
            return Dimension(AREA, TOTAL, {})
        cities = {city for *_, city in self.places if city != UNKNOWN}
        above: dict[str, str] = {}
        for place in self.places:
            known = [code for code in place[_LEVELS.index(depth) :] if code != UNKNOWN]
            if not known:
                path = [UNKNOWN]
            elif place[_LEVELS.index(depth)] == UNKNOWN:
                path = [somewhere_in(known[0]), *known]
            else:
                path = known
            path = [code for code in path if not (len(cities) == 1 and code in cities)]
            for code, parent in zip(path, [*path[1:], TOTAL], strict=True):
                if above.setdefault(code, parent) != parent:
                    raise Fault(
                        gettext_noop("This area lies in {one} and in {other}."),
                        f"area {code}",
                        gettext_noop("Give every area one area it lies in, and a code of its own."),
                        one=above[code],
                        other=parent,
                    )
        children: dict[str, list[str]] = {TOTAL: []}
        for code in sorted(above, key=lambda one: (one == UNKNOWN, one)):
            children.setdefault(above[code], []).append(code)
        return Dimension(AREA, TOTAL, {code: tuple(parts) for code, parts in children.items()})

    @property
    def districts(self) -> Mapping[str, tuple[str, ...]]:
        """The neighbourhoods of each district, in order."""
        found: dict[str, list[str]] = {}
        for neighbourhood, district, _ in self.places:
            if UNKNOWN not in (neighbourhood, district):
                found.setdefault(district, []).append(neighbourhood)
        return {district: tuple(sorted(set(parts))) for district, parts in found.items()}
