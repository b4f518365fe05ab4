# SPDX-License-Identifier: EUPL-1.2
"""What kinds of barriers there are, what is found when one is looked up, and what a claim was worth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

KINDS: Final = ("clash", "missing", "backfires", "provision", "routine")
"""Rule clash, missing rule, rule that backfires, missing or scarce provision, routine (eigen-tuin)."""
FOUND: Final = ("law", "local", "none")
"""When looked up: an article of a law, a local rule, or no rule, so possibly a habit."""
LEGALITY: Final = ("legal", "doubtful", "illegal", "unknown")
ENOUGH_WALKS: Final = 5
"""From so many walks on a path is proposed to the owner of the rule as a formal rule."""


@dataclass(frozen=True, slots=True)
class ClaimTest:
    """Of how many barriers it was said that the law forbids it, and what was found then.

    Unit: barriers. `looked_up` are claims that were looked up; `law` of these rest on an article.
    """

    claimed: int
    looked_up: int
    law: int
    local: int
    none: int


def claim_test(barriers: Iterable[tuple[bool | None, str]]) -> ClaimTest:
    """Count claims of law against what was found; takes (claimed, found) of each barrier."""
    claims = [found for claimed, found in barriers if claimed]
    return ClaimTest(
        len(claims),
        sum(1 for found in claims if found),
        *(claims.count(found) for found in FOUND),
    )
