# SPDX-License-Identifier: EUPL-1.2
"""A report as one HTML file: no script, nothing fetched, pictures inside, readable on a phone."""

from __future__ import annotations

from html import escape

from voordeur.money.scba.report.blocks import (
    Block,
    Bullets,
    Choice,
    Document,
    Option,
    Picture,
    Section,
    Table,
    Text,
)

STYLE = """
:root { color-scheme: light; }
body { font: 1rem/1.55 system-ui, sans-serif; color: #222; background: #fff; margin: 0; }
main { max-width: 52rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .3rem; }
h2 { font-size: 1.2rem; margin: 2.4rem 0 .6rem; }
.subtitle { color: #555; margin: 0; }
.first { border-left: .3rem solid #4a3f8f; padding: .1rem 1rem; margin: 1.5rem 0; background: #f6f5fb; }
.first h2 { margin-top: .6rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .6rem 0 1.2rem; font-size: .94rem; }
caption { text-align: left; color: #555; font-size: .85rem; padding-bottom: .3rem; }
th, td { padding: .35rem .7rem .35rem 0; border-bottom: 1px solid #ddd; }
th, td { vertical-align: top; text-align: left; }
thead .n { white-space: normal; vertical-align: bottom; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
tr.total th, tr.total td { font-weight: 600; border-top: 2px solid #222; }
tbody th { font-weight: 400; }
figure { margin: 1rem 0; }
figcaption { font-weight: 600; margin-bottom: .3rem; }
figure svg { max-width: 100%; height: auto; }
li { margin: .25rem 0; }
.choice { display: flex; flex-wrap: wrap; gap: .3rem 1rem; align-items: baseline; margin: .7rem 0; }
.choice span { flex: 0 0 15rem; }
.choice ul { display: flex; flex-wrap: wrap; gap: .4rem; list-style: none; margin: 0; padding: 0; }
.choice a { display: block; padding: .3rem .8rem; border: 1px solid #4a3f8f; border-radius: .3rem; }
.choice a { color: #4a3f8f; text-decoration: none; }
.choice a[aria-current] { background: #4a3f8f; color: #fff; font-weight: 600; }
@media print { main { max-width: none; } figure, tr { break-inside: avoid; } h2 { break-after: avoid; } }
"""


def page(made: Document) -> str:
    """Return the report as HTML."""
    first, *others = made.sections
    body = [f'<section class="first">{_section(first)}</section>']
    body += [f"<section>{_section(one)}</section>" for one in others]
    title = escape(made.title)
    return (
        f'<!doctype html>\n<html lang="{made.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f'<h1>{title}</h1>\n<p class="subtitle">{escape(made.subtitle)}</p>\n'
        + "\n".join(body)
        + "\n</main>\n</body>\n</html>\n"
    )


def _section(one: Section) -> str:
    return f"<h2>{escape(one.heading)}</h2>\n" + "\n".join(_block(block) for block in one.blocks)


def _block(block: Block) -> str:
    match block:
        case Text(text, strong):
            head = f"<strong>{escape(strong)}</strong>" if strong else ""
            return f"<p>{head}{'. ' if strong and text else ''}{escape(text)}</p>"
        case Bullets(items):
            return "<ul>" + "".join(f"<li>{escape(one)}</li>" for one in items) + "</ul>"
        case Picture(svg, said):
            return f"<figure><figcaption>{escape(said.title)}</figcaption>{svg}</figure>"
        case Choice(label, options):
            return _choice(label, options)
        case Table():
            return _table(block)


def _choice(label: str, options: tuple[Option, ...]) -> str:
    links = "".join(
        f'<li><a href="{escape(one.file)}"{_current(one)}>{escape(one.text)}</a></li>'
        for one in options
    )
    said = escape(label)
    return f'<nav class="choice" aria-label="{said}"><span>{said}</span><ul>{links}</ul></nav>'


def _current(one: Option) -> str:
    return ' aria-current="page"' if one.chosen else ""


def _table(one: Table) -> str:
    heads = "".join(
        f'<th scope="col"{_numeric(place, one)}>{escape(head)}</th>'
        for place, head in enumerate(one.heads)
    )
    rows = []
    for number, row in enumerate(one.rows):
        cells = f'<th scope="row">{escape(row[0])}</th>' + "".join(
            f"<td{_numeric(place, one)}>{escape(cell)}</td>"
            for place, cell in enumerate(row[1:], start=1)
        )
        is_total = one.total and number == len(one.rows) - 1
        rows.append(f'<tr class="total">{cells}</tr>' if is_total else f"<tr>{cells}</tr>")
    caption = f"<caption>{escape(one.caption)}</caption>" if one.caption else ""
    return (
        f'<div class="scroll" tabindex="0" role="group" aria-label="{escape(one.caption)}"><table>{caption}'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _numeric(place: int, table: Table) -> str:
    return ' class="n"' if place >= table.numeric_from else ""
