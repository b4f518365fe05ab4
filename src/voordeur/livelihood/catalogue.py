# SPDX-License-Identifier: EUPL-1.2
"""What the room knows as data: pieces of the month, creditors, managers, routes. Pure."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to choose, in Dutch and English; the other fields say what it brings along."""

    id: str
    nl: str
    en: str
    explain_nl: str = ""
    explain_en: str = ""
    side: str = ""
    """Of a piece of the month: in, fixed or living."""
    threat: str = ""
    """Of a creditor: the measure that can follow; empty when none can."""
    law: str = ""

    def text(self, language: str) -> str:
        """Return the title in a language; Dutch unless it is English."""
        return self.en if language == "en" else self.nl

    def explain(self, language: str) -> str:
        """Return the explanation in a language; Dutch unless it is English."""
        return self.explain_en if language == "en" else self.explain_nl


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The lists by id, each in its own order, and where they come from."""

    pieces: Mapping[str, Item]
    creditors: Mapping[str, Item]
    managers: Mapping[str, Item]
    routes: Mapping[str, Item]
    source: str


def _items(rows: Iterable[Mapping[str, Any]]) -> dict[str, Item]:
    found = {}
    for row in rows:
        explain = row.get("explain", {"nl": "", "en": ""})
        found[row["id"]] = Item(
            row["id"],
            row["title"]["nl"],
            row["title"]["en"],
            explain["nl"],
            explain["en"],
            row.get("side", ""),
            row.get("threat", ""),
            row.get("law", ""),
        )
    return found


@cache
def catalogue() -> Catalogue:
    """Return the shipped lists; raises KeyError when the file lacks something."""
    text = files("voordeur.livelihood").joinpath("livelihood.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return Catalogue(
        pieces=_items(data["piece"]),
        creditors=_items(data["creditor"]),
        managers=_items(data["manager"]),
        routes=_items(data["route"]),
        source=data["source"],
    )
