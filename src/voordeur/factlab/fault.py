# SPDX-License-Identifier: EUPL-1.2
"""What Factlab says when it cannot go on: what is wrong, where, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from voordeur.factlab.wording import gettext_noop, speaker
from voordeur.provisions.istandaarden.words import Text

__all__ = ["Fault", "gettext_noop", "said"]


class Fault(Exception):
    """A problem that a person can act on.

    `where` names a file with its row, a table with its cell, or a setting; never a person. Texts are
    English, or in both languages. An English one that is marked with `gettext_noop`, with what
    differs from case to case apart in `details`, can be said in another language later (`said`).
    """

    def __init__(self, what: str | Text, where: str, remedy: str | Text, **details: object) -> None:
        self._what, self._remedy, self._details = what, remedy, details
        self.where = where
        super().__init__(f"{where}: {self.what} {self.remedy}")

    @property
    def what(self) -> str:
        """What is wrong, in English."""
        return said(self.plain(), "en")[0]

    @property
    def remedy(self) -> str:
        """What to do about it, in English."""
        return said(self.plain(), "en")[2]

    def plain(self) -> dict[str, Any]:
        """Return this fault as plain values, for who says it later in a language of their own."""
        return {
            "what": _plain(self._what),
            "where": self.where,
            "remedy": _plain(self._remedy),
            "details": {name: _plain(value) for name, value in self._details.items()},
        }


def said(fault: Mapping[str, Any], language: str) -> tuple[str, str, str]:
    """Return what is wrong, where, and what to do, from the plain values of a fault.

    >>> said(Fault("{n} rows are empty.", "a.csv", "Ask anew.", n=3).plain(), "en")
    ('3 rows are empty.', 'a.csv', 'Ask anew.')
    """
    details = {name: _in(value, language) for name, value in fault["details"].items()}
    what, remedy = (_in(fault[one], language) for one in ("what", "remedy"))
    return _filled(what, details), fault["where"], _filled(remedy, details)


def _plain(value: object) -> Any:
    return value._asdict() if isinstance(value, Text) else str(value)


def _in(value: Any, language: str) -> str:
    if isinstance(value, Mapping):
        return str(value.get(language, value["en"]))
    return speaker(language)(str(value))


def _filled(text: str, details: Mapping[str, str]) -> str:
    """Fill in a text; one without details is as it is, whatever signs it holds."""
    return text.format(**details) if details else text
