# SPDX-License-Identifier: EUPL-1.2
"""Writing a message as the XML that iStandaarden 3.2 prescribes; reading it gives it back.

Made for synthetic messages (tests, bench, the demo town). Voordeur sends nothing: it is no party
in the exchange between municipality and provider.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from lxml import etree

from voordeur.provisions.istandaarden.lines import (
    Address,
    AssignedProduct,
    BirthDate,
    ChangeRequestAdded,
    ChangeRequestAltered,
    ChangeRequestUnchanged,
    Client,
    ClientLines,
    Contact,
    DeclaredService,
    Header,
    Message,
    Name,
    Product,
    Relation,
    RequestedProduct,
    StartedProduct,
    StoppedProduct,
    Volume,
)
from voordeur.provisions.istandaarden.reading import FAMILIES, namespaces


class _Writer:
    """An element being written, in the namespace of the message or of the base schema."""

    def __init__(self, element: etree._Element, own: str, base: str) -> None:
        self._element = element
        self._own = own
        self._base = base

    def part(self, name: str) -> "_Writer":
        """A child in the namespace of the message, for further children of its own."""
        child = etree.SubElement(self._element, f"{{{self._own}}}{name}")
        return _Writer(child, self._own, self._base)

    def base_part(self, name: str) -> "_Writer":
        """A child whose own children stand in the base namespace."""
        child = etree.SubElement(self._element, f"{{{self._own}}}{name}")
        return _Writer(child, self._base, self._base)

    def value(self, name: str, value: object) -> None:
        """A child with text; nothing at all for None and for an empty text."""
        if value is None or value == "":
            return
        etree.SubElement(self._element, f"{{{self._own}}}{name}").text = str(value)


def to_xml(message: Message) -> bytes:
    """The message as UTF-8 XML."""
    header = message.header
    own, base = namespaces(header.law, header.kind)
    standard, prefix = FAMILIES[header.law]
    root = etree.Element(f"{{{own}}}Bericht", nsmap={standard: base, f"{prefix}{header.kind}": own})
    writer = _Writer(root, own, base)
    _header(writer.part("Header"), header)
    if message.declaration is not None:
        _declaration(writer.part("Declaratie"), message)
    else:
        _client(writer.part("Client"), message)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _header(writer: _Writer, header: Header) -> None:
    writer.value("BerichtCode", header.code)
    writer.value("BerichtVersie", 3)
    writer.value("BerichtSubversie", 2)
    writer.value("Afzender", header.sender)
    writer.value("Ontvanger", header.receiver)
    identification = writer.base_part("BerichtIdentificatie")
    identification.value("Identificatie", header.identification)
    identification.value("Dagtekening", header.dated)
    versions = writer.base_part("XsdVersie")
    versions.value("BasisschemaXsdVersie", header.base_schema_version)
    versions.value("BerichtXsdVersie", header.message_schema_version)


def _declaration(writer: _Writer, message: Message) -> None:
    declaration = message.declaration
    if declaration is None:
        return
    writer.value("DeclaratieNummer", declaration.number)
    _period(writer, "DeclaratiePeriode", declaration.first_day, declaration.last_day)
    writer.value("DeclaratieDagtekening", declaration.dated)
    total = writer.base_part("TotaalIngediendBedrag")
    total.value("TotaalBedrag", abs(declaration.total_cents))
    total.value("DebetCredit", "C" if declaration.total_cents < 0 else "D")
    clients = writer.part("Clienten")
    for client in message.clients:
        one = clients.part("Client")
        one.value("Bsn", client.client.bsn)
        services = one.part("Prestaties")
        for line in client.lines:
            if isinstance(line, DeclaredService):
                _service(services.part("Prestatie"), line)


def _client(writer: _Writer, message: Message) -> None:
    (one,) = message.clients
    client = one.client
    writer.value("Bsn", client.bsn)
    if message.change_request is not None:
        request = writer.part("Verzoek")
        request.value("ReferentieAanbieder", message.change_request.reference)
        request.value("RedenVerzoek", message.change_request.reason)
        _lines(request, one)
        return
    _birth(writer, client.birth)
    writer.value("Geslacht", client.sex)
    if client.name is not None:
        _name(writer.base_part("Naam"), client.name)
    if client.interpreter:
        spoken = writer.base_part("Communicatie")
        spoken.value("Vorm", client.interpreter)
        spoken.value("Taal", client.language)
    writer.value("JuridischeStatus", client.legal_status)
    writer.value("WettelijkeVertegenwoordiging", client.representation)
    writer.value("GezagsdragerBekend", _yes_no(client.authority_known))
    writer.value("Commentaar", client.comment)
    _surroundings(writer, client)
    _lines(writer, one)


def _surroundings(writer: _Writer, client: Client) -> None:
    if client.relations:
        relations = writer.part("Relaties")
        for relation in client.relations:
            _relation(relations.part("Relatie"), relation)
    if client.contacts:
        contacts = writer.part("Contactgegevens")
        for contact in client.contacts:
            _contact(contacts.part("Contact"), contact)


def _relation(writer: _Writer, relation: Relation) -> None:
    writer.value("Nummer", relation.number)
    writer.value("Volgorde", relation.order)
    writer.value("Soort", relation.kind)
    _birth(writer, relation.birth)
    writer.value("Geslacht", relation.sex)
    _name(writer.base_part("Naam"), relation.name)
    if relation.contact is not None:
        _contact(writer.part("Contact"), relation.contact)


def _contact(writer: _Writer, contact: Contact) -> None:
    writer.value("Soort", contact.kind)
    if contact.address is not None:
        _address(writer.base_part("Adres"), contact.address)
    writer.value("Organisatie", contact.organisation)
    if contact.telephones:
        phones = writer.base_part("Telefoon")
        for position, phone in enumerate(contact.telephones, start=1):
            country, _, number = phone.partition(" ")
            one = phones.part(f"Telefoon0{position}")
            one.value("Telefoonnummer", number)
            one.value("Landnummer", country)
    writer.value("Emailadres", contact.email)
    if contact.first_day or contact.last_day:
        period = writer.base_part("Periode")
        period.value("Begindatum", contact.first_day)
        period.value("Einddatum", contact.last_day)


def _address(writer: _Writer, address: Address) -> None:
    if address.house_number is not None:
        house = writer.part("Huis")
        house.value("Huisnummer", address.house_number)
        house.value("Huisletter", address.house_letter)
        house.value("HuisnummerToevoeging", address.addition)
        house.value("AanduidingWoonadres", address.indication)
    writer.value("Postcode", address.postcode)
    writer.value("Straatnaam", address.street)
    writer.value("Plaatsnaam", address.town)
    writer.value("LandCode", address.country)


def _birth(writer: _Writer, birth: BirthDate | None) -> None:
    if birth is None:
        return
    # The standard wants a whole date always; what may not be used is filled in as 1 January.
    found = writer.base_part("Geboortedatum")
    found.value("Datum", date(birth.year or 1900, birth.month or 1, birth.day or 1))
    if birth.year is None:
        found.value("DatumGebruik", 3)
    elif birth.month is None:
        found.value("DatumGebruik", 2)
    elif birth.day is None:
        found.value("DatumGebruik", 1)


def _name(writer: _Writer, name: Name) -> None:
    own = writer.part("Geslachtsnaam")
    own.value("Achternaam", name.surname)
    own.value("Voorvoegsel", name.prefix)
    if name.partner_surname:
        partner = writer.part("Partnernaam")
        partner.value("Achternaam", name.partner_surname)
        partner.value("Voorvoegsel", name.partner_prefix)
    writer.value("Voornamen", name.first_names)
    writer.value("Voorletters", name.initials)
    writer.value("NaamGebruik", name.use)


def _lines(writer: _Writer, client: ClientLines) -> None:
    holders: dict[str, _Writer] = {}
    for line in client.lines:
        container, name, write = _LINES[type(line)]
        if container not in holders:
            holders[container] = writer.part(container)
        write(holders[container].part(name), line)


def _assigned(writer: _Writer, line: AssignedProduct) -> None:
    writer.value("ToewijzingNummer", line.number)
    writer.value("ReferentieAanbieder", line.provider_reference)
    _product(writer, line.product)
    writer.value("Toewijzingsdatum", line.decided_on)
    writer.value("Toewijzingstijd", line.decided_at.isoformat())
    writer.value("Ingangsdatum", line.first_day)
    writer.value("Einddatum", line.last_day)
    writer.value("RedenWijziging", line.change_reason)
    _volume(writer, line.volume)
    writer.value("Budget", line.budget_cents)
    writer.value("Commentaar", line.comment)


def _started(writer: _Writer, line: StartedProduct) -> None:
    writer.value("ToewijzingNummer", line.number)
    _product(writer, line.product)
    writer.value("ToewijzingIngangsdatum", line.assigned_from)
    writer.value("Begindatum", line.begun_on)
    writer.value("StatusAanlevering", line.status)


def _stopped(writer: _Writer, line: StoppedProduct) -> None:
    writer.value("ToewijzingNummer", line.number)
    _product(writer, line.product)
    writer.value("ToewijzingIngangsdatum", line.assigned_from)
    writer.value("Begindatum", line.begun_on)
    writer.value("RedenBeeindiging", line.reason)
    writer.value("Einddatum", line.last_day)
    writer.value("StatusAanlevering", line.status)


def _requested(writer: _Writer, line: RequestedProduct) -> None:
    writer.value("ReferentieAanbieder", line.reference)
    writer.value("BeschikkingNummer", line.decision_number)
    _product(writer, line.product)
    writer.value("BeschikkingIngangsdatum", line.decision_from)
    writer.value("ToewijzingIngangsdatum", line.wanted_from)
    writer.value("ToewijzingEinddatum", line.wanted_until)
    _volume(writer, line.volume)
    writer.value("Budget", line.budget_cents)
    referrer = writer.base_part("Verwijzer")
    referrer.value("Type", line.referrer.kind)
    referrer.value("Naam", line.referrer.name)
    referrer.value("ZorgverlenerCode", line.referrer.agb)
    writer.value("Raamcontract", _yes_no(line.framework_contract))
    writer.value("Commentaar", line.comment)


def _unchanged(writer: _Writer, line: ChangeRequestUnchanged) -> None:
    writer.value("ToewijzingNummer", line.number)


def _altered(writer: _Writer, line: ChangeRequestAltered) -> None:
    writer.value("ToewijzingNummer", line.number)
    writer.value("GewensteIngangsdatum", line.wanted_from)
    writer.value("Einddatum", line.last_day)
    _volume(writer, line.volume)
    writer.value("Budget", line.budget_cents)


def _added(writer: _Writer, line: ChangeRequestAdded) -> None:
    _product(writer, line.product)
    writer.value("GewensteIngangsdatum", line.wanted_from)
    writer.value("Einddatum", line.last_day)
    _volume(writer, line.volume)
    writer.value("Budget", line.budget_cents)


def _service(writer: _Writer, line: DeclaredService) -> None:
    reference = writer.base_part("ProductReferentie")
    reference.value("ReferentieNummer", line.reference)
    reference.value("VorigReferentieNummer", line.previous_reference)
    writer.value("ToewijzingNummer", line.number)
    writer.value("ProductCategorie", line.product.category)
    writer.value("ProductCode", line.product.code)
    _period(writer, "ProductPeriode", line.first_day, line.last_day)
    writer.value("GeleverdVolume", line.volume)
    writer.value("Eenheid", line.unit)
    writer.value("ProductTarief", line.tariff_cents)
    amount = writer.base_part("IngediendBedrag")
    amount.value("Bedrag", line.amount_cents)
    amount.value("DebetCredit", "C" if line.credit else "D")


def _period(writer: _Writer, name: str, first_day: date, last_day: date) -> None:
    period = writer.base_part(name)
    period.value("Begindatum", first_day)
    period.value("Einddatum", last_day)


def _product(writer: _Writer, product: Product | None) -> None:
    if product is not None:
        found = writer.base_part("Product")
        found.value("Categorie", product.category)
        found.value("Code", product.code)


def _volume(writer: _Writer, volume: Volume | None) -> None:
    if volume is not None:
        found = writer.base_part("Omvang")
        found.value("Volume", volume.amount)
        found.value("Eenheid", volume.unit)
        found.value("Frequentie", volume.frequency)


def _yes_no(value: bool | None) -> str:
    return {True: "1", False: "2", None: ""}[value]


type _LineWriter = Callable[[_Writer, Any], None]

_LINES: dict[type, tuple[str, str, _LineWriter]] = {
    AssignedProduct: ("ToegewezenProducten", "ToegewezenProduct", _assigned),
    StartedProduct: ("StartProducten", "StartProduct", _started),
    StoppedProduct: ("StopProducten", "StopProduct", _stopped),
    RequestedProduct: ("AangevraagdeProducten", "AangevraagdProduct", _requested),
    ChangeRequestUnchanged: ("OngewijzigdeProducten", "OngewijzigdProduct", _unchanged),
    ChangeRequestAltered: ("TeWijzigenProducten", "TeWijzigenProduct", _altered),
    ChangeRequestAdded: ("NieuweProducten", "NieuwProduct", _added),
}
