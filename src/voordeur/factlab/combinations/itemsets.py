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
    if not masks or largest < 1:
        return []
    weights = np.array([baskets[mask] for mask in masks], dtype=np.int64)
    width = max(mask.bit_length() for mask in masks)
    names = np.arange(width)
    bits = _unpacked(masks, width)
    supports = weights @ bits
    keep = supports >= max(1, least)
    if not keep.any():
        return []
    names, bits, weights = names[keep], *_merged(bits[:, keep], weights)
    # The rarest first: few baskets are handed down to many supersets.
    order = np.argsort(weights @ bits, kind="stable")
    names, bits = names[order], bits[:, order]
    found = [
        Itemset(tuple(sorted(items)), support)
        for items, support in _grow((), names, bits, weights, max(1, least), largest)
    ]
    return sorted(found, key=lambda one: (len(one.items), one.items))


def _unpacked(masks: list[int], width: int) -> np.ndarray:
    """Return masks as a table of 0 and 1, shape (baskets, width)."""
    size = -(-width // 8)
    raw = np.frombuffer(b"".join(mask.to_bytes(size, "little") for mask in masks), dtype=np.uint8)
    return np.unpackbits(raw.reshape(len(masks), size), axis=1, bitorder="little")[:, :width]


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
    supports = weights @ bits
    for at in np.flatnonzero(supports >= least):
        items = (*prefix, int(names[at]))
        yield items, int(supports[at])
        if len(items) == largest or at + 1 == len(names):
            continue
        here = bits[:, at] == 1
        below, much = bits[here, at + 1 :], weights[here]
        promising = much @ below >= least
        if promising.any():
            yield from _grow(
                items,
                names[at + 1 :][promising],
                *_merged(below[:, promising], much),
                least,
                largest,
            )
