# SPDX-License-Identifier: EUPL-1.2
"""The keys of a file (TOML), asked for one by one; whatever is wrong is told with file, key and remedy."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from voordeur.door.refusal import Refusal

type Table = Mapping[str, Any]


def text_of(path: Path) -> str:
    """Return what stands in a file; raises Refusal when it is not there or is no text."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal(
            "The file cannot be read.", str(path), "Give the path of a TOML file."
        ) from error


def made_from[T](text: str, file: str, make: Callable[[Keys], T]) -> T:
    """Make something of the text of a file; a refusal says in which file."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refusal(f"This is no TOML: {error}.", file, "Mend that line.") from error
    try:
        return make(Keys(table, ""))
    except Refusal as refusal:
        raise Refusal(refusal.what, f"{file}: {refusal.where}", refusal.remedy) from refusal


class Keys:
    """A table of the file that complains about keys that lack, are of another type or are unknown."""

    def __init__(self, table: object, where: str) -> None:
        if not isinstance(table, Mapping):
            raise Refusal("This is no table of keys.", where, "Write [table] or { key = value }.")
        self._table: Table = table
        self._where = where
        self._asked: set[str] = set()

    def at(self, key: str) -> str:
        """Return where a key stands."""
        return f"{self._where}.{key}".lstrip(".")

    def get[T](self, key: str, kind: type[T], default: T | None = None) -> T:
        """Return a value of a type; without a default it must be there."""
        self._asked.add(key)
        if key not in self._table:
            if default is None:
                raise Refusal(f"'{key}' is missing.", self.at(key), f"Add {key} = … here.")
            return default
        value = self._table[key]
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise Refusal(
                f"{value!r} is no {_WORDS.get(kind, kind.__name__)}.",
                self.at(key),
                f"Give a {_WORDS.get(kind, kind.__name__)}.",
            )
        return value

    def choice[E: StrEnum](self, key: str, words: type[E], default: E | None = None) -> E:
        """Return one of the words of an enumeration."""
        word = self.get(key, str, default)
        known = [str(one) for one in list(words)]
        if word not in known:
            raise Refusal(
                f"'{word}' is none of the words for this.",
                self.at(key),
                f"Choose {', '.join(repr(one) for one in known if one)}.",
            )
        return words(word)

    def has(self, key: str) -> bool:
        """Whether a key is there."""
        self._asked.add(key)
        return key in self._table

    def raw(self, key: str) -> Any:
        """Return whatever stands under a key."""
        self._asked.add(key)
        return self._table[key]

    def names(self, key: str, default: Sequence[str] = ()) -> tuple[str, ...]:
        """Return a list of texts."""
        found = self.get(key, list, list(default))
        if not all(isinstance(one, str) for one in found):
            raise Refusal("Not all of these are texts.", self.at(key), 'Write ["one", "other"].')
        return tuple(found)

    def rows(self, key: str) -> list[Keys]:
        """Return the tables of a list, or a single table as a list of one."""
        self._asked.add(key)
        found = self._table.get(key, [])
        several = found if isinstance(found, list) else [found]
        named = [
            f"[{row['id']}]" if isinstance(row, Mapping) and "id" in row else f"[{place}]"
            for place, row in enumerate(several, start=1)
        ]
        return [Keys(row, self.at(key) + name) for row, name in zip(several, named, strict=True)]

    def under(self, key: str) -> dict[str, Keys]:
        """Return the named tables under a key."""
        self._asked.add(key)
        found = Keys(self._table.get(key, {}), self.at(key))._table
        return {name: Keys(row, f"{self.at(key)}.{name}") for name, row in found.items()}

    def done[T](self, made: T) -> T:
        """Complain about the first key nobody asked for; a mistyped key must not be lost."""
        for key in self._table:
            if key not in self._asked:
                raise Refusal(
                    f"Nobody knows the key '{key}'.",
                    self.at(key),
                    f"Mend or remove it; known here: {', '.join(sorted(self._asked))}.",
                )
        return made

    def build[T](self, make: Callable[[], T]) -> T:
        """Make something, and say where it stands when that is refused."""
        try:
            return make()
        except Refusal as refusal:
            raise Refusal(refusal.what, self._where, refusal.remedy) from refusal


_WORDS: Mapping[type, str] = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "true or false",
    list: "list",
    date: "date (2026-01-31)",
}
