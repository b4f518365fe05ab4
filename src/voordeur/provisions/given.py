# SPDX-License-Identifier: EUPL-1.2
"""What is said of a provision, checked at birth; and in which part of the file it belongs.

Pure: the actions, the forms and both importers make the same value.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from voordeur.ledger.entries import Period
from voordeur.ledger.eurocents import MoneyError
from voordeur.provisions.pricing import AmountOver, Intervention, Per, Volume

PART_OF_LAW: Mapping[str, str] = MappingProxyType(
    {
        "jeugdwet": "youth",
        "wjz": "youth",
        "leerplicht": "youth",
        "onderwijs": "youth",
        "zvw": "health",
        "wlz": "health",
        "awbz": "health",
        "participatiewet": "money",
        "wgs": "money",
        "justitie": "justice",
    }
)


def compartment_of(law: str, person_id: int | None) -> str:
    """Return the part of the file a provision belongs to: the member's by law, else the household's.

    The cost goes with it: who sees the help sees what it costs.
    """
    return "common" if person_id is None else PART_OF_LAW.get(law, "own")


class GivenError(ValueError):
    """What was said of a provision cannot be; `what` is the message id, `where` the field."""

    def __init__(self, what: str, where: str, remedy: str = "") -> None:
        super().__init__(f"{what} ({where})")
        self.what, self.where, self.remedy = what, where, remedy


@dataclass(frozen=True, slots=True)
class Price:
    """What is known of a price, in eurocents; everything may be missing, and missing is not 0."""

    declared: tuple[AmountOver, ...] = ()
    budget: AmountOver | None = None
    units: int | None = None
    unit: str = ""
    per: Per | None = None
    unit_cents: int | None = None
    average: bool = False

    @property
    def volume(self) -> Volume | None:
        """The volume with its price, or None as long as one of the three is missing."""
        if self.units is None or self.per is None or self.unit_cents is None:
            return None
        return Volume(self.units, self.unit_cents, self.per, self.average)

    def columns(self) -> dict[str, Any]:
        """Return the price as the columns of a provision."""
        return {
            "declared": [
                [
                    bill.period.from_.isoformat(),
                    bill.period.until.isoformat() if bill.period.until else None,
                    bill.cents,
                ]
                for bill in self.declared
            ],
            "budget_cents": self.budget.cents if self.budget else None,
            "budget_from": self.budget.period.from_ if self.budget else None,
            "budget_until": self.budget.period.until if self.budget else None,
            "units": self.units,
            "unit": self.unit,
            "per": str(self.per) if self.per else "",
            "unit_cents": self.unit_cents,
            "average_price": self.average,
        }


def price_of(row: Any) -> Price:
    """Return the price in the columns of a provision: the inverse of `Price.columns`."""
    return Price(
        declared=tuple(
            AmountOver(cents, Period(date.fromisoformat(first), date.fromisoformat(until)))
            for first, until, cents in row.declared or ()
        ),
        budget=AmountOver(row.budget_cents, Period(row.budget_from, row.budget_until))
        if row.budget_cents is not None
        else None,
        units=row.units,
        unit=row.unit or "",
        per=Per(row.per) if row.per else None,
        unit_cents=row.unit_cents,
        average=bool(row.average_price),
    )


NO_PRICE = Price()
"""Nothing is known of the price."""


@dataclass(frozen=True, slots=True)
class Given:
    """One provision as somebody says it is; raises GivenError when it cannot be so."""

    name: str
    law: str
    from_date: date
    until: date | None = None
    person_id: int | None = None
    type_id: int | None = None
    provider_id: int | None = None
    provider_agb: str = ""
    payer: str = "unknown"
    flow: str = ""
    category: str = ""
    code: str = ""
    price: Price = NO_PRICE
    admission_ground: str = ""
    exit_reason: str = ""
    not_counted: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise GivenError("Say which help it is.", "name")
        if self.until is not None and self.until <= self.from_date:
            raise GivenError("The end lies before the start.", "until")
        volume = self.price
        if any(value is not None and value < 0 for value in (volume.units, volume.unit_cents)):
            raise GivenError("An amount cannot be below zero.", "units")

    def columns(self) -> dict[str, Any]:
        """Return all columns of a provision that say what it is."""
        return {
            "name": self.name.strip()[:160],
            "law": self.law,
            "from_date": self.from_date,
            "until": self.until,
            "person_id": self.person_id,
            "type_id": self.type_id,
            "provider_id": self.provider_id,
            "provider_agb": self.provider_agb,
            "payer": self.payer,
            "flow": self.flow,
            "category": self.category,
            "code": self.code,
            "admission_ground": self.admission_ground.strip()[:200],
            "exit_reason": self.exit_reason.strip()[:200],
            "not_counted": self.not_counted,
            "compartment": compartment_of(self.law, self.person_id),
            **self.price.columns(),
        }


def intervention(
    *,
    id: str,  # noqa: A002 - the name the sum gives it
    household: str,
    person: str | None,
    provider: str,
    law: str,
    payer: str,
    flow: str,
    from_date: date,
    until: date | None,
    price: Price,
    not_counted: str,
    withdrawn: bool,
) -> Intervention | None:
    """Return what the cost sum adds up; None when an assignment was taken back without any bill.

    Of one that was taken back only the bills count.
    """
    if withdrawn and not price.declared:
        return None
    try:
        return Intervention(
            id=id,
            provider=provider,
            law=law,
            flow=flow or None,
            payer=None if payer == "unknown" else payer,
            person=person,
            household=household if person is None else None,
            period=Period(from_date, until),
            declared=price.declared,
            budget=None if withdrawn else price.budget,
            volume=None if withdrawn else price.volume,
            not_counted=not_counted or None,
        )
    except MoneyError as error:
        raise GivenError(error.what, "price", error.remedy) from error
