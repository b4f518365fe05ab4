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
from binascii import b2a_base64
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, reduce
from hashlib import sha256
from operator import or_

import numpy as np
import numpy.typing as npt

from voordeur.factlab.fault import Fault
from voordeur.factlab.standard.births import birth_of
from voordeur.factlab.standard.names import first_of, initials_of, root_of, surname_of

BITS = 1024
"""Bits of an encoding."""

UNFOLDED = 2 * BITS
"""Bits before the fold: the second half is laid over the first (exclusive or)."""

REMEMBERED = 200_000
"""Pieces of names and dates of which the bits are kept."""

MOST_SURNAMES = 3
"""A person may go by their own surname, its other half, and that of a partner."""

type Row = tuple[str, str, str, str, str, str]
"""First names, initials, surname, surname of the partner, birth, sex."""

type Column = tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]
"""Different bits, and per person which of them."""

CHUNK = 4_096
"""People laid together at a time, so that their bits stay close to the processor."""

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
        # The same names, letters and days come back often: each is worked out once.
        self._bits = lru_cache(maxsize=REMEMBERED)(self._draw)
        self._given = lru_cache(maxsize=REMEMBERED)(self._of_given)
        self._day = lru_cache(maxsize=REMEMBERED)(self._of_day)

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
        return self.people([(first, initials, surname, partner_surname, birth, sex)])[0]

    def people(self, rows: Sequence[Row]) -> list[str]:
        """Return the encodings of many persons, each as `person` does.

        What different people share (a name, a day) is worked out once, and laid together by column.
        """
        if not rows:
            return []
        firsts, initials, surnames, partners, births, sexes = zip(*rows, strict=True)
        known = [
            _column(list(zip(firsts, initials, strict=True)), self._of_first),
            _column(list(zip(births, strict=True)), self._of_birth),
            _column(list(zip(sexes, strict=True)), self._of_sex),
        ]
        named = list(zip(surnames, partners, strict=True))
        several = _once(named, self._of_surnames)
        # Who has no surname at all is encoded by the rest.
        first = _column(named, lambda *pair: (several[pair] or (0,))[0])
        found = _texts([*known, first])
        for turn in range(1, MOST_SURNAMES):
            more = [place for place, pair in enumerate(named) if len(several[pair]) > turn]
            if not more:
                break
            names = _column([named[place] for place in more], lambda *pair: several[pair][turn])  # noqa: B023
            rest = [(filters, index[more]) for filters, index in known]
            for place, text in zip(more, _texts([*rest, names]), strict=True):
                found[place] += f" {text}"
        return found

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
        if known := self._given(first):
            return known
        letter = initials_of(initials)[:1]
        return self._bits("initial", letter) if letter else 0

    def _of_given(self, first: str) -> int:
        known = first_of(first)
        if not known:
            return 0
        return self._word("first", root_of(known)) | self._bits("initial", known[:1].upper())

    def _of_surnames(self, surname: str, partner_surname: str) -> tuple[int, ...]:
        own, partner = surname_of(surname), surname_of(partner_surname)
        cores = dict.fromkeys(core for core in (own.core, own.other, partner.core) if core)
        return tuple(self._word("surname", core) for core in cores)

    def _of_birth(self, text: str) -> int:
        birth = birth_of(text)
        bits = 0 if birth.year is None else self._bits("year", str(birth.year))
        if birth.month is not None and birth.day is not None:
            bits |= self._day(birth.month, birth.day)
        return bits

    def _of_day(self, month: int, day: int) -> int:
        # Without saying which is which: day and month that changed places still agree.
        parts = self._bits("part", f"{month:02d}") | self._bits("part", f"{day:02d}")
        return parts | self._bits("whole", f"{month:02d}-{day:02d}")

    def _of_sex(self, sex: str) -> int:
        return self._bits("sex", sex[:1].lower()) if sex else 0

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


def _once[Key, Worked](given: Sequence[Key], work: Callable[..., Worked]) -> Mapping[Key, Worked]:
    """Work each different tuple out once."""
    return {one: work(*one) for one in dict.fromkeys(given)}  # type: ignore[misc]


def _column(given: Sequence[tuple[str, ...]], work: Callable[..., int]) -> Column:
    """Return the unfolded bits of each different one of these, and where in that list each stands."""
    worked = _once(given, work)
    places = {bits: at for at, bits in enumerate(dict.fromkeys(worked.values()))}
    place = {one: places[bits] for one, bits in worked.items()}
    size = UNFOLDED // 8
    raw = b"".join(bits.to_bytes(size, "little") for bits in places)
    filters = np.frombuffer(raw, dtype=np.uint64).reshape(-1, size // 8)
    return filters, np.fromiter(map(place.__getitem__, given), np.int64, len(given))


def _texts(columns: Sequence[Column]) -> list[str]:
    """Lay columns together, fold the second half over the first, and write each as text.

    Nothing for one without a bit.
    """
    size, found = BITS // 8, []
    for start in range(0, len(columns[0][1]), CHUNK):
        part = slice(start, start + CHUNK)
        bits = reduce(or_, (filters[index[part]] for filters, index in columns))
        half = bits.shape[1] // 2
        folded = np.ascontiguousarray(bits[:, :half] ^ bits[:, half:])
        raw = folded.view(np.uint8)[:, ::-1].tobytes()
        found += [
            b2a_base64(raw[at * size : (at + 1) * size], newline=False).decode() if filled else ""
            for at, filled in enumerate(bits.any(axis=1).tolist())
        ]
    return found
