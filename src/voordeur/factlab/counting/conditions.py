# SPDX-License-Identifier: EUPL-1.2
"""Conditions on the facts of a household: data that every engine evaluates in its own way.

A condition about something that is not known does not hold; its `Not` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any as Anything

from voordeur.factlab.counting.facts import LABELS, MASKS, NUMBERS, Codebook, Facts, split
from voordeur.factlab.fault import Fault, gettext_noop


class Condition:
    """Something that holds for a household or does not."""

    def holds(self, facts: Facts, book: Codebook) -> bool:
        """Evaluate in memory."""
        raise NotImplementedError

    def sql(self, book: Codebook) -> str:
        """Return the same condition on a row of facts, as SQL."""
        raise NotImplementedError


@dataclass(frozen=True)
class Has(Condition):
    """At least one of these codes is in a mask."""

    mask: str
    codes: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse a mask that is none."""
        _among(self.mask, MASKS)

    def holds(self, facts: Facts, book: Codebook) -> bool:
        """Evaluate in memory."""
        return bool(getattr(facts, self.mask) & book.mask(self.mask, self.codes))

    def sql(self, book: Codebook) -> str:
        """Return the same condition as SQL."""
        words = book.words(self.mask)
        parts = [
            f"({self.mask}_{place} & {word}) <> 0"
            for place, word in enumerate(split(book.mask(self.mask, self.codes), words))
            if word
        ]
        return f"({' OR '.join(parts)})" if parts else "FALSE"


@dataclass(frozen=True)
class Number(Condition):
    """A number, or how many codes a mask has, is at least `least` and at most `most`.

    `among`: count only these codes of the mask; None: all.
    """

    of: str
    least: int = 0
    most: int | None = None
    among: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be counted."""
        _among(self.of, MASKS if self.among is not None else (*MASKS, *NUMBERS))

    def holds(self, facts: Facts, book: Codebook) -> bool:
        """Evaluate in memory."""
        value = getattr(facts, self.of)
        if value is None:
            return False
        if self.of in MASKS:
            kept = value if self.among is None else value & book.mask(self.of, self.among)
            value = kept.bit_count()
        return value >= self.least and (self.most is None or value <= self.most)

    def sql(self, book: Codebook) -> str:
        """Return the same condition as SQL."""
        value = self.of if self.of in NUMBERS else _counted(self.of, self.among, book)
        limits = [f"{value} >= {self.least}"]
        if self.most is not None:
            limits.append(f"{value} <= {self.most}")
        return f"coalesce({' AND '.join(limits)}, FALSE)"


@dataclass(frozen=True)
class Is(Condition):
    """A label is one of these values."""

    label: str
    values: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse what is no label."""
        _among(self.label, LABELS)

    def holds(self, facts: Facts, book: Codebook) -> bool:
        """Evaluate in memory."""
        return getattr(facts, self.label) in self.values

    def sql(self, book: Codebook) -> str:
        """Return the same condition as SQL."""
        if not self.values:
            return "FALSE"
        values = ", ".join(quoted(value) for value in self.values)
        return f"coalesce({self.label} IN ({values}), FALSE)"


@dataclass(frozen=True)
class All(Condition):
    """Every one of these holds; none at all holds too."""

    conditions: tuple[Condition, ...]

    def holds(self, facts: Facts, book: Codebook) -> bool:
        """Evaluate in memory."""
        return all(one.holds(facts, book) for one in self.conditions)

    def sql(self, book: Codebook) -> str:
        """Return the same condition as SQL."""
        return _chain(self.conditions, " AND ", "TRUE", book)


@dataclass(frozen=True)
class Any(Condition):
    """At least one of these holds."""

    conditions: tuple[Condition, ...]

    def holds(self, facts: Facts, book: Codebook) -> bool:
        """Evaluate in memory."""
        return any(one.holds(facts, book) for one in self.conditions)

    def sql(self, book: Codebook) -> str:
        """Return the same condition as SQL."""
        return _chain(self.conditions, " OR ", "FALSE", book)


