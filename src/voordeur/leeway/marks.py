# SPDX-License-Identifier: EUPL-1.2
"""Marks that only their own key can make: who recorded something, and in which household.

A mark is a keyed hash. The author makes the own mark again and finds the own lines; whoever has a
household open makes its mark and finds what was recorded there. From a mark nobody comes back to a
person or a household: there is no table that ties them, and forgetting a household destroys the key.
"""

import hmac
from hashlib import sha256

from voordeur.door.reader import Reader
from voordeur.door.refusal import NotAllowed
from voordeur.history import keyring
from voordeur.history.keyring import Forgotten


def _mark(key: bytes, about: str) -> str:
    return hmac.new(key, f"voordeur leeway {about}".encode(), sha256).hexdigest()


def author_mark(reader: Reader) -> str:
    """Return the mark of a reader with an account; raises NotAllowed for anyone else.

    It is made with the key of the account's drafts: a key made for this alone would tell who ever
    recorded something.
    """
    if reader.account_id is None:
        raise NotAllowed("Only somebody with an account records this.")
    key = keyring.key_for(f"account:{reader.account_id}", "draft", "draft", make=True)
    return _mark(key, "author")


def place_mark(household_id: int) -> str:
    """Return the mark of a household, made with its own key."""
    key = keyring.key_for(f"household:{household_id}", "common", "case", make=True)
    return _mark(key, "place")


def place_marks(household_id: int) -> list[str]:
    """Return the marks of a household and of those that were joined to it; for looking only."""
    found = []
    for subject in keyring.ring(f"household:{household_id}"):
        try:
            key = keyring.key_for(subject, "common", "case", make=False)
        except Forgotten:
            continue
        found.append(_mark(key, "place"))
    return found
