# SPDX-License-Identifier: EUPL-1.2
"""What a report is made of: sections of texts, lists, tables and pictures; for the page and the paper."""

from __future__ import annotations

from dataclasses import dataclass

from voordeur.money.scba.report.pictures import Said
from voordeur.money.scba.report.words import Language


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `strong` is said in front of it."""

    text: str
    strong: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; columns from `numeric_from` hold figures, the last row is a total when `total`."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    numeric_from: int = 1
    total: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with what it is called and shows."""

    svg: str
    said: Said


@dataclass(frozen=True, slots=True)
class Option:
    """One state to choose: what it says, the file it leads to, and whether it is this one."""

    text: str
    file: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A slider of links: it works without script, and each state can be sent to somebody."""

    label: str
    options: tuple[Option, ...]


type Block = Text | Bullets | Table | Picture | Choice


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report."""

    title: str
    subtitle: str
    language: Language
    sections: tuple[Section, ...]


def as_data(made: Document) -> dict[str, object]:
    """Return the report as plain values, for a template that knows no classes."""
    return {
        "title": made.title,
        "subtitle": made.subtitle,
        "sections": [
            {"heading": one.heading, "blocks": [plain(block) for block in one.blocks]}
            for one in made.sections
        ],
    }


def plain(block: Block) -> dict[str, object]:
    """Return a block as plain values."""
    match block:
        case Text(text, strong):
            return {"kind": "text", "text": text, "strong": strong}
        case Bullets(items):
            return {"kind": "bullets", "items": list(items)}
        case Picture(svg, said):
            return {
                "kind": "picture",
                "svg": svg,
                "title": said.title,
                "description": said.description,
            }
        case Table(heads, rows, caption, numeric_from, total):
            return {
                "kind": "table",
                "caption": caption,
                "total": total,
                "heads": list(heads),
                "rows": [list(row) for row in rows],
                "numeric_from": numeric_from,
            }
        case Choice(label, options):
            (chosen,) = [one.text for one in options if one.chosen]
            return {"kind": "text", "text": chosen, "strong": label}
