# SPDX-License-Identifier: EUPL-1.2
"""Recording contacts, notes, the conversation and limits: what they do and whom they let in."""

from datetime import date, timedelta

import pytest

from tests import factories as make
from tests.contact.making import a_home
from tests.guard import unguarded
from tests.noninterference import unseen
from voordeur.contact import actions, queries
from voordeur.contact.actions import Said
from voordeur.contact.models import KINDS, Note
from voordeur.door.deed import Conflict, NotAllowed
from voordeur.door.models import Standing
from voordeur.door.refusal import NoEntry, Refusal
from voordeur.door.timeline import happenings
from voordeur.history import record
from voordeur.terms.queries import open_terms

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 11, 13)


def a_visit(home, by=None, **given):
    given = {"kind": "home", "on": FRIDAY, **given}
    return actions.record_contact((by or home.coordinator).reader, household_id=home.pk, **given)


def a_limit(home, **given):
    given = {
        "person_id": home.people[0],
        "ground": "cannot_oversee",
        "situation": "Afspraken met schuldeisers",
        "reason": "Overziet nu niet wat een regeling doet",
        "since": FRIDAY,
        "look_again": FRIDAY + timedelta(days=14),
        **given,
    }
    return actions.limit_self_direction(home.coordinator.reader, household_id=home.pk, **given)


def test_a_visit_names_who_was_there_and_who_came(clock):
    home = a_home()
    a_visit(home, present=home.people, note="Koffie gedronken")
    (line,) = queries.contacts(home.open(home.coordinator.reader))
    assert (line.kind, line.outcome, line.present) == ("home", "held", tuple(home.people))
    assert line.professional == home.coordinator.professional.name
    (note,) = queries.notes(home.open(home.coordinator.reader))
    assert (note.text, note.contact_id) == ("Koffie gedronken", line.id)


def test_refusing_a_visit_has_no_consequence(clock):
    """It is written down and nothing else changes: no term, no standing, no second event."""
    home = a_home()
    standing = Standing.objects.count()
    terms = open_terms(home.open(home.coordinator.reader))
    before = len(record.read(("household", home.pk)))
    a_visit(home, outcome="refused")
    assert Standing.objects.count() == standing
    assert open_terms(home.open(home.coordinator.reader)) == terms
    assert len(record.read(("household", home.pk))) == before + 1


def test_there_is_no_kind_of_contact_for_an_inspection(clock):
    assert set(KINDS) == {"home", "office", "phone", "letter", "message"}
    with pytest.raises(Refusal):
        a_visit(a_home(), kind="inspection")


def test_a_contact_lies_not_in_the_future_and_has_nobody_there_when_it_was_not_held(clock):
    home = a_home()
    with pytest.raises(Refusal):
        a_visit(home, on=FRIDAY + timedelta(days=1))
    with pytest.raises(Refusal):
        a_visit(home, outcome="refused", present=home.people)
    stranger = make.person_ids(make.a_household("Iemand"))
    with pytest.raises(Refusal):
        a_visit(home, present=stranger)


def test_a_stranger_records_nothing_and_a_colleague_neither(clock):
    home = a_home()
    with pytest.raises(NoEntry):
        a_visit(home, by=make.a_worker())
    colleague = make.a_worker()
    make.stand(colleague.reader, home.household, "team")
    with pytest.raises(NotAllowed):
        a_visit(home, by=colleague)
    with pytest.raises(NotAllowed):
        actions.write_note(colleague.reader, household_id=home.pk, text="x")


def test_a_visit_in_the_safety_part_of_one_member_is_not_there_for_the_other(clock):
    home = a_home("Angela", "Tom")
    angela, tom = home.people
    his, hers = make.a_resident(tom), make.a_resident(angela)

    def asked_by(reader):
        return lambda: (
            queries.contacts(home.open(reader)),
            queries.notes(home.open(reader)),
            happenings(home.open(reader)),
        )

    unseen(
        asked_by(his),
        add=lambda: a_visit(
            home, person_id=angela, compartment="safety", present=[angela], note="Alleen gesproken"
        ),
        seen_by=asked_by(hers),
    )


def test_one_text_about_two_members_becomes_two_notes_that_do_not_lead_to_each_other(clock):
    home = a_home("Angela", "Tom")
    angela, tom = home.people
    written = actions.write_note(
        home.coordinator.reader,
        household_id=home.pk,
        text="Beiden willen rust",
        person_ids=[angela, tom],
        compartment="own",
    )
    assert [row.person_id for row in written] == [angela, tom]
    seen = queries.notes(home.open(make.a_resident(tom)))
    assert [row.person_id for row in seen] == [tom]


