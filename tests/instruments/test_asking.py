# SPDX-License-Identifier: EUPL-1.2
"""Measurements as they are read: side by side, never averaged, and no more than one may see."""

from datetime import date

import pytest

from tests import factories as make
from tests.instruments.making import a_home, measure
from tests.noninterference import unseen
from voordeur.door.access import at_table
from voordeur.door.refusal import NoEntry
from voordeur.instruments import queries
from voordeur.instruments.reading import ValidityState
from voordeur.instruments.trend import Outcome
from voordeur.instruments.words import RaterKind, SkipReason

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(clock):
    return a_home()


def base(town, by, /, **areas):
    return measure(town, by, instrument="base-layer", version="1", areas=areas)


def basics(town, by, /, of=None, on=None, **areas):
    return measure(town, by, of=of, instrument="basics-check", version="1", areas=areas, on=on)


def levels(compared, area):
    """Return what each rater says of an area, by kind of rater."""
    (reading,) = (each for each in compared.readings if each.area.id == area)
    return {each.rater.kind.value: each.level for each in reading.raters}


def test_raters_stand_side_by_side_and_the_household_too(home):
    measure(home, home.her, of=home.anna, areas={"housing": 4})
    measure(home, home.coordinator.reader, of=home.anna, areas={"housing": 2})
    measure(
        home,
        home.coordinator.reader,
        of=home.anna,
        areas={"housing": 3},
        rater=RaterKind.HOUSEHOLD,
    )
    found = queries.side_by_side(
        home.open(home.coordinator.reader), "self-sufficiency-matrix", person_id=home.anna
    )
    assert levels(found, "housing") == {"household": 3, "professional": 2, "resident": 4}
    (reading,) = (each for each in found.readings if each.area.id == "housing")
    assert (reading.difference, reading.is_question) == (2, True)
    assert [each.area.id for each in found.questions] == ["housing"]
    assert {type(each.level) for each in reading.raters} == {int}


def test_two_versions_are_never_mixed(home):
    who = home.coordinator.reader
    measure(home, who, of=home.anna, areas={"housing": 2}, version="2013")
    measure(home, who, of=home.anna, areas={"housing": 4})
    asked = home.open(who)
    old = queries.side_by_side(
        asked, "self-sufficiency-matrix", version="2013", person_id=home.anna
    )
    new = queries.side_by_side(asked, "self-sufficiency-matrix", person_id=home.anna)
    assert (levels(old, "housing"), levels(new, "housing")) == (
        {"professional": 2},
        {"professional": 4},
    )


def test_each_area_has_a_line_with_its_direction(home, clock):
    who = home.coordinator.reader
    for on, level in ((date(2024, 1, 1), 4), (date(2025, 1, 1), 2), (date(2026, 1, 1), 2)):
        measure(home, who, of=home.anna, areas={"housing": level}, on=on)
    (line,) = queries.trends(home.open(who), "self-sufficiency-matrix", person_id=home.anna)
    assert line.outcome is Outcome.DOWNWARD_LINE_BROKEN
    assert [each.point.level for each in line.steps] == [4, 2, 2]


def test_an_old_rating_is_shown_as_expired_and_asks_nothing(home):
    measure(home, home.her, of=home.anna, areas={"housing": 5}, on=date(2025, 11, 1))
    measure(home, home.coordinator.reader, of=home.anna, areas={"housing": 1})
    found = queries.side_by_side(
        home.open(home.coordinator.reader), "self-sufficiency-matrix", person_id=home.anna
    )
    (reading,) = (each for each in found.readings if each.area.id == "housing")
    states = {each.rater.kind.value: each.validity.state for each in reading.raters}
    assert states == {"professional": ValidityState.VALID, "resident": ValidityState.EXPIRED}
    assert reading.difference is None


def test_who_may_read_one_part_gets_that_area_and_knows_there_is_more(home):
    measure(home, home.her, of=home.anna, areas={"housing": 4, "mental_health": 1})
    (taken,) = queries.measurements(home.open(home.coordinator.reader))
    assert [each.area for each in taken.values.ratings] == ["housing"]
    assert (taken.more, taken.is_mine) == (True, False)
    (own,) = queries.measurements(home.open(home.her))
    assert [each.area for each in own.values.ratings] == ["housing", "mental_health"]
    assert (own.more, own.is_mine) == (False, True)


