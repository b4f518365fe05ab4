# SPDX-License-Identifier: EUPL-1.2
"""A small reader of spreadsheet formulas, to check a workbook without a spreadsheet program.

It knows what our sheets use: + - * / ^, brackets, cells of other sheets, ranges, SUM, SUMPRODUCT and
IF. Nothing of it is shared with what writes the formulas.
"""

import re
from io import BytesIO

import numpy as np
from openpyxl import load_workbook

_RANGE = re.compile(r"(?:'([^']+)'!)?(\$?[A-Z]+\$?\d+)(?::(\$?[A-Z]+\$?\d+))?")


class Recalculated:
    """A workbook in which every formula is worked out when its cell is asked for."""

    def __init__(self, content):
        self.book = load_workbook(BytesIO(content))
        self._known = {}

    def cell(self, sheet, address):
        """Return what a cell holds, worked out when it is a formula."""
        key = (sheet, address.replace("$", ""))
        if key not in self._known:
            value = self.book[sheet][key[1]].value
            if isinstance(value, str) and value.startswith("="):
                value = self._work_out(sheet, value[1:])
            self._known[key] = value
        return self._known[key]

    def column(self, sheet, letter):
        """Return a column below its head."""
        rows = range(2, self.book[sheet].max_row + 1)
        return [self.cell(sheet, f"{letter}{row}") for row in rows]

    def _work_out(self, sheet, formula):
        refs = []

        def take(found):
            refs.append(self._look(found.group(1) or sheet, found.group(2), found.group(3)))
            return f"_[{len(refs) - 1}]"

        text = _RANGE.sub(take, formula).replace("^", "**").replace("<>", "!=")
        names = {
            "_": refs,
            "SUM": lambda one: float(np.sum(one)),
            "SUMPRODUCT": lambda one, other: float(np.sum(np.multiply(one, other))),
            "IF": lambda test, yes, no: yes if test else no,
        }
        return eval(text, {"__builtins__": {}}, names)

    def _look(self, sheet, first, last):
        if last is None:
            return self.cell(sheet, first)
        cells = self.book[sheet][f"{first}:{last}".replace("$", "")]
        return np.array(
            [[self.cell(sheet, one.coordinate) or 0 for one in row] for row in cells], dtype=float
        )
