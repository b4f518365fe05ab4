# SPDX-License-Identifier: EUPL-1.2
"""Reading one iWmo or iJw 3.2 payload file: bytes in, a message and its faults out."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from voordeur.provisions.istandaarden import client_part, line_parts
from voordeur.provisions.istandaarden.faults import Fault, Scope, Where, fault
from voordeur.provisions.istandaarden.lines import (
    ChangeRequest,
    ClientLines,
    Declaration,
    DeclaredService,
    Header,
    Law,
    Message,
    ProductLine,
)
from voordeur.provisions.istandaarden.opening import SIZE_LIMIT, Refused, open_xml, read_bytes
from voordeur.provisions.istandaarden.part import Broken, Notes, Part

RELEASE = "3_2"
KINDS = ("301", "305", "307", "315", "317", "323")
MESSAGE_CODES: dict[tuple[Law, str], str] = {
    (Law.WMO, "301"): "414",
    (Law.WMO, "305"): "418",
    (Law.WMO, "307"): "420",
    (Law.WMO, "315"): "444",
    (Law.WMO, "317"): "480",
    (Law.WMO, "323"): "484",
    (Law.YOUTH, "301"): "436",
    (Law.YOUTH, "305"): "438",
    (Law.YOUTH, "307"): "440",
    (Law.YOUTH, "315"): "446",
    (Law.YOUTH, "317"): "486",
    (Law.YOUTH, "323"): "490",
}
"""BerichtCode per law and message (code list COD002-VEKT)."""
FAMILIES = {Law.WMO: ("iwmo", "wmo"), Law.YOUTH: ("ijw", "jw")}
"""Per law the name of the standard and the prefix of its messages."""
_NAMESPACE = re.compile(
    r"http://www\.istandaarden\.nl/(ijw|iwmo)/(\d+_\d+)/(jw|wmo)(\d{3})/schema\Z"
)
_ENVELOPES = ("stuf", "soap", "egem", "vecozo")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file gave: the message (None when unusable as a whole) and all its faults.

    `content_hash` is the SHA-256 of the bytes, in hex: the same file is never imported twice.
    """

    file: str
    content_hash: str
    message: Message | None
    faults: tuple[Fault, ...]


def namespaces(law: Law, kind: str) -> tuple[str, str]:
    """The namespace of a message and that of the base schema, in this order."""
    standard, prefix = FAMILIES[law]
    start = f"http://www.istandaarden.nl/{standard}/{RELEASE}"
    return f"{start}/{prefix}{kind}/schema", f"{start}/basisschema/schema"


def read_file(path: Path, limit: int = SIZE_LIMIT) -> Reading:
    """Read one payload file of at most `limit` bytes; never raises for what is in the file."""
    try:
        content = read_bytes(path, limit)
    except Refused as refused:
        return Reading(path.name, "", None, (refused.reason,))
    return read_message(content, path.name, limit)


def read_message(content: bytes, name: str, limit: int = SIZE_LIMIT) -> Reading:
    """Read one payload message from bytes; `name` is only used to say where a fault is."""
    content_hash = hashlib.sha256(content).hexdigest()
    try:
        root = open_xml(content, name, limit)
        law, kind = message_kind(root, name)
    except Refused as refused:
        return Reading(name, content_hash, None, (refused.reason,))
    notes = Notes(name, law, namespaces(law, kind))
    try:
        message: Message | None = _message(Part(root, notes, "Bericht"), notes, law, kind)
    except Broken:
        message = None
    return Reading(name, content_hash, message, tuple(notes.faults))


def message_kind(root: etree._Element, name: str) -> tuple[Law, str]:
    """Law and number of a message by its namespace; raises Refused when it is not one of ours."""
    tag = etree.QName(root)
    where = Where(name, root.sourceline)
    found = _NAMESPACE.match(tag.namespace or "")
    if found is None or tag.localname != "Bericht":
        hint = f"{tag.namespace} {tag.localname}".lower()
        code = "envelope" if any(word in hint for word in _ENVELOPES) else "foreign"
        raise Refused(fault(code, Scope.FILE, where))
    standard, release, prefix, kind = found.groups()
    law = Law.WMO if standard == "iwmo" else Law.YOUTH
    if FAMILIES[law] != (standard, prefix):
        raise Refused(fault("foreign", Scope.FILE, where))
    if release != RELEASE:
        raise Refused(
            fault(
                "release",
                Scope.FILE,
                where,
                found=release.replace("_", "."),
                read=RELEASE.replace("_", "."),
            )
        )
    if kind not in KINDS:
        raise Refused(fault("kind", Scope.FILE, where, found=kind))
    return law, kind


def _message(root: Part, notes: Notes, law: Law, kind: str) -> Message:
    header = _header(root.required("Header"), law, kind)
    if kind == "323":
        root.only("Header", "Declaratie")
        return _declared(root.required("Declaratie"), notes, header)
    root.only("Header", "Client")
    client = root.required("Client")
    if kind == "317":
        return _change_requested(client, notes, header)
    read_line, container, name = _LINES[kind]
    return Message(header, _client_lines(client, notes, [(container, name, read_line)]))


