# SPDX-License-Identifier: EUPL-1.2
"""The predicate of the door gives one answer, with the standing read before or looked up inside."""

from dataclasses import replace
from random import Random
from uuid import UUID

import pytest

from tests import factories as make
from voordeur.door import access as door
from voordeur.door.answer import Reach, at_least, seen
from voordeur.door.matrix import Answer, Purpose, matrix
from voordeur.door.models import AccessRecord, Standing
from voordeur.door.reader import member
from voordeur.history import clock as product_clock
from voordeur.people.models import Membership

pytestmark = pytest.mark.django_db

NAMED = {"self", "parent", "task", "told"}
ITEMS = [UUID(int=number) for number in (1, 2)]
ABOUT = Reach(item="item")


@pytest.fixture
def town(clock):
    """Three households, rows about everything in them, and a reader who stands everywhere oddly."""
    dice, known = Random(7), matrix()
    worker = make.a_worker()
    homes = [make.a_household("Angela", "Tom") for _ in range(3)]
    for home in homes:
        people = make.person_ids(home)
        for part in known.compartments:
            for person in (None, *people):
                for item in (None, *ITEMS):
                    about = {"person_id": person, "compartment": part, "item": item}
                    make.stand("account:0", home, "helper", **about)
        for relation in dice.sample(sorted(known.purposes), 6):
            make.stand(
                worker.reader,
                home,
                relation,
                person_id=dice.choice(people if relation in NAMED else [None, *people]),
                compartment=dice.choice(
                    known.compartments if relation in NAMED else ["", *known.compartments]
                ),
                item=dice.choice([None, *ITEMS]),
            )
    return worker.reader, homes


def answers(opened, *, remembering):
    """Return the answer per row, and which rows are let through for each answer."""
    rows = Standing.objects.filter(reader="account:0").order_by("pk")
    with door.scope(remembering=remembering):
        door.remember(opened)
        given = dict(rows.annotate(answer=seen(opened, ABOUT)).values_list("pk", "answer"))
        through = {
            answer: set(rows.filter(at_least(opened, answer, ABOUT)).values_list("pk", flat=True))
            for answer in (Answer.SHOWN, Answer.MASKED)
        }
    return given, through


@pytest.mark.parametrize("purpose", Purpose)
def test_standing_read_before_gives_the_answers_of_standing_looked_up(town, purpose):
    reader, homes = town
    now = product_clock.now()
    wide = door.Access(reader, purpose, None, frozenset(), "", now)
    for opened in (wide, *(replace(wide, household_id=home.pk) for home in homes)):
        known, looked_up = (answers(opened, remembering=each) for each in (True, False))
        assert known == looked_up
        given, through = known
        for answer, rows in through.items():
            assert rows == {pk for pk, one in given.items() if one >= answer}
    if purpose is Purpose.HELP:
        assert set(given.values()) == set(Answer)


def test_at_the_table_it_is_the_same(town):
    reader, homes = town
    angela, _tom = make.person_ids(homes[0])
    make.stand(member(angela), homes[0], "self", person_id=angela, basis="own_file")
    opened = door.Access(reader, Purpose.HELP, homes[0].pk, frozenset(), "", product_clock.now())
    found = []
    for remembering in (True, False):
        with door.scope(remembering=remembering):
            table = door.at_table(opened, [angela], activity="test")
            rows = Standing.objects.filter(at_least(table, Answer.SHOWN, ABOUT))
            found.append(set(rows.values_list("pk", flat=True)))
    assert found[0] == found[1]


def test_what_is_too_much_to_carry_is_looked_up(town, monkeypatch):
    reader, _homes = town
    opened = door.Access(reader, Purpose.HELP, None, frozenset(), "", product_clock.now())
    expected = answers(opened, remembering=True)
    monkeypatch.setattr(door, "MANY", 2)
    assert answers(opened, remembering=True) == expected
    with door.scope(remembering=True):
        assert door.places_of(opened, reader) is None


def test_a_look_reads_the_standing_once_and_an_action_always_anew(town, all_queries):
    worker, home = make.a_worker(), make.a_household("Angela")
    make.stand(worker.reader, home, "helper")

    def ask(*, remembering):
        with door.scope(remembering=remembering), all_queries() as statements:
            opened = door.open_household(worker.reader, home.pk, activity="test")
            assert len(Membership.objects.through(opened).rows("id")) == 1
            assert len(Membership.objects.through(opened).shown()) == 1
        return sum("door_standing" in statement for statement in statements)

    assert ask(remembering=True) == 1
    assert ask(remembering=False) == 3


def test_a_list_logs_the_members_it_was_about_also_with_standing_read_before(town):
    worker, homes = make.a_worker(), [make.a_household("Angela") for _ in range(2)]
    person = make.person_ids(homes[0])[0]
    make.stand(worker.reader, homes[0], "told", person_id=person, compartment="own")
    make.stand(worker.reader, homes[1], "helper")
    with door.scope(remembering=True):
        opened = door.open_list(worker.reader)
        door.saw(opened, [home.pk for home in homes], activity="test")
    record = AccessRecord.objects.get(activity="test")
    assert record.persons == {str(homes[0].pk): [person]}
