# SPDX-License-Identifier: EUPL-1.2
"""A hidden piece changes nothing for who may not see it: rows, counts, order, paging, log."""

import pytest

from tests import factories as make
from tests.noninterference import Interference, as_bytes, unseen
from voordeur.door import access as door
from voordeur.door.models import AccessRecord
from voordeur.people.models import Membership

pytestmark = pytest.mark.django_db

HIDDEN_FROM_MEMBERS = ("own", "money", "health", "youth", "justice", "safety", "where", "private")


@pytest.fixture
def pair(clock):
    """Angela and Tom in one household, each with an own account."""
    home = make.a_household("Angela", "Tom")
    angela, tom = make.person_ids(home)
    return home, angela, make.a_resident(angela), make.a_resident(tom)


def rows_of(reader, home, *, page=None):
    """Ask for all rows of the household as one would on a page: rows, count, page and order."""

    def question():
        opened = door.open_household(reader, home.pk, activity="test")
        rows = Membership.objects.through(opened).order_by("-from_date", "-id")
        fields = ("id", "person_id", "compartment", "role", "from_date")
        if page:
            return rows[:page].rows(*fields)
        return (rows.rows(*fields), rows.count(), rows.exists(), len(rows.shown()))

    return question


def a_row(home, person, compartment):
    """Put a row about a person in a compartment; memberships serve as well as any other noun."""

    def add():
        Membership(
            household=home,
            person_id=person,
            compartment=compartment,
            role="geheim",
            from_date="2020-01-01",
            until="2021-01-01",
        ).save(force_insert=True)

    return add


@pytest.mark.parametrize("compartment", HIDDEN_FROM_MEMBERS)
def test_between_members_a_hidden_row_changes_no_byte(pair, compartment):
    home, angela, her, him = pair
    unseen(
        rows_of(him, home),
        add=a_row(home, angela, compartment),
        seen_by=rows_of(her, home),
    )


def test_a_hidden_row_takes_no_place_on_a_page(pair):
    home, angela, her, him = pair
    unseen(
        rows_of(him, home, page=2),
        add=a_row(home, angela, "safety"),
        seen_by=rows_of(her, home),
    )


def test_the_page_a_member_keeps_alone_changes_nothing_for_any_professional(pair):
    home, angela, her, _ = pair
    for relation in ("helper", "case_coordinator", "process_coordinator", "triage", "emergency"):
        worker = make.a_worker()
        make.stand(worker.reader, home, relation)
        unseen(
            rows_of(worker.reader, home),
            add=a_row(home, angela, "private"),
            seen_by=rows_of(her, home),
        )


def test_for_a_helper_the_content_of_a_masked_row_changes_nothing(pair):
    """That it is there shows; what it says does not: two different contents give equal bytes."""
    home, angela, _her, _ = pair
    worker = make.a_worker()
    make.stand(worker.reader, home, "helper")

    def masked_with(role):
        def question():
            opened = door.open_household(worker.reader, home.pk, activity="test")
            rows = Membership.objects.through(opened).filter(compartment="health")
            return rows.order_by("from_date").rows("compartment", "role", "from_date")

        from django.db import transaction

        try:
            with transaction.atomic():
                Membership(
                    household=home,
                    person_id=angela,
                    compartment="health",
                    role=role,
                    from_date="2020-01-01",
                    until="2021-01-01",
                ).save(force_insert=True)
                answer = as_bytes(question())
                raise KeyError
        except KeyError:
            return answer

    assert masked_with("verslaving") == masked_with("hart")
    assert b"None" in masked_with("hart")


def test_the_log_of_the_other_does_not_change_either(pair):
    home, angela, her, him = pair

    def log():
        AccessRecord.objects.all().delete()
        rows_of(him, home)()
        fields = ("once", "reader", "household_id", "relations", "activity", "outcome")
        return list(AccessRecord.objects.filter(reader=him.key).values_list(*fields))

    unseen(log, add=a_row(home, angela, "safety"), seen_by=rows_of(her, home))


def test_the_check_itself_fails_on_a_row_that_shows(pair):
    home, angela, her, him = pair
    with pytest.raises(Interference, match="shows at byte"):
        unseen(rows_of(him, home), add=a_row(home, angela, "common"), seen_by=rows_of(her, home))


def test_the_check_itself_fails_on_an_item_nobody_sees(pair):
    home, _, _, him = pair
    with pytest.raises(AssertionError, match="cannot fail"):
        unseen(rows_of(him, home), add=lambda: None, seen_by=rows_of(him, home))


def test_a_relation_to_one_member_gives_nothing_of_another(clock):
    home = make.a_household("Angela", "Tom")
    angela, tom = make.person_ids(home)
    worker = make.a_worker()
    make.stand(worker.reader, home, "task", person_id=angela, compartment="health")
    her = make.a_worker()
    make.stand(her.reader, home, "task", person_id=tom, compartment="health")
    unseen(
        rows_of(worker.reader, home),
        add=a_row(home, tom, "health"),
        seen_by=rows_of(her.reader, home),
    )


def test_a_shared_line_gives_that_line_and_nothing_beside_it(pair):
    home, angela, _her, _ = pair
    worker = make.a_worker()
    for compartment in ("private", "private"):
        a_row(home, angela, compartment)()
    from tests import guard

    with guard.unguarded():
        first = Membership._plain.filter(compartment="private").order_by("id").first()
    make.stand(worker.reader, home, "told", person_id=angela, item=first.uuid)
    opened = door.open_household(worker.reader, home.pk, activity="test")
    found = Membership.objects.through(opened).rows("id", "role")
    assert [(row.id, row.role) for row in found] == [(first.pk, "geheim")]


def test_standing_that_ended_gives_nothing(pair, clock, friday):
    from datetime import timedelta

    from voordeur.door.refusal import NoEntry

    home = pair[0]
    worker = make.a_worker()
    row = make.stand(worker.reader, home, "helper")
    row.valid_until = friday + timedelta(hours=1)
    row.save()
    with clock(friday + timedelta(minutes=59)):
        door.open_household(worker.reader, home.pk, activity="test")
    with clock(friday + timedelta(hours=1)), pytest.raises(NoEntry):
        door.open_household(worker.reader, home.pk, activity="test")
