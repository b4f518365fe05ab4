# SPDX-License-Identifier: EUPL-1.2
"""Which codes of several divisions of the same households can go together.

Two divisions bind each other where some of their codes exclude each other. Three that bind each
other pair by pair say more together than their pairs do: of three codes that exclude each other the
three figures are at most the whole, of two of them no pair says so. So divisions are looked at in
clusters, as many at once as stay countable; each three that bind each other stand in one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, product

from voordeur.factlab.counting.ruling_out import Region, impossible

Regions = Mapping[str, Region]
"""What holds at each code of a division."""
Codes = tuple[str, ...]
"""Codes of one division that go together with the same codes of the others: apart they bind no more."""
Fit = tuple[Codes, ...]
"""For each division of a cluster codes that can go together."""
MOST = 24
"""To how many fits a cluster may grow: more divisions at once cost the attacker more than they tell."""


class Overlaps:
    """Divisions of the same households, by name, and what can go together.

    `crossed`: pairs that a table tells together; these bind each other too.
    """

    def __init__(
        self, divisions: Mapping[str, Regions], crossed: Iterable[frozenset[str]] = ()
    ) -> None:
        self._regions = divisions
        self._can: dict[frozenset[tuple[str, str]], bool] = {}
        told = set(crossed)
        self._bound = {
            frozenset((one, other))
            for one, other in combinations(divisions, 2)
            if {one, other} in told or not self._all_can(one, other)
        }

    def clusters(self, names: Sequence[str]) -> list[tuple[str, ...]]:
        """Return clusters of these divisions in which each pair, and each three, that is bound stands."""
        found: list[frozenset[str]] = []
        for size in (3, 2):
            for some in combinations(names, size):
                if self._all_bound(some) and not any(one.issuperset(some) for one in found):
                    found.append(frozenset(self._grown(some, names) if size > 2 else some))
        return [tuple(name for name in names if name in one) for one in found]

    def _grown(self, some: Sequence[str], names: Sequence[str]) -> tuple[str, ...]:
        grown = tuple(some)
        for name in names:
            binds = sum(frozenset((name, one)) in self._bound for one in grown)
            if name not in grown and binds > 1 and len(self.fits((*grown, name))) <= MOST:
                grown = (*grown, name)
        return grown

    def fits(self, cluster: Sequence[str]) -> list[Fit]:
        """Return what can go together of the divisions of a cluster, one after another."""
        found: list[Fit] = [()]
        for at, name in enumerate(cluster):
            groups = self._groups(name, [one for one in cluster if one != name])
            found = [
                (*fit, group)
                for fit in found
                for group in groups
                if self._fit((*fit, group), cluster[: at + 1])
            ]
        return found

    def _fit(self, fit: Fit, cluster: Sequence[str]) -> bool:
        """Say whether the last of these can go together with the others, two by two and all at once."""
        *before, last = fit
        names = tuple(cluster)
        pairs = zip(names, before, strict=False)
        if not all(self._together((name, one[0]), (names[-1], last[0])) for name, one in pairs):
            return False
        return len(fit) < 3 or any(
            self._together(*zip(names, codes, strict=True)) for codes in product(*fit)
        )

    def _groups(self, name: str, others: Sequence[str]) -> list[Codes]:
        found: dict[tuple[bool, ...], list[str]] = {}
        for code in self._regions[name]:
            with_others = tuple(
                self._together((name, code), (other, theirs))
                for other in others
                for theirs in self._regions[other]
            )
            found.setdefault(with_others, []).append(code)
        return [tuple(codes) for codes in found.values()]

    def _all_bound(self, names: Sequence[str]) -> bool:
        return all(frozenset(pair) in self._bound for pair in combinations(names, 2))

    def _all_can(self, one: str, other: str) -> bool:
        return all(
            self._together((one, mine), (other, theirs))
            for mine, theirs in product(self._regions[one], self._regions[other])
        )

    def _together(self, *codes: tuple[str, str]) -> bool:
        """Say whether a household can be at all of these codes, each with the name of its division."""
        some = frozenset(codes)
        if some not in self._can:
            self._can[some] = not impossible(*(self._regions[name][code] for name, code in codes))
        return self._can[some]
