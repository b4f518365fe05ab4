# SPDX-License-Identifier: EUPL-1.2
"""Why a row cannot be used, and what is kept of it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import NamedTuple

from voordeur.provisions.istandaarden.words import Text


class Reason(NamedTuple):
    """Why a row cannot be used: a code of `refusals.toml`, and the field it is about."""

    code: str
    field: str = ""
    details: Mapping[str, str] = {}

    def what(self, name: str = "") -> Text:
        """Return what is wrong, with the field under the name its source gives it."""
        return _texts()[self.code][0].filled(field=name or self.field, **self.details)

    @property
    def remedy(self) -> Text:
        """What to ask for."""
        return _texts()[self.code][1]


@cache
def _texts() -> Mapping[str, tuple[Text, Text]]:
    source = resources.files(__package__).joinpath("refusals.toml")
    found = tomllib.loads(source.read_text(encoding="utf-8"))
    return {code: (Text(**one["what"]), Text(**one["remedy"])) for code, one in found.items()}


@dataclass(slots=True)
class Refused:
    """A row that cannot be used: where it stood, what is wrong, and its cells as they were."""

    file: str
    file_row: int
    reason: Reason
    cells: Sequence[str] = field(repr=False, default=())