def test_one_text_about_two_members_is_read_and_corrected_as_one_by_who_sees_both(clock):
    home = a_home("Angela", "Tom")
    angela, tom = home.people
    first, _second = actions.write_note(
        home.coordinator.reader,
        household_id=home.pk,
        text="Beiden willen rust",
        person_ids=[angela, tom],
        compartment="own",
    )
    make.stand(home.helper.reader, home.household, "emergency")
    correct = {"household_id": home.pk, "note": first.pk, "text": "x", "expected_version": 1}
    with pytest.raises(NotAllowed):
        actions.correct_note(home.helper.reader, **correct)
    actions.correct_note(
        home.coordinator.reader,
        household_id=home.pk,
        note=first.pk,
        text="Beiden willen slapen",
        expected_version=1,
    )
    ((row, about),) = queries.written_once(queries.notes(home.open(home.coordinator.reader)))
    assert (row.text, set(about)) == ("Beiden willen slapen", {angela, tom})
    for one in (angela, tom):
        ((row, about),) = queries.written_once(queries.notes(home.open(make.a_resident(one))))
        assert (row.text, about) == ("Beiden willen slapen", (one,))


def test_a_work_note_is_there_for_its_author_only_and_until_it_lapses(clock, friday):
    home = a_home()
    someone = make.a_worker()
    make.stand(someone.reader, home.household, "emergency")
    hers = make.a_resident(home.people[0])
    for reader in (someone.reader, home.helper.reader, hers):
        unseen(
            lambda reader=reader: (
                queries.notes(home.open(reader)),
                happenings(home.open(reader)),
            ),
            add=lambda: actions.write_work_note(
                home.coordinator.reader, household_id=home.pk, text="Nabellen over sfeer"
            ),
            seen_by=lambda: queries.notes(home.open(home.coordinator.reader)),
        )
    actions.write_work_note(home.coordinator.reader, household_id=home.pk, text="Nabellen")
    with clock(friday + timedelta(days=28)):
        assert queries.notes(home.open(home.coordinator.reader)) == []


def test_a_work_note_is_shared_or_thrown_away_and_then_gone(clock):
    home = a_home()
    me = home.coordinator.reader
    first = actions.write_work_note(me, household_id=home.pk, text="Eerste")
    second = actions.write_work_note(me, household_id=home.pk, text="Tweede")
    with pytest.raises(Refusal):
        actions.throw_away_work_note(home.helper.reader, household_id=home.pk, note=first.pk)
    actions.throw_away_work_note(me, household_id=home.pk, note=first.pk)
    actions.share_work_note(me, household_id=home.pk, note=second.pk, text="Tweede, netjes")
    assert [(row.kind, row.text) for row in queries.notes(home.open(me))] == [
        ("shared", "Tweede, netjes")
    ]
    with unguarded():
        assert Note._plain.filter(kind="work").count() == 0


def test_only_the_author_corrects_a_note_and_a_conflict_shows_both_texts(clock):
    home = a_home()
    (row,) = actions.write_note(home.coordinator.reader, household_id=home.pk, text="Belde")
    with pytest.raises(NotAllowed):
        actions.correct_note(
            home.helper.reader, household_id=home.pk, note=row.pk, text="X", expected_version=1
        )
    actions.correct_note(
        home.coordinator.reader,
        household_id=home.pk,
        note=row.pk,
        text="Belde terug",
        expected_version=1,
    )
    with pytest.raises(Conflict) as refused:
        actions.correct_note(
            home.coordinator.reader,
            household_id=home.pk,
            note=row.pk,
            text="Anders",
            expected_version=1,
        )
    assert refused.value.theirs == {"text": "Belde terug"}


def talk(home, *said, person_id=None, by=None):
    return actions.note_conversation(
        (by or home.coordinator).reader, household_id=home.pk, said=said, person_id=person_id
    )


def test_the_conversation_grows_over_several_talks_and_an_area_left_alone_stays(clock):
    home = a_home()
    talk(home, Said("question_as_put", "Ik wil een douchestoel"))
    talk(home, Said("question_behind", "Ik durf niet meer alleen te douchen"))
    talk(
        home,
        Said("question_as_put", "Ik wil een douchestoel", expected_version=1),
        Said("first_contact", "Thuis"),
    )
    said, masked = queries.conversation(home.open(home.coordinator.reader), None)
    assert not masked
    assert {one.area: one.version for one in said} == {
        "question_as_put": 1,
        "question_behind": 1,
        "first_contact": 1,
    }


def test_words_are_taken_back_by_leaving_them_empty(clock):
    home = a_home()
    talk(home, Said("going_well", "De kinderen gaan naar school"))
    talk(home, Said("going_well", "", expected_version=1))
    assert queries.conversation(home.open(home.coordinator.reader), None) == ([], False)


