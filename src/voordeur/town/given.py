# SPDX-License-Identifier: EUPL-1.2
"""Draw what a household gets: how many provisions, which, for whom, at which price.

The shares are those of Factlab Zaanstad: of the households with a provision 59 % have at least
two and 33 % at least three; 36 institutions; about 32,000 provisions over 14,500 households.
A provision counts when it ran at some moment of the year that ends today.
"""

from datetime import date, timedelta
from functools import cache
from typing import Any

from voordeur.town.chance import Dice, Weighted
from voordeur.town.facts import Person, Price, Product, Provision
from voordeur.town.frame import REGIME_DATE, products
from voordeur.town.people import Home
from voordeur.town.population import data, population

#: How many provisions a household has that has one: 1, 2 and 3 or more from Factlab (41, 26 and
#: 33 %), the tail chosen so that the mean is 32,000 / 14,500.
NUMBER = Weighted(
    (1, 2, 3, 4, 5, 6, 7, 8, 9),
    (41, 26, 33 * 0.52, 33 * 0.25, 33 * 0.13, 33 * 0.06, 33 * 0.02, 33 * 0.01, 33 * 0.01),
)
#: Ground of a price, from best to none (own choice of shares).
BASIS = Weighted(("declared", "budget", "volume_price", "unknown"), (46, 24, 20, 10))
PENSION_AGE = 67
REASONS = {
    "wmo": ("Aanvraag bij het Wmo-loket", "Via het wijkteam", "Na ontslag uit het ziekenhuis"),
    "jeugdwet": ("Verwijzing van de huisarts", "Via het wijkteam", "Besluit van de rechter"),
    "participatiewet": ("Te weinig inkomen", "Werk verloren", "Na een scheiding"),
    "wgs": ("Zelf gemeld met schulden", "Vroegsignaal van een schuldeiser"),
    "zvw": ("Verwijzing van de huisarts",),
}
ENDS = ("Doel bereikt", "Verhuisd", "In overleg gestopt", "Overgegaan in andere hulp", "Termijn om")


@cache
def _rows() -> dict[str, Any]:
    return data("products.toml")


def fits(product: Product, person: Person, today: date) -> bool:
    """Return whether a product is meant for this person today."""
    age = person.age_on(today)
    wanted = "child" if age < 18 else "adult" if age < PENSION_AGE else "senior"
    if product.subject != wanted:
        return False
    low, high = product.age_from, product.age_until
    return (low is None or low <= age) and (high is None or age < high)


def price(dice: Dice, product: Product) -> Price:
    """Draw a price on one of the four grounds; without a volume in the file never `volume_price`."""
    row, basis = _rows()[product.key], BASIS.pick(dice)
    if basis == "unknown":
        return Price("unknown")
    if basis == "volume_price" and "volume" in row:
        unit, frequency, low, high, euros = row["volume"]
        return Price(
            "volume_price",
            units=dice.between(low, high),
            unit=unit,
            frequency=frequency,
            unit_price=euros * 100,
        )
    low, high = row["year"]
    basis = "budget" if basis == "volume_price" else basis
    cents = dice.between(0, 99) if basis == "declared" else 0
    return Price(basis, amount=dice.between(low, high) * 100 + cents)


def options(home: Home, today: date) -> tuple[list[tuple[Product, Person | None]], list[float]]:
    """Return what the members of this home may get, with how likely each is."""
    found: list[tuple[Product, Person | None]] = []
    weights: list[float] = []
    members = home.newcomers()
    for product in products():
        weight = float(_rows()[product.key]["weight"])
        if product.subject == "household":
            found.append((product, None))
            weights.append(weight)
            continue
        for person in members:
            if fits(product, person, today):
                found.append((product, person))
                weights.append(weight)
    return found, weights


def provisions(home: Home, today: date) -> tuple[Provision, ...]:
    """Draw the provisions of a home; most homes have none."""
    dice = home.dice
    if not dice.happens(population().provision_chance(home.place, home.household.kind)):
        return ()
    wanted = NUMBER.pick(dice)
    found, weights = options(home, today)
    given: list[Provision] = []
    while len(given) < wanted and any(weights):
        place = Weighted(range(len(found)), weights).pick(dice)
        weights[place] = 0.0
        given.append(_provision(home, len(given) + 1, *found[place], today))
    return tuple(given)


def _provision(
    home: Home, number: int, product: Product, person: Person | None, today: date
) -> Provision:
    dice = home.dice
    until = None
    if dice.happens(0.22):
        until = today - timedelta(days=dice.between(0, 350))
    born = person.born if person else min(member.born for member in home.persons)
    start = (until or today) - timedelta(days=dice.between(14, 365 * 3))
    earliest = born.replace(day=min(born.day, 28), year=born.year + (product.age_from or 0))
    if person and product.subject in ("adult", "senior"):
        years = PENSION_AGE if product.subject == "senior" else max(18, product.age_from or 18)
        earliest = born.replace(day=min(born.day, 28), year=born.year + years)
    earliest = max(earliest, born) + timedelta(days=4)
    since = max(start, earliest, REGIME_DATE)
    if since >= today:
        since = today - timedelta(days=1)
    if until is not None and until <= since:
        until = None
    return Provision(
        key=f"{home.household.key}/p{number}",
        household=home.household.key,
        person=person.key if person else None,
        product=product.key,
        law=product.law,
        payer=product.payer_on(today),
        provider=dice.pick(product.providers),
        since=since,
        until=until,
        price=price(dice, product),
        admission_ground=dice.pick(REASONS.get(product.law, ("Via het wijkteam",))),
        exit_reason=dice.pick(ENDS) if until else None,
        payer_before_2015=product.payer_on(REGIME_DATE - timedelta(days=1)),
    )
