# SPDX-License-Identifier: EUPL-1.2
"""Effort and gain per party, and the least that must flow back so that who did the work does not lose."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from voordeur.door.refusal import Refusal
from voordeur.solver import quiet_solver


@dataclass(frozen=True, slots=True)
class Position:
    """What an approach takes from a party and gives it, in eurocents; None: nobody knows."""

    party: str
    effort: int | None
    gain: int | None

    @property
    def net(self) -> int | None:
        """Return gain less effort."""
        return None if self.effort is None or self.gain is None else self.gain - self.effort

    @property
    def loses(self) -> bool:
        """Whether this party makes an effort and is worse off by it."""
        return bool(self.effort) and self.net is not None and self.net < 0


@dataclass(frozen=True, slots=True)
class Flow:
    """Money from who gains to who made the effort, in eurocents."""

    from_: str
    to: str
    cents: int


@dataclass(frozen=True, slots=True)
class Settlement:
    """The least return flow, or by how much the whole falls short of one.

    `bargaining` says per party that loses between which amounts it can receive: its loss, and its
    loss plus all that is left over. `free_riders` gain without any effort. `unknown` names parties
    of which an amount is not known: then there is no flow, only the ends of a range.
    """

    flows: tuple[Flow, ...]
    short_by: int
    bargaining: Mapping[str, tuple[int, int]]
    losers: tuple[str, ...]
    free_riders: tuple[str, ...]
    unknown: tuple[str, ...] = ()

    @property
    def exists(self) -> bool:
        """Whether a flow leaves nobody worse off."""
        return not self.short_by and not self.unknown


def settle(
    positions: Sequence[Position], *, may_pay: Collection[tuple[str, str]] | None = None
) -> Settlement:
    """Return the least money that must change hands so that no effort-maker is worse off.

    `may_pay` are the (from, to) pairs between which money can flow at all; all when not given. No
    payer ends below zero. A linear programme in eurocents: minimise the flow, and in it the shortage
    first, so that "none exists" comes with the amount by which it falls short.
    """
    names = [one.party for one in positions]
    if len(set(names)) < len(names):
        raise Refusal("A party stands there twice.", "positions", "Add its amounts up first.")
    losers = tuple(one.party for one in positions if one.loses)
    riders = tuple(one.party for one in positions if not one.effort and (one.gain or 0) > 0)
    unknown = tuple(one.party for one in positions if one.net is None)
    if unknown:
        return Settlement((), 0, _range_with_unknown(positions), losers, riders, unknown)
    net = {one.party: one.net or 0 for one in positions}
    pairs = [
        (giver, taker)
        for giver in names
        for taker in names
        if net[giver] > 0 > net[taker] and (may_pay is None or (giver, taker) in may_pay)
    ]
    takers = [name for name in names if net[name] < 0]
    amounts, short = _solve(pairs, takers, net)
    left = max(0, sum(net.values()))
    bargaining = {name: (-net[name], -net[name] + left) for name in takers} if not short else {}
    flows = tuple(
        Flow(giver, taker, cents)
        for (giver, taker), cents in zip(pairs, amounts, strict=True)
        if cents
    )
    return Settlement(flows if not short else (), short, bargaining, losers, riders)


def _range_with_unknown(positions: Sequence[Position]) -> dict[str, tuple[int, int]]:
    """Return what can flow to a party whose loss is unknown: from nothing to all that others gain."""
    gains = sum(one.net for one in positions if one.net is not None and one.net > 0)
    return {one.party: (0, gains) for one in positions if one.net is None}


def _solve(
    pairs: Sequence[tuple[str, str]], takers: Sequence[str], net: Mapping[str, int]
) -> tuple[list[int], int]:
    """Return the flow of each pair and what stays short, in whole cents (the programme is a network)."""
    if not takers:
        return [0] * len(pairs), 0
    solver = quiet_solver()
    # Any shortage costs more than any flow could.
    for _ in pairs:
        solver.addCol(1.0, 0.0, highspy.kHighsInf, 0, np.array([], dtype=np.int32), np.array([]))
    for _ in takers:
        solver.addCol(1e3, 0.0, highspy.kHighsInf, 0, np.array([], dtype=np.int32), np.array([]))
    for place, taker in enumerate(takers):
        columns = [i for i, (_, to) in enumerate(pairs) if to == taker] + [len(pairs) + place]
        _row(solver, columns, float(-net[taker]), highspy.kHighsInf)
    for giver in dict.fromkeys(giver for giver, _ in pairs):
        columns = [i for i, (from_, _) in enumerate(pairs) if from_ == giver]
        _row(solver, columns, -highspy.kHighsInf, float(net[giver]))
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise Refusal(
            "No settlement could be worked out.", "return flow", "Look at the amounts again."
        )
    found = [round(one) for one in solver.getSolution().col_value]
    return found[: len(pairs)], sum(found[len(pairs) :])


def _row(solver: highspy.Highs, columns: list[int], low: float, high: float) -> None:
    solver.addRow(low, high, len(columns), np.array(columns, dtype=np.int32), np.ones(len(columns)))


def after(positions: Sequence[Position], flows: Sequence[Flow]) -> dict[str, int | None]:
    """Return what each party ends with; together the same as before, because flows sum to zero."""
    result = {one.party: one.net for one in positions}
    for flow in flows:
        for party, cents in ((flow.from_, -flow.cents), (flow.to, flow.cents)):
            before = result[party]
            result[party] = None if before is None else before + cents
    return result
