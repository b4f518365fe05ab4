# SPDX-License-Identifier: EUPL-1.2
"""Each way in which facts can go wrong is found, with a sentence that names the record."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from voordeur.town import draw
from voordeur.town.bsn import synthetic_numbers
from voordeur.town.consistency import faults
from voordeur.town.facts import Bundle, CausalLink, Coordination
from voordeur.town.stories import tell

FACTS = draw(1)
DAY = timedelta(days=1)
WRONG: dict[str, tuple[str, Callable[[Bundle], Bundle], str]] = {}


def wrong(story: str, sentence: str) -> Callable[[Callable[[Bundle], Bundle]], None]:
    """Register a way to spoil a story and what is said about it."""

    def register(spoil: Callable[[Bundle], Bundle]) -> None:
        WRONG[spoil.__name__] = (story, spoil, sentence)

    return register


@wrong("berend", "leads nowhere")
def a_key_that_leads_nowhere(b: Bundle) -> Bundle:
    return replace(b, problems=(replace(b.problems[0], household="gone"),))


@wrong("berend", "is there twice")
def a_person_who_is_there_twice(b: Bundle) -> Bundle:
    return replace(b, persons=b.persons * 2)


@wrong("berend", "who does not exist")
def a_problem_seen_by_nobody_we_know(b: Bundle) -> Bundle:
    return replace(b, problems=(replace(b.problems[0], seen_by=("ghost",)),))


@wrong("berend", "cannot be 'maybe'")
def a_code_outside_the_list(b: Bundle) -> Bundle:
    return replace(b, steps=(replace(b.steps[0], stance="maybe"), *b.steps[1:]))


@wrong("berend", "is still to come")
def a_visit_in_the_future(b: Bundle) -> Bundle:
    return replace(b, visits=(replace(b.visits[0], on=FACTS.town.today + DAY),))


@wrong("dismissed-father", "lies before since")
def an_end_before_the_beginning(b: Bundle) -> Bundle:
    first = b.involvements[0]
    return replace(b, involvements=(replace(first, until=first.since - DAY),))


@wrong("berend", "could exist")
def a_postcode_that_may_be_real(b: Bundle) -> Bundle:
    return replace(b, addresses=(replace(b.addresses[0], postcode="3431 AB"),))


@wrong("berend", "no synthetic citizen number")
def a_citizen_number_that_may_be_real(b: Bundle) -> Bundle:
    return replace(b, persons=(replace(b.persons[0], bsn="111222333"),))


@wrong("paula", "somebody else's too")
def one_citizen_number_for_two(b: Bundle) -> Bundle:
    persons = tuple(replace(person, bsn=b.persons[0].bsn) for person in b.persons)
    return replace(b, persons=persons)


@wrong("paula", "too young to be a parent")
def a_mother_as_old_as_her_son(b: Bundle) -> Bundle:
    mother, son, *others = b.persons
    return replace(b, persons=(replace(mother, born=son.born), son, *others))


@wrong("paula", "before being born")
def a_member_before_birth(b: Bundle) -> Bundle:
    born = b.persons[0].born
    return replace(b, memberships=(replace(b.memberships[0], since=born - DAY),))


@wrong("paula", "registered in two households")
def two_registrations_at_once(b: Bundle) -> Bundle:
    return replace(b, memberships=tuple(replace(m, registered=True) for m in b.memberships))


@wrong("paula", "is adult in")
def a_child_in_an_adult_role(b: Bundle) -> Bundle:
    member = next(m for m in b.memberships if m.person == "paula/davy")
    return replace(b, memberships=(replace(member, role="adult"),))


@wrong("berend", "is at stage plan but has no plans")
def a_plan_stage_without_a_plan(b: Bundle) -> Bundle:
    return replace(b, plans=(), goals=(), steps=(), agreements=())


@wrong("berend", "is at stage signal but has")
def a_signal_stage_with_a_case(b: Bundle) -> Bundle:
    return replace(b, households=(replace(b.households[0], stage="signal"),))


@wrong("berend", "before the signal")
def a_triage_before_its_signal(b: Bundle) -> Bundle:
    return replace(b, triages=(replace(b.triages[0], on=b.signals[0].received - DAY),))


@wrong("berend", "two case coordinators")
def two_case_coordinators_at_once(b: Bundle) -> Bundle:
    term = b.coordinations[0]
    second = Coordination(term.case, "case", "fadoua", term.since + DAY, None)
    return replace(b, coordinations=(term, second))


@wrong("berend", "before it was opened")
def a_coordinator_before_the_case(b: Bundle) -> Bundle:
    first = replace(b.coordinations[0], since=b.cases[0].opened - DAY)
    return replace(b, coordinations=(first,))


@wrong("berend", "does not work for")
def a_professional_of_another_institution(b: Bundle) -> Bundle:
    return replace(b, involvements=(replace(b.involvements[0], professional="mike"),))


@wrong("team-twins", "cannot be the cause")
def a_cause_in_another_household(b: Bundle) -> Bundle:
    return replace(b, causes=(CausalLink(b.problems[0].key, b.problems[1].key),))


@wrong("mother-of-two", "an offer and its state")
def an_offer_state_without_an_offer(b: Bundle) -> Bundle:
    return replace(b, network=(replace(b.network[0], offer=None),))


@wrong("berend", "was made before its case")
def a_plan_before_its_case(b: Bundle) -> Bundle:
    return replace(b, plans=(replace(b.plans[0], made=b.cases[0].opened - DAY),))


@wrong("berend", "which is a draft")
def a_word_on_a_draft(b: Bundle) -> Bundle:
    return replace(b, plans=(replace(b.plans[0], agreed=None),))


@wrong("berend", "a step that comes later")
def steps_in_a_circle(b: Bundle) -> Bundle:
    return replace(b, steps=tuple(replace(step, after=(b.steps[-1].key,)) for step in b.steps))


@wrong("berend", "parked needs a reason")
def a_parked_step_without_a_reason(b: Bundle) -> Bundle:
    return replace(b, steps=(*b.steps[:2], replace(b.steps[2], parked_reason=None)))


@wrong("engels", "an end and its reason")
def a_provision_that_ended_for_no_reason(b: Bundle) -> Bundle:
    return replace(b, provisions=(replace(b.provisions[0], exit_reason=None),))


@wrong("engels", "unknown is not 0")
def an_unknown_price_written_as_0(b: Bundle) -> Bundle:
    given = b.provisions[1]
    return replace(b, provisions=(replace(given, price=replace(given.price, amount=0)),))


@wrong("engels", "an amount belongs to")
def an_amount_on_no_ground(b: Bundle) -> Bundle:
    given = b.provisions[1]
    return replace(b, provisions=(replace(given, price=replace(given.price, basis="unknown")),))


@wrong("turning-eighteen", "youth care for somebody of")
def youth_care_for_a_grown_up(b: Bundle) -> Bundle:
    return replace(b, provisions=(replace(b.provisions[0], person="turning-eighteen/mother"),))


@pytest.mark.parametrize("name", sorted(WRONG))
def test_a_fault_is_found(name: str) -> None:
    story, spoil, sentence = WRONG[name]
    bundle = next(b for b in FACTS.stories() if b.households[0].story == story)
    assert faults(FACTS.town, [bundle]) == []
    assert any(sentence in fault for fault in faults(FACTS.town, [spoil(bundle)]))


def test_every_story_hangs_together_from_beginning_to_end() -> None:
    whole = tell(FACTS.town, synthetic_numbers(), to_the_end=True)
    assert faults(FACTS.town, whole) == []
