# SPDX-License-Identifier: EUPL-1.2
"""Draws for every uncertain figure of a model: seeded, the same whatever else is in the model.

Each assumption has a random stream of its own, made of the seed and its name, so that adding an
effect changes no other draw and the size of the pieces changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import numpy as np

from voordeur.door.refusal import Refusal
from voordeur.money.scba.distribution import Distribution, Draws, Fixed
from voordeur.money.scba.model import Model

type Values = Mapping[str, float | Draws]
"""What each assumption is: one number, or one number per draw."""


def stream(seed: int, name: str) -> np.random.Generator:
    """Return the random stream of one assumption."""
    key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8])
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence([seed, key])))


class Source:
    """Hands out draws of a reading of a model, piece by piece."""

    def __init__(self, model: Model, reading: str = "", *, seed: int = 1, draws: int = 1) -> None:
        self.numbers: dict[str, float] = {}
        self._doubtful: dict[str, tuple[Distribution, float, np.random.Generator]] = {}
        for name, assumption in model.assumptions.items():
            belief = assumption.in_reading(reading).value
            if belief is None:
                continue
            factor = model.price_factor(name, reading)
            if isinstance(belief, Fixed):
                self.numbers[name] = belief.value * factor
            else:
                self._doubtful[name] = (belief, factor, stream(seed, name))
        self._together = self._reordered(model, seed, draws)
        self._given = 0

    @property
    def names(self) -> tuple[str, ...]:
        """The assumptions that are uncertain, in the order of the model."""
        return tuple(self._doubtful)

    def take(self, count: int) -> Values:
        """Return the next draws of every uncertain assumption beside the certain ones."""
        found: dict[str, float | Draws] = dict(self.numbers)
        for name, (belief, factor, rng) in self._doubtful.items():
            if name in self._together:
                drawn = self._together[name][self._given : self._given + count]
            else:
                drawn = belief.draw(rng, count)
            found[name] = drawn if factor == 1.0 else drawn * factor
        self._given += count
        return found

    def means(self) -> Values:
        """Return every assumption at its expected value."""
        return self.numbers | {
            name: belief.mean * factor for name, (belief, factor, _) in self._doubtful.items()
        }

    def _reordered(self, model: Model, seed: int, draws: int) -> dict[str, Draws]:
        """Draw what goes together at once, and put it in an order with the ranks asked for.

        After Iman and Conover (1982): each figure keeps its own distribution to the last draw, only
        the order changes. The rank correlation r of two normals needs 2 sin(πr/6) between them.
        """
        pairs = [
            pair
            for pair in model.correlations
            if pair.one in self._doubtful and pair.other in self._doubtful
        ]
        if not pairs:
            return {}
        names = list(dict.fromkeys(name for pair in pairs for name in (pair.one, pair.other)))
        wanted = np.eye(len(names))
        for pair in pairs:
            i, j = names.index(pair.one), names.index(pair.other)
            wanted[i, j] = wanted[j, i] = 2 * np.sin(np.pi * pair.rank / 6)
        lowest = float(np.linalg.eigvalsh(wanted).min())
        if lowest < -1e-9:
            raise Refusal(
                "These figures cannot all go together as said.",
                "correlation",
                f"If two go with a third, they go with each other; look again at {', '.join(names)}.",
            )
        root = np.linalg.cholesky(wanted + np.eye(len(names)) * max(1e-12, 1e-9 - lowest))
        normal = root @ stream(seed, " ".join(names)).standard_normal((len(names), draws))
        ordered = {}
        for name, scores in zip(names, normal, strict=True):
            belief, _, rng = self._doubtful[name]
            drawn = np.sort(belief.draw(rng, draws))
            ordered[name] = drawn[np.argsort(np.argsort(scores))]
        return ordered
