# SPDX-License-Identifier: EUPL-1.2
"""Every look is written down before the answer, and the resident can read who looked."""

from datetime import timedelta

import pytest
from django.db import connections

from tests import factories as make
from tests.door.making import WHY, a_coordinator, a_pair, an_officer
from tests.noninterference import unseen
from voordeur.door import access as door
from voordeur.door import inspection, queries, sharing
from voordeur.door.emergency import break_glass, review_emergency
from voordeur.door.logindex import index_lists
from voordeur.door.models import AccessRecord, AccessSubject
from voordeur.door.refusal import NoEntry, NotAllowed, Refusal

pytestmark = pytest.mark.django_db


def look(reader, home, activity="people.household"):
    with door.scope():
        return door.open_household(reader, home.pk, activity=activity)


def looked(reader, home, **options):
    """Return the log as this member reads it, without that reading itself."""
    return [each for each in queries.who_looked(look(reader, home), **options) if not each.own]


@pytest.fixture
def pair(clock):
    return a_pair()


def test_a_look_is_written_before_anything_is_shown(pair):
    worker = a_coordinator(pair.home)
    AccessRecord.objects.all().delete()
    look(worker.reader, pair.home)
    (row,) = AccessRecord.objects.all()
    assert (row.reader, row.role, row.organisation_id) == (
        worker.reader.key,
        "professional",
        worker.reader.organisation_id,
    )
    assert (row.household_id, row.relations, row.purpose, row.basis) == (
        pair.home.pk,
        "case_coordinator",
        "help",
        "wmo_5_1_1",
    )
    assert (row.activity, row.outcome, len(row.trace_id)) == ("people.household", "ok", 32)


def test_when_the_log_cannot_be_written_nothing_is_opened(pair, monkeypatch):
    worker = a_coordinator(pair.home)

    def full(*args, **kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(AccessRecord.objects, "bulk_create", full)
    with door.scope(), pytest.raises(OSError):
        door.open_household(worker.reader, pair.home.pk, activity="test")
    assert not door.is_open()


def test_a_refused_try_is_written_too(pair):
    stranger = make.a_worker().reader
    with pytest.raises(NoEntry):
        look(stranger, pair.home)
    row = AccessRecord.objects.get(reader=stranger.key)
    assert (row.outcome, row.household_id) == ("refused", pair.home.pk)


def test_the_same_look_within_a_quarter_is_one_record(pair, clock, friday):
    worker = a_coordinator(pair.home)
    for minutes in (0, 5, 14):
        with clock(friday + timedelta(minutes=minutes)):
            look(worker.reader, pair.home, activity=f"page.{minutes}")
    mine = AccessRecord.objects.filter(reader=worker.reader.key)
    assert mine.count() == 1
    with clock(friday + timedelta(minutes=15)):
        look(worker.reader, pair.home)
    assert mine.count() == 2


def test_a_wider_look_is_written_anew(pair):
    worker = a_coordinator(pair.home)
    look(worker.reader, pair.home)
    make.stand(worker.reader, pair.home, "task", person_id=pair.angela, compartment="health")
    look(worker.reader, pair.home)
    rows = AccessRecord.objects.filter(reader=worker.reader.key).order_by("pk")
    assert [row.relations for row in rows] == ["case_coordinator", "task"]
    assert [row.persons for row in rows] == [{}, {str(pair.home.pk): [pair.angela]}]


def test_what_a_helper_may_see_of_one_adds_no_line_to_what_the_other_reads(pair):
    """Without it he would read that her coach came in once more, by another way."""
    worker = a_coordinator(pair.home)

    def lines(reader):
        found = queries.who_looked(door.open_household(reader, pair.home.pk, activity="test"))
        return [(one.role, one.at) for one in found if not one.own]

    def sits_down():
        opened = look(worker.reader, pair.home)
        door.at_table(opened, [pair.angela, pair.tom], activity="table")

    sits_down()
    his = lines(pair.him)
    make.stand(worker.reader, pair.home, "task", person_id=pair.angela, compartment="health")
    sits_down()
    assert lines(pair.him) == his
    assert len(lines(pair.her)) == len(his) + 1


def test_opening_takes_one_statement_on_the_log(pair):
    worker = a_coordinator(pair.home)
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connections["log"]) as caught:
        look(worker.reader, pair.home)
    assert len([q for q in caught.captured_queries if "SAVEPOINT" not in q["sql"]]) == 1


