# SPDX-License-Identifier: EUPL-1.2
"""The code lists of iWmo and iJw 3.2, with their official Dutch terms and English ones.

Lists are keyed on law *and* code: reason 20 ends help for now under both laws, while reason 32
exists under the Jeugdwet alone. A list of one law answers nothing for the other.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from voordeur.provisions.istandaarden.lines import Law
from voordeur.provisions.istandaarden.words import Text


@dataclass(frozen=True, slots=True)
class CodeList:
    """One list: its official number per law and the terms per (law, code)."""

    name: str
    number: dict[Law, str]
    label: Text
    terms: dict[tuple[Law, str], Text]


@cache
def code_lists() -> dict[str, CodeList]:
    """All lists by name, such as "unit", "exit_reason" or "relation"."""
    source = resources.files(__package__).joinpath("codes.toml")
    return {
        name: _code_list(name, table)
        for name, table in tomllib.loads(source.read_text(encoding="utf-8")).items()
    }


def _code_list(name: str, table: dict[str, dict[str, dict[str, str]]]) -> CodeList:
    number: dict[Law, str] = {}
    terms: dict[tuple[Law, str], Text] = {}
    for law in Law:
        for part in ("both", law.value):
            if part not in table:
                continue
            for code, words in table[part].items():
                if code == "number":
                    number[law] = str(words)
                else:
                    terms[law, code] = Text(**words)
    return CodeList(name, number, Text(**table["label"]), terms)  # type: ignore[arg-type]


@cache
def codes(name: str, law: Law) -> frozenset[str]:
    """The codes of one list under one law; raises KeyError for an unknown list."""
    return frozenset(code for of, code in code_lists()[name].terms if of is law)


def term(name: str, law: Law, code: str) -> Text | None:
    """The term for a code, or None when this law has no such code."""
    return code_lists()[name].terms.get((law, code))
