# SPDX-License-Identifier: EUPL-1.2
"""Short ways to take measurements through the actions, and the people who take them."""

from dataclasses import dataclass
from datetime import date

from tests import factories as make
from voordeur.door import access as door
from voordeur.door.access import Access
from voordeur.door.reader import Reader, system
from voordeur.instruments.actions import take_measurement
from voordeur.instruments.measurement import Rating
from voordeur.instruments.models import Measurement
from voordeur.instruments.words import SkipReason
from voordeur.people.models import Household

MATRIX = "self-sufficiency-matrix"
SYSTEM = system("demo")


@dataclass(frozen=True)
class Home:
    """A household of two with its coordinator, a helper and both members as readers."""

    household: Household
    anna: int
    bram: int
    coordinator: make.Worker
    helper: make.Worker
    her: Reader
    """Anna, with an account of her own."""
    him: Reader

    @property
    def id(self) -> int:
        """The inside number."""
        return self.household.pk

    def open(self, reader: Reader) -> Access:
        """Open the household for a reader."""
        return door.open_household(reader, self.id, activity="test")


def a_home() -> Home:
    """Return the household with everybody standing where they stand in life."""
    household = make.a_household("Anna", "Bram")
    anna, bram = make.person_ids(household)
    coordinator, helper = make.a_worker(), make.a_worker()
    make.stand(coordinator.reader, household, "case_coordinator")
    make.stand(helper.reader, household, "helper")
    her, him = make.a_resident(anna), make.a_resident(bram)
    return Home(household, anna, bram, coordinator, helper, her, him)


def said(**areas: int | SkipReason) -> list[Rating]:
    """Return ratings: `said(finance=3, housing=SkipReason.NOT_ASKED)`."""
    return [
        Rating(area, reason=what) if isinstance(what, SkipReason) else Rating(area, level=what)
        for area, what in areas.items()
    ]


def measure(
    home: Home,
    by: Reader,
    *,
    of: int | None = None,
    on: date | None = None,
    instrument: str = MATRIX,
    version: str = "2017",
    areas: dict[str, int | SkipReason],
    **more: object,
) -> Measurement:
    """Take a measurement as one reader."""
    return take_measurement(
        by,
        household_id=home.id,
        person_id=of,
        instrument=instrument,
        instrument_version=version,
        ratings=said(**areas),
        taken_on=on,
        **more,
    )
