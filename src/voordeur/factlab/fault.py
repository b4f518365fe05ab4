# SPDX-License-Identifier: EUPL-1.2
"""What Factlab says when it cannot go on: what is wrong, where, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from voordeur.factlab.wording import Say, gettext_noop

__all__ = ["Fault", "gettext_noop"]


class Fault(Exception):
    """A problem that a person can act on.

    `where` names a file with its row, a table with its cell, or a setting; never a person. `what`
    and `remedy` are English; marked with `gettext_noop` and with their `details` apart they can be
    said in another language too (`said`).
    """

    def __init__(self, what: str, where: str, remedy: str, **details: object) -> None:
        self._what, self._remedy, self._details = what, remedy, details
        self.where = where
        super().__init__(f"{where}: {self.what} {self.remedy}")

    @property
    def what(self) -> str:
        """What is wrong, in English."""
        return _filled(self._what, self._details)

    @property
    def remedy(self) -> str:
        """What to do about it, in English."""
        return _filled(self._remedy, self._details)

    def plain(self) -> dict[str, Any]:
        """Return this fault as plain values, for who says it later in a language of their own."""
        details = {name: str(value) for name, value in self._details.items()}
        return {
            "what": self._what,
            "where": self.where,
            "remedy": self._remedy,
            "details": details,
        }


def said(fault: Mapping[str, Any], say: Say) -> tuple[str, str, str]:
    """Return what is wrong, where and what to do, of the plain values of a fault."""
    details = fault["details"]
    return (
        _filled(say(fault["what"]), details),
        fault["where"],
        _filled(say(fault["remedy"]), details),
    )


def _filled(text: str, details: Mapping[str, object]) -> str:
    """Fill in a text; one without details is as it is, whatever signs it holds."""
    return text.format(**details) if details else text
