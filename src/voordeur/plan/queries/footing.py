# SPDX-License-Identifier: EUPL-1.2
"""What the household stands on, for the warnings of the plan."""

from collections.abc import Mapping

from voordeur.door.access import Access
from voordeur.instruments.queries import latest_footing

Facts = Mapping[str, bool | None]


def footing_of(access: Access) -> tuple[Facts, Facts]:
    """Return the basics check and the base layer per item: in order, not in order, or not known.

    It rests on the newest measurements that this reader may read; nothing measured is not known.
    """
    found = latest_footing(access)
    return found.basics_facts, found.base_layer_facts
