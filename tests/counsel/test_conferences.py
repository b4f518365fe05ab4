# SPDX-License-Identifier: EUPL-1.2
"""A conference over several households: each sees its own items, the household too, minutes apart."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests import factories as make
from tests.coordination.making import signed_in
from tests.counsel.making import SOON, a_table
from voordeur.cli.tick import _nightly
from voordeur.counsel import actions
from voordeur.counsel.queries import agenda, agenda_of_household, conference
from voordeur.door.access import open_list
from voordeur.door.deed import NoEntry, NotAllowed
from voordeur.door.forgetting import forget_person
from voordeur.door.refusal import Refusal
from voordeur.plan.actions import NewStep, set_goal
from voordeur.plan.queries import plan_of

pytestmark = pytest.mark.django_db


def questions(table, reader, meeting):
    """The questions of a conference that a reader sees."""
    lines, _whole = agenda(open_list(reader), conference(meeting.uuid))
    return [line.question for line in lines]


def test_each_participant_sees_the_items_of_the_own_table_and_no_other(clock, friday):
    table = a_table()
    meeting = table.conference(friday)
    table.bring(table.one, meeting, question="Eerste")
    table.bring(table.two, meeting, question="Tweede", seats={})
    assert questions(table, table.specialist.reader, meeting) == ["Eerste"]
    assert questions(table, table.chair.reader, meeting) == ["Eerste", "Tweede"]
    assert questions(table, table.two.worker.reader, meeting) == ["Tweede"]
    page = signed_in(table.specialist).get(f"/overleg/{meeting.uuid}/").content.decode()
    assert "Tweede" not in page
    assert signed_in(make.a_worker()).get(f"/overleg/{meeting.uuid}/").status_code == 404


def test_another_household_on_the_agenda_changes_no_byte_for_a_participant(clock, friday):
    from tests.noninterference import page_of, unseen

    table = a_table()
    meeting = table.conference(friday)
    table.bring(table.one, meeting)
    url = f"/overleg/{meeting.uuid}/"
    unseen(
        page_of(table.specialist.account, url),
        add=lambda: table.bring(table.two, meeting, seats={}),
        seen_by=page_of(table.chair.account, url),
    )


def test_the_agenda_has_a_time_box_and_the_calendar_file_says_nothing(clock, friday):
    table = a_table()
    meeting = table.conference(friday)
    table.bring(table.one, meeting, minutes_box=40)
    table.bring(table.two, meeting, minutes_box=30)
    lines, whole = agenda(open_list(table.chair.reader), conference(meeting.uuid))
    assert (whole.minutes, whole.over) == (70, 10)
    assert lines[1].slot.start == meeting.starts_at + timedelta(minutes=40)
    answer = signed_in(table.specialist).get(f"/overleg/{meeting.uuid}/agenda.ics")
    body = answer.content.decode()
    for word in ("Angela", "Tom", "Berend", "Voorbeeld", "rust", str(table.one.home.uuid)):
        assert word not in body
        assert word not in answer["Content-Disposition"]
    assert "Wijkgebouw" in body


def test_what_cannot_be_is_refused(clock, friday):
    table = a_table()
    meeting = table.conference(friday)
    for wrong in (
        {"minutes_box": 0},
        {"seats": {10**9: "wmo"}},
        {"seats": {table.specialist.professional.pk: "wet"}},
        {"concealed_why": "Gevaar"},
        {"concealed_until": date(2026, 12, 1)},
        {"concealed_why": "Gevaar", "concealed_until": date(2027, 12, 1)},
        {"question": " "},
    ):
        with pytest.raises(Refusal):
            table.bring(table.one, meeting, **wrong)
    colleague = make.a_worker()
    make.stand(colleague.reader, table.one.home, "team")
    with pytest.raises(NotAllowed):
        actions.put_on_agenda(
            colleague.reader,
            household_id=table.one.home.pk,
            conference=meeting.uuid,
            question="?",
            minutes_box=5,
            seats={},
        )
    with pytest.raises(NotAllowed):
        actions.call_conference(
            make.a_worker("administrator").reader,
            team_id=table.one.team.pk,
            starts_at=friday + SOON,
            ends_at=friday + SOON * 2,
            place="Hier",
        )


def test_laws_give_options_decisions_become_steps_and_gaps_are_named(clock, friday):
    table = a_table()
    me, home = table.one.worker.reader, table.one.home.pk
    row = table.bring(table.one, table.conference(friday))
    here = {"household_id": home, "item": row.uuid}
    actions.say_options(
        table.specialist.reader, options="Een adempauze van zes maanden", expected_version=1, **here
    )
    with pytest.raises(NotAllowed):
        actions.say_options(table.chair.reader, options="Ik ook", expected_version=1, **here)
    goal = set_goal(me, household_id=home, text="De schulden staan stil")
    step = NewStep(what="Adempauze vragen", professionals=[table.specialist.professional.pk])
    with pytest.raises(Refusal):
        actions.conclude_step(me, goal=goal.uuid, step=step, **here)
    with pytest.raises(NotAllowed):
        actions.conclude_step(table.specialist.reader, goal=goal.uuid, step=step, **here)
    due = NewStep(
        what="Adempauze vragen",
        professionals=[table.specialist.professional.pk],
        due=date(2026, 12, 1),
    )
    actions.conclude_step(me, goal=goal.uuid, step=due, **here)
    actions.conclude_gap(table.specialist.reader, what="Begeleid wonen voor 18+", **here)
    (line,) = agenda_of_household(table.open(table.one, me))
    assert [(one.what, one.due, one.gap) for one in line.decided] == [
        ("Adempauze vragen", date(2026, 12, 1), False),
        ("Begeleid wonen voor 18+", None, True),
    ]
    assert line.seats[0].options == "Een adempauze van zes maanden"
    assert "Adempauze vragen" in str(plan_of(table.open(table.one, me)))


def test_minutes_are_written_per_household_by_who_leads_or_brought_it(clock, friday):
    table = a_table()
    meeting = table.conference(friday)
    row = table.bring(table.one, meeting)
    table.bring(table.two, meeting)
    here = {"household_id": table.one.home.pk, "item": row.uuid, "minutes": "We spraken af."}
    with pytest.raises(NotAllowed):
        actions.write_minutes(table.specialist.reader, expected_version=1, **here)
    actions.write_minutes(table.chair.reader, expected_version=1, **here)
    (one,) = agenda_of_household(table.open(table.one, table.one.worker.reader))
    (two,) = agenda_of_household(table.open(table.two, table.two.worker.reader))
    assert (one.minutes, two.minutes) == ("We spraken af.", "")


def test_the_household_reads_its_item_and_says_whether_it_comes(clock, friday):
    table = a_table()
    angela, tom = (make.a_resident(one) for one in table.one.people)
    row = table.bring(table.one, table.conference(friday))
    here = {"household_id": table.one.home.pk, "item": row.uuid}
    (line,) = agenda_of_household(table.open(table.one, angela))
    assert line.question == row.question
    actions.say_coming(angela, word="with_somebody", person_id=table.one.people[0], **here)
    with pytest.raises(NotAllowed):
        actions.say_coming(tom, word="coming", person_id=table.one.people[0], **here)
    (mine,) = agenda_of_household(table.open(table.one, angela))
    (his,) = agenda_of_household(table.open(table.one, tom))
    (led,), _whole = agenda(open_list(table.chair.reader), line.meeting)
    assert mine.coming == led.coming == ((table.one.people[0], "with_somebody"),)
    assert his.coming == ()


def test_kept_from_the_household_it_needs_a_ground_and_an_end_and_then_they_read_it(clock, friday):
    table = a_table()
    angela = make.a_resident(table.one.people[0])
    table.bring(
        table.one,
        table.conference(friday),
        concealed_why="Eerst moet zij veilig zijn",
        concealed_until=date(2026, 11, 25),
    )
    assert agenda_of_household(table.open(table.one, angela)) == []
    with clock(datetime(2026, 11, 24, 9, tzinfo=UTC)):
        _nightly()
        assert agenda_of_household(table.open(table.one, angela)) == []
    with clock(datetime(2026, 11, 25, 9, tzinfo=UTC)):
        _nightly()
        (line,) = agenda_of_household(table.open(table.one, angela))
        assert not line.kept_back
        assert len(line.seats) == 1


def test_off_the_agenda_nobody_at_the_table_sees_it_any_more(clock, friday):
    table = a_table()
    row = table.bring(table.one, table.conference(friday))
    actions.take_off_agenda(
        table.one.worker.reader, household_id=table.one.home.pk, item=row.uuid, expected_version=1
    )
    with pytest.raises(NoEntry):
        table.open(table.one, table.specialist.reader)


def test_who_leads_puts_the_agenda_in_another_order_and_nobody_else(clock, friday):
    table = a_table()
    meeting = table.conference(friday)
    first, second = (table.bring(scene, meeting) for scene in (table.one, table.two))
    move = {"household_id": table.two.home.pk, "item": second.uuid, "expected_version": 1}
    for other in (table.specialist, table.two.worker):
        with pytest.raises(NotAllowed):
            actions.move_item(other.reader, earlier=True, **move)
    with pytest.raises(Refusal):
        actions.move_item(table.chair.reader, earlier=False, **move)
    chair = signed_in(table.chair)
    there = f"/overleg/{meeting.uuid}/"
    page = chair.get(there).content.decode()
    assert page.count('value="earlier"') == page.count('value="later"') == 1
    url = f"/huishouden/{table.two.home.uuid}/meedenken/overleg/{second.uuid}/volgorde/"
    assert chair.post(url, {"way": "earlier", "version": 1})["Location"] == there
    page = chair.get(there).content.decode()
    assert page.index(str(second.uuid)) < page.index(str(first.uuid))
    assert 'value="earlier"' not in signed_in(table.specialist).get(there).content.decode()


def test_two_weeks_after_the_conference_the_table_is_closed(clock, friday):
    table = a_table()
    table.bring(table.one, table.conference(friday))
    table.open(table.one, table.specialist.reader)
    with clock(friday + SOON + timedelta(days=15)), pytest.raises(NoEntry):
        table.open(table.one, table.specialist.reader)


def test_the_pages_call_bring_say_decide_and_note(clock, friday, all_queries):
    table = a_table()
    chair, me, specialist = (
        signed_in(one) for one in (table.chair, table.one.worker, table.specialist)
    )
    call = {
        "team": table.one.team.pk,
        "on": "2026-11-20",
        "starts": "14:00",
        "ends": "13:00",
        "place": "Zaal 2",
    }
    assert chair.post("/overleg/nieuw/", call).status_code == 422
    assert me.post("/overleg/nieuw/", {**call, "ends": "15:00"}).status_code == 303
    set_goal(table.one.worker.reader, household_id=table.one.home.pk, text="Rust")
    home = f"/huishouden/{table.one.home.uuid}/meedenken/"
    (goal,) = plan_of(table.open(table.one, table.one.worker.reader)).goals
    page = me.get(f"{home}overleg/").content.decode()
    meeting = page.split('name="conference"')[1].split('<option value="')[1][:36]
    form = {
        "conference": meeting,
        "question": "Hoe nu verder?",
        "minutes_box": 15,
        "part": "common",
        "seat_1": table.specialist.professional.pk,
    }
    refused = me.post(f"{home}overleg/", form)
    assert refused.status_code == 422
    assert "Hoe nu verder?" in refused.content.decode()
    assert me.post(f"{home}overleg/", {**form, "law_1": "wgs"}).status_code == 303
    (line,) = agenda_of_household(table.open(table.one, table.one.worker.reader))
    item = f"{home}overleg/{line.uuid}/"
    assert "Angela" not in specialist.get(item).content.decode()
    sent = specialist.post(f"{item}mogelijk/", {"options": "Adempauze", "version": 1})
    assert sent.status_code == 303
    decision = {
        "goal": str(goal.uuid),
        "what": "Aanvragen",
        "professional": table.specialist.professional.pk,
        "due": "2026-12-01",
    }
    assert me.post(f"{item}besluit/", decision).status_code == 303
    assert me.post(f"{item}gemis/", {"what": "Begeleid wonen"}).status_code == 303
    minutes = {"minutes": "We vragen een adempauze aan.", "version": line.version}
    assert me.post(f"{item}verslag/", minutes).status_code == 303
    with all_queries() as statements:
        shown = me.get(item).content.decode()
    assert len(statements) <= 15
    for word in ("Adempauze", "Aanvragen", "Begeleid wonen", "We vragen een adempauze aan."):
        assert word in shown
    assert me.get("/overleg/").status_code == 200
    assert me.post(f"{item}eraf/", {"version": line.version + 1}).status_code == 303


def test_forgetting_a_member_leaves_nothing_of_them(clock, friday):
    from tests.guard import unguarded
    from voordeur.counsel.models import AgendaItem, AgendaSeat, Coming, Consultation

    table = a_table()
    person = table.one.people[0]
    about = {"person_id": person, "compartment": "health"}
    table.consult(**about)
    row = table.bring(table.one, table.conference(friday), **about)
    actions.say_coming(
        make.a_resident(person),
        household_id=table.one.home.pk,
        item=row.uuid,
        word="coming",
        person_id=person,
    )
    forget_person(make.a_worker("privacy_officer").reader, person_id=person, why="own_request")
    with unguarded():
        for model in (AgendaItem, AgendaSeat, Coming, Consultation):
            assert not model._plain.filter(person_id=person).exists()
