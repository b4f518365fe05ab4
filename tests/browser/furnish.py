# SPDX-License-Identifier: EUPL-1.2
"""Put two households in a copy of the demo town that no town has: one with nothing, one too full.

Run by the browser tests in a process of its own, on the copy their server runs on:
`python -m tests.browser.furnish`.
"""

import json
import sys
from contextlib import suppress
from datetime import timedelta
from typing import Any

from voordeur.door.refusal import Refusal

FRESH = "Nieuw"
LONGEST = 2000


def _fresh() -> str:
    """Register somebody about whom nothing is written, with a case, and let them sign in."""
    from voordeur.coordination.actions import open_case
    from voordeur.door.models import Account
    from voordeur.door.reader import system
    from voordeur.partners.actions import open_account
    from voordeur.partners.queries import colleagues
    from voordeur.people.actions import NewPerson, register_household
    from voordeur.people.models import Membership

    setup = system("setup")
    worker = next(one for one in colleagues(with_account=True) if one.name == "Noor Hazelhoff")
    assert worker.team_id is not None
    home = register_household(
        setup,
        members=[NewPerson(given_names="Eefje", surname=FRESH)],
        team_id=worker.team_id,
    )
    open_case(setup, household_id=home.pk, team_id=worker.team_id, coordinator=worker.id)
    account = open_account(
        setup,
        email="eefje@voorbeeld.test",
        name=f"Eefje {FRESH}",
        roles=("resident",),
        person_id=Membership._plain.get(household=home).person_id,
    )
    Account.objects.filter(pk=account.pk).update(is_demo=True)
    return str(home.uuid)


def _everything(household: int, people: list[int]) -> None:
    """Do in one household what happens seldom, so that the pages about it are there."""
    from voordeur.contact.actions import limit_self_direction, write_work_note
    from voordeur.coordination.actions import ask_coordinator, open_case
    from voordeur.door.emergency import break_glass
    from voordeur.door.models import Account
    from voordeur.door.reader import reader_of, system
    from voordeur.history import clock
    from voordeur.intake.actions import NewSignal, add_signal, start_triage
    from voordeur.partners.queries import colleagues
    from voordeur.people.actions import give_safe_channel, name_network_member
    from voordeur.plan.actions import note_problem
    from voordeur.provisions.actions import note_alternative
    from voordeur.resident.actions import share_line, write_note

    setup, here = system("setup"), {"household_id": household}
    reader = {one.name: reader_of(one) for one in Account.objects.filter(is_demo=True)}
    noor, fadoua = reader["Noor Hazelhoff"], reader["Fadoua Lamrini"]
    staff = {one.name: one for one in colleagues(with_account=True)}
    team = staff["Noor Hazelhoff"].team_id
    assert team is not None
    limit_self_direction(
        setup,
        **here,
        person_id=people[0],
        ground="cannot_oversee",
        situation="Bij geld",
        reason="Er is een bewindvoerder",
        since=clock.today(),
        look_again=clock.today() + timedelta(days=90),
    )
    write_work_note(noor, **here, text="Zelf nog nagaan")
    note_alternative(setup, **here, name="Anders", outcome="Het gaat beter", helps=True)
    name_network_member(setup, **here, first_name="Buurvrouw Til", can_carry=1, note="Past op")
    give_safe_channel(
        setup, **here, person_id=people[0], kind="phone", value="0612345678", when="Overdag"
    )
    note_problem(
        setup,
        **here,
        text="Zorg om de avonden",
        life_area="safety",
        person_id=people[0],
        compartment="safety",
    )
    signal = add_signal(setup, **here, new=NewSignal(what="Geluid in de nacht"), team_id=team)
    start_triage(setup, **here, signal=signal.uuid, expected_version=signal.version)
    with suppress(Refusal):
        open_case(setup, **here, team_id=team, coordinator=staff["Noor Hazelhoff"].id)
    ask_coordinator(
        setup,
        **here,
        layer="process",
        professional_id=staff["Carla de Ridder"].id,
        reason="Er helpen er veel",
    )
    angela = reader["Angela van der Kamp"]
    write_note(angela, **here, text="Alleen voor mij")
    share_line(angela, **here, text="Bel mij overdag", to=staff["Noor Hazelhoff"].id)
    break_glass(fadoua, **here, reason="Er was direct gevaar voor een kind in huis")