def test_a_list_is_one_record_in_one_statement_with_all_its_households(pair):
    from django.test.utils import CaptureQueriesContext

    worker = make.a_worker()
    homes = [pair.home, make.a_household(), make.a_household()]
    for home in homes:
        make.stand(worker.reader, home, "helper")
    opened = door.open_list(worker.reader)
    with CaptureQueriesContext(connections["log"]) as caught:
        door.saw(opened, [home.pk for home in homes], activity="desk.today")
    assert len([q for q in caught.captured_queries if "SAVEPOINT" not in q["sql"]]) == 1
    row = AccessRecord.objects.get(reader=worker.reader.key)
    assert row.households == sorted(home.pk for home in homes)


def test_a_list_with_nothing_on_it_leaves_no_record(pair):
    worker = make.a_worker()
    door.saw(door.open_list(worker.reader), [], activity="desk.today")
    assert not AccessRecord.objects.filter(reader=worker.reader.key).exists()


def test_the_index_finds_lists_and_bears_being_made_twice(pair):
    worker = a_coordinator(pair.home)
    door.saw(door.open_list(worker.reader), [pair.home.pk], activity="desk.today")
    before = looked(pair.her, pair.home)
    assert len(before) == 1, "a list shows before it is indexed"
    assert index_lists() == 1
    assert index_lists() == 0
    assert AccessSubject.objects.filter(household_id=pair.home.pk).count() == 1
    assert looked(pair.her, pair.home) == before


def test_a_resident_reads_role_and_organisation_and_a_name_only_by_policy(pair):
    worker = a_coordinator(pair.home)
    look(worker.reader, pair.home)
    (seen,) = looked(pair.her, pair.home)
    assert (seen.role, seen.organisation_id, seen.name) == (
        "professional",
        worker.reader.organisation_id,
        None,
    )
    assert (seen.activity, seen.reason, seen.reader) == (None, None, None)
    (named,) = looked(pair.her, pair.home, names=True)
    assert named.name == worker.account.name


def test_a_refused_try_is_for_the_inspector_not_for_the_resident(pair):
    with pytest.raises(NoEntry):
        look(make.a_worker().reader, pair.home)
    assert looked(pair.her, pair.home) == []
    opened = inspection.inspect(an_officer(), household_id=pair.home.pk, reason=WHY)
    assert "refused" in [each.outcome for each in queries.inspected(opened)]


def test_a_partner_does_not_read_when_the_other_signed_in(pair, clock, friday):
    def her_visit():
        with clock(friday + timedelta(hours=3)):
            look(pair.her, pair.home)

    later = friday + timedelta(hours=5)
    with clock(later):
        unseen(
            lambda: queries.who_looked(look(pair.him, pair.home)),
            add=her_visit,
            seen_by=lambda: queries.who_looked(look(pair.her, pair.home)),
        )


def test_a_partner_does_not_read_who_was_let_in_to_the_others_part(pair):
    friend = make.a_worker()

    def she_shares():
        row = sharing.share(
            pair.her,
            household_id=pair.home.pk,
            person_id=pair.angela,
            account=friend.account.uuid,
            compartment="private",
        )
        look(friend.reader, pair.home)
        door.saw(door.open_list(friend.reader), [pair.home.pk], activity="desk.today")
        return row

    unseen(
        lambda: queries.who_looked(look(pair.him, pair.home)),
        add=she_shares,
        seen_by=lambda: queries.who_looked(look(pair.her, pair.home)),
    )


