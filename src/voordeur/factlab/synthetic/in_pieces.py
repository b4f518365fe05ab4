# SPDX-License-Identifier: EUPL-1.2
"""Writing a town of any size, piece by piece: memory does not grow with the town.

    write_in_pieces(folder, households=1_750_000, seed=1)      # five million rows

All deliver CSV. A town of one piece says what `write` says of it.
"""

from __future__ import annotations

import csv
from contextlib import ExitStack
from itertools import chain
from pathlib import Path

import pyarrow.parquet as parquet

from voordeur.factlab.deliveries.manifest import NAME
from voordeur.factlab.synthetic.rows import SPINE, Row, delivered, institutions, register
from voordeur.factlab.synthetic.town import draw_piece, pieces
from voordeur.factlab.synthetic.writing import (
    TRUTH,
    TRUTH_SCHEMA,
    cell,
    columns_of,
    head,
    register_columns,
    register_section,
    section,
    truth_of,
)

IN_ONE_FILE = 10
"""Pieces of the register in one file: one CSV file may have 256 MB."""


class _Pen:
    """A CSV file that is being written."""

    def __init__(self, path: Path, columns: dict[str, str], until: ExitStack) -> None:
        path.parent.mkdir(exist_ok=True)
        self.name, self.columns, self.row = path.name, columns, 1
        target = until.enter_context(path.open("w", encoding="utf-8", newline=""))
        self.writer = csv.writer(target, delimiter=";")
        self.writer.writerow(columns.values())

    def write(self, row: Row) -> tuple[str, str, int, Row]:
        """Write a row and say where it stands."""
        self.writer.writerow([cell(row, name) for name in self.columns])
        self.row += 1
        return row.source, self.name, self.row, row


def write_in_pieces(folder: Path, households: int, seed: int) -> int:
    """Write the deliveries of a town into an empty folder, with its truth; return how many rows.

    Raises ValueError when the town is too large (`town.pieces`).
    """
    many = pieces(households)
    folder.mkdir(parents=True, exist_ok=True)
    rows = 0
    manifest = [head(seed), register_section(f"{SPINE}/*.csv", register_columns())]
    with ExitStack() as until:
        truth = until.enter_context(parquet.ParquetWriter(folder / TRUTH, TRUTH_SCHEMA))
        pens = {}
        for one in institutions():
            path, columns = folder / f"{one.code}.csv", columns_of(one)
            pens[one.code] = _Pen(path, columns, until)
            manifest.append(section(one, path.name, columns, "csv"))
        for piece in range(many):
            if piece % IN_ONE_FILE == 0:
                path = folder / SPINE / f"{SPINE}-{piece // IN_ONE_FILE:02d}.csv"
                pens[SPINE] = _Pen(path, register_columns(), until)
            town = draw_piece(households, seed, piece)
            written = chain(register(town), delivered(town, seed))
            placed = [pens[row.source].write(row) for row in written]
            truth.write_table(truth_of(placed))
            rows += len(placed)
    (folder / NAME).write_text("\n".join(manifest), encoding="utf-8")
    return rows
