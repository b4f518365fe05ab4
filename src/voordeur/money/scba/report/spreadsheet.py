# SPDX-License-Identifier: EUPL-1.2
"""The analysis as a spreadsheet whose formulas work it out again on expected values.

Whoever opens it can change an assumption and see every figure follow. What came out of the draws
(ranges, chances) stands apart as values: a spreadsheet makes no draws.
"""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from voordeur.money.scba.lines import Line, lines_of
from voordeur.money.scba.product import Product
from voordeur.money.scba.rates import schedules
from voordeur.money.scba.report.findings import Findings
from voordeur.money.scba.report.words import Language, unit_name, view_name, word

SHEETS = {
    "assumptions": {"nl": "Aannames", "en": "Assumptions"},
    "factors": {"nl": "Disconto", "en": "Discount"},
    "lines": {"nl": "Baten en kosten", "en": "Benefits and costs"},
    "parties": {"nl": "Partijen", "en": "Parties"},
    "draws": {"nl": "Trekkingen", "en": "Draws"},
}
BOLD = Font(bold=True)
_FIRST_YEAR = 5
"""The column of the first year on the sheet with lines: after name, side, amount and worth now."""


def spreadsheet(found: Findings, language: Language = "nl") -> bytes:
    """Return the analysis as an .xlsx file."""
    book = Workbook()
    book.remove(book.active)
    made = _Book(found, language, book)
    made.assumptions()
    made.factors()
    made.lines()
    made.parties()
    made.draws()
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


