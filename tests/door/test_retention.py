# SPDX-License-Identifier: EUPL-1.2
"""How long things are kept: every kind of record says so, and the list of what is due is right."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tests.door.making import WHY, an_officer
from tests.history.writing import write
from voordeur.door import drafts, retention
from voordeur.door.forgetting import set_hold
from voordeur.door.retention import RetentionError, before, parse
from voordeur.history.record import Draft

ROW = {
    "law": "Wmo 2015",
    "term": "P15Y",
    "starts": "last_event",
    "how": "forget_person",
    "nl": "x",
    "en": "x",
}


def test_every_model_of_every_room_says_how_long_it_is_kept():
    assert retention.unlisted() == []


def test_no_retention_file_names_what_is_not_there():
    assert retention.unknown() == []


def test_each_kind_has_its_words_in_dutch_and_english_and_a_law():
    for kind in retention.kinds().values():
        assert kind.nl, kind
        assert kind.en, kind
        assert kind.law, kind


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"how": "burn"}, "how is one of"),
        ({"term": ""}, "what is kept"),
        ({"how": "keep"}, "what is kept"),
        ({"term": "15 jaar"}, "is no term"),
        ({"extra": "x"}, "give exactly"),
    ],
)
def test_a_retention_file_that_cannot_be_is_refused_with_its_place(change, message):
    with pytest.raises(RetentionError, match=message):
        list(parse("people", {"Person": ROW | change}))


@pytest.mark.parametrize(
    ("term", "moment", "expected"),
    [
        ("P1Y", "2028-02-29", "2027-02-28"),
        ("P15Y", "2041-11-13", "2026-11-13"),
        ("P1M", "2026-03-31", "2026-02-28"),
        ("P13M", "2026-01-15", "2024-12-15"),
        ("P42D", "2026-11-13", "2026-10-02"),
    ],
)
def test_a_term_is_counted_in_calendar_years_months_or_days(term, moment, expected):
    found = before(term, datetime.fromisoformat(moment).replace(tzinfo=UTC))
    assert found.date().isoformat() == expected


@given(
    st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.integers(1, 100),
)
def test_a_longer_term_ends_earlier_and_a_year_is_twelve_months(moment, count):
    assert before(f"P{count + 1}Y", moment) < before(f"P{count}Y", moment) < moment
    assert before(f"P{count}Y", moment) == before(f"P{12 * count}M", moment)


@pytest.mark.django_db
def test_nothing_is_due_in_a_house_that_works(clock):
    make.a_household()
    assert retention.due() == []


@pytest.mark.django_db
def test_a_quiet_household_is_due_after_fifteen_years_and_one_with_youth_care_after_twenty(
    clock, friday
):
    wmo, young, busy = make.a_household(), make.a_household(), make.a_household()
    about = {"household_id": young.pk, "compartment": "youth"}
    write(Draft(("household", young.pk), "test.youth", **about))
    with clock(friday + timedelta(days=365 * 10)):
        write(Draft(("household", busy.pk), "test.seen", household_id=busy.pk))

    def due_after(years):
        moment = friday.replace(year=friday.year + years) + timedelta(days=1)
        return {row.what: row.law for row in retention.due(moment) if "household" in row.what}

    assert due_after(14) == {}
    assert due_after(15) == {f"household:{wmo.pk}": "Wmo 2015"}
    assert due_after(20) == {
        f"household:{wmo.pk}": "Wmo 2015",
        f"household:{young.pk}": "Jeugdwet 7.3.8",
    }


@pytest.mark.django_db
def test_a_hold_is_shown_in_the_list_and_not_left_out(clock, friday):
    home = make.a_household()
    set_hold(an_officer(), subject=f"household:{home.pk}", reason=WHY)
    moment = friday.replace(year=friday.year + 16)
    (row,) = [row for row in retention.due(moment) if row.what == f"household:{home.pk}"]
    assert row.held


@pytest.mark.django_db
def test_drafts_are_due_after_a_fortnight_and_the_list_touches_nothing(clock, friday):
    account = make.a_worker().account
    drafts.save(account.pk, "note", {"text": ["half"]})
    assert [row.what for row in retention.due(friday + timedelta(days=14))] == []
    (row,) = retention.due(friday + timedelta(days=15))
    assert (row.what, row.count, row.how) == ("door.Draft", 1, "delete")
    assert drafts.load(account.pk, "note") == {"text": ["half"]}
