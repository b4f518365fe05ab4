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
from collections.abc import Callable, Sequence
from functools import lru_cache, reduce
from hashlib import sha256
from operator import or_

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from voordeur.factlab.distinct import different
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

TEXT = 4 * -(-BITS // 24)
"""Signs of an encoding in base64."""

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
        firsts, initials, surnames, partners, births, sexes = (
            pa.array(column, pa.string()) for column in zip(*rows, strict=True)
        )
        known = [
            _column([firsts, initials], self._of_first),
            _column([births], self._of_birth),
            _column([sexes], self._of_sex),
        ]
        index, named = different([surnames, partners])
        several = [self._of_surnames(*pair) for pair in named]
        # Who has no surname at all is encoded by the rest.
        found = _texts([*known, (_filters([(one or (0,))[0] for one in several]), index)])
        counts = np.array([len(one) for one in several])[index]
        for turn in range(1, MOST_SURNAMES):
            more = np.flatnonzero(counts > turn)
            if not len(more):
                break
            names = _filters([one[turn] if len(one) > turn else 0 for one in several])
            rest = [(filters, places[more]) for filters, places in [*known, (names, index)]]
            for place, text in zip(more.tolist(), _texts(rest), strict=True):
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


def _column(columns: Sequence[pa.Array], work: Callable[..., int]) -> Column:
    """Return the unfolded bits of each different row of these columns, and which each row has."""
    index, given = different(columns)
    return _filters([work(*one) for one in given]), index


def _filters(worked: Sequence[int]) -> npt.NDArray[np.uint64]:
    """Return unfolded bits as rows of words."""
    size = UNFOLDED // 8
    raw = b"".join(bits.to_bytes(size, "little") for bits in worked)
    return np.frombuffer(raw, dtype=np.uint64).reshape(-1, size // 8)


def _texts(columns: Sequence[Column]) -> list[str]:
    """Lay columns together, fold the second half over the first, and write each as text.

    Nothing for one without a bit.
    """
    found: list[str] = []
    for start in range(0, len(columns[0][1]), CHUNK):
        part = slice(start, start + CHUNK)
        bits = reduce(or_, (filters[index[part]] for filters, index in columns))
        half = bits.shape[1] // 2
        folded = np.ascontiguousarray(bits[:, :half] ^ bits[:, half:])
        text = _base64(folded.view(np.uint8)[:, ::-1])
        found += [
            text[at * TEXT : (at + 1) * TEXT] if filled else ""
            for at, filled in enumerate(bits.any(axis=1).tolist())
        ]
    return found


_DIGITS = np.frombuffer(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", dtype=np.uint8
)
_PAIRS = np.stack([np.repeat(_DIGITS, 64), np.tile(_DIGITS, 64)], axis=1).view(np.uint16).ravel()
"""The two signs of each twelve bits."""


def _base64(rows: npt.NDArray[np.uint8]) -> str:
    """Return rows of `BITS` bits in base64, one behind the other, all at once."""
    filled = np.zeros((len(rows), TEXT // 4, 3), dtype=np.uint16)
    filled.reshape(len(rows), -1)[:, : BITS // 8] = rows
    first, second, third = filled[..., 0], filled[..., 1], filled[..., 2]
    twelve = np.stack([first << 4 | second >> 4, (second & 15) << 8 | third], axis=-1)
    signs = _PAIRS[twelve].reshape(len(rows), -1).view(np.uint8)
    # 128 bytes are one short of a multiple of three, which the last sign says.
    signs[:, -1] = ord("=")
    return signs.tobytes().decode("ascii")
