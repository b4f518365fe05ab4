# SPDX-License-Identifier: EUPL-1.2
"""The search for the lightest choice: the master proposes, attackers try, what they find comes back.

Every round ends with a choice that is safe, and with a bound that no safe choice is under; the
search ends when the two are near enough to each other, or after so many rounds. It looks at no
clock: a slow machine makes the same choice as a quick one, only later.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from voordeur.factlab.disclosure.attacker import Finding
from voordeur.factlab.disclosure.cuts import Cutter
from voordeur.factlab.disclosure.lines import Lines
from voordeur.factlab.disclosure.master import Master
from voordeur.factlab.disclosure.solutions import Shown
from voordeur.factlab.disclosure.task import Task


class Found(NamedTuple):
    """What else to leave out, its weight, and the least that any safe choice weighs."""

    secondary: frozenset[int]
    lost: float
    bound: float


class Search:
    """A search for what else to leave out of one task.

    `gap`: how much heavier than the lightest the choice may be, as a share; `effort`: after how many
    rounds it is the best that was found.
    """

    def __init__(self, task: Task, gap: float, effort: int) -> None:
        self._task, self._gap, self._effort = task, gap, effort
        self._master = Master(task, gap / 2)
        self._cutter = Cutter(task)
        self._shown = Shown(task.values)
        self._last: list[Finding] = []

    def run(self) -> Found:
        """Return a safe choice; raises Fault when there is none."""
        for cut in Lines(self._task).cuts():
            self._master.add(cut)
        solved = self._master.solve()
        bound, chosen = solved.bound, self._master.covered(solved.chosen or ())
        for _ in range(self._effort):
            findings = self._attack(chosen)
            if not findings:
                return self._found(chosen, bound)
            self._learn(chosen, findings)
            beside = self._near(chosen, bound)
            if beside is None:
                solved = self._master.solve()
                bound = max(bound, solved.bound)
                beside = self._master.covered(solved.chosen or ())
            for place in sorted(chosen - beside):
                self._shown = self._shown.tell(place)
            chosen = beside
        return self._found(self._published_again(self._safe(chosen)), bound)

    def _found(self, chosen: frozenset[int], bound: float) -> Found:
        lost = self._weight(chosen)
        return Found(chosen, lost, min(bound, lost))

    def _near(self, chosen: frozenset[int], bound: float) -> frozenset[int] | None:
        """Return a choice near this one that meets all cuts and is light enough, if there is one."""
        for other in (self._master.covered(chosen), self._master.swapped(chosen)):
            if other is not None and self._weight(other) <= bound * (1 + self._gap):
                return other
        return None

    def _weight(self, chosen: frozenset[int]) -> float:
        return float(self._task.weights[sorted(chosen)].sum())

    def _safe(self, chosen: frozenset[int]) -> frozenset[int]:
        """Leave out more, where each attack shows that it is wanted, until none finds anything."""
        while findings := self._attack(chosen):
            self._learn(chosen, findings)
            chosen = self._master.covered(chosen)
        return chosen

    def _attack(self, chosen: frozenset[int]) -> list[Finding]:
        """Return what attackers find, of whom those who found something last time try first."""
        left_out = chosen | set(self._task.needs)
        again = self._task.again(left_out, self._last, shown=self._shown)
        self._last = again or self._task.findings(left_out, shown=self._shown, in_turn=True)
        return self._last

    def _learn(self, chosen: frozenset[int], findings: Sequence[Finding]) -> None:
        """Add what was found as cuts."""
        task, learnt = self._task, False
        self._cutter.allow(chosen | set(task.needs))
        for finding in findings:
            for cut in self._cutter.cuts(finding.place, finding.insider):
                if self._master.add(cut, chosen):
                    learnt = True
                    break
        if not learnt:
            # The attacker used more than the sums (whole numbers): this choice, or less, fails.
            rest = set(task.free) - chosen
            self._master.add((dict.fromkeys(rest, 1.0), 1.0), chosen)

    def _published_again(self, chosen: frozenset[int]) -> frozenset[int]:
        """Publish again, heaviest first, every figure without which nothing can be worked out."""
        weights = self._task.weights
        for place in sorted(chosen, key=lambda one: (-weights[one], one)):
            if place in self._master.needed(chosen):
                continue
            fewer = chosen - {place}
            shown = self._shown.tell(place)
            left_out = fewer | set(self._task.needs)
            if not self._task.findings(left_out, shown=shown, in_turn=True):
                chosen, self._shown = fewer, shown
        return chosen
