# SPDX-License-Identifier: EUPL-1.2
"""What the institutions of a town write down: rows with errors, and the truth behind each row."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib import resources
from itertools import accumulate
from random import Random
from zlib import crc32

from voordeur.factlab.synthetic.noise import FIELDS, names, rates, spoil
from voordeur.factlab.synthetic.town import REFERENCE, Address, Household, Person, Town, seeded

SPINE = "brp"
"""The source of the register of residents, to which all others are linked."""

_BEGIN = date(REFERENCE.year - 1, 1, 1)
_WITH_PROVISION = 0.24
_HOW_MANY = (0.41, 0.26, 0.15, 0.09, 0.04, 0.025, 0.015, 0.01)
"""Provisions per household that has any: 59 % two or more, 33 % three or more (Zaanstad)."""
_PROBLEMS = 0.10


@dataclass(frozen=True)
class Institution:
    """One of the institutions: what it gives, to whom of which age, and how it writes."""

    code: str
    name: str
    file: str
    style: str
    ages: tuple[int, int]
    weight: int
    kinds: Mapping[str, int]
    law: str = ""
    payer: str = ""
    bsn: bool = False
    problems: tuple[str, ...] = ()


@dataclass(slots=True)
class Row:
    """One row of a delivery: what it says, and the truth: about whom, with which errors."""

    source: str
    says: dict[str, str]
    person: int
    household: int
    noise: list[str] = field(default_factory=list)


@cache
def institutions() -> tuple[Institution, ...]:
    """Return the 36 institutions."""
    source = resources.files(__package__).joinpath("institutions.toml")
    found = tomllib.loads(source.read_text(encoding="utf-8"))["institution"]
    return tuple(
        Institution(
            **{
                **one,
                "ages": tuple(one["ages"]),
                "problems": tuple(one.get("problems", ())),
            }
        )
        for one in found
    )


def register(town: Town) -> Iterator[Row]:
    """Yield the register of residents, without errors, as of the reference day."""
    for household in town.households:
        for person in household.members:
            if not person.registered:
                continue
            says = _about(person, household.address)
            partner = town.people[person.partner] if person.partner is not None else None
            says |= {
                "key": str(town.told(person.person)),
                "partner_prefix": partner.prefix if partner else "",
                "partner_surname": partner.surname if partner else "",
                "partner_key": str(town.told(partner.person)) if partner else "",
                "parent_keys": " ".join(str(town.told(one)) for one in person.parents),
                "neighbourhood": household.address.neighbourhood,
                "district": household.address.district,
            }
            about = town.told(person.person), town.told(household.household)
            yield Row(SPINE, says, *about)


def delivered(town: Town, seed: int) -> Iterator[Row]:
    """Yield what the institutions wrote down about last year, errors and all."""
    # Only random() is used: Python promises its sequence for a seed on every platform.
    dice = Random(seeded(f"rows {town.seed}", seed, town.piece))  # noqa: S311 -- made-up people
    for household in town.households:
        if dice.random() < _WITH_PROVISION:
            count = 1 + bisect_right(list(accumulate(_HOW_MANY)), dice.random() * 0.999)
            for _ in range(count):
                person = household.members[int(dice.random() * len(household.members))]
                yield from _provision(town, household, person, dice)
        if dice.random() < _PROBLEMS:
            yield from _problem(town, household, dice)


def _age(person: Person) -> int:
    return (REFERENCE - person.birth).days // 365


@cache
def _suitable(age: int) -> tuple[tuple[Institution, ...], tuple[float, ...]]:
    fit = tuple(one for one in institutions() if one.ages[0] <= age < one.ages[1])
    return fit, tuple(accumulate(one.weight for one in fit))


def _provision(town: Town, household: Household, person: Person, dice: Random) -> Iterator[Row]:
    fit, upto = _suitable(min(104, _age(person)))
    institution = fit[bisect_right(upto, dice.random() * upto[-1])]
    kinds = list(institution.kinds.items())
    kind, euros = kinds[int(dice.random() * len(kinds))]
    start = REFERENCE - timedelta(days=1 + int(dice.random() * 700))
    end = max(start, _BEGIN) + timedelta(days=30 + int(dice.random() * 500))
    what = {
        "kind": kind,
        "from": start.isoformat(),
        "to": end.isoformat() if end < REFERENCE else "",
        "cost": str(int(euros * (0.4 + 1.2 * dice.random()))) if dice.random() < 0.9 else "",
    }
    if institution.problems:
        what["intended"] = _marked(town, person, kind)
    yield from _rows(town, household, person, institution, what, dice)


def _marked(town: Town, person: Person, kind: str) -> str:
    """Say what a team said of the stacking: meant, not meant, or nothing.

    Not thrown with the dice: everything else of a town stays as it was drawn.
    """
    return ("ja", "ja", "nee", "nee", "")[crc32(f"{town.seed} {person.person} {kind}".encode()) % 5]


def _problem(town: Town, household: Household, dice: Random) -> Iterator[Row]:
    team = institutions()[-1]
    for area in team.problems:
        if dice.random() < 0.3:
            person = household.members[int(dice.random() * len(household.members))]
            state = "open" if dice.random() < 0.7 else "solved"
            yield from _rows(town, household, person, team, {"area": area, "state": state}, dice)


def _rows(
    town: Town,
    household: Household,
    person: Person,
    institution: Institution,
    what: dict[str, str],
    dice: Random,
) -> Iterator[Row]:
    row = row_about(town, household, person, institution, dice)
    row.says |= what
    yield row
    if dice.random() < rates().per_row["twice"]:
        row.noise.append("twice")
        yield Row(row.source, dict(row.says), row.person, row.household, list(row.noise))


def row_about(
    town: Town, household: Household, person: Person, institution: Institution, dice: Random
) -> Row:
    """Return what an institution writes down about a person, with the errors made on the way."""
    own = rates().per_row
    noise: list[str] = [] if person.registered else ["unregistered"]
    address = household.address
    if household.former and dice.random() < own["moved"] / 0.12:
        address = household.former
        noise.append("moved")
    elif person.second is not None and dice.random() < 0.5:
        address = town.households[person.second].address
        noise.append("two_homes")
    says = _about(person, address)
    partner = town.people[person.partner] if person.partner is not None else None
    if partner and person.sex == "v" and dice.random() < own["partner_name"]:
        _married(says, partner, dice)
        noise.append("partner_name")
    if person.first in names()["short"] and dice.random() < own["short_name"]:
        short = names()["short"][person.first]
        says["first"] = short[int(dice.random() * len(short))]
        noise.append("short_name")
    if says["addition"] and dice.random() < own["no_addition"]:
        says["addition"] = ""
        noise.append("no_addition")
    others = [one for one in household.members if one is not person]
    housemate = _about(others[int(dice.random() * len(others))], address) if others else {}
    noise += spoil(says, housemate, dice)
    if says["birth"] and dice.random() < own["year_only"]:
        says["birth"] = says["birth"][:4]
        noise.append("year_only")
    if not institution.bsn:
        says["bsn"] = ""
    if institution.style == "initials":
        says["first"] = ""
    about = town.told(person.person), town.told(household.household)
    return Row(institution.code, says, *about, noise)


def _married(says: dict[str, str], partner: Person, dice: Random) -> None:
    """Write the name of somebody who married in another way: his, his-hers or hers-his."""
    own = f"{says['prefix']} {says['surname']}".strip()
    his = f"{partner.prefix} {partner.surname}".strip()
    way = int(dice.random() * 3)
    if way == 0:
        says["prefix"], says["surname"] = partner.prefix, partner.surname
    elif way == 1:
        says["prefix"], says["surname"] = partner.prefix, f"{partner.surname}-{own}"
    else:
        says["surname"] = f"{says['surname']}-{his}"


def _about(person: Person, address: Address) -> dict[str, str]:
    values = (
        person.first,
        person.initials,
        person.prefix,
        person.surname,
        person.birth.isoformat(),
        person.sex,
        address.street,
        str(address.number),
        address.addition,
        address.postcode,
        person.bsn,
    )
    return dict(zip(FIELDS, values, strict=True))
