# SPDX-License-Identifier: EUPL-1.2
"""The statement on accessibility: what was measured of the product, and what the municipality says."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from voordeur.door.roomwords import Words
from voordeur.partners.models import AccessibilityStatement


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured, by which rules, when, and what is known not to be whole yet."""

    standard: str
    measured_on: date
    rules: tuple[str, ...]
    widths: tuple[int, ...]
    measured: tuple[Words, ...]
    known: tuple[Words, ...]


@cache
def measured() -> Measured:
    """Return what `accessibility.toml` says."""
    text = files("voordeur.partners").joinpath("accessibility.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return Measured(
        data["standard"],
        data["measured_on"],
        tuple(data["rules"]),
        tuple(data["widths"]),
        tuple(Words(**row) for row in data["measured"]),
        tuple(Words(**row) for row in data["known"]),
    )


def statement() -> AccessibilityStatement | None:
    """Return what the municipality wrote itself, or None; one query."""
    return AccessibilityStatement.objects.order_by("pk").first()
