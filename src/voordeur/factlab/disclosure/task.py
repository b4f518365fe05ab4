# SPDX-License-Identifier: EUPL-1.2
"""What is to be protected, against whom, and what each figure is worth that is left out for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from operator import attrgetter

import numpy as np

from voordeur.factlab.disclosure.attacker import Attacker, Finding
from voordeur.factlab.disclosure.insiders import one_by_one, own_record
from voordeur.factlab.disclosure.rules import Need
from voordeur.factlab.disclosure.solutions import Shown
from voordeur.factlab.disclosure.system import System
from voordeur.factlab.fault import Fault, gettext_noop

Weigh = Callable[[float], float]
Cut = tuple[dict[int, float], float]
"""Factors per figure, and what their sum over the figures left out must reach."""


def by_cell(value: float) -> float:
    """Weigh a figure as one, and among equals the smaller one as the smaller loss."""
    return 1.0 + 1e-3 * float(np.log1p(value))


def by_size(value: float) -> float:
    """Weigh a figure by the order of its size: a total is worth more than a part."""
    return 1.0 + float(np.log1p(value))


@dataclass(frozen=True)
class Task:
    """What is to be protected, against whom, and at what cost."""

    system: System
    needs: Mapping[int, Need]
    weigh: Weigh = by_size
    public: frozenset[int] = frozenset()
    """Figures that are known already, whatever we do (an earlier release)."""
    own_record: bool = True
    """Also hold against somebody who is in the figures and knows it."""
    integer: bool = False
    """Also hold against somebody who uses that figures are whole numbers."""
    values: np.ndarray = field(init=False, repr=False)
    weights: np.ndarray = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Work out what each figure is worth."""
        object.__setattr__(self, "values", np.nan_to_num(self.system.values))
        object.__setattr__(self, "weights", np.array([self.weigh(value) for value in self.values]))
        exposed = sorted(self.public & set(self.needs))
        if exposed:
            raise Fault(
                gettext_noop(
                    "An earlier release already said this figure, which is too small to say."
                ),
                str(self.system.keys[exposed[0]]),
                gettext_noop(
                    "Report it to the privacy officer; do not publish tables that build on it."
                ),
            )

    @cached_property
    def free(self) -> tuple[int, ...]:
        """The figures that may be left out besides what is sensitive."""
        return tuple(sorted(self.system.known - set(self.needs) - self.public))

    def hidden(self, left_out: Iterable[int]) -> np.ndarray:
        """Return which figures are left out as a mask, shape (figures,)."""
        mask = np.zeros(len(self.values), dtype=bool)
        mask[list(left_out)] = True
        return mask

    def attacker(
        self, left_out: Iterable[int], *, integer: bool = False, shown: Shown | None = None
    ) -> Attacker:
        """Return an attacker who sees everything except the figures that are left out.

        `shown`: solutions that need not be found again where they fit.
        """
        hidden = self.hidden(left_out)
        attacker = Attacker(
            self.system.equations,
            np.where(hidden, 0.0, self.values),
            np.where(hidden, np.inf, self.values),
            integer=integer,
        )
        attacker.trust(self.values)
        for solution in shown.fitting(hidden) if shown else ():
            attacker.trust(solution)
        return attacker

    def findings(
        self,
        left_out: Iterable[int],
        *,
        within: frozenset[int] | None = None,
        shown: Shown | None = None,
        in_turn: bool = False,
    ) -> list[Finding]:
        """Return what attackers find out.

        `shown`: solutions of earlier attacks, to which those of this one are added. `in_turn`: whoever
        comes next tries only when nobody before found anything. `within`: only these figures, which
        no sum connects to others that were left out.
        """
        chosen = frozenset(left_out)
        needs = dict(self.needs)
        if within is not None:
            chosen &= within
            needs = {place: need for place, need in needs.items() if place in within}
        attacker = self.attacker(chosen, shown=shown)
        found: list[Finding] = []
        for one in self._tries(attacker, chosen, needs):
            found += one
            if found and in_turn:
                break
        if shown is not None:
            shown.keep(self.hidden(chosen), attacker.solutions())
        return found

    def again(
        self, left_out: Iterable[int], before: Iterable[Finding], *, shown: Shown
    ) -> list[Finding]:
        """Return what the same attackers find of the same figures when other figures are left out."""
        found: list[Finding] = []
        attacker = self.attacker(left_out, shown=shown)
        for insider, some in groupby(before, key=attrgetter("insider")):
            asked = {one.place: self.needs[one.place] for one in some}
            known = None if insider is None else own_record(self.system, insider)
            with attacker.knowing({insider: known} if insider is not None and known else {}) as now:
                found += [one._replace(insider=insider) for one in now.exposed(asked, self.values)]
        return found

    def _tries(
        self, attacker: Attacker, left_out: frozenset[int], needs: Mapping[int, Need]
    ) -> Iterator[list[Finding]]:
        """Yield what attackers find, per attacker."""
        found = list(attacker.exposed(needs, self.values))
        yield found
        lost = {finding.place for finding in found}
        if self.own_record:
            safe = {place: need for place, need in needs.items() if place not in lost}
            for found in one_by_one(attacker, safe, self.values, self.system, left_out):
                lost.update(finding.place for finding in found)
                yield found
        if self.integer and not lost:
            whole = self.attacker(left_out, integer=True)
            yield list(whole.exposed(needs, self.values))

    def hopeless(self) -> Fault:
        """Return what to say when leaving out everything is not enough."""
        finding = self.findings([*self.needs, *self.free], in_turn=True)[0]
        return Fault(
            gettext_noop(
                "This figure can be worked out even when everything that may be left out is left out."
            ),
            str(self.system.keys[finding.place]),
            gettext_noop(
                "Publish coarser: fewer dimensions, larger areas, or leave this table out."
            ),
        )
