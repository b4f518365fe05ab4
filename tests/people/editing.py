# SPDX-License-Identifier: EUPL-1.2
"""Every sort of thing that is written in a file, one verb each, to do in any order."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from random import Random
from typing import Any

from tests import factories as make
from tests import guard
from tests.people.merging import changed, dump
from tests.provisions.making import a_provision
from voordeur.contact import actions as contact
from voordeur.cooperation import actions as cooperation
from voordeur.counsel.actions import consult
from voordeur.instruments.actions import take_measurement
from voordeur.instruments.measurement import Rating
from voordeur.livelihood import actions as livelihood
from voordeur.livelihood.catalogue import catalogue
from voordeur.people import actions
from voordeur.people.models import Household
from voordeur.plan import actions as plan
from voordeur.plan.models import Problem
from voordeur.safety import actions as safety
from voordeur.transitions.actions import expect_transition

TODAY = date(2026, 11, 13)
SOON = TODAY + timedelta(days=21)

type Edit = Callable[[Any, dict[str, int], Random], object]


def words(reader, about, chance):
    plan.note_words(reader, **about, text="Iets nieuws")


def problem(reader, about, chance):
    plan.note_problem(reader, **about, text="Slecht slapen", life_area="home")


def changed_problem(reader, about, chance):
    with guard.unguarded():
        rows = Problem._plain.filter(household_id=about["household_id"])
        row = rows.order_by("pk").first()
    plan.change_problem(
        reader,
        household_id=about["household_id"],
        problem=row.uuid,
        text=f"Anders {chance.random()}",
        life_area="money",
        expected_version=row.version,
    )


def goal_and_step(reader, about, chance):
    goal = plan.set_goal(reader, **about, text="Weer slapen", compartment="own")
    plan.add_step(
        reader,
        household_id=about["household_id"],
        goal=goal.uuid,
        new=plan.NewStep(household_does="Op tijd naar bed", members=(about["person_id"],)),
    )


def looking_back(reader, about, chance):
    home = about["household_id"]
    goal = plan.set_goal(reader, **about, text="Uit de schulden")
    plan.evaluate_goal(reader, household_id=home, goal=goal.uuid, reached="partly", text="Zo")


def sub_plan(reader, about, chance):
    plan.hang_sub_plan(
        reader,
        **about,
        kind="school",
        title="Naar school",
        law="wmo",
        owner_id=reader.organisation_id,
    )


def approach(reader, about, chance):
    plan.try_approach(reader, **about, logic="fit", why="Eerst rust", in_the_way=["skills"])


def strength(reader, about, chance):
    plan.note_strength(reader, **about, text="Kan goed koken")


def network(reader, about, chance):
    actions.name_network_member(reader, **about, first_name="Tante")


def note(reader, about, chance):
    contact.write_note(
        reader,
        household_id=about["household_id"],
        person_ids=[about["person_id"]],
        text="Belde terug",
    )


def visit(reader, about, chance):
    contact.record_contact(reader, **about, kind="home", on=TODAY, note="Aan tafel gesproken")


def limit(reader, about, chance):
    contact.limit_self_direction(
        reader,
        **about,
        ground="cannot_oversee",
        situation="Contracten tekenen",
        reason="Overziet de gevolgen nu niet",
        since=TODAY,
        look_again=SOON,
    )


def provision(reader, about, chance):
    home = Household.objects.get(pk=about["household_id"])
    a_provision(home, reader, person_id=about["person_id"], name=f"Hulp {chance.random()}")


def measurement(reader, about, chance):
    take_measurement(
        reader,
        **about,
        instrument="basics-check",
        instrument_version="1",
        ratings=[Rating("bed", chance.randrange(2))],
        taken_on=TODAY - timedelta(days=chance.randrange(300)),
    )


def debt(reader, about, chance):
    creditor = next(iter(catalogue().creditors))
    livelihood.record_debt(reader, **about, creditor=creditor, amount=chance.randrange(9999))


def money(reader, about, chance):
    livelihood.put_piece(reader, **about, piece="wage", amount=chance.randrange(9999))


def manager(reader, about, chance):
    livelihood.say_who_manages(reader, **about, manager="self")


def concern(reader, about, chance):
    safety.raise_concern(
        reader,
        **about,
        urgency="lasting",
        what="Te weinig toezicht",
        seen_by="De buurvrouw",
        seen_on=TODAY - timedelta(days=3),
    )


def warning(reader, about, chance):
    safety.warn_visitors(reader, **about, advice="two_people", why="Een hond", review_on=SOON)


def measure(reader, about, chance):
    safety.record_measure(
        reader,
        **about,
        kind="eviction",
        state="threatened",
        on=TODAY,
        authority="Woningbouw",
        source="Brief",
    )


def transition(reader, about, chance):
    day = TODAY + timedelta(days=chance.randrange(900))
    expect_transition(reader, **about, kind="school_ends", on=day, source="School")


def referral(reader, about, chance):
    cooperation.ask_party(
        reader,
        **about,
        kind="referral",
        organisation_id=make.an_organisation(kind="provider").pk,
        law="wmo",
        what="Begeleiding",
        why="Er is te veel tegelijk",
        basis="consent",
        said_yes=[about["person_id"]],
        channel="table",
    )


def scaling(reader, about, chance):
    cooperation.scale(
        reader, **about, form="up", what="Vaker langs", why="Het gaat minder", look_again=SOON
    )


def consultation(reader, about, chance):
    specialist = make.a_worker().professional.pk
    consult(reader, **about, specialist=specialist, question="Wat past hier?")


EDITS: tuple[Edit, ...] = (
    words,
    problem,
    changed_problem,
    goal_and_step,
    looking_back,
    sub_plan,
    approach,
    strength,
    network,
    note,
    visit,
    limit,
    provision,
    measurement,
    debt,
    money,
    manager,
    concern,
    warning,
    measure,
    transition,
    referral,
    scaling,
    consultation,
)


def edited(reader, work: Iterable[tuple[Edit, Any, int]], chance: Random) -> set:
    """Do these edits, each in a file about a person; return the rows they touched."""
    before = dump()
    for edit, home, person in work:
        edit(reader, {"household_id": home.pk, "person_id": person}, chance)
    return changed(before, dump())
