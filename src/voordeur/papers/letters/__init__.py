# SPDX-License-Identifier: EUPL-1.2
"""Letters: templates in TOML, with fields that are filled in and never read as code."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
GIVEN = frozenset({"name"})
"""Fields the household file fills in itself."""
_FIELD = re.compile(r"\{([a-z_]+)\}")


class LetterError(ValueError):
    """A letter template that is wrong, or a field that was not filled in."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One template; `fields` are asked, each with its label in nl and en.

    `part` is the part of the member's file the letter lies in. A field `recipient` makes it a letter
    to somebody else about the member.
    """

    id: str
    part: str
    title: Mapping[str, str]
    fields: Mapping[str, Mapping[str, str]]
    paragraphs: tuple[Mapping[str, str], ...]

    def filled(self, language: str, values: Mapping[str, str]) -> tuple[str, ...]:
        """Return the paragraphs in a language with every field filled in; raises LetterError."""
        missing = sorted(
            name for name in {*self.fields, *GIVEN} if not values.get(name, "").strip()
        )
        if missing:
            raise LetterError(f"{self.id}: fill in {', '.join(missing)}")
        # One pass: what somebody filled in is never searched for fields again.
        return tuple(
            _FIELD.sub(lambda one: values[one.group(1)].strip(), paragraph[language])
            for paragraph in self.paragraphs
        )


def parse(name: str, text: str) -> Letter:
    """Read a template; raises LetterError when a language or a field is missing."""
    raw = tomllib.loads(text)
    letter = Letter(
        name,
        raw.get("part", "own"),
        raw["title"],
        raw.get("fields", {}),
        tuple(raw["paragraphs"]),
    )
    known = {*letter.fields, *GIVEN}
    for words in (letter.title, *letter.fields.values(), *letter.paragraphs):
        for language in ("nl", "en"):
            if not words.get(language, "").strip():
                raise LetterError(f"{name}: a text has no {language}")
            unknown = set(_FIELD.findall(words[language])) - known
            if unknown:
                raise LetterError(f"{name}: the field {min(unknown)!r} is not among [fields]")
    return letter


@cache
def letters() -> Mapping[str, Letter]:
    """Return the letters that come with Voordeur, by id."""
    return {
        path.stem: parse(path.stem, path.read_text(encoding="utf-8"))
        for path in sorted(FOLDER.glob("*.toml"))
    }
