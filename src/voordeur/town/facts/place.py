# SPDX-License-Identifier: EUPL-1.2
"""What is there before the first household: institutions, laws, products, teams, staff."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Institution:
    """An organisation that helps, pays or watches. `kind` says what sort (police, shelter, …)."""

    key: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Department:
    """A part of an institution."""

    key: str
    institution: str
    name: str


@dataclass(frozen=True, slots=True)
class Team:
    """A wijkteam: professionals who share the caseload of one area."""

    key: str
    name: str
    department: str
    area: str


@dataclass(frozen=True, slots=True)
class Law:
    """A law under which help is given; `none` is the municipality's or a party's own policy."""

    key: str
    name_nl: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Payer:
    """A party a euro comes from."""

    key: str
    name_nl: str
    name_en: str


@dataclass(frozen=True, slots=True)
class PayerPeriod:
    """Who pays for a product within [since, until); None is open at that side."""

    payer: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Product:
    """A provision type: what can be had, under which law, who pays when, from which providers."""

    key: str
    name_nl: str
    name_en: str
    law: str
    code: str | None  # product category of iWmo (WMO020) or iJw (JZ020)
    payers: tuple[PayerPeriod, ...]
    providers: tuple[str, ...]
    subject: str  # child, adult, senior or household
    age_from: int | None
    age_until: int | None

    def payer_on(self, day: date) -> str:
        """Return the key of the payer on that day."""
        for period in self.payers:
            if (period.since is None or period.since <= day) and (
                period.until is None or day < period.until
            ):
                return period.payer
        raise ValueError(f"Nobody pays for {self.key} on {day}: add a payer for that time.")


@dataclass(frozen=True, slots=True)
class Area:
    """A part of town with a wijkteam of its own."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A neighbourhood with the four digits of its postcode."""

    key: str
    name: str
    area: str
    postcode: str


@dataclass(frozen=True, slots=True)
class Professional:
    """A paid person who helps or steers. `team` only for those in a wijkteam."""

    key: str
    first_name: str
    prefix: str
    surname: str
    role: str  # one of the roles of the demo sign-in
    institution: str
    department: str | None
    team: str | None
    email: str


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One choice on the demo sign-in: a role, played by a professional or by a resident."""

    key: str
    role: str
    professional: str | None
    person: str | None
    label_nl: str
    label_en: str


@dataclass(frozen=True, slots=True)
class Town:
    """Everything that is there before the first household."""

    name: str
    seed: int
    size: str
    today: date
    institutions: tuple[Institution, ...]
    departments: tuple[Department, ...]
    areas: tuple[Area, ...]
    neighbourhoods: tuple[Neighbourhood, ...]
    teams: tuple[Team, ...]
    laws: tuple[Law, ...]
    payers: tuple[Payer, ...]
    products: tuple[Product, ...]
    professionals: tuple[Professional, ...]
    accounts: tuple[DemoAccount, ...]
