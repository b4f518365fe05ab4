# SPDX-License-Identifier: EUPL-1.2
"""Eigen tuin: the basics first, and versioned instruments with repeated measurements."""

from datetime import date

from tests.instruments.builders import SASKIA, taken
from voordeur.instruments.catalogue import shipped_catalogue
from voordeur.instruments.footing import BASICS_CHECK, footing
from voordeur.instruments.reading import side_by_side
from voordeur.instruments.trend import series_of


def test_eigen_tuin_r7_the_basics_check_has_six_points() -> None:
    check = shipped_catalogue().latest(BASICS_CHECK)
    assert [area.title.nl for area in check.areas] == [
        "bed",
        "bad",
        "brood",
        "rust",
        "reinheid",
        "regelmaat",
    ]


def test_eigen_tuin_a21_bed_not_in_order_is_what_a_plan_is_warned_about() -> None:
    check = shipped_catalogue().latest(BASICS_CHECK)
    visit = taken(
        "2026-05-01", instrument=BASICS_CHECK, version=check.version, bed=0, bread=1, rest=1
    )
    found = footing(side_by_side(check, [visit], date(2026, 5, 20)))
    assert [area.id for area in found.open] == ["bed"]
    assert [area.id for area in found.in_order] == ["bread", "rest"]


def test_eigen_tuin_a21_bed_in_order_again_gives_nothing_to_warn_about() -> None:
    check = shipped_catalogue().latest(BASICS_CHECK)
    visits = [
        taken("2026-05-01", instrument=BASICS_CHECK, version=check.version, bed=0),
        taken("2026-06-01", instrument=BASICS_CHECK, version=check.version, bed=1),
    ]
    assert footing(side_by_side(check, visits, date(2026, 6, 2))).open == ()


def test_eigen_tuin_r26_repeated_measurements_from_isolation_to_volunteering() -> None:
    ladder = shipped_catalogue().latest("participation-ladder")
    rungs = [
        taken(day, SASKIA, instrument=ladder.id, version=ladder.version, participation=rung)
        for day, rung in (("2025-01-10", 1), ("2025-07-01", 3), ("2026-01-08", 4))
    ]
    (series,) = series_of(rungs).values()
    named = [ladder.level(each.level).name.nl for each in series.points if each.level is not None]
    assert named == ["geïsoleerd", "deelname aan georganiseerde activiteiten", "onbetaald werk"]
