# SPDX-License-Identifier: EUPL-1.2
"""Nabij is beter: the household decides who sees what, reads all of it and loses no help."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.resident.making import a_house, account_of, inside
from tests.resident.test_pages import a_plan, signed_in, text
from voordeur.coordination.actions import involve
from voordeur.history import clock as product
from voordeur.plan import queries as plan
from voordeur.plan.actions import mark_step, note_problem, note_words
from voordeur.plan.support import SAID_BEFOREHAND, UNLOCKED
from voordeur.resident import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def gladys(clock):
    """Gladys with her daughter; her words and her debts are her own part of the file."""
    house = a_house(("Gladys", "Destiny"))
    note_words(
        house.her,
        household_id=house.home.pk,
        person_id=house.angela,
        text="Eerst de schulden, dan de rest.",
        first_priority="schulden",
    )
    note_problem(
        house.coach.reader,
        household_id=house.home.pk,
        person_id=house.angela,
        compartment="money",
        life_area="money",
        text="Twaalf schuldeisers",
    )
    return house


def words_seen_by(reader, house):
    return [
        words.text for voice in plan.voices(inside(reader, house)).members for words in voice.words
    ]


def debts_seen_by(reader, house):
    return [line.text for line in plan.problems(inside(reader, house)).lines]


def test_nabij_a1_gladys_own_word_schulden_comes_first(gladys):
    page = text(signed_in(account_of(gladys.her)).get(reverse("my_words", args=[gladys.home.uuid])))
    assert "Eerst: schulden" in page


def test_nabij_a1_no_professional_sees_her_record_without_her_yes(gladys):
    for worker in (gladys.helper, gladys.colleague, gladys.lead):
        assert words_seen_by(worker.reader, gladys) == []
        assert "Twaalf schuldeisers" not in debts_seen_by(worker.reader, gladys)


def test_nabij_a1_her_daughter_does_not_see_it_either(gladys):
    assert words_seen_by(gladys.him, gladys) == []
    assert debts_seen_by(gladys.him, gladys) == []


def test_nabij_a1_with_her_yes_one_party_sees_one_part_until_she_takes_it_back(gladys):
    client = signed_in(account_of(gladys.her))
    page = reverse("my_access", args=[gladys.home.uuid])
    client.post(page, {"compartment": "money", "to": gladys.helper.professional.pk})
    assert "Twaalf schuldeisers" in debts_seen_by(gladys.helper.reader, gladys)
    assert words_seen_by(gladys.helper.reader, gladys) == []
    assert "Twaalf schuldeisers" not in debts_seen_by(gladys.colleague.reader, gladys)
    (share,) = queries.my_shares(inside(gladys.her, gladys), gladys.angela)
    client.post(reverse("take_share_back", args=[gladys.home.uuid]), {"deel": share.token})
    assert "Twaalf schuldeisers" not in debts_seen_by(gladys.helper.reader, gladys)


def test_nabij_pr5_she_reads_who_looked(gladys):
    signed_in(gladys.helper.account).get(reverse("household", args=[gladys.home.uuid]))
    page = text(signed_in(account_of(gladys.her)).get(reverse("my_looks", args=[gladys.home.uuid])))
    assert gladys.helper.professional.organisation.name in page


def test_nabij_r45_she_reads_and_can_correct_everything_she_said(gladys):
    client = signed_in(account_of(gladys.her))
    (said,) = queries.my_words(inside(gladys.her, gladys), gladys.angela)
    client.post(
        reverse("correct_my_words", args=[gladys.home.uuid, said.uuid]),
        {"text": "Eerst de schulden.", "first_priority": "schulden", "version": said.version},
    )
    assert words_seen_by(gladys.her, gladys) == ["Eerst de schulden."]


def test_nabij_r9_the_household_decides_and_not_agreeing_costs_nothing(gladys):
    a_plan(gladys)
    before = plan.help_stated(inside(gladys.her, gladys))
    client = signed_in(account_of(gladys.her))
    client.post(reverse("my_plan", args=[gladys.home.uuid]), {"word": "not_agreed"})
    assert plan.help_stated(inside(gladys.her, gladys)) == before


def test_nabij_a6_the_youth_adds_his_mother_and_nothing_decreases_as_was_said_beforehand(clock):
    house = a_house(("Youri", "Oom"))
    a_plan(house)
    involve(
        house.coach.reader,
        household_id=house.home.pk,
        organisation_id=house.coach.professional.organisation_id,
        law="wmo",
        task="Opvang",
        from_date=product.today() - timedelta(days=10),
    )
    client = signed_in(account_of(house.her))
    page = reverse("my_people", args=[house.home.uuid])
    assert SAID_BEFOREHAND["nl"] in text(client.get(page))
    before = (
        plan.help_stated(inside(house.her, house)).professional,
        queries.helpers(inside(house.her, house)),
    )
    assert client.post(page, {"first_name": "Moeder", "tie": "moeder"}).status_code == 303
    after = (
        plan.help_stated(inside(house.her, house)).professional,
        queries.helpers(inside(house.her, house)),
    )
    assert after == before


def test_nabij_r14_what_a_plan_of_ones_own_opens_up_is_said_before_anything_is_asked(gladys):
    hers = reverse("my_people", args=[gladys.home.uuid])
    assert UNLOCKED["nl"] in text(signed_in(account_of(gladys.her)).get(hers))
    offer = reverse("offer_add", args=[gladys.home.uuid])
    assert UNLOCKED["nl"] in text(signed_in(gladys.coach.account).get(offer))


def test_nabij_r12_what_a_professional_does_in_an_agreed_plan_needs_no_second_decision(gladys):
    a_plan(gladys)
    hers, address = signed_in(account_of(gladys.her)), reverse("my_plan", args=[gladys.home.uuid])
    assert "toegekend zodra u het ermee eens bent" in text(hers.get(address))
    hers.post(address, {"word": "agreed"})
    (step,) = plan.plan_of(inside(gladys.coach.reader, gladys)).steps
    started = mark_step(
        gladys.coach.reader,
        household_id=gladys.home.pk,
        step=step.uuid,
        state="running",
        expected_version=step.version,
    )
    assert started.state == "running"
    (part,) = plan.help_stated(inside(gladys.her, gladys)).professional
    assert part.what == "Elke dinsdag langskomen"
