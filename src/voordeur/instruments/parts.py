# SPDX-License-Identifier: EUPL-1.2
"""In which part of a member's file an area belongs, so that one score does not open the rest."""

from voordeur.instruments.instrument import Area
from voordeur.instruments.words import LifeArea

_PARTS = {
    LifeArea.MONEY: "money",
    LifeArea.MENTAL_HEALTH: "health",
    LifeArea.PHYSICAL_HEALTH: "health",
    LifeArea.SUBSTANCE_USE: "health",
    LifeArea.JUSTICE: "justice",
    LifeArea.SAFETY: "safety",
}
HOUSEHOLD = "common"
MEMBER = "own"


def part_of(area: Area, *, is_person: bool, fallback: str = "") -> str:
    """Return the compartment of what is said of an area.

    Of a household everything is `common`: it is what the members see together. Of a person the life
    area decides, else `fallback` (the part the rater chose), else `own`. Legal ground: the special
    categories of GDPR art. 9 and 10 stay apart from the ordinary part.
    """
    if not is_person:
        return fallback or HOUSEHOLD
    if fallback == "private":
        return fallback
    chosen = _PARTS.get(area.life_area) if area.life_area is not None else None
    return chosen or fallback or MEMBER
