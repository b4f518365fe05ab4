# SPDX-License-Identifier: EUPL-1.2
"""What an account can be for, and how a name of the municipality's own becomes a set of those."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Words:
    """One text in the two languages."""

    nl: str
    en: str

    def said(self, language: str | None) -> str:
        """Return the text in a language; Dutch unless English is asked."""
        return self.en if language == "en" else self.nl


@dataclass(frozen=True, slots=True)
class Function:
    """A function that the permission matrix knows, with its name and its definition."""

    code: str
    name: Words
    means: Words


def _read(name: str) -> dict[str, dict[str, object]]:
    text = files("voordeur.partners").joinpath(name).read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def functions() -> Mapping[str, Function]:
    """Return the functions that an administrator can give, by code, in the order of the file.

    Resident and system are none of them: a resident is tied to a person, a system to no account.
    """
    return {
        code: Function(
            code,
            Words(str(row["nl"]), str(row["en"])),
            Words(**row["means"]),  # type: ignore[arg-type]
        )
        for code, row in _read("functions.toml").items()
    }


@cache
def kinds() -> Mapping[str, Words]:
    """Return what kinds of organisation there are, by code."""
    return {
        code: Words(str(row["nl"]), str(row["en"])) for code, row in _read("kinds.toml").items()
    }


def together(direct: Iterable[str], named: Iterable[Iterable[str]]) -> list[str]:
    """Return the functions of an account: given directly, and by every name it holds; each once.

    >>> together(["triage"], [["professional", "triage"]])
    ['professional', 'triage']
    """
    return sorted({*direct, *(code for codes in named for code in codes)})
