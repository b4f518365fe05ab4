# SPDX-License-Identifier: EUPL-1.2
"""The story households by name, for the tests that hold their facts."""

from voordeur.town import DEFAULT_TODAY as TODAY
from voordeur.town import draw
from voordeur.town.bsn import synthetic_numbers
from voordeur.town.facts import Bundle
from voordeur.town.stories import SLUGS, tell

__all__ = ["TODAY", "whole"]


def whole(slug: str, *, to_the_end: bool = True) -> Bundle:
    """Return a story, with what follows on its beginning unless that is left out."""
    told = tell(draw(1).town, synthetic_numbers(), to_the_end=to_the_end)
    return dict(zip(SLUGS, told, strict=True))[slug]
