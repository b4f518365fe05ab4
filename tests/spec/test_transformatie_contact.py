# SPDX-License-Identifier: EUPL-1.2
"""Transformatie: the conversation with Saskia, limits to self-direction, and acting at once."""

from datetime import date, timedelta

import pytest

from tests.contact.making import a_home, signed_in
from tests.guard import unguarded
from voordeur.contact import actions, queries
from voordeur.contact.actions import Said
from voordeur.contact.forms import ConversationForm
from voordeur.contact.guide import guide
from voordeur.contact.models import Contact, ConversationNote
from voordeur.contact.page import paths
from voordeur.instruments.conversation import Note, ResultState, results_in_state
from voordeur.people.queries import members

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 11, 13)


@pytest.fixture
def saskia(clock):
    """Saskia with her children Amanda and Jeffrey, and who coordinates."""
    return a_home("Saskia", "Amanda", "Jeffrey")


def limit(home, **given):
    return actions.limit_self_direction(
        home.coordinator.reader,
        household_id=home.pk,
        **{
            "person_id": home.people[0],
            "ground": "cannot_oversee",
            "situation": "Afspraken over geld",
            "reason": "Overziet nu niet wat een afspraak doet",
            "since": FRIDAY,
            "look_again": FRIDAY + timedelta(days=14),
            **given,
        },
    )


def test_transformatie_a4_what_the_mother_cannot_do_now_counts_in_the_talk_about_the_child(saskia):
    limit(saskia)
    amanda = members(saskia.open(saskia.coordinator.reader))[1]
    page = signed_in(saskia.coordinator).get(saskia.url(f"gesprek/?lid={amanda.person_uuid}"))
    assert "Afspraken over geld" in page.content.decode()


def test_transformatie_a7_who_cannot_oversee_the_consequences_does_not_stand_alone(saskia):
    """Self-direction is not the default then: who answers for it is named, for a time."""
    limit(saskia, until=FRIDAY + timedelta(days=60))
    access = saskia.open(saskia.coordinator.reader)
    (row,) = queries.limits(access)
    assert row.responsible == saskia.coordinator.professional.name
    assert queries.limits(access, on=FRIDAY + timedelta(days=60)) == []
    page = signed_in(saskia.coordinator).get(saskia.url("gesprek/")).content.decode()
    assert saskia.coordinator.professional.name in page


def test_transformatie_a8_for_a_child_in_danger_nothing_has_to_be_tried_first(saskia):
    """No talk, no network, no visit was recorded; who may act is named and can be recorded."""
    first = paths()[0]
    assert first.first
    page = signed_in(saskia.coordinator).get(saskia.url("gesprek/grens/")).content.decode()
    assert "112" in page
    assert "Jeugdwet" in page
    limit(
        saskia,
        person_id=saskia.people[1],
        ground="child_in_danger",
        situation="Vanavond thuis",
        reason="Vader dreigt",
        authority="child_protection_board",
        acting="Piket Raad",
    )
    with unguarded():
        assert Contact._plain.count() == ConversationNote._plain.count() == 0
    (row,) = queries.limits(saskia.open(saskia.coordinator.reader))
    assert (row.authority, row.acting) == ("child_protection_board", "Piket Raad")


def test_transformatie_a25_two_results_met_two_open_and_the_rest_stays_empty(saskia):
    actions.note_conversation(
        saskia.coordinator.reader,
        household_id=saskia.pk,
        person_id=saskia.people[0],
        said=[
            Said("suited_home", state="met", met_by="Aanpassingen in huis"),
            Said("care_for_children", state="open"),
            Said("contacts", state="open"),
            Said("structure", state="met", met_by="Een paar uur begeleiding"),
        ],
    )
    said, _ = queries.conversation(saskia.open(saskia.coordinator.reader), saskia.people[0])
    notes = [Note(one.area, one.words, ResultState(one.state), one.met_by) for one in said]
    met = [line.area.id for line in results_in_state(guide(), notes, ResultState.MET)]
    still = [line.area.id for line in results_in_state(guide(), notes, ResultState.OPEN)]
    assert (met, still) == (["suited_home", "structure"], ["care_for_children", "contacts"])
    assert len(results_in_state(guide(), notes, None)) == 6


def test_transformatie_r2_r11_r12_the_guide_stands_whole_on_the_page_and_demands_nothing(saskia):
    form = ConversationForm({}, said=[])
    assert form.is_valid()
    assert form.said() == []
    chapters = {chapter.part.id: chapter for chapter in form.chapters()}
    assert [len(chapters[name].areas) for name in ("functions", "results", "beacons")] == [5, 8, 8]
    assert chapters["beacons"].is_aid
    assert not any(area.fields for area in chapters["beacons"].areas)
    page = signed_in(saskia.coordinator).get(saskia.url("gesprek/")).content.decode()
    for area in guide().areas:
        assert area.title.nl in page or area.title.en in page
