# SPDX-License-Identifier: EUPL-1.2
"""What comes together per household, by laying every provision in its place once.

Households get numbers from nothing on (`numbered`); then a household is a place in an array, and a
kind is a flag in its row of 64: no order of rows, and nothing is looked up twice. One row has the
flags of one word; the last flag is of no code and takes what is not known. The same sums as the step
`stacked` in `steps`, which engines on many machines use.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np
import pyarrow as pa

from voordeur.factlab.counting.facts import WORD

THREADS = 2
BLOCK = 1 << 22
"""Provisions at a time, so that memory does not grow with the city."""
_ROW = WORD + 1
_LOWER = np.int64((1 << WORD) - 1)


PART = 1 << 18
"""Provisions that are laid out at a time: what they need stays near the processor."""
_ODD = np.uint64(0x9E3779B97F4A7C15)
"""An odd number near the golden ratio: multiplied by it, numbers that are alike end up far apart."""

Columns = Mapping[str, np.ndarray]


def apart(columns: Columns, by: str) -> Iterator[dict[str, np.ndarray]]:
    """Yield the rows in parts; rows of which the column `by` says the same are in one part."""
    ids = columns[by]
    bits = min(8, max(0, len(ids) // PART).bit_length())
    if not bits:
        yield dict(columns)
        return
    part = ((ids.view(np.uint64) * _ODD) >> np.uint64(64 - bits)).astype(np.uint8)
    order = np.argsort(part, kind="stable")
    ends = np.cumsum(np.bincount(part, minlength=1 << bits))
    # One column at a time that stands there twice is laid out once.
    laid = {id(column): column[order] for column in columns.values()}
    for start, end in zip((0, *ends[:-1]), ends, strict=True):
        yield {name: laid[id(column)][start:end] for name, column in columns.items()}


def numbered(ids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return a number from 0 on for each row, the same where `ids` is the same, and the id of each.

    >>> rows, ids = numbered(np.array([70, 9, 70]))
    >>> rows.tolist(), ids.tolist()
    ([0, 1, 0], [70, 9])
    """
    found = pa.array(ids).dictionary_encode()
    return found.indices.to_numpy().astype(np.int64), found.dictionary.to_numpy()


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


def stacked(columns: Columns, words: Mapping[str, int]) -> dict[str, np.ndarray]:
    """Return the units of these provisions with what comes together in each, as columns of equal length.

    `columns`, one row per provision: `unit` and `household` (the same array when households are the
    units; the lowest counts for a person who moved); `kinds`, `laws` and `sources` as places in the
    codebook, below 0 where not known; `intended` 1, 0, or below 0; `cost_cents`, below 0 where not
    known. `words`: how many words each mask takes. `cost_cents` of none known is 0.
    """
    same = columns["household"] is columns["unit"]
    with ThreadPoolExecutor(THREADS) as threads:
        parts = list(threads.map(partial(_stacked, words, same), apart(columns, "unit")))
    return {name: np.concatenate([one[name] for one in parts]) for name in parts[0]}


def _stacked(words: Mapping[str, int], same: bool, columns: Columns) -> dict[str, np.ndarray]:
    """Sum up one part; `same`: households are the units."""
    units, ids = numbered(columns["unit"])
    many = len(ids)
    found = {"unit": ids, "household": ids, "provisions": np.bincount(units, minlength=many)}
    if not same:
        found["household"] = np.full(many, np.iinfo(np.int64).max)
        np.minimum.at(found["household"], units, columns["household"])
    for mask, some in words.items():
        for word in range(some):
            found[f"{mask}_{word}"] = union(units, columns[mask], many, word)
    wanted = {
        "law_unknown": columns["laws"] < 0,
        "intended": columns["intended"] == 1,
        "unintended": columns["intended"] == 0,
        "cost_unknown": columns["cost_cents"] < 0,
    }
    for name, rows in wanted.items():
        found[name] = np.bincount(units[rows], minlength=many)
    known = ~wanted["cost_unknown"]
    # A float of 64 bits holds every whole number of eurocents under ninety thousand billion.
    sums = np.bincount(units[known], columns["cost_cents"][known], many)
    found["cost_cents"] = sums.astype(np.int64)
    return found
