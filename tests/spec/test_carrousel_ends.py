# SPDX-License-Identifier: EUPL-1.2
"""Carrousel: the two ends of a case, per area and for contacts; one mean over areas is never made."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.coordination.making import a_scene, signed_in
from tests.instruments.builders import SASKIA, line, taken
from tests.instruments.making import MATRIX, said
from voordeur.contact.actions import record_contact
from voordeur.instruments.actions import take_measurement
from voordeur.instruments.period import change, moved
from voordeur.instruments.trend import series_of
from voordeur.safety.picture import windows

LEVELS = st.lists(st.one_of(st.none(), st.integers(0, 10)), max_size=6)
START = date(2020, 1, 1)


def test_carrousel_m2_per_area_how_many_are_higher_equal_and_lower():
    lines = series_of(
        [
            taken("2025-01-10", finance=2, housing=3),
            taken("2025-12-10", finance=4, housing=3),
            taken("2025-01-11", rater=SASKIA, finance=3),
            taken("2025-12-11", rater=SASKIA, finance=2, housing=1),
        ]
    )
    found = {
        one.area: (one.higher, one.equal, one.lower, one.unknown)
        for one in moved(lines.values(), date(2025, 2, 1), date(2026, 1, 1))
    }
    # Raters stand apart, and an area somebody rated once is unknown, not equal.
    assert found == {"finance": (1, 0, 1, 0), "housing": (0, 1, 0, 1)}


@given(LEVELS, st.integers(0, 80))
def test_carrousel_m2_each_line_counts_once_and_a_shift_changes_nothing(levels, day):
    rated = line(*((place * 10, level) for place, level in enumerate(levels)))
    higher = line(
        *((place * 10, None if level is None else level + 5) for place, level in enumerate(levels))
    )
    start, end = START + timedelta(days=day), START + timedelta(days=100)
    assert change(rated, start, end) == change(higher, start, end)
    (one,) = moved([rated], start, end)
    assert one.known + one.unknown == 1
    assert (change(rated, start, end) is None) == (one.unknown == 1)


@given(st.integers(0, 400))
def test_carrousel_m4_the_two_quarters_never_overlap_and_a_short_case_has_none(days):
    spans = windows(START, START + timedelta(days=days))
    assert (spans is None) == (days < 182)
    if spans:
        (first, until), (since, last) = spans
        assert (until - first).days == (last - since).days == 91
        assert until <= since


@pytest.mark.django_db
def test_carrousel_m2_m4_stand_with_the_start_and_the_end_of_the_case(clock, friday, all_queries):
    with clock(friday - timedelta(days=300)):
        scene = a_scene()
    me, home = scene.worker.reader, {"household_id": scene.home.pk}
    for days, level in ((290, 2), (10, 3)):
        with clock(friday - timedelta(days=days)):
            take_measurement(
                me,
                person_id=scene.people[0],
                instrument=MATRIX,
                instrument_version="2017",
                ratings=said(housing=level),
                **home,
            )
    for days in (290, 280, 270, 30, 120):
        day = (friday - timedelta(days=days)).date()
        record_contact(me, kind="home", on=day, **home)
    record_contact(me, kind="home", on=friday.date(), outcome="nobody_home", **home)
    browser = signed_in(scene.worker)
    browser.get(f"/huishouden/{scene.home.uuid}/wat-dreigt/")
    with all_queries() as asked:
        page = browser.get(f"/huishouden/{scene.home.uuid}/wat-dreigt/").content.decode()
    assert len(asked) <= 15, asked
    row = page.split("Contacten in het eerste en het laatste kwartaal")[1].split("</tr>")[0]
    assert [cell.split("<")[0] for cell in row.split(">") if cell[:1].isdigit()] == ["3", "1"]
    assert "geen gemiddelde" in page
