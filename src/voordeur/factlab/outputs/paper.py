# SPDX-License-Identifier: EUPL-1.2
"""The report as a PDF that a screen reader can read."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from voordeur.factlab.outputs.report import BRIEF, Block, Report
from voordeur.factlab.wording import gettext_noop, speaker

JOIN = "\u2060"
"""Keeps what stands on both sides of it on one line."""
LONGEST = 60
"""A table of more rows stands in the spreadsheet only."""


def pdf(report: Report, made: datetime) -> bytes:
    """Return the PDF; `made` is the moment written into it."""
    root = Path(__file__).resolve().parents[2]
    data = {
        "title": report.title,
        "lines": report.lines,
        "sections": [
            {
                "title": one.title,
                "purpose": one.purpose,
                "blocks": [_block(block, report.language) for block in one.blocks],
            }
            for one in report.sections
        ],
        "brief": report.brief,
        "brief_title": speaker(report.language)(BRIEF),
        "rules": report.rules,
        "rules_title": speaker(report.language)(gettext_noop("How these figures were made safe")),
    }
    made_pdf: bytes = typst.compile(
        str(Path(__file__).with_name("report.typ")),
        root=str(root),
        format="pdf",
        sys_inputs={"data": json.dumps(data), "language": report.language},
        pdf_standards=["ua-1"],
        timestamp=made.replace(microsecond=0),
    )
    return made_pdf


def _block(block: Block, language: str) -> dict[str, Any]:
    lines = list(block.lines)
    grid = None
    if block.grid and len(block.grid.rows) <= LONGEST:
        grid = {
            "head": block.grid.head,
            # On paper a figure and what it may be instead break only between the two.
            "rows": [
                [row[0], *(one.replace("–", f"{JOIN}–{JOIN}") for one in row[1:])]
                for row in block.grid.rows
            ],
            "words": not block.grid.unit,
            "total": block.grid.total,
        }
    elif block.grid:
        say = speaker(language)
        lines.append(say(gettext_noop("This table is long: it is in the spreadsheet.")))
    picture = None
    if block.picture:
        picture = {"svg": block.picture.svg, "description": block.picture.description}
    return {"title": block.title, "lines": lines, "grid": grid, "picture": picture}
