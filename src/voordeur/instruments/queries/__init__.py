# SPDX-License-Identifier: EUPL-1.2
"""Questions about measurements: who said what, side by side, and how it went; through the door."""

from voordeur.instruments.queries.footings import (
    Footings,
    footing_of,
    footings_on,
    latest_footing,
)
from voordeur.instruments.queries.readings import (
    Compared,
    Line,
    Overview,
    Subject,
    overview,
    rater_names,
    side_by_side,
    trends,
)
from voordeur.instruments.queries.taken import (
    Taken,
    measurement,
    measurements,
    measurements_asked,
)

__all__ = [
    "Compared",
    "Footings",
    "Line",
    "Overview",
    "Subject",
    "Taken",
    "footing_of",
    "footings_on",
    "latest_footing",
    "measurement",
    "measurements",
    "measurements_asked",
    "overview",
    "rater_names",
    "side_by_side",
    "trends",
]
