# SPDX-License-Identifier: EUPL-1.2
"""What a delivered row can say: the fields that a manifest maps columns to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a field is read."""

    TEXT = "text"
    DAY = "day"
    LAST_DAY = "last day"
    """The last day that counts, kept as the first that no longer does."""
    CENTS = "cents"
    YES_NO = "yes or no"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: how it is read, and what it says."""

    name: str
    kind: Kind
    about: str

    @property
    def column(self) -> str:
        """The name of the column it is kept in."""
        return {"from": "from_day", "to": "to_day", "cost": "cost_cents"}.get(self.name, self.name)

    @property
    def type(self) -> str:
        """The type of that column."""
        return {Kind.TEXT: "VARCHAR", Kind.CENTS: "BIGINT", Kind.YES_NO: "BOOLEAN"}.get(
            self.kind, "DATE"
        )


_TEXTS = {
    "key": "number of the person at the source, only to tie rows of one register together",
    "name": "whole name in one cell",
    "first": "first names",
    "initials": "initials",
    "prefix": "prefix of the surname",
    "surname": "surname",
    "partner_prefix": "prefix of the partner's surname",
    "partner_surname": "surname of the partner",
    "partner_key": "key of the partner",
    "parent_keys": "keys of the parents, with spaces between",
    "birth": "date of birth, also partial",
    "sex": "m or v",
    "street": "street",
    "number": "house number",
    "addition": "addition to the house number",
    "postcode": "postcode",
    "bsn": "citizen number, only where the law allows it",
    "clk": "name and birth as encoded by `voordeur factlab encode`, instead of them",
    "door": "address as encoded by `voordeur factlab encode`, instead of it",
    "neighbourhood": "code of the neighbourhood; of a whole postcode its four digits are the area",
    "district": "code of the district",
    "municipality": "code of the municipality",
    "kind": "kind of provision",
    "law": "law it is given under",
    "payer": "who pays",
    "area": "life area of a problem",
    "state": "state of a problem: open or solved",
}
FIELDS: Mapping[str, Field] = {
    **{name: Field(name, Kind.TEXT, about) for name, about in _TEXTS.items()},
    "from": Field("from", Kind.DAY, "first day"),
    "to": Field("to", Kind.LAST_DAY, "last day; empty: goes on"),
    "cost": Field("cost", Kind.CENTS, "cost in the period, in euros"),
    "intended": Field("intended", Kind.YES_NO, "whether a team marked the stacking as intended"),
}

CODED = ("kind", "law", "payer", "area", "state")
"""Fields that hold codes: a manifest can say what each code of the source means."""

WHO = ("name", "surname", "birth", "bsn", "clk")
"""A row that has one of these is about a person."""

WHERE = ("postcode", "street", "door")
"""A row that has one of these can be about an address."""
