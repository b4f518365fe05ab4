# SPDX-License-Identifier: EUPL-1.2
"""What may be laid beside what, and the totals that are refused."""

from dataclasses import replace

import pytest

from tests.instruments.builders import taken
from voordeur.instruments.catalogue import shipped_catalogue
from voordeur.instruments.comparison import (
    Comparability,
    Total,
    continuations,
    total,
    total_change,
)
from voordeur.instruments.errors import NotComparableError
from voordeur.instruments.instrument import Instrument
from voordeur.instruments.measurement import Measurement
from voordeur.instruments.words import SkipReason, TotalRule

OLD = shipped_catalogue().get("self-sufficiency-matrix", "2013")
NEW = shipped_catalogue().get("self-sufficiency-matrix", "2017")
SUMMED = replace(shipped_catalogue().latest("base-layer"), total=TotalRule.SUM)
FULL = {"money": 1, "home": 1, "papers": 0, "safety": 1}


def base_layer(**said: int | SkipReason) -> Measurement:
    """A measurement with the base layer."""
    return taken("2026-01-01", instrument="base-layer", version="1", **said)


def test_the_matrix_of_2013_continues_in_that_of_2017() -> None:
    changed = {
        each.old: (each.new, each.comparability)
        for each in continuations(OLD, NEW)
        if each.comparability is not Comparability.SAME
    }
    assert changed == {
        "daytime": (("work_education", "time"), Comparability.SPLIT),
        "addiction": (("substance_use",), Comparability.RENAMED),
        "daily_living": (
            ("basic_daily_living", "instrumental_daily_living"),
            Comparability.SPLIT,
        ),
    }


def test_every_area_of_both_versions_is_accounted_for_once() -> None:
    found = continuations(OLD, NEW)
    assert [each.old for each in found] == [area.id for area in OLD.areas]
    reached = [area_id for each in found for area_id in each.new]
    assert sorted(reached) == sorted(area.id for area in NEW.areas)


def test_an_area_without_a_successor_is_gone() -> None:
    shorter = replace(NEW, succeeds=(replace(NEW.succeeds[0], links=()),))
    assert {each.comparability for each in continuations(OLD, shorter)} == {Comparability.GONE}


def test_versions_that_do_not_say_how_they_follow_are_not_compared() -> None:
    with pytest.raises(NotComparableError, match="does not say"):
        continuations(NEW, OLD)
    with pytest.raises(NotComparableError, match="does not say"):
        continuations(shipped_catalogue().latest("base-layer"), NEW)


@pytest.mark.parametrize("instrument", shipped_catalogue().instruments, ids=lambda each: each.id)
def test_no_shipped_instrument_has_a_total(instrument: Instrument) -> None:
    empty = taken("2026-01-01", instrument=instrument.id, version=instrument.version)
    with pytest.raises(NotComparableError, match="has no total"):
        total(instrument, empty)


def test_an_allowed_total_is_the_sum_of_all_areas() -> None:
    assert total(SUMMED, base_layer(**FULL)) == Total("base-layer", "1", 3)


@pytest.mark.parametrize("area", FULL)
def test_one_area_without_a_level_makes_the_total_unknown(area: str) -> None:
    untouched = {key: level for key, level in FULL.items() if key != area}
    assert total(SUMMED, base_layer(**untouched)).value is None
    skipped = {**FULL, area: SkipReason.NOT_KNOWN}
    assert total(SUMMED, base_layer(**skipped)).value is None


def test_a_total_is_not_taken_with_another_version() -> None:
    with pytest.raises(NotComparableError, match="not with"):
        total(replace(SUMMED, version="2"), base_layer(**FULL))


def test_totals_of_two_versions_are_never_compared() -> None:
    with pytest.raises(NotComparableError, match="Do not compare"):
        total_change(Total("matrix", "2013", 30), Total("matrix", "2017", 40))


def test_a_change_of_an_unknown_total_is_unknown() -> None:
    assert total_change(Total("x", "1", 30), Total("x", "1", 34)) == 4
    assert total_change(Total("x", "1", None), Total("x", "1", 34)) is None
    assert total_change(Total("x", "1", 30), Total("x", "1", None)) is None
