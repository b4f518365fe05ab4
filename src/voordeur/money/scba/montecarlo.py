# SPDX-License-Identifier: EUPL-1.2
"""The sum over many draws: present values per party, vectorised, in pieces of bounded size.

What does not differ per draw is folded into one matrix per piece: amounts (streams × draws) times
weights (parties × streams). Only a doubt about growth, relapse or the discount rate itself makes
the years be walked one by one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from voordeur.money.scba import lines as arithmetic
from voordeur.money.scba.distribution import Draws
from voordeur.money.scba.drawing import Source, Values
from voordeur.money.scba.lines import Line, Unpriced, lines_of, places
from voordeur.money.scba.model import Model

DRAWS = 10_000
_ROOM = 4_000_000
"""How many numbers the amounts of one piece may take: 32 MB."""
NEVER = -1


@dataclass(frozen=True)
class Sample:
    """What came out, per party and draw, in euros of the start year.

    `benefits` and `costs` have shape (parties, draws). `yearly` has shape (2, years, parties):
    expected benefits and costs, not discounted. `payback` has shape (perspectives, draws): the year
    from which the sum so far stays at or above zero, or NEVER.
    """

    model: Model
    reading: str
    seed: int
    benefits: Draws
    costs: Draws
    yearly: Draws
    payback: np.ndarray
    unpriced: tuple[Unpriced, ...]

    @property
    def draws(self) -> int:
        """How many draws were made; 1 when nothing is uncertain."""
        return self.benefits.shape[1]

    @property
    def costs_are_known(self) -> bool:
        """Whether there are costs and each of them is known; without, no return can be shown."""
        return bool(self.model.costs) and not any(one.is_cost for one in self.unpriced)


def sample(model: Model, *, reading: str = "", draws: int = DRAWS, seed: int = 1) -> Sample:
    """Work a reading of the model out over `draws` draws; the same seed gives the same figures.

    Memory grows with draws × parties, not with effects or years. A model without doubt is worked
    out once.
    """
    source = Source(model, reading, seed=seed, draws=draws)
    if not source.names:
        draws = 1
    lines, unpriced = lines_of(model, reading)
    sheet = _Sheet(model, lines, source.means(), frozenset(source.names))
    count = len(model.parties)
    benefits, costs = np.zeros((count, draws)), np.zeros((count, draws))
    payback = np.full((len(model.views), draws), NEVER, dtype=np.int16)
    yearly = np.zeros((2, model.horizon, count))
    piece = int(np.clip(_ROOM // max(1, sheet.streams), 512, 4096))
    for start in range(0, draws, piece):
        stop = min(start + piece, draws)
        gained, paid, flows, sums = sheet.work_out(source.take(stop - start), stop - start)
        benefits[:, start:stop], costs[:, start:stop] = gained, paid
        yearly += flows
        payback[:, start:stop] = _payback(sums)
    return Sample(model, reading, seed, benefits, costs, yearly / draws, payback, unpriced)


def line_values(
    model: Model, *, reading: str = "", draws: int = DRAWS, seed: int = 1
) -> tuple[tuple[str, ...], Draws]:
    """Return the present value of each line over all parties, shape (lines, draws); costs are below 0."""
    source = Source(model, reading, seed=seed, draws=draws)
    lines, _ = lines_of(model, reading)
    values = source.take(draws)
    factors = arithmetic.discount_factors(model, values)
    found = np.zeros((len(lines), draws))
    for row, line in enumerate(lines):
        parts = arithmetic.parts(line.shares, values).values()
        present = sum(
            part * factor
            for part, factor in zip(arithmetic.course(line, values), factors, strict=True)
        )
        found[row] = (
            (-1 if line.is_cost else 1) * arithmetic.amount(line, values) * present * sum(parts)
        )
    return tuple(line.id for line in lines), found


def _payback(sums: Draws) -> np.ndarray:
    """Return per view and draw the first year from which the running sum stays at or above zero.

    `sums` has shape (years, views, draws).
    """
    below = sums < -1e-9
    years = sums.shape[0]
    last_below = years - 1 - np.argmax(below[::-1], axis=0)
    first = np.where(below.any(axis=0), last_below + 1, 0)
    return np.where(first >= years, NEVER, first).astype(np.int16)


@dataclass(frozen=True, slots=True)
class _Stream:
    """A line, or the part of one party in it when that part differs per draw.

    `doubts`: the amount is `scale` times these figures; None when it is more than a product.
    """

    line: Line
    party: str | None
    scale: float = 1.0
    doubts: tuple[str, ...] | None = None


def _streams(line: Line, means: Values, uncertain: frozenset[str]) -> list[_Stream]:
    """Return a line as one stream, or one per party where a part of a party is in doubt."""
    if {name for one in line.shares.values() if one for name in one.names} & uncertain:
        return [_Stream(line, party) for party in line.shares]
    if len(line.plus) != 1 or line.minus or uncertain & set(line.less):
        return [_Stream(line, None)]
    names = [name for one in (*line.plus, *line.times) for name in one.names]
    scale = math.prod(one.number for one in (*line.plus, *line.times))
    scale *= math.prod(float(means[name]) for name in names if name not in uncertain)
    scale *= math.prod(1.0 - float(means[name]) for name in line.less)
    return [_Stream(line, None, scale, tuple(name for name in names if name in uncertain))]


class _Sheet:
    """The weights of a model: what does not differ per draw, worked out once."""

    def __init__(
        self, model: Model, lines: tuple[Line, ...], means: Values, uncertain: frozenset[str]
    ) -> None:
        self.model, self._means = model, means
        self._row = places(model)
        self._room: dict[str, Draws] = {}
        self._steady: list[_Stream] = []
        self._moving: list[_Stream] = []
        # Benefits first, so that each side is a block of rows.
        for line in sorted(lines, key=lambda one: one.is_cost):
            moves = bool({line.relapse, line.growth} & uncertain)
            (self._moving if moves else self._steady).extend(_streams(line, means, uncertain))
        sure = [one for one in self._steady if not one.line.needs & uncertain]
        self._steady = [one for one in self._steady if one.line.needs & uncertain]
        self._gains = sum(not one.line.is_cost for one in self._steady)
        self.streams = len(self._steady) + len(self._moving)
        self._weights = self._weigh(self._steady)
        self._sure_flows = self._flows(
            self._weigh(sure),
            self._amounts(sure, means, 1, "sure")[:, 0],
            sum(not one.line.is_cost for one in sure),
        )
        self._by_view = np.array(
            [[party.id in view for party in model.parties] for view in model.views.values()],
            dtype=float,
        )
        self._rate_is_sure = model.discount not in uncertain
        if self._rate_is_sure:
            self._fold(np.array([float(one) for one in arithmetic.discount_factors(model, means)]))

    def _weigh(self, streams: list[_Stream]) -> Draws:
        """Return what a unit of each stream is to each party in each year."""
        weights = np.zeros((len(streams), self.model.horizon, len(self.model.parties)))
        for row, one in enumerate(streams):
            years = np.array([float(part) for part in arithmetic.course(one.line, self._means)])
            weights[row] = one.scale * np.outer(years, self._division(one))
        return weights

    def _division(self, one: _Stream) -> Draws:
        found = np.zeros(len(self.model.parties))
        if one.party is not None:
            found[self._row[one.party]] = 1.0
        else:
            for party, part in arithmetic.parts(one.line.shares, self._means).items():
                found[self._row[party]] = part
        return found

    @staticmethod
    def _flows(weights: Draws, amounts: Draws, gains: int) -> Draws:
        """Return benefits and costs (2, years, parties) of amounts, one per stream."""
        gained = np.einsum("s,syp->yp", amounts[:gains], weights[:gains])
        return np.stack([gained, np.einsum("s,syp->yp", amounts[gains:], weights[gains:])])

    def _fold(self, factors: Draws) -> None:
        """Take discounting, adding up over parties and over years into the weights."""
        self._asked = [
            self._present_and_sums(weights, factors, sign)
            for weights, sign in (
                (self._weights[: self._gains], 1.0),
                (self._weights[self._gains :], -1.0),
            )
        ]
        self._sure_asked = [
            self._present_and_sums(flows[None], factors, sign)
            for flows, sign in zip(self._sure_flows, (1.0, -1.0), strict=True)
        ]

    def _present_and_sums(self, weights: Draws, factors: Draws, sign: float) -> Draws:
        """Return the rows (present value per party; running net per year and view) × streams."""
        present = np.einsum("y,syp->ps", factors, weights)
        net = np.einsum("y,syp,vp->yvs", factors, sign * weights, self._by_view)
        return np.vstack(
            [present, np.cumsum(net, axis=0).reshape(len(net) * len(self._by_view), -1)]
        )

    def _amounts(self, streams: list[_Stream], values: Values, count: int, kind: str) -> Draws:
        found = self._room_for(kind, len(streams), count)
        line, whole = None, np.empty(0)
        divided: dict[str, float | Draws] = {}
        for row, one in enumerate(streams):
            if one.doubts is not None:
                first, *others = one.doubts or ("",)
                found[row] = values[first] if first else 1.0
                for name in others:
                    found[row] *= values[name]
                continue
            if one.line is not line:
                line = one.line
                whole = np.asarray(arithmetic.amount(line, values))
                divided = arithmetic.parts(line.shares, values) if one.party is not None else {}
            found[row] = whole if one.party is None else whole * divided[one.party]
        return found

    def _room_for(self, kind: str, streams: int, count: int) -> Draws:
        """Return room that is used again for each piece: asking the machine for it anew is slow."""
        if kind not in self._room or self._room[kind].size < streams * count:
            self._room[kind] = np.empty(streams * count)
        return self._room[kind][: streams * count].reshape(streams, count)

    def work_out(self, values: Values, count: int) -> tuple[Draws, Draws, Draws, Draws]:
        """Return what is gained and paid (parties, draws), the flows, and the running net.

        Flows have shape (2, years, parties), the running net (years, views, draws).
        """
        amounts = self._amounts(self._steady, values, count, "steady")
        if not self._rate_is_sure or self._moving:
            return self._by_year(amounts, values, count)
        flows = self._flows(self._weights, amounts @ np.ones(count), self._gains)
        gained = self._answer("gained", 0, amounts[: self._gains], count)
        paid = self._answer("paid", 1, amounts[self._gains :], count)
        parties = len(self.model.parties)
        sums = (gained[parties:] + paid[parties:]).reshape(
            self.model.horizon, len(self._by_view), count
        )
        return gained[:parties], paid[:parties], flows + count * self._sure_flows, sums

    def _answer(self, kind: str, side: int, amounts: Draws, count: int) -> Draws:
        """Return what is asked of one side: what is in doubt plus what is not."""
        asked, sure = self._asked[side], self._sure_asked[side]
        if not len(amounts):
            return np.broadcast_to(sure, (len(sure), count))
        found = self._room_for(kind, len(asked), count)
        np.matmul(asked, amounts, out=found)
        found += sure
        return found

    def _by_year(
        self, amounts: Draws, values: Values, count: int
    ) -> tuple[Draws, Draws, Draws, Draws]:
        model = self.model
        moving = self._amounts(self._moving, values, count, "moving")
        courses = [arithmetic.course(one.line, values) for one in self._moving]
        divisions = [one.scale * self._division(one) for one in self._moving]
        factors = arithmetic.discount_factors(model, values)
        present = np.zeros((2, len(model.parties), count))
        flows = np.zeros((2, model.horizon, len(model.parties)))
        net = np.zeros((model.horizon, len(self._by_view), count))
        sides = (slice(None, self._gains), slice(self._gains, None))
        for year in range(model.horizon):
            both = np.stack([self._weights[side, year].T @ amounts[side] for side in sides])
            both += self._sure_flows[:, year, :, None]
            for row, one in enumerate(self._moving):
                part = courses[row][year]
                if isinstance(part, float) and part == 0.0:
                    continue
                both[int(one.line.is_cost)] += divisions[row][:, None] * (moving[row] * part)
            flows[:, year] = both.sum(axis=2)
            both = both * factors[year]
            present += both
            net[year] = self._by_view @ (both[0] - both[1])
        return present[0], present[1], flows, np.cumsum(net, axis=0)