def _with_others(household: int, people: list[int]) -> str:
    """Ask others about one household: advice, a conference, a party, two sub-plans that clash.

    Return the way to the page of one question.
    """
    from voordeur.cooperation.actions import ask_partner, ask_party, scale
    from voordeur.counsel import actions as counsel
    from voordeur.door.models import Account
    from voordeur.door.reader import reader_of, system
    from voordeur.history import clock
    from voordeur.partners.queries import colleagues
    from voordeur.plan.actions import hang_sub_plan, note_clash

    here: dict[str, Any] = {"household_id": household}
    reader = {one.name: reader_of(one) for one in Account.objects.filter(is_demo=True)}
    staff = {one.name: one for one in colleagues(with_account=True)}
    noor, fadoua = reader["Noor Hazelhoff"], reader["Fadoua Lamrini"]
    specialist = staff["Fadoua Lamrini"]
    assert specialist.team_id is not None
    setup, soon = system("setup"), clock.today() + timedelta(days=30)
    asked = [
        counsel.consult(noor, **here, specialist=specialist.id, question=question)
        for question in ("Wat kan hier helpen?", "Wie weet hier meer van?")
    ]
    counsel.answer_consultation(
        fadoua,
        **here,
        consultation=asked[0].uuid,
        answer="Begin bij de post",
        expected_version=asked[0].version,
    )
    start = clock.now() + timedelta(days=7)
    talk = counsel.call_conference(
        noor,
        team_id=specialist.team_id,
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        place="Buurthuis",
    )
    counsel.put_on_agenda(
        noor,
        **here,
        conference=talk.uuid,
        question="Wie doet wat met de huur?",
        minutes_box=10,
        seats={specialist.id: "wmo"},
    )
    asking: dict[str, Any] = {
        **here,
        "organisation_id": specialist.organisation_id,
        "law": "wmo",
        "why": "De schulden lopen op",
    }
    ask_party(
        noor,
        **asking,
        kind="referral",
        professional_id=specialist.id,
        what="Orde in de post",
        basis="consent",
        said_yes=people,
        channel="table",
        can_stop="De losse gesprekken",
    )
    plans = [
        hang_sub_plan(
            setup,
            **here,
            kind=kind,
            title=kind.capitalize(),
            law="wmo",
            owner_id=specialist.organisation_id,
        )
        for kind in ("debts", "treatment")
    ]
    note_clash(setup, **here, one=plans[0].uuid, other=plans[1].uuid, what="Samen te duur")
    scale(noor, **here, form="up", what="Vaker langs", why="Het wordt meer", look_again=soon)
    _row, secret = ask_partner(
        noor,
        **here,
        organisation_id=specialist.organisation_id,
        question="Is er plaats in de groep?",
        expires_at=clock.now() + timedelta(days=14),
    )
    return f"/vraag/{secret}/"


def _stuck(household: int, person: int) -> None:
    """Let one household wait, decide, be turned away, look for more and get something to do in return."""
    from voordeur.door.models import Account
    from voordeur.door.reader import reader_of
    from voordeur.history import clock
    from voordeur.leeway import actions
    from voordeur.leeway.queries.mandates import mandates_of
    from voordeur.leeway.queries.rules import rule_lines
    from voordeur.partners.queries import organisations
    from voordeur.plan.actions import try_approach

    here: dict[str, Any] = {"household_id": household}
    account = Account.objects.get(is_demo=True, name="Noor Hazelhoff")
    noor, rules = reader_of(account), {line.code: line for line in rule_lines()}
    facts = {"inkomen": True, "urgent": False, "nieuwe-schulden": False, "binding": False}
    with suppress(Refusal):
        actions.say_facts(noor, **here, facts=facts, person_id=person)
    for goal in ("eigen-huis", "opvang", "urgentie"):
        with suppress(Refusal):
            actions.name_impasse(
                noor, **here, goal=goal, runs_on=[("Opvang", 60_000_00)], solve_cents=12_000_00
            )
    decision = actions.decide(
        noor,
        **here,
        mandate=mandates_of(noor)[0].uuid,
        rule=rules["teamkas"].uuid,
        asked_on=clock.today(),
        cents=100_00,
        why="Een klein bedrag maakt hier iets los wat anders jaren duurt.",
        reasons=actions.Reasons(
            known="Er is een klein bedrag nodig om verder te kunnen.",
            done="De teamkas geeft het bedrag.",
            difference="Zonder dit bedrag staat alles stil.",
            ground="creative",
            ground_words="Zo blijft de regel heel en gaat het verder.",
            social="Het gezin kan verder",
        ),
    )
    actions.say_return(
        noor, **here, decision=decision.uuid, person_id=person, what="Koken", hours=40, how="table"
    )
    actions.escalate(noor, **here, threat="Het huis", blocks="De regel", tried="Bellen")
    actions.record_turned_away(
        noor,
        **here,
        organisation_id=organisations()[0].id,
        how="not_admitted",
        ground="Te veel tegelijk",
    )
    actions.record_barrier(noor, text="Het loket wil een brief", in_household=household)
    try_approach(noor, **here, logic="basis_first", why="Eerst rust in huis")


