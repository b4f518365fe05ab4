# SPDX-License-Identifier: EUPL-1.2
"""The words a member can give on the plan, and the ways in which they come in."""

from enum import StrEnum

from voordeur.door.voice import HOW, How


class Word(StrEnum):
    """A member's word on a version of the plan. All three have the same consequences: none."""

    AGREED = "agreed"
    NOT_AGREED = "not_agreed"
    SEEN = "seen"


WORDS = tuple(Word)
__all__ = ["HOW", "WORDS", "How", "Word"]
