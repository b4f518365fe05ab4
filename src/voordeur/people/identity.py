# SPDX-License-Identifier: EUPL-1.2
"""Who somebody is for the computer: the sealed citizen number and the keys they are found by."""

import hmac
from hashlib import sha256

from django.utils.translation import gettext as _

from voordeur.door.refusal import Refusal
from voordeur.history import keyring
from voordeur.people import citizen_number, searchkeys
from voordeur.people.addresses import AddressError
from voordeur.people.models import Person, SearchKey
from voordeur.people.partialdate import PartialDate, PartialDateError


def lookup(number: str) -> str:
    """Return the keyed value under which a citizen number is found.

    Raises Refusal, which does not repeat the number, when it fails the 11-test.
    """
    try:
        return citizen_number.lookup_value(number, keyring.lookup_key())
    except citizen_number.CitizenNumberError:
        refused = Refusal(
            _("This is not a valid citizen number."),
            "citizen_number",
            _("Compare it with an identity paper."),
        )
    # Outside the handler: no chained exception carries the digits.
    raise refused


def seal(person_id: int, number: str, key: bytes | None = None) -> str:
    """Return a checked citizen number, encrypted with the person's own key (given, or looked up)."""
    if key is None:
        key = keyring.key_for(f"person:{person_id}", "own", "case", make=True)
    plain = citizen_number.checked(number).encode()
    return keyring.seal(key, plain, f"citizen_number|{person_id}")


def unseal(person_id: int, sealed: str) -> str:
    """Return the citizen number; raises Forgotten when the person's key was destroyed."""
    key = keyring.key_for(f"person:{person_id}", "own", "case", make=False)
    return keyring.unseal(key, sealed, f"citizen_number|{person_id}").decode()


def partial_date(text: str, where: str) -> str:
    """Return a birth date as it is stored (1987, 1987-03 or 1987-03-12), empty when unknown."""
    if not text.strip():
        return ""
    try:
        return str(PartialDate.parse(text))
    except PartialDateError as error:
        raise Refusal(
            _("This is not a date."), where, _("Write 1987, 1987-03 or 1987-03-12.")
        ) from error


def address_refusal(error: AddressError) -> Refusal:
    """Return the refusal of a postcode or house number that is none, at its field."""
    if error.where == "postcode":
        return Refusal(_("A postcode is four digits and two letters."), "postcode")
    return Refusal(_("A house number starts with digits."), "number")


def whole(given_names: str, surname: str, born: str) -> str | None:
    """Return the key of whole name and full birth date, or None when either is not complete.

    Keyed, so that the table alone does not tell who was born when.
    """
    if not given_names.strip() or not surname.strip() or len(born) != len("1987-03-12"):
        return None
    first, last = searchkeys.tokens(given_names), searchkeys.tokens(surname)
    if not first or not last:
        return None
    text = f"{first[0]}|{' '.join(last)}|{born}"
    digest = hmac.new(keyring.lookup_key(), b"whole name\0" + text.encode(), sha256).hexdigest()
    return f"n:{digest}"


def keys_of(person: Person) -> frozenset[str]:
    """Return all keys under which a person is found."""
    written = searchkeys.keys(f"{person.given_names} {person.called} {person.surname}")
    exact = whole(person.given_names, person.surname, person.born)
    return written | {exact} if exact else written


def drop_keys(person_id: int) -> None:
    """Take away the search keys of a person, who is found under another number from now on."""
    SearchKey.objects.filter(person_id=person_id).delete()


def write_keys(person: Person) -> None:
    """Make the search keys of a person anew; two statements."""
    drop_keys(person.pk)
    SearchKey.objects.bulk_create(
        [SearchKey(person_id=person.pk, key=key) for key in sorted(keys_of(person))]
    )
