# SPDX-License-Identifier: EUPL-1.2
"""What the room knows as data: reporting code, reasons to close, advice, measures, crisis. Pure."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to choose, in Dutch and English."""

    id: str
    nl: str
    en: str
    explain_nl: str = ""
    explain_en: str = ""

    def text(self, language: str) -> str:
        """Return the title in a language; Dutch unless it is English."""
        return self.en if language == "en" else self.nl

    def explain(self, language: str) -> str:
        """Return the explanation in a language; Dutch unless it is English."""
        return self.explain_en if language == "en" else self.explain_nl


@dataclass(frozen=True, slots=True)
class Closing:
    """A reason to close a concern, and what must be there before it."""

    item: Item
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoReason:
    """What is said instead of a reason, the words it is known by, and what to do instead."""

    item: Item
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeasureKind:
    """A measure against the will: part of the file, who decides by which law, right to a plan."""

    item: Item
    part: str
    plain_nl: str
    plain_en: str
    decides_nl: str
    decides_en: str
    law: str
    own_plan: str
    """Where the right to a plan of one's own before the measure comes from; empty without one."""

    def plain(self, language: str) -> str:
        """Return what it means in plain words for the household."""
        return self.plain_en if language == "en" else self.plain_nl

    def decides(self, language: str) -> str:
        """Return who decides on it."""
        return self.decides_en if language == "en" else self.decides_nl


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All lists of the room, each by id in its own order."""

    steps: Mapping[str, Item]
    deciding_step: str
    decisions: Mapping[str, Item]
    closings: Mapping[str, Closing]
    no_reasons: Mapping[str, NoReason]
    advice: Mapping[str, Item]
    measures: Mapping[str, MeasureKind]
    outcomes: Mapping[str, Item]
    foreseeing: frozenset[str]
    sources: tuple[str, ...]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("voordeur.safety").joinpath(name).read_text(encoding="utf-8"))


def _item(row: Mapping[str, Any]) -> Item:
    explain = row.get("explain") or row.get("instead") or {"nl": "", "en": ""}
    return Item(row["id"], row["title"]["nl"], row["title"]["en"], explain["nl"], explain["en"])


def _items(rows: Iterable[Mapping[str, Any]]) -> dict[str, Item]:
    return {row["id"]: _item(row) for row in rows}


@cache
def catalogue() -> Catalogue:
    """Return the shipped lists; raises KeyError or StopIteration when a file lacks something."""
    concern, measures, crisis = (
        _read(name) for name in ("concern.toml", "measures.toml", "crisis.toml")
    )
    return Catalogue(
        steps=_items(concern["step"]),
        deciding_step=next(row["id"] for row in concern["step"] if row.get("decides")),
        decisions=_items(concern["decision"]),
        closings={
            row["id"]: Closing(_item(row), tuple(row["needs"])) for row in concern["closing"]
        },
        no_reasons={
            row["id"]: NoReason(_item(row), tuple(row["words"])) for row in concern["no_reason"]
        },
        advice=_items(concern["advice"]),
        measures={
            row["id"]: MeasureKind(
                _item(row),
                row["part"],
                row["plain"]["nl"],
                row["plain"]["en"],
                row["decides"]["nl"],
                row["decides"]["en"],
                row["law"],
                row["own_plan"],
            )
            for row in measures["kind"]
        },
        outcomes=_items(crisis["outcome"]),
        foreseeing=frozenset(crisis["replay"]["kinds"]),
        sources=(concern["source"], measures["source"], crisis["source"]),
    )
