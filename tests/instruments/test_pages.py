# SPDX-License-Identifier: EUPL-1.2
"""Pages of measurements: choosing first, nothing lost, and no byte more than one may see."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.guard import unguarded
from tests.instruments.making import MATRIX, a_home, measure
from tests.noninterference import page_of, unseen
from voordeur.door.models import Account
from voordeur.instruments.models import Measurement, Rating
from voordeur.instruments.panels import panels
from voordeur.people.pages import Home

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def home(clock):
    return a_home()


def account(reader):
    return Account.objects.get(pk=reader.account_id)


def browser(reader):
    client = Client(headers={"accept-language": "en"})
    client.force_login(account(reader), backend=BACKEND)
    return client


def of(home, person_id):
    """Return the key of a member in an address."""
    with unguarded():
        from voordeur.people.models import Person

        return str(Person._plain.get(pk=person_id).uuid)


def take_url(home, person_id=None, *, instrument=MATRIX, version="2017"):
    about = "huishouden" if person_id is None else of(home, person_id)
    return reverse("measurement_take", args=[home.household.uuid, instrument, version, about])


def page_url(home):
    return reverse("measurements_page", args=[home.household.uuid])


def test_no_area_is_ticked_beforehand_and_the_long_list_starts_with_choosing(home):
    page = browser(home.coordinator.reader).get(take_url(home, home.anna))
    assert "Which areas matter" in page.text
    assert " checked" not in page.text


def test_areas_in_a_closed_part_are_not_asked_but_named(home):
    page = browser(home.coordinator.reader).get(take_url(home, home.anna)).text
    assert 'value="housing"' in page
    assert 'value="mental_health"' not in page
    assert "Not yours to fill in" in page
    assert 'value="mental_health"' in browser(home.her).get(take_url(home, home.anna)).text


def test_choosing_records_nothing_and_comes_back_after_a_reload(home):
    client, url = browser(home.coordinator.reader), take_url(home, home.anna)
    answer = client.post(url, {"step": "areas", "areas": ["housing", "finance"]})
    assert (answer.status_code, answer["Location"]) == (303, url)
    page = client.get(url).text
    assert 'name="area-housing"' in page
    assert 'id="ask_again" checked' in page
    assert 'name="area-time"' not in page
    with unguarded():
        assert not Measurement._plain.exists()


def test_choosing_nothing_says_so(home):
    answer = browser(home.coordinator.reader).post(take_url(home, home.anna), {"step": "areas"})
    assert answer.status_code == 422
    assert "Choose at least one area." in answer.text


def test_going_back_to_choosing_loses_nothing(home):
    client, url = browser(home.coordinator.reader), take_url(home, home.anna)
    client.post(url, {"step": "areas", "areas": ["housing"]})
    client.post(url, {"step": "choose", "areas": ["housing"], "area-housing": "4"})
    assert 'value="housing" checked' in client.get(url).text
    client.post(url, {"step": "areas", "areas": ["housing", "time"]})
    page = client.get(url).text
    assert 'id="housing-4" value="4" checked' in page


def test_what_was_chosen_is_recorded_and_the_rest_left_alone(home):
    client, url = browser(home.coordinator.reader), take_url(home, home.anna)
    answer = client.post(
        url,
        {
            "areas": ["housing", "time", "finance"],
            "area-housing": "3",
            "area-time": "not_wanted",
            "area-finance": "",
            "taken_on": "2026-11-12",
        },
    )
    assert (answer.status_code, answer["Location"]) == (303, page_url(home))
    with unguarded():
        row = Measurement._plain.get()
        assert row.taken_on == date(2026, 11, 12)
        assert sorted(Rating._plain.values_list("area", "level", "reason")) == [
            ("housing", 3, ""),
            ("time", None, "not_wanted"),
        ]
    assert "Which areas matter" in client.get(url).text


def test_a_refused_form_keeps_what_was_typed(home):
    answer = browser(home.coordinator.reader).post(
        take_url(home, home.anna),
        {"areas": ["housing"], "area-housing": "3", "taken_on": "2027-01-01"},
    )
    assert answer.status_code == 422
    assert 'id="housing-3" value="3" checked' in answer.text
    assert 'value="2027-01-01"' in answer.text
    for wrong in ("", "gisteren", "2026-02-31"):
        again = browser(home.coordinator.reader).post(
            take_url(home, home.anna),
            {"areas": ["housing"], "area-housing": "3", "taken_on": wrong},
        )
        assert again.status_code == 422


def test_a_short_list_is_asked_whole_and_for_the_household(home):
    client = browser(home.coordinator.reader)
    url = take_url(home, instrument="base-layer", version="1")
    assert 'name="area-safety"' in client.get(url).text
    client.post(
        url, {"areas": ["home"], "area-home": "0", "taken_on": "2026-11-13", "rater": "household"}
    )
    with unguarded():
        assert Measurement._plain.get().rater_kind == "household"


def test_a_resident_measures_in_the_own_shell_without_the_tabs_of_professionals(home):
    client, url = browser(home.her), take_url(home, home.anna)
    page = client.get(url).text
    assert "vd-resident" in page
    assert reverse("measurements_page", args=[home.household.uuid]) in page
    client.post(url, {"areas": ["housing"], "area-housing": "5", "taken_on": "2026-11-13"})
    with unguarded():
        assert Measurement._plain.get().rater_key == f"person:{home.anna}"


def test_who_may_not_measure_cannot_open_the_form(home):
    lead = make.a_worker("team_lead")
    make.stand(lead.reader, home.household, "lead")
    url = take_url(home, instrument="base-layer", version="1")
    assert browser(lead.reader).get(url).status_code == 403
    assert browser(make.a_worker().reader).get(take_url(home)).status_code == 404
    assert browser(home.him).get(take_url(home, home.anna)).status_code == 404


def test_what_does_not_exist_is_not_there(home):
    client = browser(home.coordinator.reader)
    for url in (
        take_url(home, home.anna, instrument="garden"),
        take_url(home, home.anna, instrument="kitchen-table-conversation", version="1"),
        take_url(home, home.anna, instrument="base-layer", version="1"),
    ):
        assert client.get(url).status_code == 404


def correct_url(home, row):
    return reverse("measurement_correct", args=[home.household.uuid, row.uuid])


def test_a_correction_starts_from_what_was_said(home):
    row = measure(home, home.her, of=home.anna, areas={"housing": 2})
    client, url = browser(home.her), correct_url(home, row)
    assert 'id="housing-2" value="2" checked' in client.get(url).text
    answer = client.post(url, {"areas": ["housing"], "area-housing": "4", "expected": "1"})
    assert answer.status_code == 303
    with unguarded():
        assert Rating._plain.get().level == 4


def test_a_correction_on_an_old_page_shows_both(home):
    row = measure(home, home.her, of=home.anna, areas={"housing": 2})
    client, url = browser(home.her), correct_url(home, row)
    client.post(url, {"areas": ["housing"], "area-housing": "4", "expected": "1"})
    answer = client.post(url, {"areas": ["housing"], "area-housing": "5", "expected": "1"})
    assert answer.status_code == 422
    assert "vd-conflict" in answer.text


def test_nobody_opens_the_correction_of_somebody_else(home):
    row = measure(home, home.her, of=home.anna, areas={"housing": 2})
    for reader in (home.coordinator.reader, home.him, home.helper.reader):
        assert browser(reader).get(correct_url(home, row)).status_code == 404


def compare_url(home, person_id, instrument=MATRIX, version="2017"):
    return reverse(
        "measurement_compare",
        args=[home.household.uuid, instrument, version, of(home, person_id)],
    )


def test_side_by_side_says_in_words_what_the_picture_draws(home):
    measure(home, home.her, of=home.anna, areas={"housing": 5}, on=date(2025, 1, 1))
    measure(home, home.her, of=home.anna, areas={"housing": 4})
    measure(home, home.coordinator.reader, of=home.anna, areas={"housing": 1})
    page = browser(home.coordinator.reader).get(compare_url(home, home.anna)).text
    for word in ("Anna", home.coordinator.professional.name, "You look differently", "worsened"):
        assert word in page
    assert 'style="' not in page


@pytest.mark.parametrize("which", ["page", "compare"])
def test_a_measurement_of_one_member_changes_no_byte_for_the_other(home, which):
    measure(
        home,
        home.coordinator.reader,
        instrument="base-layer",
        version="1",
        areas={"money": 0},
    )
    url = page_url(home) if which == "page" else compare_url(home, home.anna)
    unseen(
        page_of(account(home.him), url),
        add=lambda: measure(home, home.her, of=home.anna, areas={"housing": 1}),
        seen_by=page_of(account(home.her), url),
    )


def test_a_hidden_area_in_a_visible_measurement_is_told_but_not_named(home):
    measure(home, home.her, of=home.anna, areas={"housing": 4, "mental_health": 1})
    page = browser(home.coordinator.reader).get(page_url(home)).text
    assert "There are areas that are not for you to read." in page
    assert "psych" not in page.lower()


def test_the_panel_shows_what_is_not_in_order(home):
    inside = Home(
        home.household.uuid,
        home.id,
        home.open(home.coordinator.reader),
        home.coordinator.reader,
    )
    assert panels(inside) == []
    measure(home, home.coordinator.reader, instrument="base-layer", version="1", areas={"money": 0})
    (panel,) = panels(inside)
    assert panel.context["open"] == ["money"]


def test_the_page_takes_the_same_number_of_queries_however_much_was_measured(home, all_queries):
    client, counts = browser(home.coordinator.reader), []
    client.get(page_url(home))
    for month in (2, 3):
        for who in (home.her, home.coordinator.reader):
            measure(home, who, of=home.anna, areas={"housing": 3}, on=date(2026, month, 1))
        with all_queries() as statements:
            assert client.get(page_url(home)).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert counts[1] <= 15
