# SPDX-License-Identifier: EUPL-1.2
"""Who decides: by matter, by age, by what a court decided; and what is not known stays open."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voordeur.people.authority import (
    AuthorityError,
    AuthorityFact,
    OpenQuestion,
    Outcome,
    PersonFacts,
    Who,
    authority_rules,
    parse_authority,
    who_decides,
)
from voordeur.people.partialdate import PartialDate

ON = date(2026, 5, 1)
RULES = authority_rules()
PARENTS = (
    AuthorityFact("parental_authority", "angela", date(2010, 1, 1)),
    AuthorityFact("parental_authority", "tom", date(2010, 1, 1)),
)


def child(age, **facts):
    return PersonFacts(PartialDate(ON.year - age, 1, 1), **{"authority": PARENTS, **facts})


def adult(*kinds, able=None, matters=None):
    facts = tuple(AuthorityFact(kind, kind, date(2020, 1, 1), matters=matters) for kind in kinds)
    return PersonFacts(PartialDate(1980), facts, able or {})


def one_outcome(person, matter, **how):
    answer = who_decides(person, matter, ON, **how)
    (outcome,) = answer.outcomes
    return outcome


@pytest.mark.parametrize(
    ("age", "who", "holders"),
    [
        (11, Who.AUTHORITY, ("angela", "tom")),
        (12, Who.TOGETHER, ("angela", "tom")),
        (15, Who.TOGETHER, ("angela", "tom")),
        (16, Who.PERSON, ()),
        (18, Who.PERSON, ()),
    ],
)
@pytest.mark.parametrize("matter", ["medical", "youth_help"])
def test_twelve_and_sixteen_change_who_decides_about_treatment_and_youth_help(
    age, who, holders, matter
):
    outcome = one_outcome(child(age), matter)
    assert (outcome.who, outcome.holders) == (who, holders)
    assert outcome.source


def test_eighteen_changes_who_decides_about_money_and_school():
    for matter in ("money", "education", "residence"):
        assert one_outcome(child(17), matter).who is Who.AUTHORITY
        assert one_outcome(child(18), matter).who is Who.PERSON


def test_from_twelve_a_child_is_heard_before_others_decide():
    assert who_decides(child(12), "education", ON).must_be_heard is True
    assert who_decides(child(11), "education", ON).must_be_heard is False
    assert who_decides(child(18), "education", ON).must_be_heard is False


def test_a_birth_year_that_leaves_the_age_open_gives_both_outcomes_and_the_question():
    answer = who_decides(PersonFacts(PartialDate(2010), PARENTS), "medical", ON)
    assert [outcome.who for outcome in answer.outcomes] == [Who.TOGETHER, Who.PERSON]
    assert answer.open_questions == (OpenQuestion.BIRTH_DATE,)
    assert not answer.is_certain
    unknown = who_decides(PersonFacts(None, PARENTS), "medical", ON)
    assert len(unknown.outcomes) == 3
    assert unknown.must_be_heard is None


def test_a_child_with_nobody_known_to_have_authority_is_an_open_question_and_not_a_guess():
    answer = who_decides(child(8, authority=()), "youth_help", ON)
    assert answer.outcomes[0].who is Who.NOBODY_KNOWN
    assert answer.open_questions == (OpenQuestion.WHO_HAS_AUTHORITY,)
    assert not answer.is_certain


def test_authority_ends_on_its_last_day_and_covers_only_what_it_was_given_for():
    ended = AuthorityFact("guardianship", "gi", date(2020, 1, 1), ON)
    narrow = AuthorityFact("guardianship", "gi", date(2020, 1, 1), matters=frozenset({"money"}))
    for fact in (ended, narrow):
        assert one_outcome(child(8, authority=(fact,)), "medical").who is Who.NOBODY_KNOWN
    assert one_outcome(child(8, authority=(narrow,)), "money").holders == ("gi",)


def test_a_part_of_the_authority_given_to_an_institution_goes_before_the_parents_there_only():
    part = AuthorityFact(
        "partial_authority", "gi", date(2026, 1, 1), matters=frozenset({"medical"})
    )
    person = child(8, authority=(*PARENTS, part))
    assert one_outcome(person, "medical").holders == ("gi",)
    assert one_outcome(person, "education").holders == ("angela", "tom")


def test_an_administrator_decides_about_money_and_about_nothing_else():
    berend = adult("administration")
    assert one_outcome(berend, "money").holders == ("administration",)
    assert one_outcome(berend, "medical") == Outcome(Who.PERSON, (), "BW 7:447")


def test_a_mentor_decides_only_where_the_person_cannot():
    assert one_outcome(adult("mentorship", able={"medical": True}), "medical").who is Who.PERSON
    unable = adult("mentorship", able={"medical": False})
    assert one_outcome(unable, "medical").holders == ("mentorship",)
    unclear = who_decides(adult("mentorship"), "medical", ON)
    assert unclear.outcomes[0].who is Who.PERSON
    assert unclear.open_questions == (OpenQuestion.ABLE_TO_DECIDE,)


def test_a_curator_goes_before_a_mentor_and_an_authorised_person():
    person = adult("authorisation", "mentorship", "curatorship", able={"medical": False})
    assert one_outcome(person, "medical").holders == ("curatorship",)


def test_acting_for_someone_without_authority_is_only_for_what_cannot_wait():
    person = adult("urgent_agency", able={"medical": False})
    waiting = who_decides(person, "medical", ON)
    assert waiting.outcomes[0].who is Who.NOBODY_KNOWN
    assert waiting.open_questions == (OpenQuestion.REPRESENTATIVE,)
    assert one_outcome(person, "medical", urgent=True).holders == ("urgent_agency",)
    able = adult("urgent_agency")
    assert one_outcome(able, "medical", urgent=True).who is Who.PERSON


def test_a_child_of_fourteen_who_cannot_oversee_it_leaves_the_decision_to_the_parents():
    outcome = one_outcome(child(14, able={"medical": False}), "medical")
    assert (outcome.who, outcome.holders) == (Who.AUTHORITY, ("angela", "tom"))


@given(
    st.none() | st.builds(PartialDate, st.integers(1930, 2026)),
    st.lists(
        st.builds(
            AuthorityFact,
            st.sampled_from(sorted(RULES.kinds)),
            st.sampled_from(["ann", "bob"]),
            st.dates(date(2000, 1, 1), date(2030, 1, 1)),
        ),
        max_size=4,
    ),
    st.dictionaries(st.sampled_from(sorted(RULES.matters)), st.none() | st.booleans()),
    st.sampled_from(sorted(RULES.matters)),
    st.booleans(),
)
def test_there_is_always_an_answer_and_what_is_not_certain_says_what_is_missing(
    born, facts, able, matter, urgent
):
    answer = who_decides(PersonFacts(born, tuple(facts), able), matter, ON, urgent)
    assert answer.outcomes
    assert answer.is_certain or answer.open_questions
    for outcome in answer.outcomes:
        assert outcome.source
        assert bool(outcome.holders) == (outcome.who in (Who.AUTHORITY, Who.TOGETHER, Who.EACH))


def test_every_rule_names_its_article_and_whether_someone_reviewed_it():
    for row in (*RULES.kinds.values(), *RULES.ages):
        assert row.source
        assert isinstance(row.reviewed, bool)
    assert {one.iwj_code for one in RULES.kinds.values()} >= {"06", "07", "08", "09", "10"}


def test_an_unknown_matter_or_kind_is_refused_and_so_is_a_gap_in_the_ages():
    with pytest.raises(AuthorityError, match="matter"):
        who_decides(child(8), "holidays", ON)
    with pytest.raises(AuthorityError, match="authority"):
        who_decides(child(8, authority=(AuthorityFact("boss", "x", ON),)), "money", ON)
    text = """
[[matter]]
code = "money"
label = {{ nl = "x", en = "x" }}
[[age_rule]]
matter = "money"
from_age = {}
who = "person"
source = "x"
reviewed = false
{}
[heard]
from_age = 12
source = "x"
[[authority]]
code = "a"
label = {{ nl = "x", en = "x" }}
over = "adult"
always = ["{}"]
when_unable = []
before = []
urgent_only = false
source = "x"
iwj_code = ""
reviewed = false
"""
    assert parse_authority(text.format(0, "", "money")).kinds["a"].always == {"money"}
    for wrong in ((1, "", "money"), (0, "until_age = 18", "money"), (0, "", "house")):
        with pytest.raises(AuthorityError):
            parse_authority(text.format(*wrong))
