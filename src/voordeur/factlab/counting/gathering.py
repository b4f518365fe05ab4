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
from itertools import pairwise

import numpy as np
import pyarrow as pa

from voordeur.factlab.counting.facts import WORD

THREADS = 2
BLOCK = 1 << 22
"""Provisions at a time, so that memory does not grow with the city."""
_ROW = WORD + 1
_LOWER = np.int64((1 << WORD) - 1)

_PAGE = 16
"""Ids lie close together within a source and far apart between sources: looked up in pages of 2^16."""
_THIN = 1 << 6
"""With more places than this for each row, ids are looked up one by one."""

_PART = 16
"""Units of a part, as a power of two: what is laid out for them stays near the processor."""

Columns = Mapping[str, np.ndarray]


def numbered(ids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return a number from 0 on for each row, the same where `ids` is the same, and the id of each.

    >>> rows, ids = numbered(np.array([70, 9, 70]))
    >>> rows.tolist(), ids.tolist()
    ([1, 0, 1], [9, 70])
    """
    room = _THIN * len(ids) + (2 << _PAGE)
    pages = ids >> _PAGE
    first, last = (int(pages.min()), int(pages.max())) if len(ids) else (0, 0)
    if last - first < room:
        pages -= first
        used = _said(pages, last - first + 1)
        if np.count_nonzero(used) << _PAGE <= room:
            return _by_place(ids, pages, used, first)
    found = pa.array(ids).dictionary_encode()
    return found.indices.to_numpy(), found.dictionary.to_numpy()


def _by_place(
    ids: np.ndarray, pages: np.ndarray, used: np.ndarray, first: int
) -> tuple[np.ndarray, np.ndarray]:
    """Number ids in the order in which they stand in the pages that are used."""
    there = np.flatnonzero(used)
    if len(there) == len(used):
        places = ids - (first << _PAGE)
    else:
        # A page goes behind the pages before it that are used.
        moved = first + 1 + np.arange(len(used)) - np.cumsum(used)
        places = ids - (moved << _PAGE).take(pages, mode="clip")
    said = _said(places, len(there) << _PAGE)
    numbers = np.cumsum(said, dtype=np.int32)
    numbers -= 1
    found = np.flatnonzero(said)
    page, place = found >> _PAGE, found & ((1 << _PAGE) - 1)
    # No place lies outside; "clip" is only quicker than looking whether one does.
    return numbers.take(places, mode="clip"), (there[page] + first << _PAGE) + place


def _said(places: np.ndarray, many: int) -> np.ndarray:
    """Return for each place up to `many` whether it occurs."""
    said = np.zeros(many, dtype=bool)
    said[places] = True
    return said


def apart(units: np.ndarray, columns: Columns) -> Iterator[dict[str, np.ndarray]]:
    """Yield the rows in parts of units that follow each other, as `unit`: the first has number 0."""
    part = (units >> _PART).astype(np.uint16)
    order = np.argsort(part, kind="stable")
    ends = np.cumsum(np.bincount(part, minlength=1))
    laid = {
        name: column.take(order, mode="clip") for name, column in {**columns, "unit": units}.items()
    }
    for place, (start, end) in enumerate(pairwise((0, *ends))):
        rows = {name: column[start:end] for name, column in laid.items()}
        yield rows | {"unit": rows["unit"] - (place << _PART)}


def union(units: np.ndarray, places: np.ndarray, many: int, word: int = 0) -> np.ndarray:
    """Return the places of each unit as the bits of one word, shape (many,).

    `units`: from 0 to `many`, one for each row; `places`: in the codebook, below 0 where not known.
    A place in another word is not in this one.

    >>> union(np.array([0, 1, 0, 0]), np.array([2, 0, 0, -1]), 3).tolist()
    [5, 1, 0]
    """
    # Without a sign, what lies below this word lies far above it too.
    here = (places.astype(np.int64) - word * WORD).view(np.uint64)
    flags = _said(units * _ROW + np.minimum(here, WORD).view(np.int64), many * _ROW)
    bits = np.packbits(flags, bitorder="little").view("<i8")
    return np.asarray(bits & _LOWER)


def stacked(columns: Columns, words: Mapping[str, int]) -> dict[str, np.ndarray]:
    """Return the units of these provisions with what comes together in each, as columns of equal length.

    `columns`, one row per provision: `unit` and `household` (the same array when households are the
    units; the lowest counts for a person who moved); `kinds`, `laws` and `sources` as places in the
    codebook, below 0 where not known; `intended` 1, 0, or below 0; `cost_cents`, below 0 where not
    known. `words`: how many words each mask takes. `cost_cents` of none known is 0.
    """
    units, ids = numbered(columns["unit"])
    others = {name: column for name, column in columns.items() if name != "unit"}
    if columns["household"] is columns["unit"]:
        del others["household"]
    with ThreadPoolExecutor(THREADS) as threads:
        parts = list(threads.map(partial(_stacked, words), apart(units, others)))
    found = {name: np.concatenate([one[name] for one in parts]) for name in parts[0]}
    return {"unit": ids, "household": ids} | found


def _stacked(words: Mapping[str, int], rows: Columns) -> dict[str, np.ndarray]:
    """Sum up one part."""
    units = rows["unit"]
    many = int(units.max(initial=-1)) + 1
    found = {"provisions": np.bincount(units, minlength=many)}
    if "household" in rows:
        found["household"] = np.full(many, np.iinfo(np.int64).max)
        np.minimum.at(found["household"], units, rows["household"])
    for mask, some in words.items():
        for word in range(some):
            found[f"{mask}_{word}"] = union(units, rows[mask], many, word)
    wanted = {
        "law_unknown": rows["laws"] < 0,
        "intended": rows["intended"] == 1,
        "unintended": rows["intended"] == 0,
        "cost_unknown": rows["cost_cents"] < 0,
    }
    for name, those in wanted.items():
        found[name] = np.bincount(units[those], minlength=many)
    known = ~wanted["cost_unknown"]
    # A float of 64 bits holds every whole number of eurocents under ninety thousand billion.
    sums = np.bincount(units[known], rows["cost_cents"][known], many)
    found["cost_cents"] = sums.astype(np.int64)
    return found
