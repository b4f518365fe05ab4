# SPDX-License-Identifier: EUPL-1.2
"""The content of iWmo and iJw 3.2 messages as plain values.

English names; the iStandaarden (and where it has one the GGM) name stands in each docstring.
Amounts are whole eurocents, dates are as sent: an end date in a message is the *last* day.
Values about persons never show in a repr, so that they cannot slip into a log.
"""

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import NamedTuple


class Law(StrEnum):
    """The law of a provision, coded as in the laws of partners; the message family tells it."""

    WMO = "wmo"
    """Wet maatschappelijke ondersteuning 2015, iWmo."""
    YOUTH = "jeugdwet"
    """Jeugdwet, iJw."""


class MessageIdentity(NamedTuple):
    """What makes a message the same message: sender, identification and message code."""

    sender: str
    identification: str
    code: str


class BirthDate(NamedTuple):
    """A date of birth of which parts may be unknown (Geboortedatum with DatumGebruik).

    `year` None means the whole date is unknown; `month` None that only the year is known;
    `day` None that year and month are known.
    """

    year: int | None
    month: int | None = None
    day: int | None = None

    @property
    def iso(self) -> str:
        """As text of four, seven or ten characters; empty when nothing is known."""
        if self.year is None:
            return ""
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Header:
    """Who sends what to whom (Header)."""

    law: Law
    kind: str
    """The number of the message: "301", "305", "307", "315", "317" or "323"."""
    code: str
    """BerichtCode, for example "414" for a Wmo 301."""
    sender: str
    """Afzender: municipality (4 digits, CBS) for a 301, else provider (8 digits, AGB)."""
    receiver: str
    """Ontvanger: the other party."""
    identification: str
    """Identificatie, at most 12 characters, chosen by the sender."""
    dated: date
    """Dagtekening."""
    base_schema_version: str = ""
    message_schema_version: str = ""

    @property
    def identity(self) -> MessageIdentity:
        """The identity by which a message is imported at most once."""
        return MessageIdentity(self.sender, self.identification, self.code)

    @property
    def municipality(self) -> str:
        """The CBS code of the municipality in this exchange, four digits."""
        return self.sender if self.kind == "301" else self.receiver

    @property
    def provider(self) -> str:
        """The AGB code of the provider in this exchange, eight digits."""
        return self.receiver if self.kind == "301" else self.sender


@dataclass(frozen=True, slots=True, repr=False)
class Name:
    """A person's name in its parts (Naam; Geslachtsnaam, Partnernaam)."""

    surname: str
    prefix: str = ""
    partner_surname: str = ""
    partner_prefix: str = ""
    first_names: str = ""
    initials: str = ""
    use: str = ""
    """NaamGebruik, code list COD700."""


@dataclass(frozen=True, slots=True, repr=False)
class Address:
    """An address (Adres; GGM Nummeraanduiding); `house_number` is None when not given."""

    street: str = ""
    house_number: int | None = None
    house_letter: str = ""
    addition: str = ""
    indication: str = ""
    """AanduidingWoonadres: AB aan boord, BY bij, TO tegenover, WW woonwagen."""
    postcode: str = ""
    town: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Contact:
    """One way to reach somebody (Contact): an address of some kind, telephones, mail."""

    kind: str
    """Soort, code list COD757."""
    address: Address | None = None
    organisation: str = ""
    telephones: tuple[str, ...] = ()
    """Country number and number, for example "0031 0201234567"."""
    email: str = ""
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Relation:
    """Somebody around the client (Relatie; GGM Relatie and Relatiesoort)."""

    number: str
    kind: str
    """Soort, code list COD472."""
    name: Name
    order: int | None = None
    birth: BirthDate | None = None
    sex: str = ""
    contact: Contact | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Client:
    """The person a message is about (Client; GGM Client).

    A 317 and a 323 carry the citizen number alone: everything else is then unknown.
    """

    bsn: str
    birth: BirthDate | None = None
    sex: str = ""
    """Geslacht, code list COD046; empty when not in this message."""
    name: Name | None = None
    interpreter: str = ""
    """Communicatie/Vorm, code list COD747."""
    language: str = ""
    legal_status: str = ""
    """JuridischeStatus, code list WJ232."""
    representation: str = ""
    """WettelijkeVertegenwoordiging, code list WJ003."""
    authority_known: bool | None = None
    """GezagsdragerBekend (iJw 315); None is unknown."""
    comment: str = ""
    relations: tuple[Relation, ...] = ()
    contacts: tuple[Contact, ...] = ()


class Product(NamedTuple):
    """Product: category (WMO020 or JZ020) and, unless the assignment is aspecific, a code."""

    category: str
    code: str = ""


