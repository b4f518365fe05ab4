# SPDX-License-Identifier: EUPL-1.2
"""Making a PDF: accessible (PDF/UA-1, tagged), without network, and deaf to code in what people wrote.

Any room brings a Typst template of its own and calls `typeset`. A template takes its values from
`/papers/typst/paper.typ`; the root of all templates is the folder of the package.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

from voordeur.history import clock

ROOT = Path(__file__).resolve().parents[1]
HOUSE = Path(__file__).with_name("typst")
SQUARE = "\N{WHITE SQUARE}"
"""Stands for a character that no font on this machine can draw."""
_UNDRAWN = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-fA-F]+)\}|\\(.)")


class TypesetError(Exception):
    """A template that is wrong: a fault of ours, never of what somebody wrote."""


@cache
def _fonts() -> typst.Fonts:
    """Return the fonts: the text is always set in one that comes along, others only fill its gaps."""
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True)


def _clean(value: Any) -> Any:
    """Return the same values without what JSON or a PDF cannot hold: control and broken characters."""
    if isinstance(value, str):
        kept = (
            each
            for each in value
            if each in "\n\t" or unicodedata.category(each) not in ("Cc", "Cs", "Cn", "Co")
        )
        return "".join(kept)
    if isinstance(value, Mapping):
        return {str(key): _clean(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(each) for each in value]
    return value


def _undrawn(message: str) -> str:
    """Return the characters a Typst error says no font can draw; empty when it says something else."""
    found = _UNDRAWN.search(message)
    if found is None:
        return ""
    return _ESCAPE.sub(
        lambda one: chr(int(one.group(1), 16)) if one.group(1) else one.group(2), found.group(1)
    )


def _without(value: Any, characters: str, instead: str = SQUARE) -> Any:
    if isinstance(value, str):
        return value.translate({ord(each): instead for each in characters})
    if isinstance(value, dict):
        return {key: _without(each, characters, instead) for key, each in value.items()}
    if isinstance(value, list):
        return [_without(each, characters, instead) for each in value]
    return value


def typeset(template: Path, data: Mapping[str, Any], language: Literal["nl", "en"] | str) -> bytes:
    """Return a tagged PDF of a template inside the package, with `data` as its values.

    `data` needs a `title`. Whatever people wrote is data, not markup: `#`, `*` and `=` come out as
    they were typed. A character that no font can draw becomes a white square, and is left out where
    even that cannot be drawn, because PDF/UA refuses a page with an unreadable one. Raises
    TypesetError when the template itself is wrong.
    """
    values = _clean(data)
    shown = "nl" if language.lower().startswith("nl") else "en"
    while True:
        try:
            made = typst.compile(
                str(template),
                root=str(ROOT),
                format="pdf",
                font_paths=_fonts(),
                sys_inputs={"data": json.dumps(values), "language": shown},
                pdf_standards=["ua-1"],
                timestamp=clock.now().astimezone(UTC).replace(microsecond=0),
            )
        except typst.TypstError as error:
            undrawn = _undrawn(str(error))
            gone = undrawn.replace(SQUARE, "")
            # After some letters Typst looks for the square in the font of the text alone.
            replaced = _without(values, gone) if gone else _without(values, SQUARE, "")
            if not undrawn or replaced == values:
                raise TypesetError(f"{template.name}: {error}") from error
            values = replaced
            continue
        if not isinstance(made, bytes):
            raise TypesetError(f"{template.name}: no single PDF came out")
        return made
