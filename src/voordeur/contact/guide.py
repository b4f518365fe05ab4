# SPDX-License-Identifier: EUPL-1.2
"""The conversation guide this room works with, and the part of the file that fits each ground."""

from voordeur.instruments.catalogue import shipped_catalogue
from voordeur.instruments.instrument import Instrument

GUIDE = "kitchen-table-conversation"

# Illness lies with health, danger with safety: the one who threatens learns nothing from it.
_PARTS = {
    "cannot_oversee": "own",
    "child_in_danger": "safety",
    "violence_at_home": "safety",
    "danger_from_illness": "health",
}


def guide() -> Instrument:
    """Return the newest version of the kitchen-table conversation."""
    return shipped_catalogue().latest(GUIDE)


def part_of(ground: str) -> str:
    """Return in which part of the member's file a limit on this ground lies.

    A ground that a later guide adds lies in the safety part until it is placed here.
    """
    return _PARTS.get(ground, "safety")
