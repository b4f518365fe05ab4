# SPDX-License-Identifier: EUPL-1.2
"""The report as plain values, for who shows it on a page of their own, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from voordeur.factlab.outputs.report import Block, Grid, Picture, Report, Section


def plain(report: Report) -> dict[str, Any]:
    """Return a report as plain values: texts, tables as rows of texts, pictures as SVG."""
    return asdict(report)


def parse(found: Mapping[str, Any]) -> Report:
    """Return the report of plain values; raises as Python does for what is none."""
    return Report(
        found["language"],
        found["title"],
        tuple(found["lines"]),
        tuple(
            Section(
                one["name"],
                one["title"],
                one["purpose"],
                tuple(_block(block) for block in one["blocks"]),
            )
            for one in found["sections"]
        ),
        tuple(found["rules"]),
        # A report that was made before these words were written has none.
        tuple(found.get("brief", ())),
    )


def _block(found: Mapping[str, Any]) -> Block:
    grid, picture = found["grid"], found["picture"]
    return Block(
        found["name"],
        found["title"],
        tuple(found["lines"]),
        Grid(tuple(grid["head"]), tuple(map(tuple, grid["rows"])), grid["unit"], grid["total"])
        if grid
        else None,
        Picture(**picture) if picture else None,
    )
