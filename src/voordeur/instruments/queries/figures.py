# SPDX-License-Identifier: EUPL-1.2
"""What frozen figures are counted from: how the base layer stands, per household."""

from collections import defaultdict

from voordeur.door.access import Access
from voordeur.instruments.footing import BASE_LAYER
from voordeur.instruments.queries.footings import read_together
from voordeur.instruments.queries.taken import Taken, measurements


def base_layers(access: Access) -> dict[int, str]:
    """Return per household that was ever asked: `open`, `in_order` or `unknown`; two queries.

    Open when one point is open for anybody; in order only when no point is unknown.
    """
    taken: dict[int, list[Taken]] = defaultdict(list)
    for one in measurements(access):
        taken[one.household_id].append(one)
    found = {}
    for household_id, each in taken.items():
        footing = read_together(BASE_LAYER, each)
        found[household_id] = (
            "open" if footing.open else "unknown" if footing.unknown else "in_order"
        )
    return found
