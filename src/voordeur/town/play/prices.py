# SPDX-License-Identifier: EUPL-1.2
"""What a drawn provision is and costs, as the product writes it down. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from voordeur.ledger.entries import Period
from voordeur.provisions.given import NO_PRICE, Given, Price
from voordeur.provisions.pricing import AmountOver, Per
from voordeur.town import facts as f
from voordeur.town.play.words import law_code

#: Payers that go under another code in the list of the product.
PAYERS: Final[Mapping[str, str]] = {
    "long_term_care": "care_office",
    "awbz": "care_office",
    "education": "school",
    "resident": "household",
}
#: Units of the facts that the product counts under a wider name.
UNITS: Final[Mapping[str, str]] = {"night": "day", "trip": "piece", "month": "piece"}
MONTHS: Final = 12


def payer_code(payer: str) -> str:
    """Return the code of a payer in the list of the product."""
    return PAYERS.get(payer, payer)


def priced(fact: f.Provision, today: date) -> Price:
    """Return the price: bills for the months that are over, a budget for the year, or a volume.

    An amount of the facts is for a whole calendar year: this one, or the last in which the help
    still ran. What was declared is billed a month later, so the rest of the year rests on the
    budget.
    """
    price = fact.price
    if price.basis == "volume_price":
        return Price(
            units=price.units,
            unit=UNITS.get(price.unit or "", price.unit or ""),
            per=Per(price.frequency) if price.frequency else None,
            unit_cents=price.unit_price,
        )
    if price.amount is None:
        return NO_PRICE
    year = min(today.year, fact.until.year if fact.until else today.year)
    budget = AmountOver(price.amount, Period.year(year))
    bills = bills_of(price.amount, year, fact, today) if price.basis == "declared" else ()
    return Price(declared=bills, budget=budget)


def bills_of(amount: int, year: int, fact: f.Provision, today: date) -> tuple[AmountOver, ...]:
    """Return a bill for each whole month that is over; twelve of them are the whole amount."""
    found = []
    for month in range(1, MONTHS + 1):
        first = date(year, month, 1)
        after = date(year + month // MONTHS, month % MONTHS + 1, 1)
        if fact.since <= first and after <= today and (fact.until is None or after <= fact.until):
            cents = amount * month // MONTHS - amount * (month - 1) // MONTHS
            found.append(AmountOver(cents, Period(first, after)))
    return tuple(found)


def given(
    fact: f.Provision,
    *,
    product: f.Product,
    person_id: int | None,
    type_id: int,
    provider_id: int,
    until: date | None,
    today: date,
) -> Given:
    """Return a provision as somebody records it; without `until` it is still running then."""
    return Given(
        name=product.name_nl,
        law=law_code(fact.law),
        from_date=fact.since,
        until=until,
        person_id=person_id,
        type_id=type_id,
        provider_id=provider_id,
        payer=payer_code(fact.payer),
        category=product.code or "",
        price=priced(fact, today),
        admission_ground=fact.admission_ground,
        exit_reason=(fact.exit_reason or "") if until else "",
    )
