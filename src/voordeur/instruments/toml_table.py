# SPDX-License-Identifier: EUPL-1.2
"""A TOML table that is read key by key and knows where it is, so that faults can say so."""

from collections.abc import Mapping
from enum import StrEnum

from voordeur.instruments.errors import InstrumentError
from voordeur.instruments.words import Text


class Table:
    """One table of a file. Every key is taken once; `close` refuses the keys nobody took.

    Purpose: a misspelt key must be an error, not a silently missing text.
    """

    def __init__(self, file: str, path: str, content: Mapping[str, object]) -> None:
        self.file, self.path = file, path
        self._rest = dict(content)

    def fault(self, key: str, problem: str, remedy: str) -> InstrumentError:
        """Return a fault at a key of this table."""
        where = f"{self.path}.{key}" if self.path and key else self.path or key
        return InstrumentError(where, problem, remedy, self.file)

    def has(self, key: str) -> bool:
        """Tell whether a key is there and not yet taken."""
        return key in self._rest

    def _take(self, key: str, expected: str) -> object:
        if key not in self._rest:
            raise self.fault(key, "it is missing", f"Add {key} = {expected}.")
        return self._rest.pop(key)

    def string(self, key: str) -> str:
        """Take a string."""
        value = self._take(key, '"…"')
        if not isinstance(value, str):
            raise self.fault(key, "it is not a string", f'Write {key} = "…".')
        return value

    def number(self, key: str, default: int | None = None) -> int:
        """Take a whole number; a boolean is not one."""
        if default is not None and not self.has(key):
            return default
        value = self._take(key, "a whole number")
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.fault(key, "it is not a whole number", f"Write {key} = 1.")
        return value

    def flag(self, key: str) -> bool:
        """Take true or false."""
        value = self._take(key, "true or false")
        if not isinstance(value, bool):
            raise self.fault(key, "it is not true or false", f"Write {key} = true or false.")
        return value

    def text(self, key: str, *, dutch_is_enough: bool = False) -> Text:
        """Take {nl, en}; a licensed text may exist in Dutch only and is then shown in both."""
        inner = self.table(key, '{nl = "…", en = "…"}')
        nl = inner.string("nl")
        en = nl if dutch_is_enough and not inner.has("en") else inner.string("en")
        inner.close()
        try:
            return Text(nl, en)
        except ValueError as empty:
            raise self.fault(key, str(empty), 'Write {nl = "…", en = "…"}.') from empty

    def optional_text(self, key: str) -> Text | None:
        """Take {nl, en} when it is there."""
        return self.text(key) if self.has(key) else None

    def choice[E: StrEnum](self, key: str, kind: type[E]) -> E:
        """Take one of the words of a vocabulary."""
        return self._choose(key, self.string(key), kind)

    def choices[E: StrEnum](self, key: str, kind: type[E]) -> frozenset[E]:
        """Take a list of words of a vocabulary."""
        return frozenset(self._choose(key, word, kind) for word in self.strings(key))

    def _choose[E: StrEnum](self, key: str, word: str, kind: type[E]) -> E:
        try:
            return kind(word)
        except ValueError as unknown:
            raise self.fault(
                key, f"'{word}' is not known", f"Use one of: {', '.join(kind)}."
            ) from unknown

    def strings(self, key: str) -> tuple[str, ...]:
        """Take a list of strings."""
        value = self._take(key, '["…"]')
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            raise self.fault(key, "it is not a list of strings", f'Write {key} = ["…"].')
        return tuple(value)

    def table(self, key: str, expected: str = "a table") -> "Table":
        """Take a table."""
        value = self._take(key, expected)
        if not isinstance(value, dict):
            raise self.fault(key, "it is not a table", f"Write {key} = {expected}.")
        return Table(self.file, f"{self.path}.{key}" if self.path else key, value)

    def tables(self, key: str) -> tuple["Table", ...]:
        """Take a list of tables, maybe empty. A fault names their id, else their place."""
        if not self.has(key):
            return ()
        value = self._take(key, "tables")
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            raise self.fault(key, "it is not a list of tables", f"Write [[{key}]].")
        root = f"{self.path}.{key}" if self.path else key
        return tuple(
            Table(self.file, f"{root}.{entry.get('id', entry.get('value', place))}", entry)
            for place, entry in enumerate(value, start=1)
        )

    def names(self) -> tuple[str, ...]:
        """Return the keys not yet taken."""
        return tuple(self._rest)

    def close(self) -> None:
        """Refuse what nobody took."""
        for key in self._rest:
            raise self.fault(key, "it is not a known key", "Correct the spelling or remove it.")
