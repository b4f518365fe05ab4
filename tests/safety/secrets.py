# SPDX-License-Identifier: EUPL-1.2
"""Everything that can be written about one member's safety, room by room."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests import factories as make
from tests.provisions.making import given
from tests.resident.making import House
from tests.safety.making import TODAY
from voordeur.contact import actions as contact
from voordeur.cooperation import actions as cooperation
from voordeur.coordination.actions import ask_for_part, involve
from voordeur.counsel import actions as counsel
from voordeur.history import clock
from voordeur.livelihood import actions as livelihood
from voordeur.papers.actions import make_letter, sign_paper
from voordeur.papers.letters import letters
from voordeur.partners.models import Organisation
from voordeur.people.actions import record_relation
from voordeur.plan import actions as plan
from voordeur.provisions.actions import record_provision
from voordeur.safety import actions as safety
from voordeur.transitions.actions import expect_transition

SOON = TODAY + timedelta(days=7)


@dataclass(frozen=True)
class Around:
    """Whom her coach turns to: a shelter, and a specialist of another organisation."""

    shelter: Organisation
    specialist: make.Worker


def whom_to_turn_to() -> Around:
    """Return who is there before anything is written about her."""
    shelter = make.an_organisation("Opvang De Luifel", kind="provider")
    return Around(shelter, make.a_worker(name="Sanne Specialist"))


def everything_about_her_safety(house: House, around: Around) -> list[Any]:
    """Write down all that can be written about her safety, and what comes of it; return the pieces."""
    coach, here = house.coach.reader, {"household_id": house.home.pk}
    hers = {"person_id": house.angela, "compartment": "safety"}
    return [
        *_safety(coach, here, house),
        *_plan(coach, here, hers, house),
        *_with_others(coach, here, hers, house, around),
        *_money_and_help(coach, here, house),
        *_papers(coach, here, house),
    ]


def _safety(coach: Any, here: dict[str, int], house: House) -> list[Any]:
    concern = safety.raise_concern(
        coach,
        **here,
        person_id=house.angela,
        urgency="acute",
        what="Zij is bang voor hem",
        seen_by="De buurvrouw",
        seen_on=TODAY,
    )
    one = {**here, "concern": concern.pk}
    safety.weigh(coach, **one, step="decide", words="Samen besloten", decision="help", on=TODAY)
    agreed = safety.agree(
        coach, **one, what="Zij belt de opvang", doer="family", who="Angela", look_on=SOON
    )
    warned = [
        safety.warn_visitors(
            coach,
            **here,
            advice="two_people",
            why="Hij staat soms buiten",
            review_on=SOON,
            person_id=person_id,
        )
        for person_id in (house.angela, None)
    ]
    measure = safety.record_measure(
        coach,
        **here,
        person_id=house.angela,
        kind="home_ban",
        state="threatened",
        on=TODAY,
        authority="Burgemeester",
        source="Brief",
    )
    crisis = safety.open_crisis(
        coach,
        **here,
        about="Zij wil vanavond weg",
        coordinator=house.coach.professional.pk,
        due_on=TODAY + timedelta(days=1),
        person_id=house.angela,
    )
    return [concern, agreed, *warned, measure, crisis]


def _plan(coach: Any, here: dict[str, int], hers: dict[str, Any], house: House) -> list[Any]:
    problem = plan.note_problem(coach, **here, **hers, text="Niet veilig thuis", life_area="safety")
    goal = plan.set_goal(coach, **here, **hers, text="Een Schuilplek")
    step = plan.add_step(
        coach,
        **here,
        goal=goal.uuid,
        new=plan.NewStep(
            what="Tas klaarzetten", household_does="Tas", due=TODAY + timedelta(days=2)
        ),
    )
    plan.evaluate_goal(coach, **here, goal=goal.uuid, reached="partly", text="De tas staat klaar")
    sub = plan.hang_sub_plan(
        coach,
        **here,
        **hers,
        kind="safety",
        title="Schuilplan",
        law="wmo",
        owner_id=house.coach.professional.organisation_id,
        goals=[goal.uuid],
    )
    tried = plan.try_approach(coach, **here, **hers, logic="attention", why="Zij durft weer")
    visit = contact.record_contact(
        coach, **here, **hers, kind="phone", on=TODAY, note="Alleen gesproken"
    )
    noted = contact.write_note(
        coach, **here, text="Zij durft", person_ids=[house.angela], compartment="safety"
    )
    limit = contact.limit_self_direction(
        coach,
        **here,
        person_id=house.angela,
        ground="cannot_oversee",
        situation="Alleen naar huis gaan",
        reason="Hij wacht haar op",
        since=TODAY,
        look_again=SOON,
    )
    coming = expect_transition(
        coach, **here, **hers, kind="indication_ends", on=SOON, what="Einde opvang"
    )
    return [problem, goal, step, sub, tried, visit, *noted, limit, coming]


def _with_others(
    coach: Any, here: dict[str, int], hers: dict[str, Any], house: House, around: Around
) -> list[Any]:
    shelter, specialist = around.shelter, around.specialist
    asked = cooperation.ask_party(
        coach,
        **here,
        **hers,
        kind="referral",
        organisation_id=shelter.pk,
        law="wmo",
        what="Een plek in de opvang",
        why="Zij is bang",
        basis="consent",
        said_yes=[house.angela],
        channel="table",
    )
    question, _secret = cooperation.ask_partner(
        coach,
        **here,
        **hers,
        organisation_id=shelter.pk,
        question="Is er een plek?",
        expires_at=clock.now() + timedelta(days=3),
    )
    scaled = cooperation.scale(
        coach, **here, **hers, form="up", what="Elke dag bellen", why="Zij is bang", look_again=SOON
    )
    consulted = counsel.consult(
        coach,
        **here,
        **hers,
        specialist=specialist.professional.pk,
        question="Hoe komt een moeder veilig weg?",
    )
    counsel.answer_consultation(
        specialist.reader,
        **here,
        consultation=consulted.uuid,
        answer="Overdag, en niet alleen",
        expected_version=1,
    )
    meeting = counsel.call_conference(
        coach,
        team_id=house.coach.professional.team_id,
        starts_at=clock.now() + timedelta(days=2),
        ends_at=clock.now() + timedelta(days=2, hours=1),
        place="Elders",
    )
    item = counsel.put_on_agenda(
        coach,
        **here,
        **hers,
        conference=meeting.uuid,
        question="Hoe komt zij weg?",
        minutes_box=20,
        seats={specialist.professional.pk: "wmo"},
    )
    helping = involve(
        coach,
        **here,
        **hers,
        organisation_id=shelter.pk,
        law="wmo",
        task="Een plek klaarzetten",
        from_date=TODAY,
    )
    wanted = ask_for_part(
        house.helper.reader,
        **here,
        person_id=house.angela,
        part="safety",
        basis="wmo_5_1_1",
        necessity="Zonder dit betaalt hij haar opvang niet",
        until=SOON,
    )
    return [asked, question, scaled, consulted, item, helping, wanted]


def _money_and_help(coach: Any, here: dict[str, int], house: House) -> list[Any]:
    person = {"person_id": house.angela}
    return [
        livelihood.put_piece(coach, **here, **person, piece="wage", amount=50_00, label="Spaarpot"),
        livelihood.record_debt(coach, **here, **person, creditor="landlord", amount=1_00),
        livelihood.say_who_manages(coach, **here, **person, manager="self"),
        record_provision(coach, **here, given=given(**person, name="Opvang", law="jeugdwet")),
    ]


def _papers(coach: Any, here: dict[str, int], house: House) -> list[Any]:
    letter = make_letter(
        coach,
        **here,
        letter="safety-agreement",
        language="nl",
        values=dict.fromkeys(letters()["safety-agreement"].fields, "Bel de opvang"),
        signed="C. Coach",
        person_id=house.angela,
    )
    sign_paper(house.her, **here, paper=letter.uuid, word="agreed")
    record_relation(
        make.SETUP,
        **here,
        person_id=house.angela,
        other_id=house.tom,
        kind="ex_partner",
        own=True,
    )
    return [letter]
