# SPDX-License-Identifier: EUPL-1.2
"""A member writes for nobody, tells one line, raises safety and asks for a correction."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tests.guard import unguarded
from tests.noninterference import unseen
from tests.resident.making import a_house, inside
from voordeur.door.refusal import Conflict, NoEntry, NotAllowed, Refusal
from voordeur.door.timeline import happenings
from voordeur.history import keyring
from voordeur.history.clock import AMSTERDAM
from voordeur.resident import actions, queries
from voordeur.resident.models import OwnNote, Told
from voordeur.resident.queries.telling import answer_by, last_put_off
from voordeur.terms.queries import open_terms

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(clock):
    return a_house()


def write(house, text="Hij was weer drie dagen weg."):
    return actions.write_note(house.her, household_id=house.home.pk, text=text)


def share(house, to=None, text="Ik slaap slecht."):
    who = (to or house.coach).professional.pk
    return actions.share_line(house.her, household_id=house.home.pk, text=text, to=who)


def unsafe(house, to=None):
    who = (to or house.coach).professional.pk
    return actions.raise_safety(
        house.her,
        household_id=house.home.pk,
        text="Ik ben bang.",
        reach="Bel mijn werk, op dinsdag",
        to=who,
    )


def everything_of(reader, house):
    """Ask all that this room and the timeline can tell a reader about the household."""

    def question():
        access = inside(reader, house)
        return (
            queries.notes(access, house.angela),
            queries.told_by(access, house.angela, "line", "safety", "correction"),
            queries.told_to(access, reader.keys),
            open_terms(access),
            # numbers of rows are no part of a page
            [(x.kind, x.person_id, x.facts, x.occurred_at) for x in happenings(access)],
        )

    return question


def others(house):
    return [house.him, *(worker.reader for worker in house.workers)]


def test_an_own_note_is_read_back_by_its_writer(house):
    write(house)
    assert [x.text for x in queries.notes(inside(house.her, house), house.angela)] == [
        "Hij was weer drie dagen weg."
    ]


def test_an_own_note_is_there_for_nobody_else(house):
    for reader in others(house):
        unseen(
            everything_of(reader, house),
            add=lambda: write(house),
            seen_by=everything_of(house.her, house),
        )


def test_an_own_note_opens_in_no_emergency(house):
    from voordeur.door.emergency import break_glass

    write(house)
    stranger = make.a_worker()
    reason = "Er is gevaar voor de kinderen in dit huis."
    break_glass(stranger.reader, household_id=house.home.pk, reason=reason)
    assert queries.notes(inside(stranger.reader, house), house.angela) == []


def test_the_text_of_an_own_note_is_in_no_column_and_no_event(house):
    row = write(house, "citroentaart")
    with unguarded():
        assert "citroentaart" not in OwnNote._plain.get(pk=row.pk).sealed
    access = inside(house.her, house)
    assert all("citroentaart" not in str(x.facts) for x in happenings(access))


def test_only_the_member_writes_on_the_own_page(house):
    for worker in house.workers:
        with pytest.raises(NotAllowed):
            actions.write_note(worker.reader, household_id=house.home.pk, text="Iets")
    with pytest.raises(NoEntry):
        actions.write_note(make.a_worker().reader, household_id=house.home.pk, text="Iets")


def test_an_own_note_of_another_member_cannot_be_changed_or_thrown_away(house):
    row = write(house)
    for verb, more in ((actions.change_note, {"text": "x"}), (actions.throw_note_away, {})):
        with pytest.raises(Refusal, match="is er niet meer"):
            verb(house.him, household_id=house.home.pk, note=row.uuid, expected_version=1, **more)


def test_two_windows_on_one_note_lose_no_text(house):
    row = write(house, "een")
    change = {"household_id": house.home.pk, "note": row.uuid, "expected_version": 1}
    actions.change_note(house.her, **change, text="twee")
    with pytest.raises(Conflict) as caught:
        actions.change_note(house.her, **change, text="drie")
    assert (caught.value.mine, caught.value.theirs) == ({"text": "drie"}, {"text": "twee"})


def test_a_note_thrown_away_is_gone(house):
    row = write(house)
    actions.throw_note_away(
        house.her, household_id=house.home.pk, note=row.uuid, expected_version=1
    )
    with unguarded():
        assert not OwnNote._plain.filter(pk=row.pk).exists()


def test_a_line_is_read_by_who_was_picked_and_the_note_beside_it_is_not(house):
    write(house, "Alleen voor mij.")
    share(house)
    access = inside(house.coach.reader, house)
    assert [x.text for x in queries.told_to(access, house.coach.reader.keys)] == [
        "Ik slaap slecht."
    ]
    assert queries.notes(access, house.angela) == []


@pytest.mark.parametrize("tell", [share, unsafe])
def test_what_is_told_to_one_is_there_for_nobody_else(house, tell):
    for reader in others(house):
        if reader.key != house.colleague.reader.key:
            unseen(
                everything_of(reader, house),
                add=lambda: tell(house, house.colleague),
                seen_by=everything_of(house.colleague.reader, house),
            )


def test_a_line_taken_back_is_closed_for_the_reader(house):
    row = share(house, house.colleague)
    actions.take_back(
        house.her, household_id=house.home.pk, told=row.uuid, expected_version=row.version
    )
    access = inside(house.colleague.reader, house)
    assert queries.told_to(access, house.colleague.reader.keys) == []
    assert "told" not in access.relations
    hers = queries.told_by(inside(house.her, house), house.angela, "line")
    assert [bool(x.taken_back_at) for x in hers] == [True]


def test_taking_back_is_seen_by_nobody_else(house):
    row = share(house, house.colleague)

    def back():
        actions.take_back(
            house.her, household_id=house.home.pk, told=row.uuid, expected_version=row.version
        )

    for reader in (house.him, house.coach.reader, house.helper.reader, house.lead.reader):
        unseen(everything_of(reader, house), add=back, seen_by=everything_of(house.her, house))


def test_only_somebody_from_the_list_can_be_picked(house):
    stranger = make.a_worker()
    with pytest.raises(Refusal, match="uit de lijst"):
        share(house, stranger)


def test_the_list_holds_who_helps_first_and_then_the_team(house):
    listed = queries.pickable(inside(house.her, house))
    assert [(x.name, x.helps) for x in listed] == [
        ("Bert Bewind", True),
        ("Coby Coach", True),
        ("Carla Collega", False),
        ("Loes Leider", False),
    ]


def test_safety_waits_for_who_was_picked_until_the_next_working_day(house):
    unsafe(house, house.colleague)
    access = inside(house.colleague.reader, house)
    (due,) = open_terms(access, owners=house.colleague.reader.keys)
    assert (due.kind, str(due.due)) == ("safety_told", "2026-11-16")
    (told,) = queries.told_to(access, house.colleague.reader.keys)
    assert (told.who, told.text, told.reach) == (
        "Angela",
        "Ik ben bang.",
        "Bel mijn werk, op dinsdag",
    )


def test_safety_stays_open_until_somebody_writes_what_was_done(house):
    row = unsafe(house)
    answer = {"household_id": house.home.pk, "told": row.uuid, "expected_version": 1}
    with pytest.raises(Refusal, match="Schrijf hier iets"):
        actions.answer_told(house.coach.reader, **answer, answer="  ")
    with pytest.raises(Refusal, match="tot er antwoord is"):
        actions.take_back(house.her, **answer)
    actions.answer_told(house.coach.reader, **answer, answer="We spraken af bij de bibliotheek.")
    assert open_terms(inside(house.coach.reader, house), kinds=["safety_told"]) == []
    (told,) = queries.told_by(inside(house.her, house), house.angela, "safety")
    assert told.answer == "We spraken af bij de bibliotheek."


def test_safety_asks_how_to_reach_the_member_without_danger(house):
    with pytest.raises(Refusal) as caught:
        actions.raise_safety(
            house.her,
            household_id=house.home.pk,
            text="Ik ben bang.",
            reach=" ",
            to=house.coach.professional.pk,
        )
    assert caught.value.where == "reach"


def test_who_was_not_told_cannot_answer(house):
    row = unsafe(house, house.colleague)
    answer = {"household_id": house.home.pk, "told": row.uuid, "expected_version": 1}
    for reader in (house.him, house.coach.reader, house.helper.reader):
        with pytest.raises(NoEntry):
            actions.answer_told(reader, **answer, answer="Gedaan")
    other = share(house, house.coach)
    assert other.told_to == house.coach.reader.key
    with pytest.raises(Refusal, match="niet meer in het dossier"):
        actions.answer_told(house.coach.reader, **answer, answer="Gedaan")


def test_the_other_member_cannot_tell_for_her(house):
    for verb, more in (
        (actions.share_line, {"to": house.coach.professional.pk}),
        (actions.raise_safety, {"to": house.coach.professional.pk, "reach": "bel"}),
        (actions.ask_correction, {}),
    ):
        with pytest.raises(NotAllowed):
            verb(house.him, household_id=house.home.pk, text="x", person_id=house.angela, **more)


def test_what_is_told_by_phone_counts_the_same(house):
    row = actions.raise_safety(
        house.coach.reader,
        household_id=house.home.pk,
        person_id=house.angela,
        text="Ze is bang.",
        reach="Alleen op haar werk",
        to=house.colleague.professional.pk,
        how="phone",
    )
    assert (row.how, row.recorded_by) == ("phone", house.coach.reader.key)
    (hers,) = queries.told_by(inside(house.her, house), house.angela, "safety")
    assert hers.how == "phone"


def test_a_correction_goes_to_the_case_coordinator_with_a_date(house):
    actions.ask_correction(house.her, household_id=house.home.pk, text="Mijn naam is Angéla.")
    (due,) = open_terms(inside(house.coach.reader, house), kinds=["correction_told"])
    assert (due.owner, str(due.due)) == (house.coach.reader.key, "2026-11-27")
    (asked,) = queries.told_to(inside(house.coach.reader, house), house.coach.reader.keys)
    assert asked.text == "Mijn naam is Angéla."


def test_a_correction_is_put_off_once_with_a_reason_the_member_reads(house, clock, friday):
    home, coach = {"household_id": house.home.pk}, house.coach.reader
    row = actions.ask_correction(house.her, text="Mijn naam is Angéla.", **home)
    later = {"told": row.uuid, "why": "De school zoekt het na.", "until": date(2027, 1, 8)} | home
    for wrong, where in (
        ({"why": " "}, "answer"),
        ({"until": date(2026, 11, 27)}, "until"),
        ({"until": date(2027, 2, 14)}, "until"),
    ):
        with pytest.raises(Refusal) as refused:
            actions.put_off_correction(coach, expected_version=1, **later | wrong)
        assert refused.value.where == where
    with pytest.raises((NotAllowed, NoEntry)):
        actions.put_off_correction(house.her, expected_version=1, **later)
    with pytest.raises(Conflict):
        actions.put_off_correction(coach, expected_version=4, **later)
    path, version = f"/verteld/{row.uuid}/", {"version": 1}
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(
        house.coach.account, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    sent = {"decision": "later", "answer": later["why"]} | version
    assert browser.post(path, sent).status_code == 422
    assert browser.post(path, sent | {"until": "2027-01-08"}).status_code == 303
    (due,) = open_terms(inside(coach, house), kinds=["correction_told"])
    assert due.due == date(2027, 1, 8)
    (hers,) = queries.told_by(inside(house.her, house), house.angela, "correction")
    assert (hers.put_off, hers.put_off_why, hers.answer_by) == (True, later["why"], due.due)
    assert not hers.late
    with pytest.raises(Refusal):
        actions.put_off_correction(coach, expected_version=2, **later)
    assert b'value="later"' not in browser.get("/verteld/").content
    with clock(friday + timedelta(days=30)):
        done = actions.answer_told(
            coach, told=row.uuid, expected_version=2, answer="Verbeterd.", decision="corrected",
            **home,
        )  # fmt: skip
    assert done.decision == "corrected"
    again = actions.ask_correction(house.her, text="En mijn adres.", **home)
    with clock(friday + timedelta(days=15)), pytest.raises(Refusal):
        actions.put_off_correction(coach, expected_version=1, **later | {"told": again.uuid})


@given(st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_a_put_off_day_lies_after_the_first_and_within_three_months(moment):
    first, last = answer_by(moment), last_put_off(moment)
    assert first < last
    assert 89 <= (last - moment.astimezone(AMSTERDAM).date()).days <= 92


def test_without_a_coordinator_a_correction_goes_to_the_team_lead(house):
    from voordeur.coordination.actions import end_coordination
    from voordeur.coordination.queries import holders

    (holder,) = holders(inside(house.coach.reader, house))
    end_coordination(
        make.SETUP,
        household_id=house.home.pk,
        appointment=holder.id,
        why="Andere baan",
        expected_version=holder.version,
    )
    row = actions.ask_correction(house.her, household_id=house.home.pk, text="Fout adres.")
    access = inside(house.lead.reader, house)
    assert [x.text for x in queries.told_to(access, house.lead.reader.keys)] == ["Fout adres."]
    actions.answer_told(
        house.lead.reader,
        household_id=house.home.pk,
        told=row.uuid,
        expected_version=row.version,
        answer="Is verbeterd.",
        decision="corrected",
    )


def test_after_forgetting_the_member_nobody_can_read_it(house):
    write(house)
    share(house)
    keyring.forget(f"person:{house.angela}")
    access = inside(house.her, house)
    assert [x.text for x in queries.notes(access, house.angela)] == [""]
    assert [x.text for x in queries.told_by(access, house.angela, "line")] == [""]


def test_erasing_a_member_takes_the_words_out_of_the_tables(house):
    from voordeur.resident.erasing import erase

    write(house), share(house)
    assert erase(house.angela, house.home.made_at) == 2
    with unguarded():
        assert not OwnNote._plain.exists()
        assert Told._plain.get().sealed == ""


def test_the_number_of_queries_does_not_grow(house, all_queries):
    def count():
        with all_queries() as statements:
            access = inside(house.her, house)
            queries.notes(access, house.angela)
            queries.told_by(access, house.angela, "line", "safety")
            queries.pickable(access)
        return len(statements)

    write(house), share(house)
    few = count()
    for number in range(5):
        write(house, f"nog {number}"), share(house, text=f"regel {number}")
    assert count() == few


def test_the_database_refuses_a_note_outside_the_private_part(house):
    from django.db import IntegrityError, transaction

    row = write(house)
    with pytest.raises(IntegrityError), transaction.atomic():
        OwnNote._plain.filter(pk=row.pk).update(compartment="common")
    told = unsafe(house)
    with pytest.raises(IntegrityError), transaction.atomic():
        Told._plain.filter(pk=told.pk).update(compartment="safety")