def _header(part: Part, law: Law, kind: str) -> Header:
    part.only(
        "BerichtCode",
        "BerichtVersie",
        "BerichtSubversie",
        "Afzender",
        "Ontvanger",
        "BerichtIdentificatie",
        "XsdVersie",
    )
    code = part.required_text("BerichtCode")
    if code != MESSAGE_CODES[law, kind]:
        raise part.broken("header_mismatch", "BerichtCode")
    version = f"{part.required_text('BerichtVersie')}_{part.required_text('BerichtSubversie')}"
    if version != RELEASE:
        raise part.broken("header_mismatch", "BerichtVersie")
    from_municipality = kind == "301"
    identification = part.required("BerichtIdentificatie")
    schemas = part.optional("XsdVersie")
    return Header(
        law=law,
        kind=kind,
        code=code,
        sender=_party(part, "Afzender", municipality=from_municipality),
        receiver=_party(part, "Ontvanger", municipality=not from_municipality),
        identification=identification.required_text("Identificatie"),
        dated=identification.required_day("Dagtekening"),
        base_schema_version=schemas.text("BasisschemaXsdVersie") if schemas else "",
        message_schema_version=schemas.text("BerichtXsdVersie") if schemas else "",
    )


def _party(part: Part, name: str, *, municipality: bool) -> str:
    found = part.required_text(name)
    digits = 4 if municipality else 8
    if not (found.isascii() and found.isdigit() and len(found) == digits):
        expected = "gemeentecode (4)" if municipality else "AGB-code (8)"
        raise part.broken("bad_party", name, expected=expected)
    return found


type _LineReader = Callable[[Part], ProductLine]

_LINES: dict[str, tuple[_LineReader, str, str]] = {
    "301": (line_parts.assigned, "ToegewezenProducten", "ToegewezenProduct"),
    "305": (line_parts.started, "StartProducten", "StartProduct"),
    "307": (line_parts.stopped, "StopProducten", "StopProduct"),
    "315": (line_parts.requested, "AangevraagdeProducten", "AangevraagdProduct"),
}


def _client_lines(
    part: Part, notes: Notes, containers: list[tuple[str, str, _LineReader]], inner: str = ""
) -> tuple[ClientLines, ...]:
    """One client with its lines; nothing when the client itself is unusable."""
    notes.scope = Scope.CLIENT
    try:
        outer = {inner} if inner else {name for name, _, _ in containers}
        client = client_part.client(part, notes, outer)
        holder = part.required(inner) if inner else part
        if not any(holder.optional(container) for container, _, _ in containers):
            raise holder.broken("missing", containers[0][0])
    except Broken:
        return ()
    finally:
        notes.scope = Scope.FILE
    lines: list[ProductLine] = []
    notes.scope = Scope.LINE
    for container, name, read_line in containers:
        for line in holder.each(container, name):
            try:
                lines.append(read_line(line))
            except Broken:
                continue
    notes.scope = Scope.FILE
    return (ClientLines(client, tuple(lines)),)


def _change_requested(client: Part, notes: Notes, header: Header) -> Message:
    request = client.required("Verzoek")
    containers: list[tuple[str, str, _LineReader]] = [
        ("OngewijzigdeProducten", "OngewijzigdProduct", line_parts.unchanged),
        ("TeWijzigenProducten", "TeWijzigenProduct", line_parts.altered),
        ("NieuweProducten", "NieuwProduct", line_parts.added),
    ]
    request.only("ReferentieAanbieder", "RedenVerzoek", *(name for name, _, _ in containers))
    change = ChangeRequest(
        reference=request.required_text("ReferentieAanbieder"),
        reason=request.required_code("RedenVerzoek", "request_reason"),
    )
    return Message(
        header, _client_lines(client, notes, containers, "Verzoek"), change_request=change
    )


def _declared(part: Part, notes: Notes, header: Header) -> Message:
    part.only(
        "DeclaratieNummer",
        "DeclaratiePeriode",
        "DeclaratieDagtekening",
        "TotaalIngediendBedrag",
        "Clienten",
    )
    first_day, last_day = line_parts.closed_period(part, "DeclaratiePeriode")
    total = part.required("TotaalIngediendBedrag")
    cents = total.required_number("TotaalBedrag", 999_999_999_999)
    declaration = Declaration(
        number=part.required_text("DeclaratieNummer"),
        first_day=first_day,
        last_day=last_day,
        dated=part.required_day("DeclaratieDagtekening"),
        total_cents=-cents if total.required_code("DebetCredit", "debit_credit") == "C" else cents,
    )
    part.required("Clienten")
    clients: list[ClientLines] = []
    complete = not notes.faults
    for client in part.each("Clienten", "Client"):
        clients += _client_lines(client, notes, [("Prestaties", "Prestatie", line_parts.declared)])
    complete = complete and not notes.faults
    if complete and declaration.total_cents != _total(clients):
        total.note("total_differs", Scope.DETAIL, "TotaalBedrag")
    return Message(header, tuple(clients), declaration=declaration)


def _total(clients: list[ClientLines]) -> int:
    return sum(
        line.signed_cents
        for client in clients
        for line in client.lines
        if isinstance(line, DeclaredService)
    )
