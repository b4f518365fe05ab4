# SPDX-License-Identifier: EUPL-1.2
"""The resident's page about what runs with others; as read by a violent partner too."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests import factories as make
from tests.noninterference import page_of, unseen
from tests.resident.making import a_house, account_of, inside
from tests.resident.test_pages import signed_in
from voordeur.cooperation import actions as cooperation
from voordeur.counsel import actions as counsel
from voordeur.counsel.queries import agenda_of_household
from voordeur.plan import actions as plan

pytestmark = pytest.mark.django_db


def referral(house, **more):
    return cooperation.ask_party(
        house.coach.reader,
        household_id=house.home.pk,
        kind="referral",
        organisation_id=make.an_organisation("GGZ Het Anker").pk,
        law="zvw",
        what="Behandeling",
        why="Slaapt slecht",
        **{
            "basis": "consent",
            "said_yes": [house.angela],
            "channel": "table",
            **more,
        },
    )


def waiting(house, **more):
    row = referral(house, **more)
    cooperation.wait_for(
        house.coach.reader,
        household_id=house.home.pk,
        referral=row.uuid,
        reason="no_room",
        look_again=date(2026, 12, 1),
        expected_version=1,
    )


def on_agenda(house, friday, **more):
    meeting = counsel.call_conference(
        house.coach.reader,
        team_id=house.coach.professional.team_id,
        starts_at=friday + timedelta(days=5),
        ends_at=friday + timedelta(days=5, hours=1),
        place="Wijkgebouw",
    )
    return counsel.put_on_agenda(
        house.coach.reader,
        household_id=house.home.pk,
        conference=meeting.uuid,
        question="Hoe komt er rust?",
        minutes_box=20,
        seats={make.a_worker().professional.pk: "wmo"},
        **more,
    )


def sub_plan(house, **more):
    return plan.hang_sub_plan(
        house.coach.reader,
        household_id=house.home.pk,
        kind="treatment",
        title="Behandelplan",
        law="zvw",
        owner_id=make.an_organisation().pk,
        **more,
    )


def test_i_read_where_we_wait_which_talk_is_about_us_and_say_whether_i_come(clock, friday):
    house = a_house()
    waiting(house)
    item = on_agenda(house, friday)
    sub_plan(house)
    her = signed_in(account_of(house.her))
    url = reverse("my_together", args=[house.home.uuid])
    page = her.get(url).content.decode()
    for word in ("GGZ Het Anker", "wachtlijst", "Hoe komt er rust?", "Behandelplan"):
        assert word in page, word
    coming = reverse("my_coming", args=[house.home.uuid, item.uuid])
    assert her.post(coming, {"word": "with_somebody"}).status_code == 303
    (line,) = agenda_of_household(inside(house.her, house))
    assert line.coming == ((house.angela, "with_somebody"),)
    file = her.get(reverse("my_appointment", args=[house.home.uuid, item.uuid]))
    for word in ("Angela", "rust", str(house.home.uuid), "Anker"):
        assert word not in file.content.decode() + file["Content-Disposition"]
    assert "Afspraak" in file.content.decode()


PAGES = ("my_together", "my_home", "my_helpers", "my_access", "my_looks", "my_plan", "timeline")


@pytest.mark.parametrize("secret", ["waiting", "on_agenda", "sub_plan", "kept_back", "asked_one"])
def test_for_the_partner_no_byte_of_any_page_changes(clock, friday, secret):
    house = a_house()
    mine = {"person_id": house.angela, "compartment": "health"}

    def add():
        if secret == "waiting":
            waiting(house, **mine)
        elif secret == "on_agenda":
            on_agenda(house, friday, **mine)
        elif secret == "sub_plan":
            sub_plan(house, **mine)
        elif secret == "kept_back":
            on_agenda(house, friday, concealed_why="Gevaar", concealed_until=date(2026, 12, 1))
        else:
            _row, token = cooperation.ask_partner(
                house.coach.reader,
                household_id=house.home.pk,
                organisation_id=make.an_organisation().pk,
                question="Is zij bij u bekend?",
                expires_at=friday + timedelta(days=3),
                **mine,
            )
            signed_in(account_of(house.her)).post(f"/vraag/{token}/", {"do": "open"})

    his, hers = account_of(house.him), account_of(house.her)
    seeing = house.coach.account if secret == "kept_back" else hers
    seen = {"kept_back": "counsel_page", "asked_one": "my_looks"}.get(secret, "my_together")
    for name in PAGES:
        unseen(
            page_of(his, reverse(name, args=[house.home.uuid])),
            add=add,
            seen_by=page_of(seeing, reverse(seen, args=[house.home.uuid])),
        )
