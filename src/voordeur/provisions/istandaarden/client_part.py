# SPDX-License-Identifier: EUPL-1.2
"""Reading the person of a message: who it is, how to reach them, who is around them.

Only the citizen number must be right: without it nothing can be joined. A detail that is wrong
(an impossible date of birth, an unknown code) is noted and left unknown, because help that was
assigned stays assigned when a mentor's address is malformed.
"""

from collections.abc import Callable

from stdnum.nl import bsn as citizen_number

from voordeur.provisions.istandaarden.faults import Scope
from voordeur.provisions.istandaarden.lines import (
    Address,
    BirthDate,
    Client,
    Contact,
    Name,
    Relation,
)
from voordeur.provisions.istandaarden.part import Broken, Notes, Part


def client(part: Part, notes: Notes, containers: set[str]) -> Client:
    """The client of a message; raises Broken when the citizen number fails its check.

    `containers` are the names of the children that hold product lines and are read elsewhere.
    """
    part.only(
        "Bsn",
        "Geboortedatum",
        "Geslacht",
        "Naam",
        "Communicatie",
        "JuridischeStatus",
        "WettelijkeVertegenwoordiging",
        "GezagsdragerBekend",
        "Commentaar",
        "Relaties",
        "Contactgegevens",
        *containers,
    )
    bsn = part.required_text("Bsn")
    if not (len(bsn) == 9 and bsn.isascii() and bsn.isdigit() and citizen_number.is_valid(bsn)):
        raise part.broken("bad_bsn", "Bsn")
    spoken = _kept(notes, lambda: part.optional("Communicatie"), None)
    return Client(
        bsn=bsn,
        birth=_kept(notes, lambda: birth(part), None),
        sex=_kept(notes, lambda: part.code("Geslacht", "sex"), ""),
        name=_kept(notes, lambda: _name(part), None),
        interpreter=_kept(notes, lambda: spoken.code("Vorm", "interpreter"), "") if spoken else "",
        language=_kept(notes, lambda: spoken.text("Taal"), "") if spoken else "",
        legal_status=_kept(notes, lambda: part.code("JuridischeStatus", "legal_status"), ""),
        representation=_kept(
            notes, lambda: part.code("WettelijkeVertegenwoordiging", "representation"), ""
        ),
        authority_known=_kept(notes, lambda: part.yes_no("GezagsdragerBekend"), None),
        comment=_kept(notes, lambda: part.text("Commentaar"), ""),
        relations=_each_kept(part, notes, "Relaties", "Relatie", lambda p: _relation(p, notes)),
        contacts=_each_kept(part, notes, "Contactgegevens", "Contact", _contact),
    )


def _kept[T](notes: Notes, read: Callable[[], T], otherwise: T) -> T:
    """What `read` gives, or `otherwise` when it is broken: then only this detail is lost."""
    outer, notes.scope = notes.scope, Scope.DETAIL
    try:
        return read()
    except Broken:
        return otherwise
    finally:
        notes.scope = outer


def _each_kept[T](
    part: Part, notes: Notes, container: str, name: str, read: Callable[[Part], T]
) -> tuple[T, ...]:
    children: list[Part] = []
    _kept(notes, lambda: children.extend(part.each(container, name)), None)
    found: list[T] = []
    for child in children:
        _kept(notes, lambda child=child: found.append(read(child)), None)  # type: ignore[misc]
    return tuple(found)


def birth(part: Part) -> BirthDate | None:
    """Geboortedatum with DatumGebruik: the parts that may not be used stay unknown."""
    found = part.optional("Geboortedatum")
    if found is None:
        return None
    use = found.code("DatumGebruik", "birth_use")
    day = found.required_day("Datum")
    if use == "3":
        return BirthDate(None)
    if use == "2":
        return BirthDate(day.year)
    if use == "1":
        return BirthDate(day.year, day.month)
    return BirthDate(day.year, day.month, day.day)


def _name(part: Part) -> Name | None:
    found = part.optional("Naam")
    if found is None:
        return None
    own = found.required("Geslachtsnaam")
    partner = found.optional("Partnernaam")
    return Name(
        surname=own.required_text("Achternaam"),
        prefix=own.text("Voorvoegsel"),
        partner_surname=partner.text("Achternaam") if partner else "",
        partner_prefix=partner.text("Voorvoegsel") if partner else "",
        first_names=found.text("Voornamen"),
        initials=found.text("Voorletters"),
        use=found.code("NaamGebruik", "name_use"),
    )


def _relation(part: Part, notes: Notes) -> Relation:
    name = _name(part)
    if name is None:
        raise part.broken("missing", "Naam")
    reached = _kept(notes, lambda: part.optional("Contact"), None)
    return Relation(
        number=part.required_text("Nummer"),
        kind=part.required_code("Soort", "relation"),
        name=name,
        order=_kept(notes, lambda: part.number("Volgorde", 99), None),
        birth=_kept(notes, lambda: birth(part), None),
        sex=_kept(notes, lambda: part.code("Geslacht", "sex"), ""),
        contact=_kept(notes, lambda: _contact(reached), None) if reached else None,
    )


def _contact(part: Part) -> Contact:
    phones = part.optional("Telefoon")
    period = part.optional("Periode")
    return Contact(
        kind=part.required_code("Soort", "address_kind"),
        address=_address(part),
        organisation=part.text("Organisatie"),
        telephones=_telephones(phones) if phones else (),
        email=part.text("Emailadres"),
        first_day=period.day("Begindatum") if period else None,
        last_day=period.day("Einddatum") if period else None,
    )


def _address(part: Part) -> Address | None:
    found = part.optional("Adres")
    if found is None:
        return None
    house = found.optional("Huis")
    return Address(
        street=found.text("Straatnaam"),
        house_number=house.number("Huisnummer", 99_999) if house else None,
        house_letter=house.text("Huisletter") if house else "",
        addition=house.text("HuisnummerToevoeging") if house else "",
        indication=house.code("AanduidingWoonadres", "address_indication") if house else "",
        postcode=found.text("Postcode"),
        town=found.text("Plaatsnaam"),
        country=found.text("LandCode"),
    )


def _telephones(part: Part) -> tuple[str, ...]:
    phones = [part.optional(name) for name in ("Telefoon01", "Telefoon02")]
    return tuple(
        f"{phone.text('Landnummer')} {phone.required_text('Telefoonnummer')}".strip()
        for phone in phones
        if phone
    )