class _Book:
    def __init__(self, found: Findings, language: Language, book: Workbook) -> None:
        self.found, self.model, self.language, self.book = found, found.model, language, book
        self.reading = found.sample.reading
        self._lines, _ = lines_of(self.model, self.reading)
        self._cell: dict[str, str] = {}

    def _sheet(self, key: str, *heads: str, widths: tuple[int, ...] = ()) -> Worksheet:
        sheet = self.book.create_sheet(SHEETS[key][self.language])
        for column, head in enumerate(heads, start=1):
            self._text(sheet, 1, column, head)
            sheet.cell(1, column).font = BOLD
        for column, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.freeze_panes = "A2"
        return sheet

    @staticmethod
    def _text(sheet: Worksheet, row: int, column: int, text: str) -> None:
        """Write a text as text, also when it begins as a formula would."""
        cell = sheet.cell(row, column, text)
        cell.data_type = "s"

    @staticmethod
    def _formula(
        sheet: Worksheet, row: int, column: int, formula: str, shown: str = "#,##0"
    ) -> None:
        cell = sheet.cell(row, column, f"={formula}")
        cell.number_format = shown

    def _name(self, key: str) -> str:
        return f"'{SHEETS[key][self.language]}'!"

    def word(self, key: str, **facts: str) -> str:
        return word(key, self.language, **facts)

    def assumptions(self) -> None:
        heads = [self.word(one) for one in ("figure", "value", "unit", "mark", "source")]
        sheet = self._sheet("assumptions", *heads, widths=(60, 14, 18, 20, 50))
        row = 1
        for name, one in self.model.assumptions.items():
            row += 1
            version = one.in_reading(self.reading)
            value = self.model.value(name, self.reading)
            self._text(sheet, row, 1, one.about)
            if value is None:
                self._text(sheet, row, 2, self.word("unknown"))
            else:
                sheet.cell(row, 2, value)
            self._text(sheet, row, 3, unit_name(one.unit, self.language))
            self._text(sheet, row, 4, word(version.mark, self.language, "mark"))
            self._text(sheet, row, 5, f"{version.source}, {version.year}")
            self._cell[name] = f"{self._name('assumptions')}$B${row}"

    def factors(self) -> None:
        """Write years across, as on the sheet with lines, so that the two multiply cell by cell."""
        sheet = self._sheet("factors", self.word("year", year="").strip(), widths=(16,))
        self._text(sheet, 2, 1, self.word("discount_rate"))
        self._text(sheet, 3, 1, self.word("factor"))
        known = schedules().get(self.model.discount)
        for year in range(self.model.horizon):
            column = year + 2
            here, before = get_column_letter(column), get_column_letter(column - 1)
            sheet.cell(1, column, self.model.start + year).font = BOLD
            if year == 0:
                sheet.cell(3, column, 1)
                continue
            if self.model.discount in self._cell:
                self._formula(sheet, 2, column, self._cell[self.model.discount], "0.00%")
            else:
                sheet.cell(2, column, known.rate(year) if known else 0).number_format = "0.00%"
            self._formula(sheet, 3, column, f"{before}3/(1+{here}2)", "0.000000")

    def _product(self, product: Product) -> str:
        return "*".join([repr(product.number), *(self._cell[name] for name in product.names)])

    def _amount(self, line: Line) -> str:
        terms = "+".join(f"({self._product(one)})" for one in line.plus)
        terms += "".join(f"-({self._product(one)})" for one in line.minus)
        factors = [f"({self._product(one)})" for one in line.times]
        factors += [f"(1-{self._cell[name]})" for name in line.less]
        return "*".join([f"({terms or '0'})", *factors])

    def _in_year(self, line: Line, row: int, year: int) -> str:
        part = line.shape[year]
        if not part:
            return "0"
        first = next(place for place, one in enumerate(line.shape) if one)
        pieces = [f"$C{row}", repr(part)]
        if line.growth:
            pieces.append(f"(1+{self._cell[line.growth]})^{year}")
        if line.relapse:
            pieces.append(f"(1-{self._cell[line.relapse]})^{year - first}")
        return "*".join(pieces)

    def lines(self) -> None:
        years = [str(self.model.start + year) for year in range(self.model.horizon)]
        parties = [party.name for party in self.model.parties]
        heads = (
            self.word("figure"),
            self.word("side"),
            self.word("amount"),
            self.word("worth_now"),
            *years,
            *parties,
        )
        sheet = self._sheet("lines", *heads, widths=(60, 10, 16, 16))
        about = {one.id: one.about for one in self.model.pieces}
        last = get_column_letter(_FIRST_YEAR + self.model.horizon - 1)
        factors = f"{self._name('factors')}$B$3:${get_column_letter(self.model.horizon + 1)}$3"
        for row, line in enumerate(self._lines, start=2):
            self._text(sheet, row, 1, about[line.id])
            self._text(sheet, row, 2, self.word("pays" if line.is_cost else "gains"))
            self._formula(sheet, row, 3, self._amount(line))
            across = f"{get_column_letter(_FIRST_YEAR)}{row}:{last}{row}"
            self._formula(sheet, row, 4, f"SUMPRODUCT({across},{factors})")
            for year in range(self.model.horizon):
                self._formula(sheet, row, _FIRST_YEAR + year, self._in_year(line, row, year))
            self._division(sheet, row, line)

    def _division(self, sheet: Worksheet, row: int, line: Line) -> None:
        first = _FIRST_YEAR + self.model.horizon
        others = [self._product(one) for one in line.shares.values() if one is not None]
        for column, party in enumerate(self.model.parties, start=first):
            if party.id not in line.shares:
                sheet.cell(row, column, 0)
                continue
            share = line.shares[party.id]
            text = (
                self._product(share) if share else "-".join(["1", *(f"({one})" for one in others)])
            )
            self._formula(sheet, row, column, text, "0.0%")

    def parties(self) -> None:
        heads = [self.word(one) for one in ("party", "gains", "pays", "net", "ratio")]
        sheet = self._sheet("parties", *heads, widths=(44, 16, 16, 16, 16))
        rows = {
            side: [row for row, one in enumerate(self._lines, start=2) if one.is_cost == side]
            for side in (False, True)
        }
        first = _FIRST_YEAR + self.model.horizon
        row = 1
        for column, party in enumerate(self.model.parties, start=first):
            row += 1
            self._text(sheet, row, 1, party.name)
            for place, side in ((2, False), (3, True)):
                self._formula(sheet, row, place, self._worth(rows[side], get_column_letter(column)))
            self._formula(sheet, row, 4, f"B{row}-C{row}")
        total = row + 1
        self._text(sheet, total, 1, self.word("total"))
        for place in (2, 3, 4):
            letter = get_column_letter(place)
            self._formula(sheet, total, place, f"SUM({letter}2:{letter}{row})")
            sheet.cell(total, place).font = BOLD
        self._formula(sheet, total, 5, f'IF(C{total}>0,B{total}/C{total},"")', "0.00")

    def _worth(self, rows: list[int], column: str) -> str:
        """Return the worth now of one side for the party in a column."""
        if not rows:
            return "0"
        # Benefits and costs each stand in one block.
        name, first, last = self._name("lines"), rows[0], rows[-1]
        return f"SUMPRODUCT({name}$D${first}:$D${last},{name}{column}${first}:{column}${last})"

    def draws(self) -> None:
        keys = ("view", "gains", "pays", "net", "from_to", "from_to", "chance")
        sheet = self._sheet("draws", *(self.word(one) for one in keys), widths=(40,) + (16,) * 6)
        row = 1
        for one in self.found.views:
            row += 1
            self._text(sheet, row, 1, view_name(self.model, one.name, self.language))
            values = [one.benefits.mean, one.costs.mean]
            if one.net is not None and one.chance is not None:
                values += [one.net.mean, one.net.low, one.net.high, one.chance]
            for column, value in enumerate(values, start=2):
                sheet.cell(row, column, round(value, 4)).number_format = (
                    "0%" if column == 7 else "#,##0"
                )
        for left in self.found.sample.unpriced:
            row += 1
            self._text(sheet, row, 1, left.about)
            self._text(sheet, row, 2, self.word("unknown"))
