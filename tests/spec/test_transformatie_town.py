# SPDX-License-Identifier: EUPL-1.2
"""The Van Dalen family is in the demo town with its facts."""

from tests.town.households import TODAY, whole


def test_transformatie_a1_one_family_three_persons_four_fields() -> None:
    home = whole("van-dalen")
    ages = {person.first_name: person.age_on(TODAY) for person in home.persons}
    assert (ages["Jeffrey"], ages["Amanda"]) == (16, 12)
    laws = {party.law for party in home.involvements}
    assert {"participatiewet", "wmo", "passendonderwijs"} <= laws
    assert {words.person for words in home.own_words} == {person.key for person in home.persons}


def test_transformatie_a6_the_neighbour_helps_and_offers_nothing_more() -> None:
    neighbour = whole("van-dalen").network[0]
    assert (neighbour.bond, neighbour.offer) == ("buurvrouw", None)


def test_transformatie_6_1_jeffrey_may_disagree() -> None:
    words = {word.person: word.word for word in whole("van-dalen").agreements}
    assert words["van-dalen/jeffrey"] == "not_agreed"
