# SPDX-License-Identifier: EUPL-1.2
"""Frequent sets of provisions, over distinct baskets with how many households have each.

Depth first over bits in columns (Eclat), each set's baskets handed down to its supersets. Households
with the same set are one basket, so that a million households are some thousands of rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np


class Itemset(NamedTuple):
    """A set of items, as places in the codebook, ascending, and how many households have all of them."""

    items: tuple[int, ...]
    support: int


def frequent(baskets: Mapping[int, int], least: int, largest: int = 4) -> list[Itemset]:
    """Return every set of at most `largest` items that at least `least` households have.

    `baskets`: how many households have exactly this set, as a mask. Sorted by size, then by items.

    >>> frequent({0b011: 4, 0b111: 2, 0b100: 1}, least=4)
    [Itemset(items=(0,), support=6), Itemset(items=(1,), support=6), Itemset(items=(0, 1), support=6)]
    """
    masks = [mask for mask in baskets if mask]
    if not masks:
        return []
    words = -(-max(mask.bit_length() for mask in masks) // 64)
    columns = [
        np.fromiter((mask >> 64 * at & _WORD for mask in masks), dtype=np.uint64, count=len(masks))
        for at in range(words)
    ]
    weights = np.fromiter((baskets[mask] for mask in masks), dtype=np.int64, count=len(masks))
    return frequent_words(np.stack(columns, axis=1), weights, least, largest)


def frequent_words(
    words: np.ndarray, weights: np.ndarray, least: int, largest: int = 4
) -> list[Itemset]:
    """Return the same from columns: `words`, shape (baskets, words) of 64 bits, and `weights`."""
    if not len(words) or largest < 1:
        return []
    least = max(1, least)
    # A float of 64 bits holds every whole number that is met here, and adds up faster.
    heavy = weights.astype(np.float64)
    supports = _supports(words, heavy)
    names = np.flatnonzero(supports >= least)
    if not len(names):
        return []
    # The rarest first: few baskets are handed down to many supersets.
    names = names[np.argsort(supports[names], kind="stable")]
    chosen, heavy = _merged(_only(words, names), heavy)
    found = [
        Itemset(tuple(sorted(int(names[place]) for place in places)), support)
        for places, support in _grow((), chosen, heavy, _supports(chosen, heavy), least, largest)
    ]
    return sorted(found, key=lambda one: (len(one.items), one.items))


_WORD = (1 << 64) - 1
_BITS_OF_BYTE = np.unpackbits(
    np.arange(256, dtype=np.uint8)[:, None], axis=1, bitorder="little"
).astype(np.float64)
"""Which bits each value of a byte has."""


def _bytes(words: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(words, dtype="<u8").view(np.uint8)


def _only(words: np.ndarray, names: np.ndarray) -> np.ndarray:
    """Return the baskets with only these items, in this order, packed into as few words as hold them."""
    bits = np.unpackbits(_bytes(words), axis=1, bitorder="little")
    packed = np.packbits(bits[:, names], axis=1, bitorder="little")
    padded = np.zeros((len(packed), -(-packed.shape[1] // 8) * 8), dtype=np.uint8)
    padded[:, : packed.shape[1]] = packed
    return padded.view("<u8")


def _supports(words: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return how many households have each item.

    Byte by byte: how many households have each value of it, and then which bits that value has.
    """
    columns = _bytes(words)
    found = [
        np.bincount(columns[:, at], weights, 256) @ _BITS_OF_BYTE for at in range(columns.shape[1])
    ]
    return np.concatenate(found)


def _merged(words: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Join baskets that have become the same; those that are empty now go."""
    # Most often one word is enough, and one word sorts several times as fast.
    order = np.argsort(words[:, 0]) if words.shape[1] == 1 else np.lexsort(words.T)
    ordered = words[order]
    first = np.ones(len(ordered), dtype=bool)
    first[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    starts = np.flatnonzero(first)
    kept, joined = ordered[starts], np.add.reduceat(weights[order], starts)
    full = kept.any(axis=1)
    return kept[full], joined[full]


def _grow(
    prefix: tuple[int, ...],
    words: np.ndarray,
    weights: np.ndarray,
    supports: np.ndarray,
    least: int,
    largest: int,
) -> Iterator[tuple[tuple[int, ...], int]]:
    """Yield the frequent sets that start with a prefix.

    `words` has only the baskets that hold it, with only the places after it.
    """
    for place in map(int, np.flatnonzero(supports >= least)):
        places = (*prefix, place)
        yield places, round(supports[place])
        if len(places) == largest:
            continue
        word, bit = divmod(place, 64)
        here = np.flatnonzero(words[:, word] >> np.uint64(bit) & np.uint64(1))
        below, much = words[here] & _mask(_after(place, words.shape[1])), weights[here]
        further = _supports(below, much)
        promising = further >= least
        if promising.any():
            # Joining what has become the same pays where it is handed down once more.
            if len(places) + 1 < largest:
                below, much = _merged(below & _mask(promising), much)
            yield from _grow(places, below, much, further, least, largest)


def _after(place: int, words: int) -> np.ndarray:
    return np.arange(64 * words) > place


def _mask(places: np.ndarray) -> np.ndarray:
    """Return which places are wanted, as words."""
    return np.packbits(places, bitorder="little").view("<u8")
