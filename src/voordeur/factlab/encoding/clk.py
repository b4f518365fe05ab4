# SPDX-License-Identifier: EUPL-1.2
"""Keyed encodings of a person (CLKs): similar people get similar bits, and nobody reads a name.

Each piece of a name or a birth sets bits of a Bloom filter of 1,024 bits, at places that depend on
a secret only the institutions share (HMAC-SHA-512), so that who links cannot try names. Encodings
made with another secret have nothing in common. After Schnell, Bachteler and Reiher (2009), with
a key per project, places drawn apart for each piece instead of by double hashing, and a fold that
makes frequent pieces harder to count.

An encoding is not anonymous. Who has the secret can look for a known name in it, and frequent
names leave traces: encodings go to who links, without the secret, and are destroyed after linking.
"""

from __future__ import annotations

import base64
import hmac
from functools import lru_cache
from hashlib import sha256

from voordeur.factlab.fault import Fault
from voordeur.factlab.standard.births import birth_of
from voordeur.factlab.standard.names import first_of, initials_of, root_of, surname_of

BITS = 1024
"""Bits of an encoding."""

UNFOLDED = 2 * BITS
"""Bits before the fold: the second half is laid over the first (exclusive or)."""

REMEMBERED = 200_000
"""Names and dates of which the bits are kept."""

SHORTEST_SECRET = 32
"""Bytes."""

_PLACES = {"first": 6, "surname": 6, "part": 10, "year": 16, "whole": 20, "sex": 8, "initial": 8}
"""How many bits one piece sets: what tells people apart best, sets most."""


class Encoder:
    """Encodes with one secret; the same secret gives the same encodings."""

    def __init__(self, secret: bytes) -> None:
        """Take the secret; raises Fault when it is short enough to guess."""
        if len(secret) < SHORTEST_SECRET:
            raise Fault(
                f"The secret has {len(secret)} bytes, and may be guessed.",
                "secret",
                f"Share {SHORTEST_SECRET} random bytes: `openssl rand -hex 32 > secret.txt`.",
            )
        self._secret = secret
        # The same names and dates come back often: each is worked out once.
        self._first = lru_cache(maxsize=REMEMBERED)(self._of_first)
        self._surnames = lru_cache(maxsize=REMEMBERED)(self._of_surnames)
        self._birth = lru_cache(maxsize=REMEMBERED)(self._of_birth)
        self._bits = lru_cache(maxsize=REMEMBERED)(self._draw)

    def person(
        self,
        first: str = "",
        initials: str = "",
        surname: str = "",
        partner_surname: str = "",
        birth: str = "",
        sex: str = "",
    ) -> str:
        """Return the encodings of a person, one per surname they may go by, with spaces between.

        Empty when there is nothing to encode. What cannot be read counts as not given.
        """
        common = self._first(first, initials) | self._birth(birth)
        if sex:
            common |= self._bits("sex", sex[:1].lower())
        surnames = self._surnames(surname, partner_surname) or (0,)
        return " ".join([_text(_folded(common | one)) for one in surnames if common | one])

    def token(self, kind: str, text: str) -> str:
        """Return a keyed stand-in for a text that is only compared whole (a key, an address)."""
        if not text:
            return ""
        drawn = hmac.digest(self._secret, f"token {kind} {text}".encode(), "sha256")
        return base64.b32encode(drawn[:15]).decode().lower()

    @property
    def mark(self) -> str:
        """Return what tells encodings with different secrets apart, and nothing of the secret."""
        return sha256(hmac.digest(self._secret, b"mark", "sha512")).hexdigest()[:16]

    def _of_first(self, first: str, initials: str) -> int:
        known = first_of(first)
        letter = known[:1].upper() or initials_of(initials)[:1]
        bits = self._word("first", root_of(known))
        return bits | self._bits("initial", letter) if letter else bits

    def _of_surnames(self, surname: str, partner_surname: str) -> tuple[int, ...]:
        own, partner = surname_of(surname), surname_of(partner_surname)
        cores = dict.fromkeys(core for core in (own.core, own.other, partner.core) if core)
        return tuple(self._word("surname", core) for core in cores)

    def _of_birth(self, text: str) -> int:
        birth, bits = birth_of(text), 0
        if birth.year is not None:
            bits |= self._bits("year", str(birth.year))
        if birth.month is not None and birth.day is not None:
            # Without saying which is which: day and month that changed places still agree.
            bits |= self._bits("part", f"{birth.month:02d}")
            bits |= self._bits("part", f"{birth.day:02d}")
            bits |= self._bits("whole", f"{birth.month:02d}-{birth.day:02d}")
        return bits

    def _word(self, kind: str, word: str) -> int:
        """Set the bits of each two letters that follow each other, with the ends marked."""
        bits, ended = 0, f"_{word}_"
        for place in range(len(ended) - 1 if word else 0):
            bits |= self._bits(kind, ended[place : place + 2])
        return bits

    def _draw(self, kind: str, piece: str) -> int:
        drawn = hmac.digest(self._secret, f"{kind} {piece}".encode(), "sha512")
        bits = 0
        for place in range(_PLACES[kind]):
            bits |= 1 << (int.from_bytes(drawn[2 * place : 2 * place + 2]) % UNFOLDED)
        return bits


def _folded(bits: int) -> int:
    return (bits >> BITS) ^ (bits & ((1 << BITS) - 1))


def _text(bits: int) -> str:
    return base64.b64encode(bits.to_bytes(BITS // 8)).decode()
