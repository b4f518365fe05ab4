# SPDX-License-Identifier: EUPL-1.2
"""Asking a specialist: the household masked, question and answer kept, the case where it is."""

from datetime import date

import pytest

from tests import factories as make
from tests.coordination.making import signed_in
from tests.counsel.making import a_table
from tests.noninterference import page_of, unseen
from voordeur.coordination.queries import holders
from voordeur.counsel import actions
from voordeur.counsel.queries import consultations
from voordeur.door.deed import Conflict, NoEntry, NotAllowed
from voordeur.door.refusal import Refusal
from voordeur.people.queries import members

pytestmark = pytest.mark.django_db


def test_the_specialist_sees_the_question_and_no_name_and_the_case_stays(clock):
    table = a_table()
    row = table.consult()
    inside = table.open(table.one, table.specialist.reader)
    assert [line.question for line in consultations(inside)] == [row.question]
    assert members(inside) == []
    url = f"/huishouden/{table.one.home.uuid}/meedenken/gevraagd/"
    page = signed_in(table.specialist).get(url).content.decode()
    assert row.question in page
    for name in ("Angela", "Tom", "Voorbeeld"):
        assert name not in page
    today = signed_in(table.specialist).get("/vandaag/").content.decode()
    assert "meedenken/gevraagd/" in today
    assert "Angela" not in today
    coordinator = holders(table.open(table.one, table.one.worker.reader))
    assert [one.name for one in coordinator] == [table.one.worker.professional.name]


def test_a_name_in_the_question_is_refused(clock):
    table = a_table()
    for wrong in ({"question": "Wat past bij Angela?"}, {"picture": "Tom drinkt."}):
        with pytest.raises(Refusal) as refused:
            table.consult(**wrong)
        assert refused.value.where == "picture"
    for wrong in ({"specialist": 10**9}, {"specialist": table.one.worker.professional.pk}):
        with pytest.raises(Refusal):
            table.consult(**wrong)


def test_advice_is_given_kept_learned_from_and_then_the_specialist_sees_no_more(clock):
    table = a_table()
    row = table.consult()
    here = {"household_id": table.one.home.pk, "consultation": row.uuid}
    with pytest.raises(NotAllowed):
        actions.answer_consultation(
            table.one.worker.reader, answer="Zelf", expected_version=1, **here
        )
    actions.answer_consultation(
        table.specialist.reader, answer="Een minnelijk traject.", expected_version=1, **here
    )
    with pytest.raises(Conflict):
        actions.answer_consultation(
            table.specialist.reader, answer="Anders", expected_version=1, **here
        )
    actions.go_together(table.one.worker.reader, on=date(2026, 11, 20), expected_version=2, **here)
    actions.say_what_was_new(
        table.one.worker.reader, what="Budgetbeheer kan tijdelijk", expected_version=3, **here
    )
    actions.say_what_was_new(
        table.specialist.reader, what="Rust gaat voor aflossen", expected_version=4, **here
    )
    (line,) = consultations(table.open(table.one, table.one.worker.reader))
    assert (line.answer, line.visit_on) == ("Een minnelijk traject.", date(2026, 11, 20))
    assert line.new_to_asker == "Budgetbeheer kan tijdelijk"
    assert line.new_to_specialist == "Rust gaat voor aflossen"
    with pytest.raises(NoEntry):
        table.open(table.one, table.specialist.reader)


def test_a_question_is_taken_back_and_who_may_not_ask_does_not(clock):
    table = a_table()
    row = table.consult()
    colleague = make.a_worker()
    make.stand(colleague.reader, table.one.home, "team")
    with pytest.raises(NotAllowed):
        actions.consult(
            colleague.reader,
            household_id=table.one.home.pk,
            specialist=table.specialist.professional.pk,
            question="?",
        )
    actions.withdraw_consultation(
        table.one.worker.reader,
        household_id=table.one.home.pk,
        consultation=row.uuid,
        expected_version=1,
    )
    with pytest.raises(NoEntry):
        table.open(table.one, table.specialist.reader)


def test_the_pages_ask_advise_and_learn(clock, all_queries):
    table = a_table()
    me, specialist = signed_in(table.one.worker), signed_in(table.specialist)
    base = f"/huishouden/{table.one.home.uuid}/meedenken/"
    form = {
        "specialist": table.specialist.professional.pk,
        "question": "Welke weg past hier?",
        "picture": "Angela heeft schulden",
        "part": "common",
    }
    refused = me.post(f"{base}raad/", form)
    assert refused.status_code == 422
    assert "Angela heeft schulden" in refused.content.decode()
    assert me.post(f"{base}raad/", {**form, "picture": ""}).status_code == 303
    (line,) = consultations(table.open(table.one, table.one.worker.reader))
    advice = {"consultation": line.uuid, "answer": "Budgetbeheer", "version": 1}
    assert specialist.post(f"{base}gevraagd/", {**advice, "answer": ""}).status_code == 422
    assert specialist.post(f"{base}gevraagd/", advice).status_code == 303
    one = f"{base}raad/{line.uuid}/"
    assert me.post(f"{one}samen/", {"on": "2026-11-20", "version": 2}).status_code == 303
    assert me.post(f"{one}nieuw/", {"what": "Kan tijdelijk", "version": 3}).status_code == 303
    with all_queries() as statements:
        page = me.get(base).content.decode()
    assert len(statements) <= 15
    assert "Budgetbeheer" in page
    assert "Kan tijdelijk" in page
    assert signed_in(make.a_worker()).get(base).status_code == 404


@pytest.mark.parametrize("tail", ["meedenken/", "tijdlijn/", ""])
def test_a_question_about_a_member_changes_no_byte_for_who_may_not_see_it(clock, tail):
    table = a_table()
    reader, seeing = make.a_worker(), make.a_worker()
    make.stand(reader.reader, table.one.home, "supporter")
    make.stand(seeing.reader, table.one.home, "emergency")
    url = f"/huishouden/{table.one.home.uuid}/{tail}"

    def add():
        table.consult(person_id=table.one.people[0], compartment="health")

    if tail:
        unseen(page_of(reader.account, url), add=add, seen_by=page_of(seeing.account, url))
    else:
        told = page_of(table.specialist.account, "/vandaag/")
        unseen(page_of(reader.account, url), add=add, seen_by=told)
