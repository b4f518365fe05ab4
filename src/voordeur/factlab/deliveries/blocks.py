# SPDX-License-Identifier: EUPL-1.2
"""Rows of a file on their way in: many at a time, by column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Self

import pyarrow as pa

from voordeur.factlab.deliveries.reasons import Reason

CHUNK = 20_000
"""Rows taken together when they come one by one."""

type Line = tuple[int, tuple[str, ...], Reason | None]
"""Row number, cells, and what is wrong with the row as a whole."""


@dataclass(frozen=True)
class Block:
    """Rows that follow each other in a file.

    `given`: the cells as they were; `texts`: the same without space around, NULL where nothing is
    left. `plain`: nothing in them is unprintable or too long. `wrong`: what is wrong with rows as a
    whole, by their place here.
    """

    numbers: pa.Array
    given: Sequence[pa.Array]
    texts: Sequence[pa.Array]
    plain: bool = False
    wrong: Mapping[int, Reason] | None = None

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.numbers)

    def cells(self, place: int) -> list[str]:
        """Return the cells of a row as they were."""
        return [column[place].as_py() or "" for column in self.given]

    @classmethod
    def of_lines(cls, lines: Iterable[Line]) -> Iterator[Self]:
        """Yield blocks of rows that come one by one."""
        for chunk in batched(lines, CHUNK):
            columns = list(zip(*(cells for _, cells, _ in chunk), strict=True))
            stripped = ([text or None for text in map(str.strip, column)] for column in columns)
            yield cls(
                pa.array([number for number, _, _ in chunk], pa.int64()),
                [pa.array(column, pa.string()) for column in columns],
                [pa.array(column, pa.string()) for column in stripped],
                wrong={place: line[2] for place, line in enumerate(chunk) if line[2]},
            )
