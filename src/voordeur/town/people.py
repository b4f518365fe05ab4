# SPDX-License-Identifier: EUPL-1.2
"""Draw who lives together: one household from its own stream of chance and the CBS margins."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from voordeur.town.chance import Dice
from voordeur.town.facts import Address, Household, LegalAuthority, Membership, Person, Relation
from voordeur.town.population import Place, Pool, population

CITY = "Waterveen"
#: Letters that no Dutch postcode has: an address in Waterveen cannot be anybody's.
POSTCODE_LETTERS = ("SA", "SD", "SS")
YOUNGEST_PARENT = 16
#: A share of lone parents' children who also live with their other parent (own choice).
ALSO_ELSEWHERE = 0.25


@dataclass(slots=True)
class Home:
    """One drawn household while it is being filled."""

    household: Household
    address: Address
    dice: Dice
    place: Place
    persons: list[Person] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    authorities: list[LegalAuthority] = field(default_factory=list)

    def newcomers(self) -> tuple[Person, ...]:
        """Return the members whom no earlier home has brought in."""
        mine = self.household.key + "/"
        return tuple(person for person in self.persons if person.key.startswith(mine))

    def adults(self, today: date) -> list[Person]:
        """Return the members of 18 and older, in the order they were drawn."""
        return [person for person in self.persons if person.age_on(today) >= 18]

    def children(self, today: date) -> list[Person]:
        """Return the members under 18, also those who live here part of the time."""
        return [person for person in self.persons if person.age_on(today) < 18]


def birthday(dice: Dice, age: int, today: date) -> date:
    """Return a birth date that makes someone exactly `age` years old today."""
    year, month, day = today.year - age, today.month, min(today.day, 28)
    return date(year, month, day) - timedelta(days=dice.between(6, 360))


def age_in(dice: Dice, band: int, low: int = 0, high: int = 99) -> int:
    """Return an age within a five-year band, kept within [low, high] where the band allows."""
    first, last = max(band, min(low, band + 4)), min(band + 4, max(high, band))
    return dice.between(first, max(first, last))


def first_name(dice: Dice, pool: Pool, sex: str, age: int) -> str:
    """Return a first name that fits someone's generation."""
    generation = "_young" if age < 25 else "" if age < 68 else "_old"
    return dice.pick(pool.first[sex, generation])


