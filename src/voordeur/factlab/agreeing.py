# SPDX-License-Identifier: EUPL-1.2
"""What several looks at the same two rows come to, and who is asked to look at what.

One look is enough, except for one pair in five, which somebody else looks at without knowing what
was said, and for a pair of which somebody could not tell. When two say otherwise nothing is decided
until a second look at it, by somebody who sees that there was disagreement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Says = Literal["same", "different", "unsure"]
State = Literal["open", "settled", "disagreed", "unsure"]
ONE_IN = 5


@dataclass(frozen=True, slots=True)
class Said:
    """One look: by whom, what was said, and whether it settles a disagreement."""

    by: str
    says: str
    second: bool = False


def state(looks: Sequence[Said]) -> State:
    """Return how far a pair is.

    >>> state([Said("a", "same")]), state([Said("a", "same"), Said("b", "different")])
    ('settled', 'disagreed')
    """
    if any(one.second for one in looks):
        return "settled"
    clear = {one.says for one in looks if one.says != "unsure"}
    if len(clear) == 2:
        return "disagreed"
    if clear:
        return "settled"
    return "unsure" if looks else "open"


def decision(looks: Sequence[Said]) -> bool | None:
    """Return whether it is one person; None when nothing was decided: the score then holds.

    >>> decision([Said("a", "same"), Said("b", "unsure")]), decision([Said("a", "unsure")])
    (True, None)
    """
    settling = next((one.says for one in looks if one.second), None)
    clear = {settling} if settling else {one.says for one in looks if one.says != "unsure"}
    if len(clear) != 1 or clear == {"unsure"}:
        return None
    return clear == {"same"}


def looked_at_twice(mark: str) -> bool:
    """Say whether a pair is one of those that two people look at; follows from its mark alone."""
    return int(mark[:8], 16) % ONE_IN == 0


def is_asked(mark: str, looks: Sequence[Said], reader: str) -> bool:
    """Say whether this reader is asked to look at a pair for the first time."""
    if any(one.by == reader for one in looks):
        return False
    found = state(looks)
    if found in ("open", "unsure"):
        return True
    return found == "settled" and len(looks) == 1 and looked_at_twice(mark)
