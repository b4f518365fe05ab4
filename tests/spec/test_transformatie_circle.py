# SPDX-License-Identifier: EUPL-1.2
"""Transformatie: the people around a member, and two questions in one contact."""

from datetime import date

import pytest

from tests.contact.making import a_home
from tests.plan.making import a_scene
from voordeur.contact.actions import Said, note_conversation, record_contact
from voordeur.contact.queries import contacts, conversation
from voordeur.people.actions import name_network_member
from voordeur.people.queries import network
from voordeur.plan import actions, queries

pytestmark = pytest.mark.django_db


def test_transformatie_r5_the_neighbour_with_how_near_what_goes_back_and_forth_and_what_she_wants(
    clock,
):
    """Nearness, give and take, and load in words; what she is willing to do is an offer."""
    scene = a_scene("Saskia")
    reader, saskia = scene.coordinator.reader, scene.people[0]
    neighbour = name_network_member(
        reader,
        household_id=scene.id,
        first_name="Ria",
        person_id=saskia,
        shared=True,
        tie="buurvrouw",
        nearness="close",
        exchange="takes",
        note="Eén middag per week, meer kan ze niet",
    )
    actions.note_offer(
        reader,
        household_id=scene.id,
        person_id=saskia,
        network_member=neighbour.pk,
        what="Oppassen",
        compartment="common",
    )
    (around,) = network(scene.through(reader))
    assert (around.tie, around.nearness, around.exchange) == ("buurvrouw", "close", "takes")
    assert around.note == "Eén middag per week, meer kan ze niet"
    (offer,) = queries.plan_of(scene.through(reader)).offers
    assert offer.what == "Oppassen"


def test_transformatie_a3_guidance_and_income_are_handled_in_one_contact(clock):
    """Saskia asks two things; it is one visit and one conversation."""
    home = a_home("Saskia")
    reader, saskia = home.coordinator.reader, home.people[0]
    record_contact(
        reader, household_id=home.pk, kind="home", on=date(2026, 11, 13), present=[saskia]
    )
    note_conversation(
        reader,
        household_id=home.pk,
        person_id=saskia,
        said=[
            Said("question_as_put", words="Begeleiding thuis, en mijn uitkering klopt niet"),
            Said("question_behind", words="Rust in huis"),
        ],
    )
    access = home.open(reader)
    assert [one.kind for one in contacts(access)] == ["home"]
    said, _limits = conversation(access, saskia)
    assert {one.area: one.words for one in said} == {
        "question_as_put": "Begeleiding thuis, en mijn uitkering klopt niet",
        "question_behind": "Rust in huis",
    }
