# SPDX-License-Identifier: EUPL-1.2
"""The trial of a release: attackers try its figures with everything that was published before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from voordeur.factlab.disclosure.attacker import EXACT, Attacker, Finding
from voordeur.factlab.disclosure.insiders import insiders, own_record
from voordeur.factlab.disclosure.published import HIDDEN, Bound, Published
from voordeur.factlab.disclosure.rules import Need
from voordeur.factlab.disclosure.suppression import Choice
from voordeur.factlab.disclosure.system import System
from voordeur.factlab.disclosure.tables import Cell, Key
from voordeur.factlab.fault import Fault, gettext_noop


class Seen:
    """What the figures of one release could be, as attackers found it, for a next trial of the same.

    When more is left out, what fitted still fits: it need not be found again.
    """

    def __init__(self) -> None:
        self._keys: tuple[Key, ...] = ()
        self._rows = np.empty((0, 0))

    def fitting(self, keys: tuple[Key, ...], lower: np.ndarray, upper: np.ndarray) -> np.ndarray:
        """Return the solutions within these limits, shape (many, figures); none of other figures."""
        if keys != self._keys:
            return np.empty((0, len(keys)))
        inside = (self._rows >= lower - EXACT) & (self._rows <= upper + EXACT)
        return self._rows[inside.all(axis=1)]

    def keep(self, keys: tuple[Key, ...], rows: np.ndarray) -> None:
        """Keep what the last trial found, together with what it was given."""
        self._keys, self._rows = keys, rows


def trial(
    releases: Sequence[Published],
    system: System,
    needs: Mapping[int, Need],
    choice: Choice,
    at_most: Sequence[Bound] = (),
    *,
    integer: bool = False,
    seen: Seen | None = None,
) -> list[Finding]:
    """Let attackers try the figures of the last release with all releases; return what they find.

    Rounded figures count as the interval they leave. A figure that two releases say differently
    was revised in between; the attacker then takes the revision to be no larger than the largest
    that can be seen. Somebody who is in a figure that was left out tries too. Raises Fault when a
    figure is more than one it is at most. `seen`: what an earlier trial of the same figures found.
    """
    known = dict(zip(system.keys, system.cells, strict=True))
    told = dict.fromkeys([*known, *(key for one in releases for key in one.figures)])
    between = {
        # What the larger one has more: a figure that nobody tells, and that is not below zero.
        Key("more", "", (("than", str(small)), ("in", str(large)))): (small, large)
        for small, large in at_most
        if small in told and large in told
    }
    for more, (small, large) in between.items():
        known[more] = _difference(known.get(small), known.get(large), small)
    sums = dict.fromkeys(each for one in releases for each in one.sums)
    nobody = (key for total, parts in sums for key in (total, *parts) if key.measure == HIDDEN)
    # The figures of this release come first, so that their places are those of the system.
    keys = (*told, *dict.fromkeys(nobody), *between)
    place = {key: index for index, key in enumerate(keys)}
    lower, upper = _limits(releases, place)
    equations = {(place[total], tuple(place[part] for part in parts)) for total, parts in sums} | {
        (place[large], (place[small], place[more])) for more, (small, large) in between.items()
    }
    world = System(
        keys, tuple(known.get(key, Cell(None)) for key in keys), tuple(sorted(equations))
    )
    attacker = Attacker(world.equations, lower, upper, integer=integer)
    for solution in seen.fitting(keys, lower, upper) if seen else ():
        attacker.trust(solution)
    truth = np.nan_to_num(world.values)
    found = list(attacker.exposed(needs, truth))
    safe = {at: need for at, need in needs.items() if at not in {one.place for one in found}}
    found += insiders(attacker, safe, truth, world, choice.left_out)
    found = [_with_reason(one, attacker, world) for one in found]
    if seen:
        seen.keep(keys, attacker.solutions())
    return found


def _with_reason(finding: Finding, attacker: Attacker, world: System) -> Finding:
    limits = {}
    if finding.insider is not None and (known := own_record(world, finding.insider)):
        limits = {finding.insider: known}
    with attacker.knowing(limits) as knowing:
        return finding._replace(because=knowing.holding(finding.place))


def _limits(
    releases: Sequence[Published], place: Mapping[Key, int]
) -> tuple[np.ndarray, np.ndarray]:
    """Return what all releases together say each figure is: at least, at most."""
    lower, upper = np.zeros(len(place)), np.full(len(place), np.inf)
    drift = _drift(releases)
    for one in releases:
        slack = 0.0 if one is releases[-1] else drift
        for key, figure in one.figures.items():
            at = place[key]
            lower[at] = max(lower[at], figure.lower - slack)
            upper[at] = min(upper[at], figure.upper + slack)
    return lower, upper


def _difference(small: Cell | None, large: Cell | None, key: Key) -> Cell:
    """Return by how much one figure is more than another; not known where one of them is not."""
    if small is None or large is None or small.value is None or large.value is None:
        return Cell(None)
    if small.value > large.value:
        raise Fault(
            gettext_noop("This figure is more than one it is a part of."),
            str(key),
            gettext_noop("Count both tables from the same records."),
        )
    return Cell(large.value - small.value)


def _drift(releases: Sequence[Published]) -> float:
    """Return by how much figures that were published twice differ at the most."""
    said: dict[Key, list[int]] = {}
    for one in releases:
        for key, figure in one.figures.items():
            if figure.value is not None:
                said.setdefault(key, []).append(figure.value)
    return float(max((max(values) - min(values) for values in said.values()), default=0))
