# SPDX-License-Identifier: EUPL-1.2
"""Een landingsbaan: what one member keeps from another, with the resident's own pages (R045, C1)."""

import pytest
from django.urls import reverse

from tests.noninterference import unseen
from tests.resident.making import a_house, account_of, inside
from tests.resident.test_pages import PAGES, signed_in, text
from tests.resident.test_violent_partner import pages_of
from voordeur.resident import actions, queries

pytestmark = pytest.mark.django_db

ABOUT_TOM = "Tom drinkt weer en scheldt me uit. Dit weet mijn coach niet."


@pytest.fixture
def house(clock):
    return a_house()


def her_note(house):
    return actions.write_note(house.her, household_id=house.home.pk, text=ABOUT_TOM)


def test_landingsbaan_c1_angelas_note_about_tom_is_seen_by_no_professional(house):
    her_note(house)
    for worker in house.workers:
        access = inside(worker.reader, house)
        assert queries.notes(access, house.angela) == []
        page = signed_in(worker.account).get(reverse("household", args=[house.home.uuid]))
        assert "scheldt" not in text(page)


def test_landingsbaan_c1_angelas_note_about_tom_is_not_seen_by_tom(house):
    unseen(
        pages_of(house.him, house, PAGES),
        add=lambda: her_note(house),
        seen_by=pages_of(house.her, house, ("my_notes",)),
    )


def test_landingsbaan_c1_angela_shares_one_line_with_someone_she_picks(house):
    her_note(house)
    client = signed_in(account_of(house.her))
    form = {"text": "Ik slaap slecht.", "to": house.coach.professional.pk}
    client.post(reverse("tell_line", args=[house.home.uuid]), form)
    coach = text(signed_in(house.coach.account).get(reverse("told")))
    assert "Ik slaap slecht." in coach
    assert "scheldt" not in coach
    for worker in (house.helper, house.colleague, house.lead):
        assert "Ik slaap slecht." not in text(signed_in(worker.account).get(reverse("told")))


def test_landingsbaan_c1_angela_raises_safety_with_someone_who_is_not_her_coach(house):
    client = signed_in(account_of(house.her))
    form = {
        "text": "Ik ben bang voor Tom.",
        "reach": "Bel mijn werk",
        "to": house.colleague.professional.pk,
    }
    client.post(reverse("my_safety", args=[house.home.uuid]), form)
    assert "Ik ben bang voor Tom." in text(signed_in(house.colleague.account).get(reverse("told")))
    for worker in (house.coach, house.helper, house.lead):
        for url in (reverse("told"), reverse("household", args=[house.home.uuid])):
            assert "bang voor Tom" not in text(signed_in(worker.account).get(url))


def test_landingsbaan_r045_who_was_told_sees_it_on_the_list_of_today_and_tom_reads_no_look(house):
    def tell_and_open():
        actions.raise_safety(
            house.her,
            household_id=house.home.pk,
            text="Ik ben bang.",
            reach="Bel mijn werk",
            to=house.colleague.professional.pk,
        )
        page = text(signed_in(house.colleague.account).get(reverse("today")))
        assert "Een inwoner heeft u iets verteld" in page

    unseen(
        pages_of(house.him, house, ("my_looks", "my_access", "timeline")),
        add=tell_and_open,
        seen_by=pages_of(house.her, house, ("my_safety",)),
    )
