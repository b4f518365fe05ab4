# SPDX-License-Identifier: EUPL-1.2
"""What is given and what it costs, and measurements."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Price:
    """What a provision costs and on what ground we say so.

    basis `declared` or `budget`: `amount` (eurocents) for `year` = the calendar year before or of
    the demo's today; `volume_price`: `units` of `unit` per `frequency` at `unit_price`; `unknown`:
    nothing is filled in.
    """

    basis: str  # declared, budget, volume_price, unknown
    amount: int | None = None
    units: int | None = None
    unit: str | None = None
    frequency: str | None = None
    unit_price: int | None = None


@dataclass(frozen=True, slots=True)
class Provision:
    """What this person, or (person None) this household gets.

    `amount_is_ours` marks a story amount that the source does not give and we chose.
    """

    key: str
    household: str
    person: str | None
    product: str
    law: str
    payer: str
    provider: str
    since: date
    until: date | None
    price: Price
    admission_ground: str
    exit_reason: str | None
    payer_before_2015: str | None = None
    amount_is_ours: bool = False


@dataclass(frozen=True, slots=True)
class UncountedCost:
    """A cost that is known to be there and is not in the sum, with the reason."""

    household: str
    about: str
    reason: str


@dataclass(frozen=True, slots=True)
class Measurement:
    """One rating occasion; an area that was skipped is absent from `ratings`.

    `instrument` and `version` are those of the instruments catalogue.
    """

    person: str
    household: str
    instrument: str
    version: str
    rater: str
    on: date
    ratings: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class OtherWay:
    """Something else that could be done, with what comes of it; the cost may be unknown."""

    household: str
    name: str
    outcome: str
    on: date
    euros: int | None = None
    helps: bool | None = None
