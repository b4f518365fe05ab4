# SPDX-License-Identifier: EUPL-1.2
"""Finding people: fuzzy in one's own standing, outside it only that somebody is known, logged."""

import pytest

from tests import factories as make
from voordeur.door.models import AccessRecord
from voordeur.door.refusal import Refusal, TooMany
from voordeur.people import actions
from voordeur.people.actions import NewAddress, NewPerson
from voordeur.people.queries import Question, find, look_alikes

pytestmark = pytest.mark.django_db
NUMBER = "999990019"
KAREL = NewPerson(given_names="Karel", surname="Meijer", born="1980-05-01", citizen_number=NUMBER)


def a_home(*people, address=None, protected=False):
    home = actions.register_household(make.SETUP, members=list(people))
    if address:
        whose = make.person_ids(home)[0] if protected else None
        actions.record_address(
            make.SETUP,
            household_id=home.pk,
            new=NewAddress(**address, person_id=whose, protected=protected),
        )
    return home


@pytest.fixture
def reader(clock):
    return make.a_worker().reader


def named(found):
    return [hit.name for hit in found.hits]


@pytest.mark.parametrize("typed", ["Karel Meijer", "carel meyer", "Meier", "Karl Meijer"])
def test_a_misspelt_name_is_found_in_my_own_households(reader, typed):
    make.stand(reader, a_home(KAREL), "helper")
    assert named(find(reader, Question(name=typed))) == ["Karel Meijer"]


def test_the_best_hit_comes_first(reader):
    for name in ("Meyer", "Meijer"):
        make.stand(reader, a_home(NewPerson(given_names="Karel", surname=name)), "helper")
    assert named(find(reader, Question(name="Karel Meijer")))[0] == "Karel Meijer"


def test_a_household_that_is_not_mine_is_not_found_by_a_name(reader):
    a_home(KAREL)
    found = find(reader, Question(name="Karel Meijer"))
    assert (found.hits, found.elsewhere) == ((), False)


def test_a_name_that_is_masked_for_me_is_not_found(reader):
    make.stand(reader, a_home(KAREL), "team")
    assert find(reader, Question(name="Karel Meijer")).hits == ()


@pytest.mark.parametrize(
    "question",
    [
        Question(citizen_number=NUMBER),
        Question(given_names="Karel", surname="Meijer", born="1980-05-01"),
        Question(name="Karel Meijer", born="1980-05-01"),
        Question(postcode="1234ab", number="7"),
    ],
)
def test_outside_it_a_full_match_tells_that_somebody_is_known_and_is_logged(reader, question):
    home = a_home(KAREL, address={"postcode": "1234 AB", "number": "7"})
    found = find(reader, question)
    assert (found.hits, found.elsewhere) == ((), True)
    logged = AccessRecord.objects.get(activity="people.known_elsewhere")
    assert (logged.reader, logged.households) == (reader.key, [home.pk])


@pytest.mark.parametrize(
    "question",
    [
        Question(given_names="Karel", surname="Meijer", born="1980"),
        Question(given_names="Karel", born="1980-05-01"),
        Question(given_names="Carel", surname="Meijer", born="1980-05-01"),
        Question(name="Karel", postcode="1234ab"),
        Question(postcode="1234ab", number="7 A"),
    ],
)
def test_half_a_match_tells_nothing(reader, question):
    a_home(KAREL, address={"postcode": "1234 AB", "number": "7"})
    if question.empty:
        with pytest.raises(Refusal):
            find(reader, question)
        return
    found = find(reader, question)
    assert (found.hits, found.elsewhere) == ((), False)
    assert not AccessRecord.objects.filter(activity="people.known_elsewhere").exists()


def test_who_knows_a_secret_address_does_not_learn_that_a_file_lies_behind_it(reader):
    a_home(KAREL, address={"postcode": "1234 AB", "number": "7"}, protected=True)
    assert find(reader, Question(postcode="1234AB", number="7")).elsewhere is False


def test_a_household_i_see_is_not_also_elsewhere(reader):
    make.stand(reader, a_home(KAREL), "helper")
    found = find(reader, Question(citizen_number=NUMBER))
    assert (named(found), found.elsewhere) == (["Karel Meijer"], False)


def test_looking_outside_too_often_on_one_day_is_refused(reader, clock):
    for number in range(25):
        a_home(NewPerson(given_names="Karel", surname=f"Naam {number}", born="1980-05-01"))

    def look(number):
        return find(reader, Question(name=f"Karel Naam {number}", born="1980-05-01"))

    for number in range(20):
        assert look(number).elsewhere
    with pytest.raises(TooMany):
        look(21)


def test_what_i_was_shown_is_in_the_log(reader):
    home = a_home(KAREL)
    make.stand(reader, home, "helper")
    find(reader, Question(name="Meijer"))
    assert AccessRecord.objects.get(activity="people.search").households == [home.pk]


def test_a_birth_date_that_cannot_be_rules_somebody_out(reader):
    make.stand(reader, a_home(KAREL), "helper")
    assert named(find(reader, Question(name="Meijer", born="1980-05"))) == ["Karel Meijer"]
    assert named(find(reader, Question(name="Meijer", born="1981"))) == []


def test_a_network_member_is_never_found(reader):
    home = a_home(KAREL)
    make.stand(reader, home, "case_coordinator")
    actions.name_network_member(reader, household_id=home.pk, first_name="Wilhelmina")
    assert find(reader, Question(name="Wilhelmina")).hits == ()


def test_several_questions_cost_as_many_queries_as_one(reader, all_queries):
    for name in ("Meijer", "Bakker", "Visser", "Smit"):
        make.stand(reader, a_home(NewPerson(given_names="Karel", surname=name)), "helper")
    one = [Question(given_names="Karel", surname="Meijer", born="1980-05-01")]
    more = [
        Question(
            given_names="Karel", surname=name, born="1980-05-01", postcode="1234AB", number="1"
        )
        for name in ("Meijer", "Bakker", "Visser", "Smit")
    ]
    with all_queries() as few:
        look_alikes(reader, [*one, Question(postcode="1234AB", number="1")])
    with all_queries() as many:
        look_alikes(reader, more)
    assert len(many) == len(few) <= 12
