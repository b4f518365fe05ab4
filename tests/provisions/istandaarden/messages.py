# SPDX-License-Identifier: EUPL-1.2
"""Short messages for tests; every person and number in them is made up."""

from datetime import date, time
from typing import Any

from voordeur.provisions.istandaarden import Reading, read_message
from voordeur.provisions.istandaarden.lines import (
    AssignedProduct,
    ChangeRequest,
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
    StartedProduct,
    StoppedProduct,
    Volume,
)
from voordeur.provisions.istandaarden.reading import MESSAGE_CODES
from voordeur.provisions.istandaarden.writing import to_xml

BSN = "999900006"
MUNICIPALITY, PROVIDER = "0999", "73730001"


def message(
    kind: str,
    *lines: ProductLine,
    law: Law = Law.WMO,
    dated: date = date(2026, 3, 1),
    identification: str = "1",
    bsn: str = BSN,
) -> Message:
    parties = (MUNICIPALITY, PROVIDER) if kind == "301" else (PROVIDER, MUNICIPALITY)
    header = Header(
        law, kind, MESSAGE_CODES[law, kind], *parties, identification, dated, "1.0.0", "1.0.0"
    )
    declaration = change = None
    client = Client(bsn)
    if kind == "323":
        total = sum(line.signed_cents for line in lines if isinstance(line, DeclaredService))
        declaration = Declaration("D1", date(2026, 1, 1), date(2026, 12, 31), dated, total)
    elif kind == "317":
        change = ChangeRequest("W1", "1")
    else:
        name = Name("Waterlelie", first_names="Noor", use="1" if kind == "301" else "")
        contacts = (Contact("01"),) if kind == "301" else ()
        client = Client(bsn, name=name, sex="2", contacts=contacts)
    return Message(header, (ClientLines(client, lines),), declaration, change)


def reading(sent: Message, file: str = "message.xml") -> Reading:
    return read_message(to_xml(sent), file)


def assigned(**changes: Any) -> AssignedProduct:
    values: dict[str, Any] = {
        "number": 1,
        "decided_on": date(2026, 1, 5),
        "decided_at": time(9),
        "first_day": date(2026, 1, 10),
        "last_day": date(2026, 12, 31),
        "product": Product("02", "02A03"),
        "volume": Volume(4, "04", "2"),
    }
    return AssignedProduct(**values | changes)


def started(begun_on: date = date(2026, 1, 12), status: str = "1") -> StartedProduct:
    return StartedProduct(1, begun_on, status, Product("02", "02A03"))


def stopped(begun_on: date = date(2026, 1, 12), **changes: Any) -> StoppedProduct:
    values: dict[str, Any] = {"last_day": date(2026, 6, 30), "reason": "19", "status": "1"}
    return StoppedProduct(1, begun_on, **values | changes)


def service(reference: str = "P1", **changes: Any) -> DeclaredService:
    values: dict[str, Any] = {
        "number": 1,
        "product": Product("02", "02A03"),
        "first_day": date(2026, 1, 1),
        "last_day": date(2026, 1, 31),
        "volume": 10,
        "unit": "04",
        "amount_cents": 57_000,
        "tariff_cents": 5_700,
    }
    return DeclaredService(reference, **values | changes)
