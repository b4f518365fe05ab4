# SPDX-License-Identifier: EUPL-1.2
"""What can never hold for one household at once, by what conditions mean and not by who lives there.

A proof and never a guess: where this does not see that two conditions exclude each other, it says
that they may go together, and somebody who works with that knows less than there is to know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from voordeur.factlab.counting.axes import Axis, Classes
from voordeur.factlab.counting.conditions import All, Any, Condition, Has, Is, Not, Number
from voordeur.factlab.counting.facts import MASKS

Literal = tuple[Condition, bool]
"""A condition, and whether it holds."""
Region = tuple[Literal, ...]
"""What holds and what does not for every household at one code of an axis."""
INFINITE = 1 << 62
_SPLITS = 6
"""How many times one of several is tried in turn; beyond that nothing is ruled out."""
_OF_PROVISIONS = ("kinds", "laws", "sources", "law_unknown", "intended", "unintended")
"""Of these there are never more than there are provisions."""
_WITH_PROVISIONS = ("kinds", "sources")
"""Of these there is one as soon as there is a provision."""
_MAY_BE_UNKNOWN = frozenset({"cost_cents", "cost_rank"})


def regions(axis: Axis, codes: Sequence[str]) -> dict[str, Region]:
    """Return what holds at each of these codes of an axis; the first class that holds counts.

    A code of a label that is none of its values is where the label is not known.
    """
    if not isinstance(axis, Classes):
        return {code: ((Is(axis.label, (code,)), True),) for code in codes}
    found: dict[str, Region] = {}
    before: Region = ()
    for code, condition in axis.classes:
        found[code] = (*before, (condition, True))
        before = (*before, (condition, False))
    return found | {axis.rest: before}


def impossible(*some: Region) -> bool:
    """Say whether no household can be in all of these regions.

    >>> impossible(((Number("kinds", 2), True),), ((Number("provisions", 0, 0), True),))
    True
    >>> impossible(((Number("kinds", 2), True),), ((Has("laws", ("wmo",)), True),))
    False
    """
    return _contradicts([literal for region in some for literal in region], [], _SPLITS)


def _contradicts(waiting: list[Literal], single: list[Literal], splits: int) -> bool:
    """Say whether these literals, and those of one condition each, contradict each other."""
    waiting, single = list(waiting), list(single)
    choices: list[list[Literal]] = []
    while waiting:
        condition, holds = waiting.pop()
        if isinstance(condition, Not):
            waiting.append((condition.condition, not holds))
        elif isinstance(condition, (All, Any)):
            parts = [(one, holds) for one in condition.conditions]
            if isinstance(condition, All) == holds:
                waiting += parts
            elif not parts:
                return True
            else:
                choices.append(parts)
        else:
            single.append((condition, holds))
    if _Known(single).contradict():
        return True
    if not choices or splits <= 0:
        return False
    first, *rest = sorted(choices, key=len)
    # The other choices are put back as what they were: one of these parts.
    others = [_one_of(parts) for parts in rest]
    return all(_contradicts([part, *others], single, splits - 1) for part in first)


def _one_of(parts: Iterable[Literal]) -> Literal:
    return Any(tuple(one if holds else Not(one) for one, holds in parts)), True


@dataclass
class _Known:
    """What literals say together of each number, set and label."""

    literals: list[Literal]
    low: dict[str, int] = field(default_factory=dict)
    high: dict[str, int] = field(default_factory=dict)
    without: dict[str, set[str]] = field(default_factory=dict)
    """Codes that a set does not have."""
    some_of: dict[str, list[frozenset[str]]] = field(default_factory=dict)
    """Codes of which a set has at least one."""

    def contradict(self) -> bool:
        for condition, holds in self.literals:
            if isinstance(condition, Has):
                self._has(condition.mask, condition.codes, holds=holds)
            elif isinstance(condition, Number):
                self._number(condition, holds=holds)
        return self._labels() or self._sets() or self._numbers()

    def _at_least(self, of: str, value: int) -> None:
        self.low[of] = max(self.low.get(of, 0), value)

    def _at_most(self, of: str, value: int) -> None:
        self.high[of] = min(self.high.get(of, INFINITE), value)

    def _has(self, mask: str, codes: tuple[str, ...], *, holds: bool) -> None:
        if holds:
            self.some_of.setdefault(mask, []).append(frozenset(codes))
        else:
            self.without.setdefault(mask, set()).update(codes)

    def _number(self, one: Number, *, holds: bool) -> None:
        if one.among is not None:
            if one.least == 1 and one.most is None:
                self._has(one.of, one.among, holds=holds)
            elif holds:
                self._at_least(one.of, one.least)
                if one.most == 0:
                    self._has(one.of, one.among, holds=False)
        elif holds:
            self._at_least(one.of, one.least)
            self._at_most(one.of, INFINITE if one.most is None else one.most)
            if one.of in _MAY_BE_UNKNOWN:
                # What is known was paid for something.
                self._at_least("provisions", 1)
        elif one.of not in _MAY_BE_UNKNOWN:
            if one.most is None:
                self._at_most(one.of, one.least - 1)
            elif one.least == 0:
                self._at_least(one.of, one.most + 1)

    def _labels(self) -> bool:
        left: dict[str, set[str]] = {}
        out: dict[str, set[str]] = {}
        for condition, holds in self.literals:
            if isinstance(condition, Is):
                if not holds:
                    out.setdefault(condition.label, set()).update(condition.values)
                elif condition.label in left:
                    left[condition.label] &= set(condition.values)
                else:
                    left[condition.label] = set(condition.values)
        return any(not values - out.get(label, set()) for label, values in left.items())

    def _sets(self) -> bool:
        for mask, found in self.some_of.items():
            gone = self.without.get(mask, set())
            apart: list[frozenset[str]] = []
            for codes in sorted((one - gone for one in found), key=len):
                if not codes:
                    return True
                if all(not codes & one for one in apart):
                    apart.append(codes)
            self._at_least(mask, len(apart))
        return False

    def _numbers(self) -> bool:
        """Let numbers bound each other, and say whether one has no value left."""
        for name in _OF_PROVISIONS:
            self._at_least("provisions", self.low.get(name, 0))
        self._at_least("provisions", self.low.get("intended", 0) + self.low.get("unintended", 0))
        if any(self.high.get(name) == 0 for name in _WITH_PROVISIONS):
            self._at_most("provisions", 0)
        for name in _OF_PROVISIONS:
            self._at_most(name, self.high.get("provisions", INFINITE))
        for name in _WITH_PROVISIONS:
            self._at_least(name, min(1, self.low.get("provisions", 0)))
        return any(self.low.get(name, 0) > most for name, most in self.high.items())


def single(region: Region) -> Iterator[Condition]:
    """Yield the conditions that must hold in a region which says nothing else; none when it does."""
    waiting, found = list(region), []
    while waiting:
        condition, holds = waiting.pop()
        if not holds:
            return
        if isinstance(condition, All):
            waiting += [(one, True) for one in condition.conditions]
        else:
            found.append(condition)
    yield from found


assert set(_WITH_PROVISIONS) < set(MASKS)
