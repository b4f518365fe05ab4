# SPDX-License-Identifier: EUPL-1.2
"""Sharing is the member's own; a task rests on a law; the resident is told or it says why not."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests import factories as make
from tests.door.making import NECESSITY, a_coordinator, a_pair
from tests.noninterference import unseen
from voordeur.door import access as door
from voordeur.door import queries, sharing, timeline
from voordeur.door.masking import SEEN, Reach, seen
from voordeur.door.models import Informing, Standing
from voordeur.door.refusal import NoEntry, NotAllowed, Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(clock):
    return a_pair()


def look(reader, home):
    with door.scope():
        return door.open_household(reader, home.pk, activity="test")


def share(reader, pair, worker, **given):
    given = {"person_id": pair.angela, "compartment": "health"} | given
    return sharing.share(reader, household_id=pair.home.pk, account=worker.account.uuid, **given)


def parts(reader, home, person):
    """Return the compartments of a member that a reader is shown, by one informing row in each."""
    from voordeur.door.matrix import matrix

    rows = [
        Informing(
            household_id=home.pk,
            person_id=person,
            compartment=compartment,
            told_at=home.made_at,
            how="spoken",
            recorded_at=home.made_at,
            recorded_by="test",
        )
        for compartment in matrix().compartments
    ]
    Informing.objects.bulk_create(rows)
    opened = look(reader, home)
    found = Informing.objects.filter(pk__in=[row.pk for row in rows]).annotate(
        **{SEEN: seen(opened, Reach())}
    )
    shown = set(found.filter(**{SEEN: 2}).values_list("compartment", flat=True))
    Informing.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return shown


def test_a_member_shares_one_part_and_the_other_sees_that_part_of_that_member(pair):
    worker = make.a_worker()
    share(pair.her, pair, worker)
    assert parts(worker.reader, pair.home, pair.angela) == {"health"}
    assert parts(worker.reader, pair.home, pair.tom) == set()


def test_a_member_takes_it_back_and_it_is_gone_at_once(pair):
    worker = make.a_worker()
    row = share(pair.her, pair, worker)
    sharing.withdraw(pair.her, household_id=pair.home.pk, sharing=row.pk)
    with pytest.raises(NoEntry):
        look(worker.reader, pair.home)
    with pytest.raises(Refusal, match="already"):
        sharing.withdraw(pair.her, household_id=pair.home.pk, sharing=row.pk)


def test_sharing_ends_by_itself_on_the_last_day(pair, clock, friday):
    worker = make.a_worker()
    share(pair.her, pair, worker, until=friday + timedelta(days=7))
    with clock(friday + timedelta(days=7)), pytest.raises(NoEntry):
        look(worker.reader, pair.home)


def test_nobody_shares_what_is_about_somebody_else(pair):
    worker = make.a_worker()
    for compartment in ("health", "private", "common"):
        with pytest.raises(NotAllowed):
            share(pair.him, pair, worker, compartment=compartment)
    row = share(pair.her, pair, worker)
    with pytest.raises(NotAllowed):
        sharing.withdraw(pair.him, household_id=pair.home.pk, sharing=row.pk)


def test_who_helps_shares_nothing_for_a_member(pair):
    worker, helper = make.a_worker(), make.a_worker()
    make.stand(helper.reader, pair.home, "helper")
    with pytest.raises(NotAllowed):
        share(helper.reader, pair, worker, how="paper")


def test_a_yes_by_phone_is_recorded_by_the_case_coordinator_with_how(pair):
    worker, coordinator = make.a_worker(), a_coordinator(pair.home)
    with pytest.raises(Refusal) as error:
        share(coordinator.reader, pair, worker)
    assert error.value.where == "how"
    share(coordinator.reader, pair, worker, how="phone")
    assert parts(worker.reader, pair.home, pair.angela) == {"health"}


def test_nobody_opens_the_own_page_or_a_single_line_for_a_member(pair):
    worker, coordinator = make.a_worker(), a_coordinator(pair.home)
    with pytest.raises(NotAllowed):
        share(coordinator.reader, pair, worker, compartment="private", how="paper")
    with pytest.raises(NotAllowed):
        share(coordinator.reader, pair, worker, compartment="", item=uuid4(), how="paper")


def test_a_parent_shares_of_the_child_what_the_parent_sees_and_no_more(pair):
    worker = make.a_worker()
    make.stand(pair.her, pair.home, "parent", person_id=pair.tom, basis="own_file")
    share(pair.her, pair, worker, person_id=pair.tom, compartment="youth")
    for compartment in ("safety", "where", "private"):
        with pytest.raises(NotAllowed):
            share(pair.her, pair, worker, person_id=pair.tom, compartment=compartment)


def test_sharing_a_line_of_another_member_gives_nothing(pair):
    """The line is named by its number; it opens only when it is about the one who shares."""
    worker = make.a_worker()
    row = Informing.objects.create(
        household_id=pair.home.pk,
        person_id=pair.tom,
        compartment="own",
        told_at=pair.home.made_at,
        how="spoken",
        recorded_at=pair.home.made_at,
        recorded_by="test",
    )
    share(pair.her, pair, worker, compartment="", item=row.uuid)
    assert queries.informings(look(worker.reader, pair.home)) == []


@pytest.mark.parametrize("given", [{"compartment": ""}, {"item": uuid4()}, {"how": "rumour"}])
def test_what_is_shared_is_one_part_or_one_line_and_says_how(pair, given):
    with pytest.raises(Refusal):
        share(pair.her, pair, make.a_worker(), **given)
    assert not Standing.objects.filter(relation="told").exists()


def test_sharing_into_the_past_or_with_nobody_is_refused(pair, friday):
    with pytest.raises(Refusal, match="past"):
        share(pair.her, pair, make.a_worker(), until=friday)
    with pytest.raises(Refusal):
        sharing.share(
            pair.her,
            household_id=pair.home.pk,
            person_id=pair.angela,
            account=uuid4(),
            compartment="health",
        )


def test_the_partner_finds_no_trace_of_what_the_other_shares(pair):
    worker = make.a_worker()
    for compartment in ("private", "health"):
        unseen(
            lambda: (
                timeline.happenings(look(pair.him, pair.home)),
                queries.shared(look(pair.him, pair.home)),
            ),
            add=lambda part=compartment: share(pair.her, pair, worker, compartment=part),
            seen_by=lambda: queries.shared(look(pair.her, pair.home)),
        )


def test_a_member_sees_what_is_shared_with_whom(pair):
    worker = make.a_worker()
    share(pair.her, pair, worker)
    (found,) = queries.shared(look(pair.her, pair.home))
    assert (found.account_name, found.compartment, found.until) == (
        worker.account.name,
        "health",
        None,
    )


def give_task(reader, pair, worker, **given):
    from voordeur.history import clock

    given = {
        "compartment": "health",
        "basis": "jw_7_3_11",
        "necessity": NECESSITY,
        "until": clock.now() + timedelta(days=30),
        "told_how": "spoken",
    } | given
    return sharing.give_task(
        reader,
        household_id=pair.home.pk,
        person_id=pair.angela,
        account=worker.account.uuid,
        **given,
    )


def test_a_task_opens_the_part_it_names_until_its_last_day(pair, clock, friday):
    worker, coordinator = make.a_worker(), a_coordinator(pair.home)
    row = give_task(coordinator.reader, pair, worker)
    assert (row.basis, row.reason) == ("jw_7_3_11", NECESSITY)
    assert parts(worker.reader, pair.home, pair.angela) == {"health"}
    with clock(friday + timedelta(days=30)), pytest.raises(NoEntry):
        look(worker.reader, pair.home)


def test_only_the_case_coordinator_gives_a_task(pair):
    worker = make.a_worker()
    for relation in ("helper", "process_coordinator", "triage", "lead"):
        other = make.a_worker()
        make.stand(other.reader, pair.home, relation)
        with pytest.raises(NotAllowed):
            give_task(other.reader, pair, worker)
    with pytest.raises(NotAllowed):
        give_task(pair.her, pair, worker)


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"basis": "consent"}, "basis"),
        ({"basis": "avg_39"}, "basis"),
        ({"basis": "unknown"}, "basis"),
        ({"necessity": "handig"}, "necessity"),
        ({"compartment": "private"}, "compartment"),
        ({"compartment": ""}, "compartment"),
        ({"told_how": ""}, "why_not_told"),
        ({"told_how": "", "why_not_told": "Hij leest mee."}, "why_not_told"),
        ({"told_how": "gossip"}, "told_how"),
    ],
)
def test_a_task_without_ground_necessity_part_or_telling_is_refused(pair, given, where):
    worker, coordinator = make.a_worker(), a_coordinator(pair.home)
    with pytest.raises(Refusal) as error:
        give_task(coordinator.reader, pair, worker, **given)
    assert error.value.where == where
    assert not Standing.objects.filter(relation="task").exists()


def test_a_resident_is_told_within_three_months(pair, friday):
    worker, coordinator = make.a_worker(), a_coordinator(pair.home)
    late = {"told_how": "", "why_not_told": "Hij leest mee op haar telefoon."}
    with pytest.raises(Refusal) as error:
        give_task(coordinator.reader, pair, worker, **late, tell_by=friday + timedelta(days=93))
    assert error.value.where == "tell_by"


def test_what_a_member_was_not_told_yet_no_member_finds(pair, friday):
    worker, coordinator = make.a_worker(), a_coordinator(pair.home)

    def untold():
        give_task(
            coordinator.reader,
            pair,
            worker,
            told_how="",
            why_not_told="Hij leest mee op haar telefoon.",
            tell_by=friday + timedelta(days=30),
        )

    for reader in (pair.her, pair.him):
        unseen(
            lambda who=reader: (
                queries.informings(look(who, pair.home)),
                timeline.happenings(look(who, pair.home)),
            ),
            add=untold,
            seen_by=lambda: queries.informings(look(coordinator.reader, pair.home)),
        )


def test_telling_later_makes_it_visible_to_whom_it_is_about(pair, friday):
    worker, coordinator = make.a_worker(), a_coordinator(pair.home)
    give_task(
        coordinator.reader,
        pair,
        worker,
        told_how="",
        why_not_told="Hij leest mee op haar telefoon.",
        tell_by=friday + timedelta(days=30),
    )
    row = Informing.objects.get()
    sharing.tell(coordinator.reader, household_id=pair.home.pk, informing=row.uuid, how="spoken")
    (told,) = queries.informings(look(pair.her, pair.home))
    assert (told.how, told.compartment) == ("spoken", "health")
    assert queries.informings(look(pair.him, pair.home)) == []
    with pytest.raises(Refusal, match="already"):
        sharing.tell(
            coordinator.reader, household_id=pair.home.pk, informing=row.uuid, how="spoken"
        )


def test_a_coordinator_reads_that_telling_waits_and_why_only_where_the_part_is_shown(pair, friday):
    worker, coordinator = make.a_worker(), a_coordinator(pair.home)
    for compartment in ("health", "money"):
        give_task(
            coordinator.reader,
            pair,
            worker,
            compartment=compartment,
            told_how="",
            why_not_told="Hij leest mee op haar telefoon.",
            tell_by=friday + timedelta(days=30),
        )
    found = {
        row.compartment: row.why_not
        for row in queries.informings(look(coordinator.reader, pair.home))
    }
    assert found == {"health": None, "money": "Hij leest mee op haar telefoon."}
