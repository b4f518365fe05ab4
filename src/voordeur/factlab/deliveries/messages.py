# SPDX-License-Identifier: EUPL-1.2
"""iWmo and iJw messages as deliveries: assignments (301) and declarations (323) as rows.

The fields come from the message itself; the kind of a provision is its product, `45/45A04`, which
the manifest gives a meaning. Names and births stand in a 301; a 323 has the citizen number only.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from voordeur.factlab.deliveries.blocks import Block, Line
from voordeur.factlab.deliveries.opening import Opened
from voordeur.factlab.deliveries.reasons import Reason
from voordeur.factlab.fault import Fault, gettext_noop
from voordeur.provisions.istandaarden.faults import Fault as XmlFault
from voordeur.provisions.istandaarden.lines import (
    AssignedProduct,
    Client,
    DeclaredService,
    Message,
    Product,
)
from voordeur.provisions.istandaarden.reading import read_file

HEADERS = (
    "first",
    "initials",
    "prefix",
    "surname",
    "partner_prefix",
    "partner_surname",
    "birth",
    "sex",
    "street",
    "number",
    "addition",
    "postcode",
    "bsn",
    "kind",
    "law",
    "from",
    "to",
    "cost",
)
_TAKEN_BACK = "13"
_SEXES = {"1": "m", "2": "v"}


def open_message(path: Path) -> Opened:
    """Open one message as rows; raises Fault when it is none that can be used."""
    reading = read_file(path)
    if reading.message is None:
        fault = reading.faults[0]
        raise Fault(fault.what, str(fault.where), fault.remedy)
    if reading.message.header.kind not in ("301", "323"):
        raise Fault(
            gettext_noop("A {kind} does not say what help is given."),
            path.name,
            gettext_noop("Deliver assignments (301) or declarations (323)."),
            kind=reading.message.header.kind,
        )
    return Opened(HEADERS, Block.of_lines(_rows(reading.message, reading.faults)))


def _rows(message: Message, faults: tuple[XmlFault, ...]) -> Iterator[Line]:
    for fault in faults:
        reason = Reason("message", details=fault.what._asdict())
        yield fault.where.line or 1, ("",) * len(HEADERS), reason
    for client in message.clients:
        about = _about(client.client)
        for place, line in enumerate(client.lines, start=1):
            said = about | {"law": message.header.law.value} | _given(line)
            cells = tuple(said.get(name, "") for name in HEADERS)
            taken_back = getattr(line, "change_reason", "") == _TAKEN_BACK
            yield (
                getattr(line, "line", None) or place,
                cells,
                Reason("taken_back") if taken_back else None,
            )


def _about(client: Client) -> dict[str, str]:
    said = {"bsn": client.bsn, "sex": _SEXES.get(client.sex, "")}
    if client.birth:
        said["birth"] = client.birth.iso
    if name := client.name:
        said |= {
            "first": name.first_names,
            "initials": name.initials,
            "prefix": name.prefix,
            "surname": name.surname,
            "partner_prefix": name.partner_prefix,
            "partner_surname": name.partner_surname,
        }
    address = next((contact.address for contact in client.contacts if contact.address), None)
    if address:
        said |= {
            "street": address.street,
            "number": "" if address.house_number is None else str(address.house_number),
            "addition": f"{address.house_letter} {address.addition}".strip(),
            "postcode": address.postcode,
        }
    return said


def _given(line: Any) -> dict[str, str]:
    if isinstance(line, AssignedProduct):
        return {
            "kind": _kind(line.product),
            "from": line.first_day.isoformat(),
            "to": line.last_day.isoformat() if line.last_day else "",
        }
    if isinstance(line, DeclaredService):
        return {
            "kind": _kind(line.product),
            "from": line.first_day.isoformat(),
            "to": line.last_day.isoformat(),
            "cost": f"{Decimal(line.signed_cents).scaleb(-2):f}",
        }
    return {}


def _kind(product: Product | None) -> str:
    if product is None:
        return "budget"
    return "/".join(part for part in product if part)
