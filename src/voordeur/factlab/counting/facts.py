# SPDX-License-Identifier: EUPL-1.2
"""What is known of one household (or person) in a period, summed up in one row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType

from voordeur.factlab.fault import Fault, gettext_noop

WORD = 63
"""How many codes fit in one signed word of 64 bits, so that no engine sees a negative number."""

MASKS = ("kinds", "laws", "sources", "open", "solved")
"""Sets of codes kept as bits. `open`, `solved`: life areas of problems; an area with an open problem
is not in `solved`."""
NUMBERS = (
    "provisions",
    "law_unknown",
    "intended",
    "unintended",
    "cost_unknown",
    "cost_cents",
    "cost_rank",
)
LABELS = ("kind", "neighbourhood", "district", "municipality")
CODED = MappingProxyType(
    {"kinds": "kinds", "laws": "laws", "sources": "sources", "open": "areas", "solved": "areas"}
)
"""Which codes each mask is made of."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days a figure is about, half open: `until` is the first day that no longer counts."""

    name: str
    start: date
    until: date

    def __post_init__(self) -> None:
        """Refuse a period without days."""
        if self.start >= self.until:
            raise Fault(
                gettext_noop("The period ends before it starts."),
                f"period {self.name}",
                gettext_noop("Correct the days."),
            )

    @classmethod
    def year(cls, year: int) -> Period:
        """Return a calendar year."""
        return cls(str(year), date(year, 1, 1), date(year + 1, 1, 1))

    def overlaps(self, start: date | None, until: date | None) -> bool:
        """Say whether something that runs on these days (None: not known, or goes on) counts."""
        return (start is None or start < self.until) and (until is None or until > self.start)


@dataclass(frozen=True)
class Codebook:
    """Which code is which bit, for kinds of provision, laws, sources and life areas.

    >>> book = Codebook({"kinds": ("debt", "youth")})
    >>> book.mask("kinds", ["youth"]), book.codes("kinds", 0b11)
    (2, ('debt', 'youth'))
    """

    sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a code that is there twice, and order that depends on the input."""
        for name, codes in self.sets.items():
            if list(codes) != sorted(set(codes)):
                raise Fault("Codes stand twice or out of order.", f"codebook {name}", "Sort them.")

    @classmethod
    def of(cls, sets: Mapping[str, Iterable[str]]) -> Codebook:
        """Return the codebook of these codes, sorted."""
        return cls({name: tuple(sorted(set(codes))) for name, codes in sets.items()})

    @cached_property
    def _places(self) -> Mapping[str, Mapping[str, int]]:
        return {
            name: {code: index for index, code in enumerate(codes)}
            for name, codes in self.sets.items()
        }

    def words(self, mask: str) -> int:
        """Return how many words of 63 bits a mask needs: at least one."""
        return max(1, -(-len(self.sets.get(CODED[mask], ())) // WORD))

    def mask(self, mask: str, codes: Iterable[str]) -> int:
        """Return the bits of these codes; a code nobody delivered has no bit."""
        places = self._places.get(CODED[mask], {})
        bits = 0
        for code in codes:
            if code in places:
                bits |= 1 << places[code]
        return bits

    def codes(self, mask: str, bits: int) -> tuple[str, ...]:
        """Return the codes of these bits, in order."""
        known = self.sets.get(CODED[mask], ())
        return tuple(code for place, code in enumerate(known) if bits >> place & 1)


def joined(words: Sequence[int]) -> int:
    """Return one whole number for a mask that is kept in several words."""
    return sum(word << (WORD * place) for place, word in enumerate(words))


def split(bits: int, words: int) -> tuple[int, ...]:
    """Return a mask as words of 63 bits."""
    return tuple((bits >> (WORD * place)) & ((1 << WORD) - 1) for place in range(words))


@dataclass(frozen=True, slots=True)
class Facts:
    """One household in one period.

    Masks are whole numbers with a bit per code of the codebook. `cost_cents`: the sum of what is
    known, None when no cost is known; `cost_unknown` counts the provisions whose cost is not.
    `cost_rank`: 1 for the dearest of those with a known cost, None for others.
    """

    unit: int
    neighbourhood: str | None
    district: str | None
    municipality: str | None
    kind: str | None
    provisions: int
    kinds: int
    laws: int
    sources: int
    law_unknown: int
    intended: int
    unintended: int
    cost_cents: int | None
    cost_unknown: int
    cost_rank: int | None
    open: int
    solved: int