class Drawing:
    """Draws the homes of one town, one after the other."""

    def __init__(self, seed: int, today: date, numbers: Iterator[str]) -> None:
        self._seed = seed
        self._today = today
        self._numbers = numbers
        self._doors: dict[tuple[str, str], int] = {}
        self._waiting: list[tuple[Person, Person, date]] = []

    def home(self, index: int) -> Home:
        """Draw household number `index`; call it for 0, 1, 2, … in order."""
        dice = Dice(self._seed, "household", index)
        town = population()
        place, group = town.where.pick(dice)
        kind, children = town.in_group[("single", "childless", "with_children")[group]].pick(dice)
        key = f"hh-{index:06}"
        address = self._address(dice, place, key)
        household = Household(key, kind, place.area, place.key, address.key, "none")
        home = Home(household, address, dice, place)
        pool = town.pools.pick(dice)
        band = town.ages[kind].pick(dice)
        low = 18 if kind != "couple_children" and kind != "lone_parent" else 19
        ages = [age_in(dice, band, low)]
        if kind in ("couple", "couple_children"):
            ages.append(age_in(dice, band, low))
        elif kind == "other":
            ages.append(age_in(dice, town.ages[kind].pick(dice), 18))
        self._adults(home, pool, ages)
        if children:
            self._children(home, pool, band, children)
        self._other_parent(home)
        return home

    def _address(self, dice: Dice, place: Place, key: str) -> Address:
        town = population()
        street = dice.pick(town.street_first) + dice.pick(town.street_last)
        number = self._doors[place.postcode, street] = self._doors.get(
            (place.postcode, street), 0
        ) + dice.between(1, 3)
        postcode = f"{place.postcode} {POSTCODE_LETTERS[len(street) % 3]}"
        return Address(f"{key}/address", street, number, postcode, CITY, place.key)

    def _person(
        self, home: Home, pool: Pool, sex: str, born: date, name: tuple[str, str]
    ) -> Person:
        age = self._today.year - born.year
        person = Person(
            f"{home.household.key}/{len(home.persons) + 1}",
            first_name(home.dice, pool, sex, age),
            *name,
            born,
            {"f": "female", "m": "male"}[sex],
            next(self._numbers),
        )
        home.persons.append(person)
        return person

    def _join(self, home: Home, person: Person, role: str, since: date, registered: bool) -> None:
        home.memberships.append(
            Membership(
                person.key,
                home.household.key,
                role,
                max(since, person.born),
                None,
                registered,
                home.address.key,
            )
        )

    def _adults(self, home: Home, pool: Pool, ages: list[int]) -> None:
        dice, kind = home.dice, home.household.kind
        since = self._today - timedelta(days=dice.between(120, 365 * 14))
        female = 0.78 if kind == "lone_parent" else 0.5
        sexes = ["f" if dice.happens(female) else "m"]
        if len(ages) == 2:
            same = dice.happens(0.02) or (kind == "other" and dice.happens(0.5))
            sexes.append(sexes[0] if same else "fm"[sexes[0] == "f"])
        role = {"single": "adult", "other": "other", "lone_parent": "parent"}.get(kind, "partner")
        if kind == "couple_children":
            role = "parent"
        for age, sex in zip(ages, sexes, strict=True):
            own = pool if dice.happens(0.9) else population().pools.pick(dice)
            born = birthday(dice, age, self._today)
            adult = self._person(home, own, sex, born, dice.pick(own.surnames))
            grown_up = born + timedelta(days=365 * 17)
            self._join(home, adult, role, max(since, grown_up), True)
        if len(ages) == 2:
            bond = "partner" if kind != "other" else "housemate"
            one, two = home.persons
            home.relations.append(Relation(one.key, two.key, bond, None, None))

    def _children(self, home: Home, pool: Pool, band: int, count: int) -> None:
        dice = home.dice
        parents = list(home.persons)
        youngest = min(parent.age_on(self._today) for parent in parents)
        name = (parents[-1].prefix, parents[-1].surname)
        arrival = max(member.since for member in home.memberships)
        if count == 3 and dice.happens(0.3):
            count += dice.between(1, 2)
        borns: list[date] = []
        for _ in range(count):
            child_band = population().child_ages[band].pick(dice)
            age = age_in(dice, child_band, 0, youngest - YOUNGEST_PARENT)
            age = max(0, min(age, youngest - YOUNGEST_PARENT))
            born = birthday(dice, age, self._today)
            borns.append(self._spaced(born, borns, youngest))
        for born in sorted(borns):
            child = self._person(home, pool, dice.pick("fm"), born, name)
            self._join(home, child, "child", arrival, True)
            for parent in parents:
                home.relations.append(Relation(parent.key, child.key, "parent", None, None))
                if child.age_on(self._today) < 18:
                    home.authorities.append(
                        LegalAuthority(
                            child.key, "parental_authority", parent.key, None, child.born, None
                        )
                    )
        if home.household.kind == "lone_parent" and dice.happens(ALSO_ELSEWHERE):
            minors = home.children(self._today)
            if minors:
                self._waiting.append((parents[0], minors[0], arrival))

    def _spaced(self, born: date, siblings: list[date], youngest_parent: int) -> date:
        """Return a birth date at least 300 days from each sibling's, or a twin's.

        Earlier until it fits; where that would make the parent too young, a twin.
        """
        while close := [other for other in siblings if 0 < abs((born - other).days) < 300]:
            born -= timedelta(days=30)
            if (self._today - born).days // 365 > youngest_parent - YOUNGEST_PARENT:
                return close[0]
        return born

    def _other_parent(self, home: Home) -> None:
        """Let a child of an earlier lone parent live here too, if the ages make that likely."""
        if home.household.kind != "single" or not self._waiting:
            return
        parent, child, since = self._waiting[0]
        adult = home.persons[0]
        older = (child.born - adult.born).days / 365.25
        if not 18 < older < 48 or abs((adult.born - parent.born).days) > 3650:
            return
        del self._waiting[0]
        arrival = max(since, home.memberships[0].since)
        self._join(home, child, "child", arrival, False)
        home.relations += [
            Relation(adult.key, child.key, "parent", None, None),
            Relation(adult.key, parent.key, "ex_partner", None, None),
        ]
        home.authorities.append(
            LegalAuthority(child.key, "parental_authority", adult.key, None, child.born, None)
        )
        home.persons.append(child)
