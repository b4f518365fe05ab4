# SPDX-License-Identifier: EUPL-1.2
"""What a household stands on today, for the warnings of the plan: never a gate."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from voordeur.door.access import Access
from voordeur.history import clock
from voordeur.instruments.catalogue import shipped_catalogue
from voordeur.instruments.footing import BASE_LAYER, BASICS_CHECK, Footing, footing
from voordeur.instruments.queries.readings import Overview, compare
from voordeur.instruments.queries.taken import Taken, measurements


@dataclass(frozen=True, slots=True)
class Footings:
    """The basics check and the base layer, over the household and those of its members one may see."""

    basics: Footing
    base_layer: Footing

    @property
    def basics_facts(self) -> dict[str, bool | None]:
        """Per point of the basics check whether it is in order; None when nobody knows."""
        return _facts(self.basics)

    @property
    def base_layer_facts(self) -> dict[str, bool | None]:
        """Per point of the base layer whether it is in order; None when nobody knows."""
        return _facts(self.base_layer)


def _facts(one: Footing) -> dict[str, bool | None]:
    return {
        **{area.id: False for area in one.open},
        **{area.id: True for area in one.in_order},
        **{area.id: None for area in one.unknown},
    }


def read_together(instrument_id: str, taken: Iterable[Taken], day: date | None = None) -> Footing:
    """Read one list for the household and each member, and call open what is open for anybody.

    With a `day` as it was known then.
    """
    instrument, today = shipped_catalogue().latest(instrument_id), day or clock.today()
    taken = [one for one in taken if one.taken_on <= today]
    each = [
        footing(compare(taken, instrument, person_id, today).readings)
        for person_id in {one.person_id for one in taken}
    ]
    is_open = {area.id for one in each for area in one.open}
    in_order = {area.id for one in each for area in one.in_order} - is_open
    areas = instrument.areas
    return Footing(
        open=tuple(area for area in areas if area.id in is_open),
        in_order=tuple(area for area in areas if area.id in in_order),
        unknown=tuple(area for area in areas if area.id not in is_open | in_order),
    )


def latest_footing(access: Access) -> Footings:
    """Return what holds today of the newest basics check and base layer; two queries.

    One member whose bed is missing is enough to call the bed open. Only what this reader may read
    counts, and what expired or was never asked is unknown.
    """
    return _footings(measurements(access))


def footing_of(found: Overview) -> Footings:
    """Return the same from an overview that was read already; no query."""
    return _footings([each for subject in found.subjects for each in subject.taken])


def footings_on(access: Access, days: Iterable[date]) -> list[Footings]:
    """Return the same as it was known on each of some days; one query."""
    taken = measurements(access)
    return [_footings(taken, day) for day in days]


def _footings(taken: list[Taken], day: date | None = None) -> Footings:
    return Footings(read_together(BASICS_CHECK, taken, day), read_together(BASE_LAYER, taken, day))
