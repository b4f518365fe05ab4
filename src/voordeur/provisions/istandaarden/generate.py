# SPDX-License-Identifier: EUPL-1.2
"""Synthetic messages that obey the schemas: for tests, the bench and the demo town.

Nobody in them exists. Citizen numbers come from the range that is set aside for tests
(9999xxxxx) and pass the check; names are made up. The same seed gives the same bytes, and the
first hundred of a thousand messages are the same as a run of a hundred.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import cache
from itertools import count as counting
from itertools import islice

from stdnum.nl import bsn as citizen_number

from voordeur.provisions.istandaarden.codes import codes
from voordeur.provisions.istandaarden.lines import (
    Address,
    AssignedProduct,
    BirthDate,
    ChangeRequest,
    ChangeRequestAdded,
    ChangeRequestAltered,
    ChangeRequestUnchanged,
    Client,
    ClientLines,
    Contact,
    Declaration,
    DeclaredService,
    Header,
    Law,
    Message,
    Name,
    Product,
    ProductLine,
    Referrer,
    Relation,
    RequestedProduct,
    StartedProduct,
    StoppedProduct,
    Volume,
)
from voordeur.provisions.istandaarden.reading import FAMILIES, MESSAGE_CODES
from voordeur.provisions.istandaarden.writing import to_xml

MUNICIPALITY = "0999"
"""No municipality has this CBS code."""
START = date(2024, 1, 1)
_SURNAMES = (
    "Appelhof",
    "Brugwachter",
    "Dijkgraaf",
    "Elzenbos",
    "Grachtman",
    "Havermout",
    "Kersentuin",
    "Lindelaan",
    "Molenwiek",
    "Oeverzicht",
    "Polderman",
    "Waterlelie",
)
_FIRST_NAMES = (
    "Amira",
    "Bram",
    "Carmen",
    "Dirk",
    "Esra",
    "Finn",
    "Gaia",
    "Hanna",
    "Idris",
    "Joep",
    "Kyra",
    "Luca",
    "Maud",
    "Noor",
    "Otis",
    "Puck",
    "Quinten",
    "Roos",
)
_STREETS = ("Sluisweg", "Kadepad", "Veerhof", "Dijkstraat", "Rietkraag", "Molenpad")
_TARIFFS = {"01": 95, "04": 5_700, "14": 18_500, "16": 14_200, "82": 25_000, "84": 12_500}
"""Eurocents per unit; invented."""


@dataclass(frozen=True, slots=True)
class Generated:
    """One synthetic message with a file name and its XML."""

    name: str
    content: bytes
    message: Message


@cache
def synthetic_numbers() -> tuple[str, ...]:
    """All citizen numbers 9999xxxxx that pass the check, in order: about nine thousand."""
    numbers = (f"{number}" for number in range(999_900_000, 1_000_000_000))
    return tuple(number for number in numbers if citizen_number.is_valid(number))


def generate(count: int, seed: int = 1, municipality: str = MUNICIPALITY) -> Iterator[Generated]:
    """Yield `count` messages with their XML, lazily."""
    for position, message in enumerate(messages(count, seed, municipality)):
        prefix = FAMILIES[message.header.law][1]
        name = f"{position:06d}-{prefix}{message.header.kind}.xml"
        yield Generated(name, to_xml(message), message)


def messages(count: int, seed: int = 1, municipality: str = MUNICIPALITY) -> Iterator[Message]:
    """Yield `count` messages, lazily: client after client, each with one or two assignments.

    About one client in five has a correction, one in ten a withdrawal and one in eight a
    service taken back; now and then a start comes before its assignment.
    """
    return islice(_endless(seed, municipality), count)


def _endless(seed: int, municipality: str) -> Iterator[Message]:
    for index in counting():
        chance = random.Random(f"{seed}:{index}")  # noqa: S311 - repeatable on purpose
        yield from _Story(index, chance, municipality).messages()


class _Story:
    """The messages about one client, from first request to last declaration."""

    def __init__(self, index: int, chance: random.Random, municipality: str) -> None:
        self._chance = chance
        self._law = chance.choice((Law.WMO, Law.YOUTH))
        self._municipality = municipality
        self._provider = f"{chance.randint(1, 36) + 73_730_000:08d}"
        self._first_identification = index * 1000 + 1
        self._sequence = 0
        self._number = index * 10 + 1000
        self._client = _client(index, self._law)
        self._said: list[Message] = []

    def messages(self) -> list[Message]:
        """All messages of this story; mostly in order of time, sometimes not."""
        for _ in range(self._chance.randint(1, 2)):
            self._assignment()
        if self._chance.random() < 0.15:
            at = self._chance.randrange(len(self._said))
            self._said.append(self._said.pop(at))
        return self._said

    def _say(
        self,
        kind: str,
        dated: date,
        lines: tuple[ProductLine, ...],
        declaration: Declaration | None = None,
        change_request: ChangeRequest | None = None,
    ) -> None:
        self._sequence += 1
        from_municipality = kind == "301"
        parties = (self._municipality, self._provider)
        sender, receiver = parties if from_municipality else parties[::-1]
        header = Header(
            law=self._law,
            kind=kind,
            code=MESSAGE_CODES[self._law, kind],
            sender=sender,
            receiver=receiver,
            identification=str(self._first_identification + self._sequence),
            dated=dated,
            base_schema_version="1.0.0",
            message_schema_version="1.0.0",
        )
        client = _as_told(self._client, kind, self._law)
        self._said.append(
            Message(header, (ClientLines(client, lines),), declaration, change_request)
        )

    def _assignment(self) -> None:
        chance = self._chance
        self._number += 1
        decided = START + timedelta(days=chance.randint(0, 400))
        assigned = self._assigned(decided)
        if chance.random() < 0.3:
            self._request(assigned, decided - timedelta(days=chance.randint(3, 20)))
        self._say("301", decided, (assigned,))
        if chance.random() < 0.1:
            self._withdraw(assigned, decided + timedelta(days=2))
            return
        begun = assigned.first_day + timedelta(days=chance.randint(0, 14))
        self._start(assigned, begun)
        if chance.random() < 0.2 and assigned.last_day is not None:
            assigned = self._extend(assigned, decided + timedelta(days=30))
        self._declare(assigned, begun, chance.randint(0, 6))
        if chance.random() < 0.4:
            self._stop(assigned, begun)

    def _assigned(self, decided: date) -> AssignedProduct:
        chance = self._chance
        category = chance.choice(sorted(codes("category", self._law)))
        first_day = decided + timedelta(days=chance.randint(0, 21))
        variant = chance.choices(("specific", "aspecific", "generic"), (8, 1, 1))[0]
        volume = Volume(chance.randint(1, 12), chance.choice(sorted(_TARIFFS)), "2")
        if chance.random() < 0.1:
            volume = Volume(chance.randint(1, 40) * 5_000, "83", "4")
        return AssignedProduct(
            number=self._number,
            decided_on=decided,
            decided_at=time(chance.randint(8, 17), chance.randint(0, 59), chance.randint(0, 59)),
            first_day=first_day,
            last_day=first_day + timedelta(days=chance.choice((90, 181, 364))),
            product=None
            if variant == "generic"
            else Product(category, f"{category}A{chance.randint(1, 20):02d}")
            if variant == "specific"
            else Product(category),
            provider_reference=f"R{self._number}",
            volume=volume if variant == "specific" else None,
            budget_cents=None if variant == "specific" else chance.randint(10, 400) * 10_000,
        )

    def _request(self, assigned: AssignedProduct, dated: date) -> None:
        self._say(
            "315",
            dated,
            (
                RequestedProduct(
                    reference=f"R{self._number}",
                    wanted_from=assigned.first_day,
                    wanted_until=assigned.last_day,
                    referrer=Referrer(self._chance.choice(("01", "02", "06"))),
                    product=assigned.product,
                    volume=assigned.volume,
                    budget_cents=assigned.budget_cents,
                    framework_contract=True,
                ),
            ),
        )

    def _withdraw(self, assigned: AssignedProduct, decided: date) -> None:
        # The standard (OP033x1): the last day becomes the first, with reason 13.
        self._say(
            "301",
            decided,
            (
                replace(
                    assigned,
                    decided_on=decided,
                    last_day=assigned.first_day,
                    change_reason="13",
                ),
            ),
        )

    def _extend(self, assigned: AssignedProduct, decided: date) -> AssignedProduct:
        last_day = (assigned.last_day or assigned.first_day) + timedelta(days=91)
        self._say(
            "317",
            decided - timedelta(days=5),
            (
                ChangeRequestUnchanged(self._number + 5),
                ChangeRequestAltered(self._number, decided, last_day),
                ChangeRequestAdded(decided, assigned.product, last_day, assigned.volume),
            ),
            change_request=ChangeRequest(f"W{self._number}", self._chance.choice(("1", "2"))),
        )
        longer = replace(assigned, decided_on=decided, last_day=last_day, change_reason="04")
        self._say("301", decided, (longer,))
        return longer

    def _start(self, assigned: AssignedProduct, begun: date) -> None:
        line = StartedProduct(
            number=assigned.number,
            begun_on=begun,
            status="1",
            product=assigned.product,
            assigned_from=assigned.first_day,
        )
        if self._chance.random() < 0.1:
            wrong = replace(line, begun_on=begun + timedelta(days=1))
            self._say("305", begun + timedelta(days=2), (wrong,))
            self._say("305", begun + timedelta(days=3), (replace(wrong, status="3"),))
        self._say("305", begun + timedelta(days=4), (line,))

    def _stop(self, assigned: AssignedProduct, begun: date) -> None:
        last_day = begun + timedelta(days=self._chance.randint(20, 200))
        line = StoppedProduct(
            number=assigned.number,
            begun_on=begun,
            last_day=last_day,
            reason=self._chance.choice(sorted(codes("exit_reason", self._law))),
            status="1",
            product=assigned.product,
            assigned_from=assigned.first_day,
        )
        self._say("307", last_day + timedelta(days=3), (line,))

    def _declare(self, assigned: AssignedProduct, begun: date, months: int) -> None:
        first_day = begun.replace(day=1)
        for month in range(months):
            last_day = _last_of_month(first_day)
            service = self._service(assigned, first_day, last_day, month)
            self._declaration(service, last_day + timedelta(days=10))
            if self._chance.random() < 0.03:
                credit = replace(
                    service,
                    reference=f"C{service.reference}",
                    previous_reference=service.reference,
                    credit=True,
                )
                self._declaration(credit, last_day + timedelta(days=40))
            first_day = last_day + timedelta(days=1)

    def _service(
        self, assigned: AssignedProduct, first_day: date, last_day: date, month: int
    ) -> DeclaredService:
        product = assigned.product or Product("06" if self._law is Law.WMO else "50")
        unit = assigned.volume.unit if assigned.volume else "04"
        tariff = _TARIFFS.get(unit)
        volume = self._chance.randint(1, 30)
        if tariff is None:
            volume *= 1_000
        return DeclaredService(
            reference=f"{assigned.number}M{month}",
            number=assigned.number,
            product=Product(product.category, product.code or f"{product.category}A01"),
            first_day=first_day,
            last_day=last_day,
            volume=volume,
            unit=unit,
            tariff_cents=tariff,
            amount_cents=volume if tariff is None else volume * tariff,
        )

    def _declaration(self, service: DeclaredService, dated: date) -> None:
        self._say(
            "323",
            dated,
            (service,),
            declaration=Declaration(
                number=f"D{self._first_identification + self._sequence}"[:12],
                first_day=service.first_day,
                last_day=service.last_day,
                dated=dated,
                total_cents=service.signed_cents,
            ),
        )


def _last_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _client(index: int, law: Law) -> Client:
    """The person behind a story; a function of the citizen number, not of the story."""
    numbers = synthetic_numbers()
    bsn = numbers[index % len(numbers)]
    chance = random.Random(f"{bsn}:{law}")  # noqa: S311 - repeatable on purpose
    year = chance.randint(2007, 2022) if law is Law.YOUTH else chance.randint(1930, 2005)
    birth = BirthDate(year, chance.randint(1, 12), chance.randint(1, 28))
    known = chance.random()
    if known < 0.02:
        birth = BirthDate(None)
    elif known < 0.05:
        birth = BirthDate(year)
    elif known < 0.08:
        birth = BirthDate(year, birth.month)
    address = Address(
        street=chance.choice(_STREETS),
        house_number=chance.randint(1, 240),
        postcode=f"99{chance.randint(10, 99)}XX",
        town="Waterveen",
        country="NL",
    )
    surname = chance.choice(_SURNAMES)
    return Client(
        bsn=bsn,
        birth=birth,
        sex=chance.choice(("0", "1", "2")),
        name=_named(chance, surname),
        relations=(
            Relation(
                number="1",
                kind="10" if law is Law.YOUTH else chance.choice(("12", "14", "16", "19")),
                name=_named(chance, surname),
                order=1,
                contact=Contact("03", address, telephones=("0031 0600000000",)),
            ),
        )
        if chance.random() < 0.5
        else (),
        contacts=(Contact("01", address),),
    )


def _named(chance: random.Random, surname: str) -> Name:
    first = chance.choice(_FIRST_NAMES)
    return Name(
        surname=surname,
        prefix=chance.choice(("", "", "van", "de")),
        first_names=first,
        initials=first[0],
        use="1",
    )


def _as_told(client: Client, kind: str, law: Law) -> Client:
    """What a message of this kind says about the client."""
    if kind == "301":
        return client
    if kind in ("317", "323"):
        return Client(bsn=client.bsn)
    name = replace(client.name, use="") if client.name else None
    known = True if kind == "315" and law is Law.YOUTH else None
    return Client(client.bsn, client.birth, client.sex, name, authority_known=known)
