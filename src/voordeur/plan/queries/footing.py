# SPDX-License-Identifier: EUPL-1.2
"""What the household stands on, for the warnings of the plan."""

from collections.abc import Mapping

from voordeur.door.access import Access


def footing_of(access: Access) -> tuple[Mapping[str, bool | None], Mapping[str, bool | None]]:
    """Return the basics check and the base layer per item: in order, not in order, or not known."""
    return {}, {}
