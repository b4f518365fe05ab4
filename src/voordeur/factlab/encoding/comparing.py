# SPDX-License-Identifier: EUPL-1.2
"""Comparing encodings: the share of bits that two have in common (Dice), in whole thousandths."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from voordeur.factlab.encoding.clk import BITS
from voordeur.factlab.fault import Fault

WORDS = BITS // 64
CHUNK = 512
"""Rows compared at a time: bounds the memory."""

type Bits = npt.NDArray[np.uint64]


def unpack(encodings: Sequence[str]) -> tuple[Bits, npt.NDArray[np.int64]]:
    """Return all encodings as rows of words, and for each the place of the record it is of.

    A record may have several, with spaces between. Raises Fault for what is no encoding.
    """
    words: list[bytes] = []
    places: list[int] = []
    for place, text in enumerate(encodings):
        for one in text.split():
            try:
                raw = base64.b64decode(one, validate=True)
            except (binascii.Error, ValueError):
                raw = b""
            if len(raw) * 8 != BITS:
                raise Fault(
                    "This is no encoding.",
                    f"encoded record {place + 1}",
                    "Encode with `voordeur factlab encode` of the same version.",
                )
            words.append(raw)
            places.append(place)
    bits = np.frombuffer(b"".join(words), dtype=np.uint64).reshape(-1, WORDS)
    return bits, np.array(places, dtype=np.int64)


def alike(
    left: Bits, right: Bits, least: int
) -> Iterator[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
    """Yield rows of left and right that have at least `least` thousandths in common, and how many.

    Compares each with each; memory is bounded.
    """
    counts = np.bitwise_count(right).sum(axis=1, dtype=np.int64)
    turned = np.ascontiguousarray(right.T)
    for start in range(0, len(left), CHUNK):
        part = left[start : start + CHUNK]
        common = np.zeros((len(part), len(right)), dtype=np.uint16)
        for word in range(WORDS):
            common += np.bitwise_count(part[:, word, None] & turned[word])
        both = np.bitwise_count(part).sum(axis=1, dtype=np.int64)[:, None] + counts
        dice = (2000 * common.astype(np.int64)) // np.maximum(both, 1)
        rows, columns = np.nonzero(dice >= least)
        yield rows + start, columns, dice[rows, columns]
