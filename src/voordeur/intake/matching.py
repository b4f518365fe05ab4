# SPDX-License-Identifier: EUPL-1.2
"""Which signals belong together: same youth, same address, same parent, and no other rule.

The marks are keyed hashes of full matches, so that the table alone tells nothing. A match says
that there are more signals, not what they say.
"""

import hmac
from dataclasses import dataclass, field
from hashlib import sha256

from voordeur.history import keyring
from voordeur.people import identity
from voordeur.people.addresses import AddressKey


@dataclass(frozen=True, slots=True)
class Described:
    """Somebody a signal is about, as far as described; not identified."""

    given_names: str = ""
    surname: str = ""
    born: str = ""
    citizen_number: str = field(default="", repr=False)

    @property
    def empty(self) -> bool:
        """Say whether nothing was described."""
        return not (self.given_names or self.surname or self.born or self.citizen_number)


def marks(
    *, youth: Described | None, parent: Described | None, address: AddressKey | None
) -> set[tuple[str, str]]:
    """Return (rule, mark) pairs; what is not complete gives none: half a name matches nobody."""
    found = set[tuple[str, str]]()
    for rule, who in (("youth", youth), ("parent", parent)):
        if who is None:
            continue
        if who.citizen_number:
            found.add((rule, f"b:{identity.lookup(who.citizen_number)}"))
        whole = identity.whole(who.given_names, who.surname, who.born)
        if whole:
            found.add((rule, whole))
    if address is not None:
        text = f"{address.postcode}|{address.number}|{address.addition}"
        key = hmac.new(keyring.lookup_key(), b"address\0" + text.encode(), sha256)
        found.add(("address", f"a:{key.hexdigest()}"))
    return found