def test_two_who_write_on_one_area_get_both_texts(clock):
    home = a_home()
    talk(home, Said("going_well", "School"))
    with pytest.raises(Conflict) as refused:
        talk(home, Said("going_well", "Werk"), by=home.helper)
    assert refused.value.theirs == {"words_going_well": "School"}


def test_what_a_member_said_is_that_members_and_a_helper_sees_only_that_it_is_there(clock):
    home = a_home("Angela", "Tom")
    angela, tom = home.people
    talk(home, Said("desired_future", "Een eigen huis"), person_id=angela)
    assert queries.conversation(home.open(home.helper.reader), angela)[1] is True
    his = make.a_resident(tom)
    assert queries.conversation(home.open(his), angela) == ([], False)
    with pytest.raises(Refusal):
        talk(home, Said("desired_future", "Overschrijven"), person_id=angela, by=home.helper)


def test_nothing_is_recorded_on_an_aid_or_with_a_state_it_does_not_have(clock):
    home = a_home()
    for said in (Said("beacon_1", "x"), Said("going_well", "x", state="met"), Said("nothing", "x")):
        with pytest.raises(Refusal):
            talk(home, said)


def test_a_limit_holds_for_one_situation_until_it_is_ended_with_a_reason(clock, friday):
    home = a_home()
    row = a_limit(home)
    access = home.open(home.coordinator.reader)
    (line,) = queries.limits(access)
    assert line.responsible == home.coordinator.professional.name
    (term,) = open_terms(access, kinds=["limit_review"])
    assert term.due == FRIDAY + timedelta(days=14)
    with pytest.raises(Refusal):
        actions.end_limit(
            home.coordinator.reader, household_id=home.pk, limit=row.pk, why=" ", expected_version=1
        )
    actions.end_limit(
        home.coordinator.reader,
        household_id=home.pk,
        limit=row.pk,
        why="Begrijpt de regeling nu",
        expected_version=1,
    )
    access = home.open(home.coordinator.reader)
    assert queries.limits(access) == []
    assert open_terms(access, kinds=["limit_review"]) == []


def test_an_immediate_ground_needs_who_may_act_and_lies_out_of_sight_of_who_threatens(clock):
    home = a_home("Angela", "Tom")
    angela, tom = home.people
    danger = {
        "ground": "violence_at_home",
        "person_id": angela,
        "situation": "Thuis",
        "reason": "Dreigt",
    }
    with pytest.raises(Refusal):
        a_limit(home, **danger)
    with pytest.raises(Refusal):
        a_limit(home, **danger, authority="juvenile_court", acting="Rechter")
    his, hers = make.a_resident(tom), make.a_resident(angela)
    unseen(
        lambda: (
            queries.limits(home.open(his)),
            open_terms(home.open(his)),
            happenings(home.open(his)),
        ),
        add=lambda: a_limit(home, **danger, authority="safe_home", acting="Wacht Veilig Thuis"),
        seen_by=lambda: queries.limits(home.open(hers)),
    )


def test_nobody_outside_limits_anyone(clock):
    home = a_home()
    with pytest.raises(NoEntry):
        actions.limit_self_direction(
            make.a_worker().reader,
            household_id=home.pk,
            person_id=home.people[0],
            ground="cannot_oversee",
            situation="x",
            reason="y",
            since=FRIDAY,
            look_again=FRIDAY,
        )


def test_every_event_of_contact_and_coordination_has_words():
    """Read from the source: each kind that an action emits stands in the room's events.toml."""
    import re
    from importlib.resources import files

    from voordeur.door.roomwords import event_words

    known = set(event_words())
    for room in ("contact", "coordination"):
        emitted = set()
        for file in files(f"voordeur.{room}").joinpath("actions").iterdir():
            if file.name.endswith(".py"):
                text = re.sub(r"@action\(.*\)", "", file.read_text("utf-8"))
                emitted |= set(re.findall(rf'"({room}\.[a-z_]+)"', text))
        assert emitted
        assert emitted <= known, emitted - known
        assert {kind for kind in known if kind.startswith(room + ".")} == emitted


def test_forgetting_a_member_erases_what_was_said_and_noted_about_them(clock):
    from voordeur.contact.erasing import TABLES, erase
    from voordeur.history import clock as product

    home = a_home("Angela", "Tom")
    angela, tom = home.people
    a_visit(home, person_id=angela, compartment="own", present=[angela], note="Over haar")
    a_visit(home, present=[angela, tom], note="Samen")
    talk(home, Said("going_well", "A"), Said("goes_first", "B"), person_id=angela)
    talk(home, Said("going_well", "C"))
    a_limit(home)
    assert erase(angela, product.now()) == 7
    assert erase(angela, product.now()) == 0
    with unguarded():
        assert [model._plain.count() for model in TABLES] == [1, 1, 1, 1, 0]
