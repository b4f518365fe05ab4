# SPDX-License-Identifier: EUPL-1.2
"""Reading tables (.xlsx, .csv) of households, persons, provisions, cases and plans; pure.

It lies this low in the house because importers and Factlab both read with it.

found = preview(path)                          # headers and a few rows to show
proposal = guess(found.headers, "persons")     # to be looked at, never applied unseen
mapping = proposal.seen("Suite", role=None)    # what a person made of it; keep .to_toml()
with RejectedFile(path, column_names(path, mapping)) as rejected:
    for row in read_rows(path, mapping):
        if isinstance(row, Rejected):
            rejected.add(row)
"""

from voordeur.provisions.tables.faults import Cell, Fault, Unreadable
from voordeur.provisions.tables.headers import Guess, Proposal, guess
from voordeur.provisions.tables.mapping import Column, Mapping
from voordeur.provisions.tables.rejected import RejectedFile, rejected_path
from voordeur.provisions.tables.rows import (
    Preview,
    Rejected,
    Row,
    column_names,
    preview,
    read_rows,
)
from voordeur.provisions.tables.sheets import sheet_names
from voordeur.provisions.tables.targets import Field, Target, ValueType, targets
from voordeur.provisions.tables.values import DateOrder

__all__ = [
    "Cell",
    "Column",
    "DateOrder",
    "Fault",
    "Field",
    "Guess",
    "Mapping",
    "Preview",
    "Proposal",
    "Rejected",
    "RejectedFile",
    "Row",
    "Target",
    "Unreadable",
    "ValueType",
    "column_names",
    "guess",
    "preview",
    "read_rows",
    "rejected_path",
    "sheet_names",
    "targets",
]
