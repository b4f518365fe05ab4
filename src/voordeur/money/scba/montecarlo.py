# SPDX-License-Identifier: EUPL-1.2
"""The sum over many draws: present values per party, vectorised, in pieces of bounded size.

What does not differ per draw is folded into one matrix per piece: amounts (streams × draws) times
weights (parties × streams). Only a doubt about growth, relapse or the discount rate itself makes
the years be walked one by one.
"""

from __future__ import annotations

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
    piece = int(np.clip(_ROOM // max(1, sheet.streams), 512, 8192))
    for start in range(0, draws, piece):
        stop = min(start + piece, draws)
        gained, paid, flows, net = sheet.work_out(source.take(stop - start), stop - start)
        benefits[:, start:stop], costs[:, start:stop] = gained, paid
        yearly += flows
        payback[:, start:stop] = _payback(net)
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


def _payback(net: Draws) -> np.ndarray:
    """Return per view and draw the first year from which the running sum stays at or above zero.

    `net` has shape (years, views, draws).
    """
    below = np.cumsum(net, axis=0) < -1e-9
    years = net.shape[0]
    last_below = years - 1 - np.argmax(below[::-1], axis=0)
    first = np.where(below.any(axis=0), last_below + 1, 0)
    return np.where(first >= years, NEVER, first).astype(np.int16)


@dataclass(frozen=True, slots=True)
class _Stream:
    """A line, or the part of one party in it when that part differs per draw."""

    line: Line
    party: str | None


class _Sheet:
    """The weights of a model: what does not differ per draw, worked out once."""

    def __init__(
        self, model: Model, lines: tuple[Line, ...], means: Values, uncertain: frozenset[str]
    ) -> None:
        self.model = model
        self._row = places(model)
        self._means = means
        self._steady: list[_Stream] = []
        self._moving: list[_Stream] = []
        for line in lines:
            moves = bool({line.relapse, line.growth} & uncertain)
            shared = {name for one in line.shares.values() if one for name in one.names} & uncertain
            made = (
                [_Stream(line, party) for party in line.shares] if shared else [_Stream(line, None)]
            )
            (self._moving if moves else self._steady).extend(made)
        self.streams = len(self._steady) + len(self._moving)
        self._costs = np.array([one.line.is_cost for one in self._steady], dtype=bool)
        self._weights = np.zeros((len(self._steady), model.horizon, len(model.parties)))
        for row, one in enumerate(self._steady):
            years = np.array([float(part) for part in arithmetic.course(one.line, means)])
            self._weights[row] = np.outer(years, self._division(one))
        self._by_view = np.array(
            [[party.id in view for party in model.parties] for view in model.views.values()],
            dtype=float,
        )
        self._rate_is_sure = model.discount not in uncertain
        if self._rate_is_sure:
            self._fold(np.array([float(one) for one in arithmetic.discount_factors(model, means)]))

    def _division(self, one: _Stream) -> Draws:
        found = np.zeros(len(self.model.parties))
        if one.party is not None:
            found[self._row[one.party]] = 1.0
        else:
            for party, part in arithmetic.parts(one.line.shares, self._means).items():
                found[self._row[party]] = part
        return found

    def _fold(self, factors: Draws) -> None:
        """Take discounting and adding up over parties into the weights."""
        present = np.einsum("y,syp->ps", factors, self._weights)
        self._gained = np.where(self._costs, 0.0, present)
        self._paid = np.where(self._costs, present, 0.0)
        signed = np.where(self._costs, -1.0, 1.0)[:, None, None] * self._weights
        net = np.einsum("y,syp,vp->yvs", factors, signed, self._by_view)
        self._net = net.reshape(-1, len(self._steady))

    def _amounts(self, streams: list[_Stream], values: Values, count: int) -> Draws:
        found = np.empty((len(streams), count))
        line, whole = None, np.empty(0)
        for row, one in enumerate(streams):
            if one.line is not line:
                line = one.line
                whole = np.asarray(arithmetic.amount(line, values))
                divided = arithmetic.parts(line.shares, values) if one.party is not None else {}
            found[row] = whole if one.party is None else whole * divided[one.party]
        return found

    def work_out(self, values: Values, count: int) -> tuple[Draws, Draws, Draws, Draws]:
        """Return what is gained and paid (parties, draws), flows and net (years, views, draws)."""
        amounts = self._amounts(self._steady, values, count)
        if self._rate_is_sure and not self._moving:
            totals = amounts.sum(axis=1)
            flows = np.stack(
                [
                    np.einsum(
                        "s,syp->yp", np.where(self._costs == side, totals, 0.0), self._weights
                    )
                    for side in (False, True)
                ]
            )
            net = (self._net @ amounts).reshape(self.model.horizon, -1, count)
            return self._gained @ amounts, self._paid @ amounts, flows, net
        return self._by_year(amounts, values, count)

    def _by_year(
        self, amounts: Draws, values: Values, count: int
    ) -> tuple[Draws, Draws, Draws, Draws]:
        model = self.model
        moving = self._amounts(self._moving, values, count)
        courses = [arithmetic.course(one.line, values) for one in self._moving]
        divisions = [self._division(one) for one in self._moving]
        factors = arithmetic.discount_factors(model, values)
        parties = len(model.parties)
        pv = np.zeros((2, parties, count))
        flows = np.zeros((2, model.horizon, parties))
        net = np.zeros((model.horizon, len(self._by_view), count))
        for year in range(model.horizon):
            both = np.stack(
                [
                    (self._weights[:, year] * (self._costs == side)[:, None]).T @ amounts
                    for side in (False, True)
                ]
            )
            for row, one in enumerate(self._moving):
                part = courses[row][year]
                if isinstance(part, float) and part == 0.0:
                    continue
                both[int(one.line.is_cost)] += divisions[row][:, None] * (moving[row] * part)
            flows[:, year] = both.sum(axis=2)
            both = both * factors[year]
            pv += both
            net[year] = self._by_view @ (both[0] - both[1])
        return pv[0], pv[1], flows, net
