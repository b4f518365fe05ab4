# SPDX-License-Identifier: EUPL-1.2
"""Kinds of relation between two people, each with its inverse; the kinds themselves are data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


class RelationError(ValueError):
    """A kind of relation that is not there or not right: `what`, `where` and the `remedy`."""

    def __init__(self, what: str, where: str, remedy: str) -> None:
        super().__init__(f"{what} ({where}). {remedy}")
        self.what = what
        self.where = where
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class RelationType:
    """One kind of relation: A is `code` of B, and B is `inverse` of A.

    `may_have_authority` is a reason to ask who decides, never an answer: that A is a parent does
    not say that A has parental authority.
    """

    code: str
    inverse: str
    label: Mapping[str, str]
    family: bool
    may_have_authority: bool

    @property
    def is_mutual(self) -> bool:
        """True when both are the same to each other, as neighbours are."""
        return self.code == self.inverse


def parse_relations(text: str) -> dict[str, RelationType]:
    """Read relation types (TOML, see `relations.toml`) by code.

    Raises RelationError for a double code, a missing inverse, an inverse that does not point
    back, a pair of which only one side counts as family, or a label missing a language.
    """
    types: dict[str, RelationType] = {}
    for row in tomllib.loads(text).get("relation", []):
        one = RelationType(**row)
        if one.code in types:
            raise RelationError("A relation stands there twice", one.code, "Take one away.")
        types[one.code] = one
    for one in types.values():
        other = types.get(one.inverse)
        if other is None or other.inverse != one.code:
            raise RelationError(
                f"The inverse {one.inverse} is missing or does not point back",
                one.code,
                "Give both relations each other as inverse.",
            )
        if one.family != other.family:
            raise RelationError(
                f"Only one of {one.code} and {other.code} counts as family",
                one.code,
                "Make them the same.",
            )
        if not (one.label.get("nl") and one.label.get("en")):
            raise RelationError("A label misses a language", one.code, "Fill in nl and en.")
    return types


@cache
def relation_types() -> Mapping[str, RelationType]:
    """Return the relation types that come with the product, in the order of the file."""
    return parse_relations(files(__package__).joinpath("relations.toml").read_text("utf-8"))


def relation_type(code: str) -> RelationType:
    """Return one relation type; raises RelationError when there is none of that code."""
    try:
        return relation_types()[code]
    except KeyError:
        raise RelationError(
            "There is no such relation", code, "Choose one from the list of relations."
        ) from None


def inverse(code: str) -> str:
    """Return what the other one is: inverse('parent') is 'child'."""
    return relation_type(code).inverse
