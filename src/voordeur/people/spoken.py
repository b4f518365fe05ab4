# SPDX-License-Identifier: EUPL-1.2
"""The ways in which a resident's act can come in; none of them counts less than another."""

from enum import StrEnum


class How(StrEnum):
    """By the member in the own account, at the table, on paper, by phone, or through a supporter."""

    SELF = "self"
    TABLE = "table"
    PAPER = "paper"
    PHONE = "phone"
    SUPPORTER = "supporter"


class Word(StrEnum):
    """A member's word on a version of the plan. All three have the same consequences: none."""

    AGREED = "agreed"
    NOT_AGREED = "not_agreed"
    SEEN = "seen"


HOW = tuple(How)
WORDS = tuple(Word)
