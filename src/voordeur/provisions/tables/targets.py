# SPDX-License-Identifier: EUPL-1.2
"""What a table can be brought in as: kinds of rows with their fields, from `targets.toml`."""

import tomllib
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import resources

from voordeur.provisions.istandaarden.words import Text


class ValueType(StrEnum):
    """What the cells of a column are read as; the value that comes out stands behind each."""

    TEXT = "text"
    """str"""
    DATE = "date"
    """datetime.date"""
    BIRTH = "birth"
    """BirthDate: year, month and day as far as known"""
    CENTS = "cents"
    """int, eurocents"""
    INTEGER = "integer"
    """int"""
    BSN = "bsn"
    """str of nine digits that pass the check"""
    POSTCODE = "postcode"
    """str such as 1234AB"""
    YES_NO = "yes_no"
    """bool"""
    CHOICE = "choice"
    """str: a key of the field's choices"""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a target; `choices` has for each code the words that stand for it."""

    name: str
    type: ValueType
    required: bool
    label: Text
    example: str
    synonyms: tuple[str, ...]
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Target:
    """One kind of row that can be brought in, with its fields in order."""

    name: str
    label: Text
    fields: dict[str, Field]


@cache
def targets() -> dict[str, Target]:
    """All targets by name: households, persons, provisions, cases, plans."""
    source = resources.files(__package__).joinpath("targets.toml")
    tables = tomllib.loads(source.read_text(encoding="utf-8"))
    return {
        name: Target(
            name,
            Text(**table["label"]),
            {
                key: Field(
                    name=key,
                    type=ValueType(given["type"]),
                    required=given.get("required", False),
                    label=Text(**given["label"]),
                    example=given["example"],
                    synonyms=tuple(given["synonyms"]),
                    choices={
                        code: tuple(words) for code, words in given.get("choices", {}).items()
                    },
                )
                for key, given in table["fields"].items()
            },
        )
        for name, table in tables.items()
    }
