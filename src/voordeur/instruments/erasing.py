# SPDX-License-Identifier: EUPL-1.2
"""How instruments erases a person: measurements of them go; what they said of the household stays."""

from datetime import datetime

from voordeur.door.forgetting import eraser
from voordeur.instruments.models import Measurement, Rating


@eraser("instruments", "instruments_rating", "instruments_measurement")
def erase(person_id: int, moment: datetime) -> int:
    """Delete the measurements of a person with all their ratings; return how many measurements."""
    Rating._plain.filter(person_id=person_id).delete()
    count, _ = Measurement._plain.filter(person_id=person_id).delete()
    return count
