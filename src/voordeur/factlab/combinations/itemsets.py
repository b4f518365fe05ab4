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
    bits = np.unpackbits(
        np.ascontiguousarray(words, dtype="<u8").view(np.uint8), axis=1, bitorder="little"
    )
    supports = _supports(weights, bits)
    keep = supports >= max(1, least)
    if not keep.any():
        return []
    names = np.flatnonzero(keep)
    bits, weights = _merged(bits[:, keep], weights)
    # The rarest first: few baskets are handed down to many supersets.
    order = np.argsort(supports[keep], kind="stable")
    names, bits = names[order], bits[:, order]
    found = [
        Itemset(tuple(sorted(items)), support)
        for items, support in _grow((), names, bits, weights, max(1, least), largest)
    ]
    return sorted(found, key=lambda one: (len(one.items), one.items))


_WORD = (1 << 64) - 1
_CHUNK = 1 << 15


def _supports(weights: np.ndarray, bits: np.ndarray) -> np.ndarray:
    """Return how many households have each item.

    In floats, chunk by chunk, because whole numbers are multiplied without the machine's help; a
    float of 64 bits holds every whole number that is met here.
    """
    total = np.zeros(bits.shape[1])
    heavy = weights.astype(np.float64)
    for start in range(0, len(bits), _CHUNK):
        part = slice(start, start + _CHUNK)
        total += heavy[part] @ bits[part].astype(np.float64)
    return total.round().astype(np.int64)


def _merged(bits: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Join baskets that have become the same; those that are empty now go."""
    packed = np.packbits(bits, axis=1)
    padded = np.zeros((len(packed), -(-packed.shape[1] // 8) * 8), dtype=np.uint8)
    padded[:, : packed.shape[1]] = packed
    words = padded.view(np.uint64)
    order = np.lexsort(words.T)
    ordered = words[order]
    first = np.ones(len(ordered), dtype=bool)
    first[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    starts = np.flatnonzero(first)
    joined = np.add.reduceat(weights[order], starts) if len(starts) else weights[:0]
    kept = bits[order[starts]]
    full = kept.any(axis=1)
    return kept[full], joined[full]


def _grow(
    prefix: tuple[int, ...],
    names: np.ndarray,
    bits: np.ndarray,
    weights: np.ndarray,
    least: int,
    largest: int,
) -> Iterator[tuple[tuple[int, ...], int]]:
    """Yield the frequent sets that start with a prefix; `bits` has only the baskets that hold it."""
    supports = _supports(weights, bits)
    for at in np.flatnonzero(supports >= least):
        items = (*prefix, int(names[at]))
        yield items, int(supports[at])
        if len(items) == largest or at + 1 == len(names):
            continue
        here = np.flatnonzero(bits[:, at])
        below, much = bits[here, at + 1 :], weights[here]
        promising = _supports(much, below) >= least
        if promising.any():
            kept = below[:, promising]
            # Joining what has become the same pays where it is handed down once more.
            if len(items) + 1 < largest:
                kept, much = _merged(kept, much)
            yield from _grow(items, names[at + 1 :][promising], kept, much, least, largest)
