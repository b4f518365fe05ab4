# SPDX-License-Identifier: EUPL-1.2
"""What somebody finds who is counted in a figure that was left out, and knows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from voordeur.factlab.disclosure.attacker import Attacker, Finding
from voordeur.factlab.disclosure.rules import Need
from voordeur.factlab.disclosure.system import System

Known = Mapping[int, tuple[float, float]]
"""Who is in which figure, and what they know of it: at least, at most."""
FEW = 60
"""So many people are tried one by one; of more, halves are tried first."""


def insiders(
    attacker: Attacker,
    needs: Mapping[int, Need],
    values: np.ndarray,
    system: System,
    left_out: frozenset[int],
) -> Iterator[Finding]:
    """Yield what somebody finds who is counted in a figure that was left out.

    Who is alone in a cell may know so, and then knows it exactly; anybody else knows that it is at
    least one. What somebody finds about a figure with nobody in it but themselves is no finding.
    Each figure is reported once.
    """
    for found in one_by_one(attacker, needs, values, system, left_out):
        yield from found


def one_by_one(
    attacker: Attacker,
    needs: Mapping[int, Need],
    values: np.ndarray,
    system: System,
    left_out: frozenset[int],
) -> Iterator[list[Finding]]:
    """Yield the same per insider who finds anything; who probably finds most tries first."""
    lonely = _gaps_beside(system, left_out)
    records = {
        place: known
        for place in sorted(left_out, key=lambda one: (lonely[one], one))
        if (known := own_record(system, place)) is not None
    }
    alone = {place: known for place, known in records.items() if known[0] == known[1]}
    others = {place: known for place, known in records.items() if place not in alone}
    left = dict(needs)
    for group in (alone, others):
        for insider, doubtful in _suspects(attacker, group, left, values):
            own = system.same_household(insider) if group is alone else {insider}
            # Nothing follows about figures that hang together with this one through no sum.
            near = doubtful & attacker.around(insider)
            asked = {place: left[place] for place in sorted(near & left.keys()) if place not in own}
            if not asked:
                continue
            with attacker.knowing({insider: group[insider]}) as knowing:
                found = [one._replace(insider=insider) for one in knowing.exposed(asked, values)]
            for one in found:
                del left[one.place]
            if found:
                yield found


def _suspects(
    attacker: Attacker, group: Known, left: Mapping[int, Need], values: np.ndarray
) -> Iterator[tuple[int, frozenset[int]]]:
    """Yield those of a group who may find something, and about which figures.

    What somebody who knew all of these would not find, nobody finds who knows one of them. Of many,
    halves are tried before who is in them.
    """
    waiting = [(list(group), frozenset(left))]
    while waiting:
        some, doubtful = waiting.pop()
        # Who knows a figure exactly says nothing about what another finds of it.
        exactly = {one for one in some if group[one][0] == group[one][1]}
        asked = {
            place: need
            for place, need in left.items()
            if place in doubtful and place not in exactly
        }
        with attacker.knowing({one: group[one] for one in some}) as all_together:
            found = {finding.place for finding in all_together.exposed(asked, values)}
        doubtful = frozenset(found | (doubtful & exactly))
        if not doubtful:
            continue
        if len(some) > FEW:
            waiting += [(some[1::2], doubtful), (some[::2], doubtful)]
        else:
            yield from ((one, doubtful) for one in some)


def _gaps_beside(system: System, left_out: frozenset[int]) -> dict[int, int]:
    """Return per figure that was left out the fewest that are in a sum it stands in: who finds most."""
    fewest = dict.fromkeys(left_out, len(left_out))
    for total, parts in system.equations:
        gaps = left_out.intersection((total, *parts))
        for place in gaps:
            fewest[place] = min(fewest[place], len(gaps))
    return fewest


def own_record(system: System, place: int) -> tuple[float, float] | None:
    """Return what somebody in a cell knows of its figure by being in it; None: nothing."""
    cell = system.cells[place]
    if not cell.value:
        return None
    if cell.contributors is None:
        return (1.0, 1.0) if cell.value == 1 else (1.0, np.inf)
    if cell.contributors == 1:
        return float(cell.value), float(cell.value)
    return float(cell.largest[0]), np.inf
