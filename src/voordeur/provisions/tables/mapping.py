# SPDX-License-Identifier: EUPL-1.2
"""How the columns of one source go to the fields of a target; kept per source as TOML."""

import json
import tomllib
from dataclasses import dataclass
from dataclasses import field as dataclass_field

from voordeur.provisions.tables.faults import Cell, Fault, Unreadable, fault
from voordeur.provisions.tables.targets import targets
from voordeur.provisions.tables.values import DateOrder


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the source, by its header, and the field it goes to.

    `translations` turn values of the source into values the field knows; `date_order` is for
    sources that do not write day-month-year.
    """

    header: str
    field: str
    translations: dict[str, str] = dataclass_field(default_factory=dict)
    date_order: DateOrder | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    """A source, the target its rows become, and its columns; columns not named are ignored.

    `sheet` empty is the first sheet; `header_row` None is: find it.
    """

    source: str
    target: str
    columns: tuple[Column, ...]
    sheet: str = ""
    header_row: int | None = None

    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with the mapping itself, before any row is read."""
        where = Cell(self.source)
        known = targets().get(self.target)
        if known is None:
            names = ", ".join(targets())
            return (fault("unknown_target", where, target=self.target, known=names),)
        found: list[Fault] = []
        mapped: set[str] = set()
        for column in self.columns:
            place = Cell(self.source, self.sheet, None, column.header)
            if column.field not in known.fields:
                found.append(fault("unknown_field", place, field=column.field))
            elif column.field in mapped:
                found.append(fault("double_field", place, field=column.field))
            mapped.add(column.field)
        found += [
            fault("unmapped", where, field=wanted.label.nl)
            for wanted in known.fields.values()
            if wanted.required and wanted.name not in mapped
        ]
        return tuple(found)

    def to_toml(self) -> str:
        """The mapping as TOML; `from_toml` gives it back."""
        lines = [
            f"source = {_quoted(self.source)}",
            f"target = {_quoted(self.target)}",
            f"sheet = {_quoted(self.sheet)}",
        ]
        if self.header_row is not None:
            lines.append(f"header_row = {self.header_row}")
        for column in self.columns:
            lines += [
                "",
                "[[columns]]",
                f"header = {_quoted(column.header)}",
                f"field = {_quoted(column.field)}",
            ]
            if column.date_order is not None:
                lines.append(f"date_order = {_quoted(column.date_order)}")
            if column.translations:
                pairs = (
                    f"{_quoted(key)} = {_quoted(value)}"
                    for key, value in column.translations.items()
                )
                lines.append(f"translations = {{ {', '.join(pairs)} }}")
        return "\n".join(lines) + "\n"

    @classmethod
    def from_toml(cls, text: str) -> "Mapping":
        """Read a mapping from TOML; raises Unreadable when it is not one."""
        try:
            given = tomllib.loads(text)
            header_row = given.get("header_row")
            return cls(
                source=str(given["source"]),
                target=str(given["target"]),
                sheet=str(given.get("sheet", "")),
                header_row=None if header_row is None else int(header_row),
                columns=tuple(
                    Column(
                        header=str(column["header"]),
                        field=str(column["field"]),
                        translations={
                            str(key): str(value)
                            for key, value in column.get("translations", {}).items()
                        },
                        date_order=DateOrder(column["date_order"])
                        if "date_order" in column
                        else None,
                    )
                    for column in given.get("columns", [])
                ),
            )
        except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
            raise Unreadable((fault("bad_mapping", Cell("mapping")),)) from error


def _quoted(text: str) -> str:
    # A TOML basic string is a JSON string, but for DEL, which TOML wants escaped.
    return json.dumps(str(text), ensure_ascii=False).replace("\x7f", "\\u007f")
