# SPDX-License-Identifier: EUPL-1.2
"""Build what is there before the first household: institutions, teams, laws, products, staff."""

from datetime import date
from functools import cache

from voordeur.town.chance import Dice
from voordeur.town.facts import (
    Area,
    DemoAccount,
    Department,
    Institution,
    Law,
    Neighbourhood,
    Payer,
    PayerPeriod,
    Product,
    Professional,
    Team,
    Town,
)
from voordeur.town.population import data, population

NAME = "Waterveen"
REGIME_DATE = date(2015, 1, 1)
#: Professionals with a caseload in all wijkteams together, besides those the file names.
STAFF = {"small": 11, "full": 200}


@cache
def laws_payer() -> dict[str, str]:
    """Return who pays under each law unless a product says otherwise."""
    return {key: row[2] for key, row in data("institutions.toml")["law"].items()}


@cache
def products() -> tuple[Product, ...]:
    """Return all provision types, in the order of the file."""
    found = []
    for key, row in data("products.toml").items():
        payer = row.get("payer", laws_payer()[row["law"]])
        before = row.get("before")
        payers = (
            (PayerPeriod(before, None, REGIME_DATE), PayerPeriod(payer, REGIME_DATE, None))
            if before
            else (PayerPeriod(payer, None, None),)
        )
        low, high = row.get("ages", (None, None))
        found.append(
            Product(
                key,
                row["nl"],
                row["en"],
                row["law"],
                row.get("code"),
                payers,
                tuple(row["providers"]),
                row["for"],
                low,
                high,
            )
        )
    return tuple(found)


def mail(first: str, prefix: str, surname: str, institution: str, number: int = 0) -> str:
    """Return a mail address under .example, which can never receive mail."""
    plain = "".join(
        letter for letter in f"{first}.{prefix}{surname}".lower() if letter.isascii()
    ).replace(" ", "")
    return f"{plain}{number or ''}@{institution}.example"


def named_staff() -> list[Professional]:
    """Return the professionals whom the file names: the demo's roles and the stories' helpers."""
    return [
        Professional(
            key=key,
            first_name=first,
            prefix=prefix,
            surname=surname,
            role=role,
            institution=institution,
            department=department or None,
            team=team or None,
            email=mail(first, prefix, surname, institution),
        )
        for key, (first, prefix, surname, role, institution, department, team) in data(
            "institutions.toml"
        )["professional"].items()
    ]


def drawn_staff(seed: int, size: str) -> list[Professional]:
    """Draw the wijkteam professionals: more where there is more work, at least one per area."""
    staff = []
    work = dict.fromkeys((area for area, _ in population().areas), 0.0)
    for place in population().places:
        work[place.area] += place.weight * sum(place.groups)
    for area, share in work.items():
        for number in range(1, max(1, round(STAFF[size] * share / sum(work.values()))) + 1):
            dice = Dice(seed, "staff", area, number)
            pool = population().pools.pick(dice)
            first = dice.pick(pool.first[dice.pick("ffm"), ""])
            prefix, surname = dice.pick(pool.surnames)
            staff.append(
                Professional(
                    key=f"{area}-{number:02}",
                    first_name=first,
                    prefix=prefix,
                    surname=surname,
                    role="professional",
                    institution="gemeente",
                    department="wijkteams",
                    team=f"team-{area}",
                    email=mail(first, prefix, surname, f"{area}.gemeente", number),
                )
            )
    return staff


def drawn_leads(seed: int, size: str) -> list[Professional]:
    """Draw who leads the teams that the file names nobody for; the small town has one team at work."""
    if size == "small":
        return []
    led = {one.team for one in named_staff() if one.role == "team_lead"}
    staff = []
    for area, _share in population().areas:
        if f"team-{area}" in led:
            continue
        dice = Dice(seed, "lead", area)
        pool = population().pools.pick(dice)
        first = dice.pick(pool.first[dice.pick("ffm"), ""])
        prefix, surname = dice.pick(pool.surnames)
        staff.append(
            Professional(
                key=f"{area}-lead",
                first_name=first,
                prefix=prefix,
                surname=surname,
                role="team_lead",
                institution="gemeente",
                department="wijkteams",
                team=f"team-{area}",
                email=mail(first, prefix, surname, f"leiding.{area}.gemeente"),
            )
        )
    return staff


def frame(seed: int, size: str, today: date) -> Town:
    """Return the town without its households."""
    file = data("institutions.toml")
    return Town(
        name=NAME,
        seed=seed,
        size=size,
        today=today,
        institutions=tuple(Institution(key, *row) for key, row in file["institution"].items()),
        departments=tuple(Department(key, *row) for key, row in file["department"].items()),
        areas=tuple(Area(key, name) for key, name in population().areas),
        neighbourhoods=tuple(
            Neighbourhood(place.key, place.name, place.area, place.postcode)
            for place in population().places
        ),
        teams=tuple(
            Team(f"team-{key}", f"Wijkteam {name}", "wijkteams", key)
            for key, name in population().areas
        ),
        laws=tuple(Law(key, row[0], row[1]) for key, row in file["law"].items()),
        payers=tuple(Payer(key, *row) for key, row in file["payer"].items()),
        products=products(),
        professionals=tuple(named_staff() + drawn_staff(seed, size) + drawn_leads(seed, size)),
        accounts=tuple(
            DemoAccount(key, role, professional or None, person or None, dutch, english)
            for key, (role, professional, person, dutch, english) in file["account"].items()
        ),
    )
