# SPDX-License-Identifier: EUPL-1.2
"""The basics check and base layer, read for the plan."""

from datetime import date

import pytest

from tests.instruments.builders import COACH, SASKIA, taken
from voordeur.instruments.catalogue import shipped_catalogue
from voordeur.instruments.footing import BASE_LAYER, BASICS_CHECK, footing
from voordeur.instruments.measurement import Measurement, Rater
from voordeur.instruments.reading import side_by_side
from voordeur.instruments.words import SkipReason

CHECK = shipped_catalogue().latest(BASICS_CHECK)


def basics(on: str, rater: Rater = COACH, **said: int | SkipReason) -> Measurement:
    """A measurement with the basics check."""
    return taken(on, rater, instrument=BASICS_CHECK, version="1", **said)


def states(*measurements: Measurement) -> dict[str, list[str]]:
    """The footing on 1 June 2026, by area id."""
    found = footing(side_by_side(CHECK, measurements, date(2026, 6, 1)))
    return {
        "open": [area.id for area in found.open],
        "in_order": [area.id for area in found.in_order],
        "unknown": [area.id for area in found.unknown],
    }


def test_unknown_is_not_open_and_not_in_order() -> None:
    found = states(basics("2026-05-01", bed=0, bath=1, bread=SkipReason.NOT_KNOWN))
    assert found == {
        "open": ["bed"],
        "in_order": ["bath"],
        "unknown": ["bread", "rest", "cleanliness", "regularity"],
    }


def test_one_rater_who_sees_it_open_is_enough() -> None:
    assert states(basics("2026-05-01", bed=1), basics("2026-05-02", SASKIA, bed=0))["open"] == [
        "bed"
    ]


def test_what_has_expired_says_nothing() -> None:
    assert "bed" in states(basics("2025-05-01", bed=0))["unknown"]


@pytest.mark.parametrize("instrument", [BASICS_CHECK, BASE_LAYER])
def test_both_lists_use_the_two_states_the_footing_reads(instrument: str) -> None:
    assert {level.value for level in shipped_catalogue().latest(instrument).levels} == {0, 1}
