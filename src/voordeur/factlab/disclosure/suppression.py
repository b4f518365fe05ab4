# SPDX-License-Identifier: EUPL-1.2
"""What else must be left out, so that nothing sensitive can be worked out: as little as possible.

A choice and how good it is: what is lost, and the least that any safe choice would lose (`bound`).
The search (`search`) ends when the two are within a share of each other (`gap`), or after so many
rounds (`effort`); each of its choices was tried by every attacker.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from voordeur.factlab.disclosure.rules import Need
from voordeur.factlab.disclosure.search import Search
from voordeur.factlab.disclosure.system import Equation, System
from voordeur.factlab.disclosure.task import Task, Weigh, by_size

GAP = 0.05
"""How much more than the least may be lost: finding the very least takes many times as long."""
EFFORT = 20
"""Attacks that may fail; what takes more are large tables, and their best choice so far is told."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which figures are left out: those that are sensitive, and those that protect them.

    `lost` is the weight of the second kind; `bound` the least it could have been, as far as is
    known. `proved`: no lighter choice exists. Where it is not, at most `lost - bound` too much is
    lost.
    """

    sensitive: frozenset[int]
    secondary: frozenset[int]
    lost: float
    bound: float
    proved: bool

    @property
    def left_out(self) -> frozenset[int]:
        """Return all figures that are not published."""
        return self.sensitive | self.secondary


def choose(
    system: System,
    needs: Mapping[int, Need],
    *,
    weigh: Weigh = by_size,
    public: frozenset[int] = frozenset(),
    own_record: bool = True,
    integer: bool = False,
    gap: float = GAP,
    effort: int = EFFORT,
) -> Choice:
    """Return a light set of figures to leave out so that every need is met.

    `gap`: how much heavier than the lightest it may be, as a share (0: not at all). `effort`: how many
    attacks may fail, in each part that no sum connects to another, before a safe choice is good enough
    although it is not proved to be as light as that.
    Raises Fault when a figure cannot be protected by leaving out all others that may be left out.
    """
    secondary: set[int] = set()
    lost = bound = 0.0
    for part, places in parts_of(system, public):
        here = {at: needs[place] for at, place in enumerate(places) if place in needs}
        if not here:
            continue
        known = frozenset(at for at, place in enumerate(places) if place in public)
        task = Task(part, here, weigh, known, own_record, integer)
        found = Search(task, gap, effort).run()
        secondary.update(places[at] for at in found.secondary)
        lost, bound = lost + found.lost, bound + found.bound
    return Choice(frozenset(needs), frozenset(secondary), lost, bound, proved=lost <= bound + 1e-6)


def parts_of(system: System, public: frozenset[int]) -> Iterator[tuple[System, tuple[int, ...]]]:
    """Yield the parts that no sum connects, each with the places of its figures in the whole.

    What is public already connects nothing: a choice on one side of it changes nothing on the other.
    A figure in no sum is a part by itself. Figures and sums stand in the order of their names, so that
    the choice does not depend on which table came first.
    """
    # Here and not above: a server starts sooner without.
    import networkx

    graph: networkx.Graph[int] = networkx.Graph()
    graph.add_nodes_from(range(len(system.keys)))
    lines: dict[int, list[Equation]] = {}
    for total, parts in system.equations:
        free = [place for place in (total, *parts) if place not in public]
        networkx.add_path(graph, free)
        if free:
            lines.setdefault(free[0], []).append((total, parts))
    for group in networkx.connected_components(graph):
        own = [line for place in sorted(group) for line in lines.get(place, ())]
        places = tuple(
            sorted(
                group.union(*((total, *parts) for total, parts in own)),
                key=lambda place: system.keys[place],
            )
        )
        at = {place: index for index, place in enumerate(places)}
        yield (
            System(
                tuple(system.keys[place] for place in places),
                tuple(system.cells[place] for place in places),
                tuple(
                    sorted((at[total], tuple(sorted(at[p] for p in parts))) for total, parts in own)
                ),
            ),
            places,
        )
