# SPDX-License-Identifier: EUPL-1.2
"""Words that rooms bring along as data: for each kind of event, and for each kind of term."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.conf import settings

from voordeur.door.language import language


@dataclass(frozen=True, slots=True)
class Words:
    """What a kind is called in Dutch and English; `icon` for the timeline, `page` a URL name.

    `goes_with` "case": who takes over as case coordinator takes this over too.
    """

    nl: str
    en: str
    icon: str = ""
    page: str = ""
    goes_with: str = ""

    def __str__(self) -> str:
        return self.en if language() == "en" else self.nl


@cache
def _read(name: str) -> Mapping[str, Words]:
    found: dict[str, Words] = {}
    for room in settings.BUILT:
        file = files(f"voordeur.{room}").joinpath(name)
        if file.is_file():
            for kind, row in tomllib.loads(file.read_text(encoding="utf-8")).items():
                found[kind] = Words(**row)
    return found


def event_words() -> Mapping[str, Words]:
    """Return the words per kind of event, from every room's `events.toml`."""
    return _read("events.toml")


def term_words() -> Mapping[str, Words]:
    """Return the words per kind of term, from every room's `terms.toml`; `page` leads to the work."""
    return _read("terms.toml")