def _around_the_house(person: int) -> None:
    """Do what administrators and the privacy officer see seldom: names of roles, a wish, a breach."""
    from voordeur.door.models import Account
    from voordeur.door.reader import reader_of, system
    from voordeur.history import clock
    from voordeur.partners.actions import add_department, add_role, close_account, open_account
    from voordeur.partners.models import Organisation
    from voordeur.supervision.actions import record_breach, record_wish

    reader = {one.name: reader_of(one) for one in Account.objects.filter(is_demo=True)}
    setup, lieve = system("setup"), reader["Lieve Coppens"]
    record_wish(lieve, person_id=person, channel="paper", asked_on=clock.today())
    record_breach(
        lieve,
        known_at=clock.now(),
        what="Een brief ging naar een verkeerd adres",
        whose="Een huishouden",
        people=1,
        consequences="",
        measures="",
        authority="yes",
        authority_why="",
        authority_at=None,
        residents="",
        residents_why="",
        residents_at=None,
    )
    for organisation in Organisation.objects.order_by("pk"):
        add_department(setup, organisation=organisation, name="Vroeger")
    add_role(setup, name="Generalist", functions=["professional"], definition="Doet veel zelf")
    gone = open_account(
        setup, email="weg@voorbeeld.test", name="Aad Aarts", roles=("professional",)
    )
    close_account(setup, account_id=gone.pk)


def _said(value: object) -> bool:
    """Say whether a value is what somebody wrote, and no code of ours."""
    return isinstance(value, str) and (" " in value or value[:1].isupper())


def _long(field: Any) -> str:
    """Return one word as long as a field takes, at most two thousand letters."""
    return ("Ouderbijdragebeschikkingsformulier" * 60)[: min(field.max_length or LONGEST, LONGEST)]


def _filled() -> dict[str, str]:
    """Make every text of one household, and every name in it, one word as long as it may be.

    Return where it is, and the way to the page of one question about it.
    """
    from django.apps import apps
    from django.db import IntegrityError
    from django.db.models import CharField, TextField

    from voordeur.door.masking import Guarded
    from voordeur.partners.models import Organisation, Professional, Team
    from voordeur.people.models import Membership, Person

    members = Membership._plain.filter(person__given_names="Angela", person__surname="Kamp")
    household = members.order_by("pk").values_list("household", flat=True)[0]
    people = Membership._plain.filter(household=household).order_by("pk")
    persons = list(people.values_list("person", flat=True))
    _everything(household, persons)
    question = _with_others(household, persons)
    _stuck(household, persons[0])
    _around_the_house(persons[0])
    for model in apps.get_models():
        if not issubclass(model, Guarded) or model.reach.household != "household_id":
            continue
        texts = [
            field
            for field in model._meta.concrete_fields
            if isinstance(field, CharField | TextField) and not field.choices and not field.unique
        ]
        for row in model._plain.filter(household_id=household):
            changed = {
                field.name: _long(field) for field in texts if _said(getattr(row, field.name))
            }
            # What is set down in a version can be added to and never changed.
            with suppress(IntegrityError):
                if changed:
                    model._plain.filter(pk=row.pk).update(**changed)
    family = Membership._plain.filter(household=household).values_list("person", flat=True)
    for number, pk in enumerate(family):
        names = {
            name: _long(Person._meta.get_field(name))
            for name in ("given_names", "surname", "called")
        }
        Person._plain.filter(pk=pk).update(**names | {"called": f"{number}{names['called']}"[:60]})
    _long_rules()
    for kind in (Organisation, Team, Professional):
        longest = _long(kind._meta.get_field("name"))
        for row in kind._default_manager.exclude(name="Noor Hazelhoff"):
            kind._default_manager.filter(pk=row.pk).update(
                name=f"{row.pk}{longest}"[: len(longest)]
            )
    full = str(Membership._plain.filter(household=household)[0].household.uuid)
    return {"full": full, "question": question}


def _long_rules() -> None:
    """Make every text about rules, mandates and the ladder one word as long as it may be."""
    from django.apps import apps
    from django.db.models import CharField, TextField

    from voordeur.door.masking import Guarded

    for model in apps.get_app_config("leeway").get_models():
        if issubclass(model, Guarded):
            continue
        texts = [
            field
            for field in model._meta.concrete_fields
            if isinstance(field, CharField | TextField) and not field.choices
        ]
        for row in model._default_manager.all():
            changed = {
                field.name: f"{row.pk}{_long(field)}"[: field.max_length or LONGEST]
                for field in texts
                if _said(getattr(row, field.name)) and not field.name.endswith("mark")
            }
            if changed:
                model._default_manager.filter(pk=row.pk).update(**changed)


def main() -> None:
    """Furnish the town of this environment; say where the two households are."""
    from voordeur.cli import with_django

    with_django()
    from voordeur.door import access

    with access.scope():
        sys.stdout.write(json.dumps({"fresh": _fresh()} | _filled()) + "\n")


if __name__ == "__main__":
    main()
