# SPDX-License-Identifier: EUPL-1.2
"""The report as one HTML file that needs nothing else: no script, no font, no picture from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib.resources import files

from voordeur.factlab.outputs.report import BRIEF, Block, Grid, Report, Section, apart
from voordeur.factlab.wording import gettext_noop, speaker

FOLDED_FROM = 25
"""From how many rows on a table is folded away under one line."""


def html(report: Report) -> str:
    """Return the page."""
    return "\n".join(_page(report)) + "\n"


def _page(report: Report) -> Iterator[str]:
    say = speaker(report.language)
    css = (files("voordeur.factlab.outputs") / "report.css").read_text(encoding="utf-8")
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    yield "<!doctype html>"
    yield f'<html lang="{report.language}"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(report.title)}</title><style>{css}</style></head><body>"
    yield f"<header><h1>{escape(report.title)}</h1>"
    yield from (f"<p>{escape(line)}</p>" for line in report.lines)
    if report.brief:
        yield f'<section class="brief"><h2>{escape(say(BRIEF))}</h2><ul>'
        yield from (f"<li>{escape(line)}</li>" for line in report.brief)
        yield "</ul></section>"
    yield f'<nav aria-label="{escape(say(gettext_noop("Contents")))}"><ul>'
    yield from (
        f'<li><a href="#{one.name}">{escape(one.title)}</a></li>' for one in report.sections
    )
    yield f'<li><a href="#rules">{escape(say(gettext_noop("How these figures were made safe")))}</a></li>'
    yield "</ul></nav></header><main>"
    for section in report.sections:
        yield from _section(section, say(gettext_noop("Show the table")))
    yield '<section class="rules" id="rules">'
    yield f"<h2>{escape(say(gettext_noop('How these figures were made safe')))}</h2><ul>"
    yield from (f"<li>{escape(line)}</li>" for line in report.rules)
    yield "</ul></section></main></body></html>"


def _section(section: Section, show: str) -> Iterator[str]:
    yield f'<section id="{section.name}"><h2>{escape(section.title)}</h2>'
    yield f'<p class="purpose">{escape(section.purpose)}</p>'
    for block in section.blocks:
        yield from _block(block, show)
    yield "</section>"


def _block(block: Block, show: str) -> Iterator[str]:
    yield f"<article><h3>{escape(block.title)}</h3>"
    yield from (f"<p>{escape(line)}</p>" for line in block.lines)
    if block.picture:
        yield f"<figure>{block.picture.svg}</figure>"
    if block.grid:
        table = "".join(_table(block.grid, block.title))
        if len(block.grid.rows) >= FOLDED_FROM:
            yield f"<details><summary>{escape(show)}</summary>{table}</details>"
        else:
            yield table
    yield "</article>"


def _figure(text: str) -> str:
    """Write a figure; what it may be instead stays together on one line."""
    value, doubt = apart(text)
    return f"{escape(value)} <small>({escape(doubt)})</small>" if doubt else escape(value)


def _table(grid: Grid, title: str) -> Iterator[str]:
    kinds = [name for name, is_so in (("words", not grid.unit), ("adds", grid.total)) if is_so]
    kind = f' class="{" ".join(kinds)}"' if kinds else ""
    yield f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(title)}">'
    yield f"<table{kind}><thead><tr>"
    yield from (f'<th scope="col">{escape(one)}</th>' for one in grid.head)
    yield "</tr></thead><tbody>"
    for first, *rest in grid.rows:
        yield f'<tr><th scope="row">{escape(first)}</th>'
        yield from (f"<td>{_figure(one)}</td>" for one in rest)
        yield "</tr>"
    yield "</tbody></table></div>"
