# SPDX-License-Identifier: EUPL-1.2
"""Drawing a town: addresses, households and the people in them, with what makes linkage hard.

Twins, a son with the name of his father, married names, two households at one address, a child of
parents who live apart, people who moved and people who are not in the register. The shares are
our own choice; how households are made up follows Dutch cities roughly.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from voordeur.factlab.linked import HOUSEHOLD_KINDS
from voordeur.factlab.synthetic.noise import names, rates

REFERENCE = date(2026, 1, 1)
"""The day the register is drawn up; deliveries are about the year before it."""

_KINDS = (0.39, 0.27, 0.07, 0.25, 0.02)
"""Shares of single, couple, lone parent, couple with children, other."""
_CHILDREN = (0.42, 0.41, 0.13, 0.04)
_SHARED_ADDRESS = 0.02
_WITH_ADDITION = 0.14
_MARRIED = 0.62
_TWINS = 0.03
_AFTER_FATHER = 0.04
_APART = 0.20
"""Of children of a lone parent: the other parent lives in town, and they live with both."""
_PER_POSTCODE, _PER_NEIGHBOURHOOD, _PER_DISTRICT = 18, 720, 6
PIECE = 84 * _PER_NEIGHBOURHOOD
"""Households of a piece of a large town: whole districts. Who moves or has two homes stays in it."""
PIECES = 56
"""A town of more has no citizen numbers left."""
_STEMS = 150_000
"""Stems of citizen numbers for the people of one piece; pieces lie seven in between each other."""
_ADDITIONS = ("A", "B", "C", "bis", "2", "II", "hs", "3")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a household lives; codes of the areas it lies in."""

    street: str
    number: int
    addition: str
    postcode: str
    neighbourhood: str
    district: str


@dataclass(slots=True)
class Person:
    """Somebody who does not exist. `second` is the other household of a child, if any."""

    person: int
    household: int
    first: str
    initials: str
    prefix: str
    surname: str
    birth: date
    sex: str
    bsn: str
    partner: int | None = None
    parents: tuple[int, ...] = ()
    second: int | None = None
    registered: bool = True


@dataclass(slots=True)
class Household:
    """A household with its members, and the address it had before."""

    household: int
    kind: str
    address: Address
    former: Address | None = None
    members: list[Person] = field(default_factory=list)


@dataclass(frozen=True)
class Town:
    """All households, in order of their number; and everybody in them by number.

    Of a town that is drawn in pieces this is one: it counts its own people from 0.
    """

    seed: int
    households: Sequence[Household]
    people: Sequence[Person]
    piece: int = 0

    def told(self, number: int) -> int:
        """Return the number of a person or a household of this piece in the whole town."""
        return self.piece * 1_000_000 + number


class _Ranked:
    """A list to pick from, where what stands first comes out most."""

    def __init__(self, items: Sequence[str]) -> None:
        self.items = items
        self.upto = list(accumulate(1 / (rank + 3) for rank in range(len(items))))

    def pick(self, dice: Random) -> str:
        return self.items[bisect_right(self.upto, dice.random() * self.upto[-1])]


def draw(households: int, seed: int) -> Town:
    """Draw a town with so many households; the same seed gives the same town everywhere."""
    return _Drawing(households, seed).town()


def draw_piece(households: int, seed: int, piece: int) -> Town:
    """Draw one piece of a town of so many households; memory does not grow with the town.

    The first is what `draw` gives of so many. Raises ValueError when the town is too large.
    """
    if not 0 <= piece < pieces(households):
        raise ValueError(f"a town of {households} households has no piece {piece}")
    return _Drawing(min(PIECE, households - piece * PIECE), seed, piece).town()