def test_a_task_on_money_opens_the_area_money_of_every_measurement(home):
    row = measure(home, home.her, of=home.anna, areas={"housing": 4, "finance": 2})
    make.stand(home.helper.reader, home.household, "task", person_id=home.anna, compartment="money")
    (taken,) = queries.measurements(home.open(home.helper.reader))
    assert [(each.area, each.level) for each in taken.values.ratings] == [("finance", 2)]
    assert (taken.uuid, taken.more) == (None, True)
    with pytest.raises(NoEntry):
        queries.measurement(home.open(home.helper.reader), row.uuid)


def test_masked_is_a_day_and_nothing_else(home):
    row = measure(home, home.her, of=home.anna, areas={"housing": 4})
    (taken,) = queries.measurements(home.open(home.helper.reader))
    assert taken.masked
    assert (taken.uuid, taken.values, taken.taken_on) == (None, None, row.taken_on)


def test_one_measurement_is_opened_by_who_may_read_it(home):
    row = measure(home, home.her, of=home.anna, areas={"housing": 4})
    assert queries.measurement(home.open(home.coordinator.reader), row.uuid).version == 1
    with pytest.raises(NoEntry):
        queries.measurement(home.open(home.him), row.uuid)


@pytest.mark.parametrize(
    "question",
    [
        lambda access, home: queries.measurements(access),
        lambda access, home: queries.overview(access),
        lambda access, home: queries.side_by_side(access, "basics-check", person_id=home.anna),
        lambda access, home: queries.latest_footing(access),
    ],
    ids=["measurements", "overview", "side by side", "footing"],
)
def test_a_measurement_of_one_member_changes_nothing_for_the_other(home, question):
    base(home, home.coordinator.reader, money=0)
    unseen(
        lambda: question(home.open(home.him), home),
        add=lambda: basics(home, home.her, of=home.anna, bed=0),
        seen_by=lambda: question(home.open(home.her), home),
    )


def test_at_the_table_only_what_all_may_see_is_there(home):
    measure(home, home.her, of=home.anna, areas={"housing": 4})
    base(home, home.coordinator.reader, money=0)
    table = at_table(home.open(home.coordinator.reader), [home.anna, home.bram], activity="test")
    assert [each.person_id for each in queries.measurements(table)] == [None]


def test_footing_calls_open_what_is_open_for_one_member(home):
    basics(home, home.her, of=home.anna, bed=0, bath=1)
    basics(home, home.him, of=home.bram, bed=1, bread=SkipReason.NOT_KNOWN)
    base(home, home.coordinator.reader, money=0, home=1)
    found = queries.latest_footing(home.open(home.coordinator.reader))
    assert found.basics_facts == {
        "bed": False,
        "bath": True,
        "bread": None,
        "rest": None,
        "cleanliness": None,
        "regularity": None,
    }
    assert found.base_layer_facts == {
        "money": False,
        "home": True,
        "papers": None,
        "safety": None,
    }


def test_without_measurements_the_footing_is_unknown_not_bad(home):
    found = queries.latest_footing(home.open(home.coordinator.reader))
    assert set(found.basics_facts.values()) == {None}
    assert found.basics.open == ()


def test_raters_are_called_by_the_name_the_reader_may_know(home):
    measure(home, home.her, of=home.anna, areas={"housing": 4})
    measure(home, home.coordinator.reader, of=home.anna, areas={"housing": 2})
    names = queries.overview(home.open(home.coordinator.reader)).names
    assert set(names.values()) == {"Anna", home.coordinator.professional.name}


def test_the_number_of_queries_does_not_grow(home, all_queries):
    asked = home.open(home.coordinator.reader)
    counts = []
    for month in (3, 5):
        measure(home, home.her, of=home.anna, areas={"housing": 4}, on=date(2026, month, 1))
        measure(
            home,
            home.coordinator.reader,
            of=home.anna,
            areas={"housing": 2, "finance": 3},
            on=date(2026, month, 2),
        )
        basics(home, home.him, of=home.bram, on=date(2026, month, 3), bed=1)
        with all_queries() as statements:
            queries.overview(asked)
            queries.latest_footing(asked)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 8