@dataclass(frozen=True)
class Not(Condition):
    """This does not hold."""

    condition: Condition

    def holds(self, facts: Facts, book: Codebook) -> bool:
        """Evaluate in memory."""
        return not self.condition.holds(facts, book)

    def sql(self, book: Codebook) -> str:
        """Return the same condition as SQL."""
        return f"(NOT {self.condition.sql(book)})"


def _counted(mask: str, among: tuple[str, ...] | None, book: Codebook) -> str:
    """Return SQL that counts the codes in a mask."""
    words = book.words(mask)
    if among is None:
        parts = [f"bit_count({mask}_{at})" for at in range(words)]
    else:
        kept = split(book.mask(mask, among), words)
        parts = [f"bit_count({mask}_{at} & {word})" for at, word in enumerate(kept)]
    return f"({' + '.join(parts)})"


def quoted(value: str) -> str:
    """Return a text as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def read(given: Mapping[str, Anything], where: str) -> Condition:
    """Return the condition a table of a TOML file says; all of its lines must hold.

    Lines: `kinds`, `laws`, `sources`, `open`, `solved` = codes of which one is there;
    `no_kinds` … = codes of which none is there; `household` = kinds of household;
    `provisions_min`, `kinds_min`, `laws_min`, `open_min`, `kinds_max` … = how many;
    `any` = tables of which one must hold. Raises Fault for a line it does not know.

    >>> read({"laws_min": 2}, "example")
    All(conditions=(Number(of='laws', least=2, most=None, among=None),))
    """
    return All(tuple(_line(name, value, where) for name, value in given.items()))


def _line(name: str, value: Anything, where: str) -> Condition:
    if name == "any" and isinstance(value, list):
        return Any(tuple(read(one, where) for one in value))
    if name == "household" and isinstance(value, list):
        return Is("kind", tuple(value))
    if name in MASKS and isinstance(value, list):
        return Has(name, tuple(value))
    if name.startswith("no_") and name[3:] in MASKS and isinstance(value, list):
        return Not(Has(name[3:], tuple(value)))
    of, _, side = name.rpartition("_")
    if of in (*MASKS, *NUMBERS) and side in {"min", "max"} and isinstance(value, int):
        return Number(of, value) if side == "min" else Number(of, 0, value)
    raise Fault(
        gettext_noop("{name} is no condition that can be read."),
        where,
        gettext_noop("See the manual for the conditions there are."),
        name=repr(name),
    )


def plain(condition: Condition) -> list[Anything]:
    """Return a condition as plain values, for who keeps it.

    >>> parse(plain(Not(Has("laws", ("wmo",)))))
    Not(condition=Has(mask='laws', codes=('wmo',)))
    """
    match condition:
        case Has(mask, codes):
            return ["has", mask, list(codes)]
        case Number(of, least, most, among):
            return ["number", of, least, most, None if among is None else list(among)]
        case Is(label, values):
            return ["is", label, list(values)]
        case Not(inner):
            return ["not", plain(inner)]
        case All(conditions) | Any(conditions):
            name = "all" if isinstance(condition, All) else "any"
            return [name, *(plain(one) for one in conditions)]
    raise TypeError(f"{condition!r} is no condition that is kept")


def parse(kept: list[Anything]) -> Condition:
    """Return a condition from its plain values; raises ValueError for what is none."""
    match kept:
        case ["has", mask, codes]:
            return Has(mask, tuple(codes))
        case ["number", of, least, most, among]:
            return Number(of, least, most, None if among is None else tuple(among))
        case ["is", label, values]:
            return Is(label, tuple(values))
        case ["not", inner]:
            return Not(parse(inner))
        case ["all", *conditions]:
            return All(tuple(parse(one) for one in conditions))
        case ["any", *conditions]:
            return Any(tuple(parse(one) for one in conditions))
    raise ValueError(f"{kept!r} is no condition that was kept")


def _among(name: str, known: tuple[str, ...]) -> None:
    if name not in known:
        raise Fault(
            f"{name!r} is no fact of a household.", "condition", f"Use one of {', '.join(known)}."
        )


def _chain(conditions: tuple[Condition, ...], word: str, empty: str, book: Codebook) -> str:
    return f"({word.join(one.sql(book) for one in conditions)})" if conditions else empty