def test_an_emergency_that_was_kept_back_shows_from_the_day_of_the_review(pair, clock, friday):
    worker = make.a_worker()

    def rescue():
        break_glass(
            worker.reader,
            household_id=pair.home.pk,
            reason=WHY,
            concealed="De man controleert haar telefoon.",
        )
        look(worker.reader, pair.home)

    officer = an_officer()
    opened = inspection.inspect(officer, household_id=pair.home.pk, reason=WHY)
    unseen(
        lambda: queries.who_looked(look(pair.him, pair.home)),
        add=rescue,
        seen_by=lambda: queries.inspected(opened),
    )
    rescue()
    (case,) = queries.emergencies(officer.account_id)
    told = (friday + timedelta(days=10)).date()
    review_emergency(officer, emergency=case.uuid, verdict="justified", finding=WHY, told_from=told)
    assert [each.emergency for each in looked(pair.him, pair.home)] == [False], "the inspection"
    with clock(friday + timedelta(days=11)):
        found = [each.emergency for each in looked(pair.him, pair.home)]
    assert sorted(found) == [False, True]


def test_an_emergency_that_may_be_told_shows_at_once_without_its_reason(pair):
    worker = make.a_worker()
    break_glass(worker.reader, household_id=pair.home.pk, reason=WHY)
    look(worker.reader, pair.home)
    (seen,) = looked(pair.her, pair.home)
    assert (seen.emergency, seen.reason, seen.basis) == (True, None, "avg_6_1_d")


def test_a_professional_cannot_read_the_log_as_if_a_resident(pair):
    worker = a_coordinator(pair.home)
    with pytest.raises(NoEntry):
        queries.who_looked(look(worker.reader, pair.home))
    with pytest.raises(NoEntry):
        queries.inspected(look(worker.reader, pair.home))


def test_the_privacy_officer_reads_the_log_with_a_reason_for_an_hour_and_not_the_file(
    pair, clock, friday
):
    from voordeur.people import queries as people

    officer = an_officer()
    with pytest.raises(Refusal):
        inspection.inspect(officer, household_id=pair.home.pk, reason="zomaar")
    with pytest.raises(NoEntry):
        inspection.inspect(officer, household_id=10**9, reason=WHY)
    opened = inspection.inspect(officer, household_id=pair.home.pk, reason=WHY)
    found = queries.inspected(opened)
    assert found[0].reason == WHY
    assert [member.masked for member in people.members(opened)] == [True, True]
    with pytest.raises(NoEntry):
        look(officer, pair.home)
    with clock(friday + timedelta(hours=1)), pytest.raises(NoEntry):
        door.open_household(officer, pair.home.pk, activity="t", purpose=door.Purpose.SUPERVISION)


def test_only_the_privacy_officer_inspects(pair):
    with pytest.raises(NotAllowed):
        inspection.inspect(make.a_worker().reader, household_id=pair.home.pk, reason=WHY)


def test_the_log_goes_back_page_by_page_and_a_hidden_look_takes_no_place(pair, clock, friday):
    worker = a_coordinator(pair.home)
    for hour in range(6):
        with clock(friday + timedelta(hours=hour)):
            look(worker.reader, pair.home)
            look(pair.her, pair.home)
    with clock(friday + timedelta(hours=9)):
        opened = look(pair.him, pair.home)
        first = queries.who_looked(opened, limit=4)
        second = queries.who_looked(opened, limit=4, before=first[-1].uuid)
        whole = queries.who_looked(opened)
    assert [len(first), len(second)] == [4, 3]
    # Who it was is counted per page, so that no list tells how many people there are in all.
    assert [each.uuid for each in first + second] == [each.uuid for each in whole]
    assert [each.own for each in whole] == [True, *[False] * 6]


def test_reading_the_log_takes_the_same_statements_whatever_its_length(
    pair, clock, friday, all_queries
):
    worker = a_coordinator(pair.home)
    counts = []
    for hours in (2, 20):
        for hour in range(hours):
            with clock(friday + timedelta(hours=hour)):
                look(worker.reader, pair.home)
                door.saw(door.open_list(worker.reader), [pair.home.pk], activity=f"l.{hour}")
        opened = look(pair.her, pair.home)
        with all_queries() as statements:
            queries.who_looked(opened, names=True)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 6
