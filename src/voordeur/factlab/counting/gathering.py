# SPDX-License-Identifier: EUPL-1.2
"""What comes together per household, by laying every provision in its place once.

The numbers of households are small whole numbers, so a household is a place in an array, and a kind
is a flag in its row of 64: no table of hashes, no order of rows. One row has the flags of one word;
the last flag is of no code and takes what is not known. The same sums as the step `stacked` in
`steps`, which engines on many machines use.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from voordeur.factlab.counting.facts import WORD

BLOCK = 1 << 21
"""Households at a time: 128 megabytes of flags, however many there are in all."""
_ROW = WORD + 1
_LOWER = np.int64((1 << WORD) - 1)


def union(units: np.ndarray, places: np.ndarray, many: int, word: int = 0) -> np.ndarray:
    """Return the places of each unit as the bits of one word, shape (many,).

    `units`: from 0 to `many`, one for each row; `places`: in the codebook, below 0 where not known.
    A place in another word is not in this one.

    >>> union(np.array([0, 1, 0, 0]), np.array([2, 0, 0, -1]), 3).tolist()
    [5, 1, 0]
    """
    here = places - word * WORD
    flags = np.zeros(many * _ROW, dtype=bool)
    flags[units * _ROW + np.where((here >= 0) & (here < WORD), here, WORD)] = True
    bits = np.packbits(flags, bitorder="little").view("<i8")
    return np.asarray(bits & _LOWER)


def stacked(
    columns: Mapping[str, np.ndarray], first: int, many: int, words: Mapping[str, int]
) -> dict[str, np.ndarray]:
    """Return the units from `first` to `first + many` that have a provision, as columns of equal length.

    `columns`, one row per provision: `unit` and `household` (the same array when households are the
    units; the lowest counts for a person who moved); `kinds`, `laws` and `sources` as places
    in the codebook, below 0 where not known; `intended` 1, 0, or below 0; `cost_cents`, below 0 where
    not known. `words`: how many words each mask takes. `cost_cents` of none known is 0.
    """
    units = columns["unit"] - first
    provisions = np.bincount(units, minlength=many)
    there = np.flatnonzero(provisions)
    found = {"unit": there + first, "provisions": provisions[there]}
    homes = np.arange(first, first + many)
    if columns["household"] is not columns["unit"]:
        homes = np.full(many, np.iinfo(np.int64).max)
        np.minimum.at(homes, units, columns["household"])
    found["household"] = homes[there]
    for mask, some in words.items():
        for word in range(some):
            found[f"{mask}_{word}"] = union(units, columns[mask], many, word)[there]
    wanted = {
        "law_unknown": columns["laws"] < 0,
        "intended": columns["intended"] == 1,
        "unintended": columns["intended"] == 0,
        "cost_unknown": columns["cost_cents"] < 0,
    }
    for name, rows in wanted.items():
        found[name] = np.bincount(units[rows], minlength=many)[there]
    known = ~wanted["cost_unknown"]
    # A float of 64 bits holds every whole number of eurocents under ninety thousand billion.
    sums = np.bincount(units[known], columns["cost_cents"][known], many)
    found["cost_cents"] = sums[there].astype(np.int64)
    return found
