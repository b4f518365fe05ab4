# SPDX-License-Identifier: EUPL-1.2
"""Eigen tuin: a barrier without an article, three ways to enforce, the ladder, and the tailored budget."""

import pytest

from tests import factories as make
from tests.leeway.making import REASONS, a_mandate, starter_rules, stuck
from voordeur.door import access as door
from voordeur.door.refusal import Refusal
from voordeur.history import clock as now
from voordeur.leeway import actions
from voordeur.leeway.letter import letter_of
from voordeur.leeway.queries import barriers as asked
from voordeur.leeway.queries.mandates import decisions

pytestmark = pytest.mark.django_db


def test_eigen_tuin_a23_a_barrier_without_an_article_is_possibly_a_routine_and_no_rule(clock):
    rules, me = starter_rules(), make.a_worker()
    row = actions.record_barrier(me.reader, text="Wij mogen niet mailen met school")
    sort = {"barrier": row.uuid, "kind": "routine", "law_claimed": True, "expected_version": 1}
    with pytest.raises(Refusal):
        actions.sort_barrier(me.reader, found="law", **sort)
    with pytest.raises(Refusal):
        actions.sort_barrier(me.reader, found="none", rule=rules["teamkas"].uuid, **sort)
    actions.sort_barrier(me.reader, found="none", **sort)
    line = asked.barrier(me.reader, row.uuid)
    assert (line.found, line.rule, line.law_claimed) == ("none", "", True)


def decided(ground):
    rules = starter_rules()
    it = stuck("opvang", {"binding": False, "vrije-plek": True}, "Anna")
    rule = rules["opvang-met-binding"]
    mandate = a_mandate(it.scene.team, rule)
    reasons = actions.Reasons(
        known=REASONS.known,
        done=REASONS.done,
        difference=REASONS.difference,
        ground=ground,
        ground_words="Een plek voor drie maanden, daarna opnieuw bekeken.",
        social="De moeder en haar kind blijven bij elkaar",
        economic="Een plek kost minder dan de straat",
        political="Geen kind op straat is afgesproken",
    )
    actions.decide(
        it.me,
        household_id=it.scene.home.pk,
        mandate=mandate.uuid,
        rule=rule.uuid,
        reasons=reasons,
        why="Een kind op straat kost meer dan een plek voor drie maanden.",
        asked_on=now.today(),
    )
    (line,) = decisions(door.open_household(it.me, it.scene.home.pk, activity="test"))
    return line


@pytest.mark.parametrize("ground", ["clause", "strict", "result", "creative"])
def test_eigen_tuin_r21_it_rests_on_a_clause_or_on_one_of_three_ways_to_enforce(clock, ground):
    assert decided(ground).ground == ground


def test_eigen_tuin_r24_the_letter_names_each_reason_and_how_to_object(clock):
    line = decided("creative")
    text = " ".join(letter_of(line, "Anna Voorbeeld", "Noor")["paragraphs"])
    interests = (line.social, line.economic, line.political)
    for part in (line.known, line.done, line.difference, line.ground_words, *interests):
        assert part
        assert part in text
    assert "zes weken" in text or "six weeks" in text


def test_eigen_tuin_r20_a_decision_without_an_interest_is_refused(clock):
    rules = starter_rules()
    it = stuck("opvang", {"binding": False}, "Anna")
    mandate = a_mandate(it.scene.team, rules["opvang-met-binding"])
    with pytest.raises(Refusal):
        actions.decide(
            it.me,
            household_id=it.scene.home.pk,
            mandate=mandate.uuid,
            rule=rules["opvang-met-binding"].uuid,
            reasons=actions.Reasons(
                REASONS.known, REASONS.done, REASONS.difference, "clause", REASONS.ground_words
            ),
            why="Een kind op straat kost meer dan een plek voor drie maanden.",
            asked_on=now.today(),
        )
