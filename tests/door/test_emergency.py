# SPDX-License-Identifier: EUPL-1.2
"""Break-glass: a reason, two hours at most, seen by the residents and judged afterwards."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tests.door.making import WHY, a_pair, an_officer
from voordeur.door import access as door
from voordeur.door import queries, timeline
from voordeur.door.emergency import break_glass, review_emergency, working_days_later
from voordeur.door.models import Emergency, Standing
from voordeur.door.refusal import NoEntry, NotAllowed, Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(clock):
    return a_pair()


def open_it(worker, pair, **given):
    return break_glass(worker.reader, household_id=pair.home.pk, **{"reason": WHY} | given)


def look(reader, home):
    with door.scope():
        return door.open_household(reader, home.pk, activity="test")


def test_the_glass_opens_the_household_and_closes_by_itself(pair, clock, friday):
    worker = make.a_worker()
    row = open_it(worker, pair, minutes=90)
    assert row.until == friday + timedelta(minutes=90)
    assert look(worker.reader, pair.home).basis == "avg_6_1_d"
    with clock(row.until), pytest.raises(NoEntry):
        look(worker.reader, pair.home)


@pytest.mark.parametrize(
    ("given_", "where"),
    [
        ({"reason": "spoed"}, "reason"),
        ({"minutes": 121}, "minutes"),
        ({"minutes": 0}, "minutes"),
        ({"concealed": "hij"}, "concealed"),
    ],
)
def test_without_a_reason_or_for_too_long_it_stays_closed(pair, given_, where):
    with pytest.raises(Refusal) as error:
        open_it(make.a_worker(), pair, **given_)
    assert error.value.where == where
    assert not Standing.objects.filter(relation="emergency").exists()


def test_the_database_too_keeps_it_to_two_hours(pair, friday):
    with pytest.raises(IntegrityError), transaction.atomic():
        Emergency.objects.create(
            account_id=1,
            household_id=pair.home.pk,
            reason=WHY,
            opened_at=friday,
            until=friday + timedelta(hours=2, seconds=1),
            told_from=friday,
            review_due=friday,
        )


def test_a_resident_an_officer_and_the_system_do_not_break_the_glass(pair):
    from voordeur.door.reader import system

    for reader in (pair.her, an_officer()):
        with pytest.raises(NotAllowed):
            break_glass(reader, household_id=pair.home.pk, reason=WHY)
    with pytest.raises(Refusal):
        break_glass(system("import"), household_id=pair.home.pk, reason=WHY)


def test_a_household_that_is_not_there_gives_no_entry_and_leaves_nothing(pair):
    with pytest.raises(NoEntry):
        break_glass(make.a_worker().reader, household_id=10**9, reason=WHY)
    assert not Emergency.objects.exists()


def test_no_member_reads_the_reason_or_that_it_happened_in_the_timeline(pair):
    """The one who is the danger reads the timeline too; the access log tells it, when it may."""
    open_it(make.a_worker(), pair)
    for reader in (pair.her, pair.him):
        kinds = {each.kind for each in timeline.happenings(look(reader, pair.home))}
        assert not kinds & {"door.glass_broken", "door.emergency_reviewed"}
    worker = make.a_worker()
    make.stand(worker.reader, pair.home, "case_coordinator")
    kinds = {each.kind for each in timeline.happenings(look(worker.reader, pair.home))}
    assert "door.glass_broken" in kinds


def test_the_review_has_a_verdict_a_finding_and_another_person(pair):
    worker = make.a_worker()
    row = open_it(worker, pair)
    # Who opened the glass and was made privacy officer since.
    worker.account.roles = ["privacy_officer"]
    worker.account.save()
    officer = an_officer()
    for reader, given_, where in [
        (worker.reader, {}, ""),
        (officer, {"verdict": "fine"}, "verdict"),
        (officer, {"finding": "ok"}, "finding"),
    ]:
        with pytest.raises(Refusal) as error:
            review_emergency(
                reader, emergency=row.uuid, **{"verdict": "justified", "finding": WHY} | given_
            )
        assert error.value.where == where
    review_emergency(officer, emergency=row.uuid, verdict="unjustified", finding=WHY)
    with pytest.raises(Refusal, match="already"):
        review_emergency(officer, emergency=row.uuid, verdict="justified", finding=WHY)
    with pytest.raises(NoEntry):
        review_emergency(officer, emergency=uuid4(), verdict="justified", finding=WHY)


def test_only_the_privacy_officer_reviews(pair):
    row = open_it(make.a_worker(), pair)
    with pytest.raises(NotAllowed):
        review_emergency(
            make.a_worker().reader, emergency=row.uuid, verdict="justified", finding=WHY
        )


def test_what_was_kept_back_must_get_a_day_within_half_a_year(pair, friday):
    row = open_it(make.a_worker(), pair, concealed="De man controleert haar telefoon.")
    officer = an_officer()
    for day in (None, (friday + timedelta(days=184)).date()):
        with pytest.raises(Refusal) as error:
            review_emergency(
                officer, emergency=row.uuid, verdict="justified", finding=WHY, told_from=day
            )
        assert error.value.where == "told_from"


def test_the_review_list_starts_with_what_waits_and_names_no_household(pair, clock, friday):
    officer = an_officer()
    first, second = open_it(make.a_worker(), pair), open_it(make.a_worker(), pair)
    review_emergency(officer, emergency=first.uuid, verdict="justified", finding=WHY)
    found = queries.emergencies(officer.account_id)
    assert [each.uuid for each in found] == [second.uuid, first.uuid]
    assert not {"household", "household_id"} & set(found[0].__dataclass_fields__)
    with clock(friday + timedelta(days=5)):
        assert [each.late for each in queries.emergencies(None)] == [True, False]


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.integers(0, 12),
)
def test_working_days_skip_the_weekend(moment, days):
    later = working_days_later(moment, days)
    between = [moment + timedelta(days=n) for n in range(1, (later - moment).days + 1)]
    assert sum(day.weekday() < 5 for day in between) == days
    assert days == 0 or later.weekday() < 5
