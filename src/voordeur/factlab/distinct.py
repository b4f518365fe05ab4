# SPDX-License-Identifier: EUPL-1.2
"""Different values of columns, so that what a value means is worked out once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np
import numpy.typing as npt
import pyarrow as pa

type Places = npt.NDArray[np.int64]


def different(columns: Sequence[pa.Array]) -> tuple[Places, list[tuple[str, ...]]]:
    """Return the different rows of columns of texts, and for each row which of them it is.

    What is not known is empty.

    >>> places, rows = different([pa.array(["12", "12", None]), pa.array(["a", "a", "b"])])
    >>> places.tolist(), rows
    ([1, 1, 0], [('', 'b'), ('12', 'a')])
    """
    coded = [column.dictionary_encode() for column in columns]
    # Place 0 is for what is not known.
    texts = [["", *one.dictionary.to_pylist()] for one in coded]
    places = [one.indices.fill_null(-1).to_numpy().astype(np.int64) + 1 for one in coded]
    if len(columns) == 1:
        return places[0], [(text,) for text in texts[0]]
    sizes = [len(one) for one in texts]
    together = reduce(
        lambda whole, part: whole * part[0] + part[1], zip(sizes, places, strict=True), 0
    )
    found, rows = np.unique(together, return_inverse=True)
    parts: list[list[str]] = []
    for size, said in zip(reversed(sizes), reversed(texts), strict=True):
        parts.insert(0, [said[place] for place in (found % size).tolist()])
        found = found // size
    return rows, list(zip(*parts, strict=True))