class Volume(NamedTuple):
    """Omvang: how much, in which unit (WJ756), how often (WMO757).

    With unit 83 the volume is an amount in eurocents.
    """

    amount: int
    unit: str
    frequency: str


@dataclass(frozen=True, slots=True)
class AssignedProduct:
    """ToegewezenProduct of a 301 (GGM Toewijzing): the municipality grants and orders help.

    Specific (product code and volume), aspecific (category only) or generic (budget only).
    """

    number: int
    decided_on: date
    decided_at: time
    first_day: date
    last_day: date | None = None
    product: Product | None = None
    provider_reference: str = ""
    change_reason: str = ""
    """RedenWijziging, code list WMO002/JZ002; "13" takes the assignment back."""
    volume: Volume | None = None
    budget_cents: int | None = None
    comment: str = field(default="", repr=False)
    line: int | None = field(default=None, compare=False)
    """The line in the file where this product line starts; no part of its content."""


@dataclass(frozen=True, slots=True)
class StartedProduct:
    """StartProduct of a 305 (GGM Levering): the provider has begun."""

    number: int | None
    begun_on: date
    status: str
    """StatusAanlevering, COD467: 1 first, 2 changed, 3 removed, 9 unchanged."""
    product: Product | None = None
    assigned_from: date | None = None
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class StoppedProduct:
    """StopProduct of a 307 (GGM Levering): the provider has ended a delivery."""

    number: int | None
    begun_on: date
    last_day: date
    reason: str
    """RedenBeeindiging, WMO588 or JZ588: the same code can mean another thing per law."""
    status: str
    product: Product | None = None
    assigned_from: date | None = None
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Referrer:
    """Verwijzer of a 315: kind (COD327) and, when given, name or AGB code."""

    kind: str
    name: str = field(default="", repr=False)
    agb: str = ""


@dataclass(frozen=True, slots=True)
class RequestedProduct:
    """AangevraagdProduct of a 315: the provider asks for an assignment."""

    reference: str
    wanted_from: date
    referrer: Referrer
    wanted_until: date | None = None
    """ToewijzingEinddatum: the last day asked for."""
    decision_number: int | None = None
    decision_from: date | None = None
    product: Product | None = None
    volume: Volume | None = None
    budget_cents: int | None = None
    framework_contract: bool | None = None
    comment: str = field(default="", repr=False)
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ChangeRequest:
    """Verzoek of a 317: the provider asks to change the help of one client."""

    reference: str
    reason: str
    """RedenVerzoek, code list WJ758."""


@dataclass(frozen=True, slots=True)
class ChangeRequestUnchanged:
    """OngewijzigdProduct: goes on as it is."""

    number: int
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ChangeRequestAltered:
    """TeWijzigenProduct: an existing assignment that should change."""

    number: int
    wanted_from: date
    last_day: date | None = None
    volume: Volume | None = None
    budget_cents: int | None = None
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ChangeRequestAdded:
    """NieuwProduct: an assignment asked for besides the existing ones."""

    wanted_from: date
    product: Product | None = None
    last_day: date | None = None
    volume: Volume | None = None
    budget_cents: int | None = None
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Declaration:
    """Declaratie of a 323: the frame around its services.

    `total_cents` carries its sign: a credit total is below zero.
    """

    number: str
    first_day: date
    last_day: date
    dated: date
    total_cents: int


@dataclass(frozen=True, slots=True)
class DeclaredService:
    """Prestatie of a 323 (GGM Declaratieregel): help given in a period, and what it cost.

    `amount_cents` and `volume` are as sent, without sign; `credit` says that this line takes
    an earlier one back. A credit has a reference of its own and names the earlier line in
    `previous_reference`.
    """

    reference: str
    number: int
    product: Product
    first_day: date
    last_day: date
    volume: int
    unit: str
    amount_cents: int
    credit: bool = False
    previous_reference: str = ""
    tariff_cents: int | None = None
    line: int | None = field(default=None, compare=False)

    @property
    def signed_cents(self) -> int:
        """The amount with its sign: a credit counts below zero."""
        return -self.amount_cents if self.credit else self.amount_cents


type ProductLine = (
    AssignedProduct
    | StartedProduct
    | StoppedProduct
    | RequestedProduct
    | ChangeRequestUnchanged
    | ChangeRequestAltered
    | ChangeRequestAdded
    | DeclaredService
)


@dataclass(frozen=True, slots=True)
class ClientLines:
    """One client and the product lines about that client."""

    client: Client
    lines: tuple[ProductLine, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """One message: header, clients with their lines, and the frame of a 317 or 323."""

    header: Header
    clients: tuple[ClientLines, ...]
    declaration: Declaration | None = None
    change_request: ChangeRequest | None = None
