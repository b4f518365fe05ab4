# SPDX-License-Identifier: EUPL-1.2
"""Relations: each has an inverse that points back, in words that do not say man or woman."""

import pytest

from voordeur.people.relations import (
    RelationError,
    inverse,
    parse_relations,
    relation_type,
    relation_types,
)

ALL = sorted(relation_types())


def test_there_are_at_least_the_33_types_of_the_best_peer():
    assert len(ALL) >= 33


@pytest.mark.parametrize("code", ALL)
def test_the_inverse_of_the_inverse_is_the_relation_itself(code):
    assert inverse(inverse(code)) == code
    assert relation_type(code).is_mutual == (inverse(code) == code)


@pytest.mark.parametrize("code", ALL)
def test_no_code_says_man_or_woman(code):
    words = set(code.split("_"))
    gendered = {"mother", "father", "son", "daughter", "brother", "sister", "wife", "husband"}
    assert not words & gendered


def test_no_two_relations_look_the_same_on_the_screen():
    for language in ("nl", "en"):
        labels = [one.label[language] for one in relation_types().values()]
        assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(
    ("code", "other"),
    [
        ("parent", "child"),
        ("ex_partner", "ex_partner"),
        ("foster_parent", "foster_child"),
        ("half_sibling", "half_sibling"),
        ("expectant_parent", "unborn_child"),
        ("guardian", "ward"),
        ("neighbour", "neighbour"),
    ],
)
def test_the_other_one_is_what_one_would_expect(code, other):
    assert inverse(code) == other


def test_neighbours_are_no_family_and_only_who_could_decide_may_have_authority():
    assert not relation_type("neighbour").family
    assert relation_type("grandparent").family
    deciding = {one.code for one in relation_types().values() if one.may_have_authority}
    assert {"parent", "guardian", "mentor", "curator", "administrator"} <= deciding
    assert not deciding & {"child", "neighbour", "ex_partner", "ward", "step_parent"}


ROW = '[[relation]]\ncode = "{}"\ninverse = "{}"\nlabel = {{ nl = "x", en = "{}" }}\n' + (
    "family = {}\nmay_have_authority = false\n"
)


@pytest.mark.parametrize(
    "text",
    [
        ROW.format("a", "b", "x", "true"),
        ROW.format("a", "b", "x", "true") + ROW.format("b", "b", "x", "true"),
        ROW.format("a", "a", "x", "true") * 2,
        ROW.format("a", "b", "x", "true") + ROW.format("b", "a", "x", "false"),
        ROW.format("a", "a", "", "true"),
    ],
)
def test_a_list_that_contradicts_itself_is_refused(text):
    with pytest.raises(RelationError) as refused:
        parse_relations(text)
    assert refused.value.remedy


def test_an_unknown_relation_is_refused_by_name():
    with pytest.raises(RelationError, match="stepson"):
        relation_type("stepson")