def pieces(households: int) -> int:
    """Return in how many pieces a town is drawn. Raises ValueError when it is too large.

    >>> pieces(60_000), pieces(1_750_000)
    (1, 29)
    """
    many = -(-households // PIECE)
    if many > PIECES:
        raise ValueError(f"at most {PIECES * PIECE} households can be drawn, not {households}")
    return many


class _Drawing:
    def __init__(self, households: int, seed: int, piece: int = 0) -> None:
        self.size, self.seed, self.piece = households, seed, piece
        # Only random() is used: Python promises its sequence for a seed on every platform.
        self.dice = Random(seeded("town", seed, piece))  # noqa: S311 -- made-up people, no secret
        self.first = {sex: _Ranked(names()[f"first_{sex}"]) for sex in "fm"}
        self.surnames = _Ranked(names()["surname"])
        self.people: list[Person] = []
        # Citizen numbers begin at the same place for all pieces, so that no two give the same one.
        first = Random(seeded("town", seed)) if piece else self.dice  # noqa: S311 -- as above
        self.numbers = _numbers(first.random(), piece)

    def _between(self, low: int, high: int) -> int:
        return low + int(self.dice.random() * (high - low + 1))

    def _one(self, items: Sequence[str]) -> str:
        return items[int(self.dice.random() * len(items))]

    def town(self) -> Town:
        addresses = list(self._addresses())
        made = [self._household(number, address) for number, address in enumerate(addresses)]
        for household in made:
            if self.dice.random() < 0.12:
                household.former = addresses[int(self.dice.random() * len(addresses))]
        self._apart(made)
        return Town(self.seed, made, self.people, self.piece)

    def _addresses(self) -> Iterator[Address]:
        street, number, last = "", 0, None
        for place in range(self.piece * PIECE, self.piece * PIECE + self.size):
            area, part = divmod(place, _PER_NEIGHBOURHOOD)
            if place % _PER_POSTCODE == 0:
                street = self._one(names()["street"]) + self._one(names()["street_ending"])
                number = self._between(1, 60)
                letters = divmod(part // _PER_POSTCODE, 20)
                postcode = (
                    f"{3300 + area}{'ABCDEFGHJK'[letters[0]]}{'ABCDEGHJKLMNPRSTVWXZ'[letters[1]]}"
                )
            if last and self.dice.random() < _SHARED_ADDRESS:
                yield last
                continue
            number += 2
            addition = self._one(_ADDITIONS) if self.dice.random() < _WITH_ADDITION else ""
            if addition and last:
                number -= 2 if last.addition not in ("", addition) else 0
            last = Address(
                street,
                number,
                addition,
                postcode,
                f"n{area + 1:03d}",
                f"d{area // _PER_DISTRICT + 1:02d}",
            )
            yield last

    def _household(self, number: int, address: Address) -> Household:
        kind = HOUSEHOLD_KINDS[bisect_right(list(accumulate(_KINDS)), self.dice.random() * 0.999)]
        household = Household(number, kind, address)
        surname = self._surname()
        if kind == "other":
            for _ in range(self._between(2, 4)):
                self._person(household, self._surname(), self._between(18, 70), self._one("fm"))
            return household
        age = self._between(19, 92) if kind in ("single", "couple") else self._between(24, 58)
        sex = self._one("fm") if kind == "single" else "m" if self.dice.random() < 0.97 else "f"
        if kind == "lone_parent":
            sex = "f" if self.dice.random() < 0.84 else "m"
        head = self._person(household, surname, age, sex)
        parents = [head]
        if kind.startswith("couple"):
            partner = self._person(
                household,
                self._surname(),
                max(18, age + self._between(-7, 4)),
                "f" if self.dice.random() < 0.97 else "m",
            )
            parents.append(partner)
            if self.dice.random() < _MARRIED:
                head.partner, partner.partner = partner.person, head.person
        if kind not in ("single", "couple"):
            self._children(household, parents)
        return household

    def _children(self, household: Household, parents: list[Person]) -> None:
        count = 1 + bisect_right(list(accumulate(_CHILDREN)), self.dice.random() * 0.999)
        youngest = min((REFERENCE - parent.birth).days // 365 for parent in parents)
        age = self._between(0, max(0, min(24, youngest - 18)))
        twin: date | None = None
        for _ in range(count):
            sex = self._one("fm")
            child = self._person(household, (parents[0].prefix, parents[0].surname), age, sex)
            child.parents = tuple(parent.person for parent in parents)
            if twin:
                child.birth, twin = twin, None
            elif self.dice.random() < _TWINS:
                twin = child.birth
            if sex == "m" and parents[0].sex == "m" and self.dice.random() < _AFTER_FATHER:
                child.first, child.initials = parents[0].first, parents[0].initials
            if twin is None:
                age = max(0, age - self._between(1, 4))

    def _apart(self, made: list[Household]) -> None:
        """Give some children of a lone parent a second parent and household in town."""
        singles = [one for one in made if one.kind == "single" and one.members[0].sex == "m"]
        for household in made:
            if household.kind != "lone_parent" or self.dice.random() >= _APART or not singles:
                continue
            other = singles.pop(int(self.dice.random() * len(singles)))
            parent = other.members[0]
            age = (household.members[0].birth - parent.birth).days
            if abs(age) > 12 * 365:
                continue
            for child in household.members[1:]:
                if (REFERENCE - child.birth).days < 18 * 365:
                    child.parents = (*child.parents, parent.person)
                    child.prefix, child.surname = parent.prefix, parent.surname
                    child.second = other.household

    def _surname(self) -> tuple[str, str]:
        if self.dice.random() < names()["rare"]:
            whole = (
                self._one(names()["tail_prefix"])
                + self._one(names()["stem"])
                + self._one(names()["ending"])
            )
        else:
            whole = self.surnames.pick(self.dice)
        first, _, last = whole.rpartition(" ")
        if first and not first[0].islower():
            return "", whole
        return first, last

    def _person(self, household: Household, surname: tuple[str, str], age: int, sex: str) -> Person:
        first = self.first[sex].pick(self.dice)
        initials = first[0] + "".join(
            self.first[sex].pick(self.dice)[0] for _ in range(int(self.dice.random() * 2.6))
        )
        days = int(self.dice.random() * 365)
        person = Person(
            len(self.people),
            household.household,
            first,
            initials,
            *surname,
            REFERENCE - timedelta(days=int(age * 365.25) + days + 1),
            "v" if sex == "f" else "m",
            next(self.numbers),
        )
        person.registered = self.dice.random() >= rates().per_row["unregistered"]
        self.people.append(person)
        household.members.append(person)
        return person


def seeded(what: str, seed: int, piece: int = 0) -> str:
    """Return the seed of the dice of a piece; the first has those of a town in one piece."""
    return f"{what} {seed} {piece}" if piece else f"{what} {seed}"


def _numbers(start: float, piece: int) -> Iterator[str]:
    """Yield different citizen numbers that pass the 11-test, from 9: none of them is issued."""
    row, place = divmod(piece, 7)
    stem = 90_000_000 + int(start * 1_000_000) + 7 * _STEMS * row + place
    while True:
        rest, check = stem, 0
        for weight in range(2, 10):
            rest, digit = divmod(rest, 10)
            check += weight * digit
        if check % 11 < 10:
            yield f"{stem}{check % 11}"
        stem += 7
