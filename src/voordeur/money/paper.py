# SPDX-License-Identifier: EUPL-1.2
"""A report of an analysis on paper: the same for the command and for the page."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

TEMPLATE = Path(__file__).with_name("scba") / "report" / "paper.typ"


def paper(report: Mapping[str, Any], language: str) -> bytes | None:
    """Return a report (`report.blocks.as_data`) as PDF; None where typst is not installed."""
    if find_spec("typst") is None:
        return None
    from voordeur.papers.typeset import typeset

    return typeset(TEMPLATE, dict(report), language)
