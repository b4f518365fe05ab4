# SPDX-License-Identifier: EUPL-1.2
"""Working together: asked of other parties, advice of specialists, conferences, sub-plans."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from voordeur.cooperation import actions as cooperation
from voordeur.coordination.actions import ask_for_part
from voordeur.counsel import actions as counsel
from voordeur.door.mandate import give_mandate
from voordeur.history.clock import AMSTERDAM
from voordeur.plan import actions as plan
from voordeur.resident.actions import ask_correction
from voordeur.town import facts as f
from voordeur.town.play.cast import Cast, as_member
from voordeur.town.play.files import HouseholdFile
from voordeur.town.play.script import Rank
from voordeur.town.play.words import law_code

HOUR = timedelta(hours=1)


def play(file: HouseholdFile, goals: Callable[[str], UUID | None]) -> None:
    """Write down what runs with others for one household; `goals` finds a goal of its plan."""
    for asked in file.about(file.bundle.asked):
        start, _by = file.steers_from(asked.on)
        file.script.on(start, Rank.ENDS, partial(_ask, file, asked))
    for part in file.about(file.bundle.parts_asked):
        file.script.on(part.on, Rank.ENDS, partial(_ask_part, file, part))
    for advice in file.about(file.bundle.advice):
        file.script.on(advice.on, Rank.ENDS, partial(_consult, file, advice))
    for hung in file.about(file.bundle.sub_plans):
        file.script.on(hung.on, Rank.ENDS, partial(_hang, file, hung, goals))
    for item in file.about(file.bundle.talk_items):
        file.script.on(file.cast.today, Rank.ENDS, partial(_bring, file, item))


def stand_beside(cast: Cast, fact: f.Supported) -> None:
    """Let a member choose a client supporter, who asks for a correction in their name."""
    person, household = cast.persons[fact.person], cast.households[fact.household]
    give_mandate(
        as_member(person),
        household_id=household,
        person_id=person,
        account=cast.accounts[fact.professional].uuid,
        parts=fact.parts,
    )
    ask_correction(
        cast.acting(fact.professional),
        household_id=household,
        person_id=person,
        text=fact.correction,
    )


def _ask(file: HouseholdFile, fact: f.Asked) -> None:
    by = file.writer(fact.on)
    who = file.cast.professionals[fact.professional] if fact.professional else None
    row = cooperation.ask_party(
        by,
        household_id=file.id,
        kind=fact.kind,
        organisation_id=file.cast.organisations[fact.institution].pk,
        professional_id=who.pk if who else None,
        person_id=file.person(fact.person),
        compartment="own" if fact.person else "common",
        law=law_code(fact.law),
        what=fact.what,
        why=fact.why,
        basis="consent",
        said_yes=[file.cast.persons[one] for one in fact.said_yes],
        channel="table",
        can_stop="Dit komt in plaats van de losse gesprekken van nu.",
    )
    if fact.wait_reason and fact.look_again:
        cooperation.wait_for(
            by,
            household_id=file.id,
            referral=row.uuid,
            reason=fact.wait_reason,
            words=fact.wait_words or "",
            since=fact.waits_since,
            look_again=fact.look_again,
            expected_version=row.version,
        )


def _ask_part(file: HouseholdFile, fact: f.PartAsked) -> None:
    ask_for_part(
        file.cast.acting(fact.professional),
        household_id=file.id,
        person_id=file.cast.persons[fact.person],
        part=fact.part,
        basis="wmo_5_1_1",
        necessity=fact.why,
        until=fact.until,
    )


def _consult(file: HouseholdFile, fact: f.Advice) -> None:
    row = counsel.consult(
        file.cast.acting(fact.asker),
        household_id=file.id,
        specialist=file.cast.professionals[fact.specialist].pk,
        question=fact.question,
        picture=fact.picture,
    )
    if fact.answer is None:
        return
    here: dict[str, Any] = {"household_id": file.id, "consultation": row.uuid}
    answered = counsel.answer_consultation(
        file.cast.acting(fact.specialist),
        answer=fact.answer,
        expected_version=row.version,
        **here,
    )
    if fact.new_to_asker:
        counsel.say_what_was_new(
            file.cast.acting(fact.asker),
            what=fact.new_to_asker,
            expected_version=answered.version,
            **here,
        )


def _hang(file: HouseholdFile, fact: f.SubPlan, goals: Callable[[str], UUID | None]) -> None:
    by = file.writer(fact.on)
    goal = goals(fact.goal) if fact.goal else None
    row = plan.hang_sub_plan(
        by,
        household_id=file.id,
        kind=fact.kind,
        title=fact.title,
        law=law_code(fact.law),
        owner_id=file.cast.organisations[fact.institution].pk,
        goals=[goal] if goal else [],
        from_date=fact.on,
    )
    if fact.parked_reason and fact.look_again:
        plan.mark_sub_plan(
            by,
            household_id=file.id,
            sub_plan=row.uuid,
            state="parked",
            reason=fact.parked_reason,
            agreed_by=file.cast.name(fact.parked_by) if fact.parked_by else "",
            review_on=fact.look_again,
            expected_version=row.version,
        )


def _bring(file: HouseholdFile, fact: f.TalkItem) -> None:
    talk = next(one for one in file.bundle.talks if one.key == fact.talk)
    if talk.key not in file.cast.talks:
        start = datetime.combine(talk.planned, time(14), AMSTERDAM)
        file.cast.talks[talk.key] = counsel.call_conference(
            file.cast.acting(talk.chair),
            team_id=file.cast.teams[talk.team].pk,
            starts_at=start,
            ends_at=start + HOUR,
            place=talk.place,
        ).uuid
    counsel.put_on_agenda(
        file.cast.acting(fact.brought_by),
        household_id=file.id,
        conference=file.cast.talks[talk.key],
        question=fact.question,
        minutes_box=fact.minutes,
        seats={file.cast.professionals[one].pk: law_code(fact.law) for one in fact.seats},
    )
