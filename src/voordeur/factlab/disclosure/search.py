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

ENOUGH = 12
"""Of about so many findings of one attack the reason is worked out: much is found for one reason, and
what is left of it comes back at the next attack."""
AT_ONCE = 8
"""How many times the master is asked for less than what is safe already."""
TRIES = 16
"""How many figures may be tried singly to be published again."""
MANY = 400
"""From how many figures on a choice is made safe before the master is asked for another: that takes
longer than attacks then, and what they find makes the next one better."""
STEPS = 500
"""As many simplex iterations of the master are as much effort as an attack."""


class Found(NamedTuple):
    """What else to leave out, its weight, and the least that any safe choice weighs."""

    secondary: frozenset[int]
    lost: float
    bound: float


class Search:
    """A search for what else to leave out of one task.

    `gap`: how much heavier than the lightest the choice may be, as a share; `effort`: how many attacks
    may fail, what the master took counted along, before a choice is made safe as it is.
    """

    def __init__(self, task: Task, gap: float, effort: int) -> None:
        self._task, self._gap, self._left = task, gap, float(effort)
        self._master = Master(task, gap / 2)
        self._cutter = Cutter(task)
        self._shown = Shown(task.values)
        self._last: list[Finding] = []

    def run(self) -> Found:
        """Return a safe choice; raises Fault when there is none."""
        for cut in Lines(self._task).cuts():
            self._master.add(cut)
        best: frozenset[int] | None = None
        bound, chosen = self._proposed(0.0)
        while self._left > 0:
            findings = self._attack(chosen)
            if not findings:
                return self._found(chosen, bound)
            self._learn(chosen, findings)
            beside = self._near(chosen, bound)
            if beside is None:
                if len(self._task.free) > MANY:
                    safe = self._safe(self._master.covered(chosen))
                    best = min(best or safe, safe, key=self._weight)
                    if self._left <= 0 or self._weight(best) <= bound * (1 + self._gap):
                        break
                bound, beside = self._proposed(bound)
            for place in sorted(chosen - beside):
                self._shown = self._shown.tell(place)
            chosen = beside
        return self._found(self._published_again(best or self._safe(chosen)), bound)

    def _proposed(self, bound: float) -> tuple[float, frozenset[int]]:
        """Return the bound and the choice of the master, with what it took off the effort that is left."""
        solved = self._master.solve()
        self._left -= solved.steps / STEPS
        return max(bound, solved.bound), self._master.covered(solved.chosen or ())

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
        while findings := self._attack(chosen, in_turn=False):
            self._learn(chosen, findings)
            chosen = self._master.covered(chosen)
        return chosen

    def _attack(self, chosen: frozenset[int], *, in_turn: bool = True) -> list[Finding]:
        """Return what attackers find, of whom those who found something last time try first.

        `in_turn`: when somebody finds something, the others need not try.
        """
        self._left -= 1
        left_out = chosen | set(self._task.needs)
        again = self._task.again(left_out, self._last, shown=self._shown)
        self._last = again or self._task.findings(left_out, shown=self._shown, in_turn=in_turn)
        return self._last

    def _learn(self, chosen: frozenset[int], findings: Sequence[Finding]) -> None:
        """Add what was found as cuts."""
        task, learnt = self._task, False
        self._cutter.allow(chosen | set(task.needs))
        for finding in findings[:: 1 + len(findings) // ENOUGH]:
            for cut in self._cutter.cuts(finding.place, finding.insider):
                if self._master.add(cut, chosen):
                    learnt = True
                    break
        if not learnt:
            # The attacker used more than the sums (whole numbers): this choice, or less, fails.
            rest = set(task.free) - chosen
            self._master.add((dict.fromkeys(rest, 1.0), 1.0), chosen)

    def _published_again(self, chosen: frozenset[int]) -> frozenset[int]:
        """Publish again figures without which nothing can be worked out, many at once and then singly.

        Heaviest first. Stops after so many tries: what is left is safe, and may be more than is needed.
        """
        fewer = chosen
        for _ in range(AT_ONCE):
            fewer = self._master.covered(self._master.solve(within=chosen).chosen or ())
            if self._weight(fewer) > self._weight(chosen) - 1e-6:
                break
            findings = self._attack(fewer, in_turn=False)
            if not findings:
                break
            self._learn(fewer, findings)
        chosen = min(self._safe(fewer), chosen, key=self._weight)
        task, left = self._task, TRIES
        for place in sorted(chosen, key=lambda one: (-task.weights[one], one)):
            if not left:
                break
            if place in self._master.needed(chosen):
                continue
            left -= 1
            left_out = chosen | set(task.needs)
            around = task.attacker(left_out).around(place)
            shown = self._shown.tell(place)
            if not task.findings(left_out - {place}, within=around, shown=shown, in_turn=True):
                chosen, self._shown = chosen - {place}, shown
        return chosen
