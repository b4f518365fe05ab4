# SPDX-License-Identifier: EUPL-1.2
"""The pages of people as a professional uses them, by full reload and without script."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from voordeur.door.access import open_household
from voordeur.history.models import Event
from voordeur.people import actions, queries
from voordeur.people.actions import NewAddress, NewPerson

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
EMPTY = {
    "given_names": "",
    "prefix": "",
    "surname": "",
    "born": "",
    "role": "adult",
}


def signed_in(worker):
    client = Client()
    client.force_login(worker.account, backend=BACKEND)
    return client


def register_data(*people, address=None, **more):
    data = {"m-TOTAL_FORMS": str(len(people)), "m-INITIAL_FORMS": "0", **more}
    for place, person in enumerate(people):
        data |= {f"m-{place}-{name}": value for name, value in {**EMPTY, **person}.items()}
    blank = {"street": "", "number": "", "postcode": "", "place": ""}
    return data | {f"a-{name}": value for name, value in {**blank, **(address or {})}.items()}


@pytest.fixture
def coordinator(clock):
    worker = make.a_worker("professional", "triage")
    home = make.a_household("Angela", "Tom")
    make.stand(worker.reader, home, "case_coordinator")
    return worker, home, signed_in(worker)


def test_a_household_is_registered_with_one_name(clock):
    client = signed_in(make.a_worker("professional", "triage"))
    assert client.get(reverse("people_register")).status_code == 200
    done = client.post(reverse("people_register"), register_data({"given_names": "Miranda"}, EMPTY))
    assert done.status_code == 303
    assert "Miranda" in client.get(done.url).content.decode()


def test_one_more_member_keeps_what_was_typed(clock):
    client = signed_in(make.a_worker("triage"))
    page = client.post(
        reverse("people_register"),
        register_data({"given_names": "Miranda", "born": "geen datum"}, more="1"),
    )
    text = page.content.decode()
    assert (page.status_code, 'value="Miranda"' in text, 'name="m-1-given_names"' in text) == (
        200,
        True,
        True,
    )


def test_a_date_that_is_none_comes_back_at_its_field(clock):
    client = signed_in(make.a_worker("triage"))
    page = client.post(
        reverse("people_register"),
        register_data({"given_names": "Miranda", "born": "gisteren"}),
    )
    assert page.status_code == 422
    assert 'id="id_m-0-born_error"' in page.content.decode()


def test_who_may_be_here_already_is_shown_before_registering_a_second_time(coordinator):
    worker, _home, client = coordinator
    first = register_data({"given_names": "Angelo", "surname": "Voorbeeldt"})
    warned = client.post(reverse("people_register"), first)
    assert warned.status_code == 422
    assert "Angela Voorbeeld" in warned.content.decode()
    done = client.post(reverse("people_register"), {**first, "looked": "1"})
    assert done.status_code == 303
    assert len(queries.find(worker.reader, queries.Question(name="Angelo")).hits) == 2


def test_somebody_known_joins_as_the_same_person(coordinator):
    worker, home, client = coordinator
    opened = open_household(worker.reader, home.pk, activity="test")
    angela = queries.members(opened)[0]
    data = register_data({"given_names": "Angela", "surname": "Voorbeeld"}, looked="1")
    done = client.post(reverse("people_register"), {**data, "same-0": str(angela.person_uuid)})
    assert done.status_code == 303
    hits = queries.find(worker.reader, queries.Question(name="Angela Voorbeeld")).hits
    assert [hit.person_id for hit in hits if hit.score == 100] == [angela.person_id] * 2


def test_the_look_by_htmx_says_the_same_as_the_full_reload(coordinator):
    _worker, _home, client = coordinator
    data = register_data({"given_names": "Angela", "surname": "Voorbeeld"})
    part = client.post(reverse("people_check"), data).content.decode()
    whole = client.post(reverse("people_register"), data).content.decode()
    assert "The same person as" in part or "Dezelfde persoon als" in part
    assert part.strip() in whole


def test_search_terms_are_never_in_an_address(coordinator):
    _worker, home, client = coordinator
    page = client.post(reverse("search"), {"name": "Angele"})
    assert reverse("people_page", args=[home.uuid]) in page.content.decode()
    assert "Angele" not in page.request["QUERY_STRING"] + page.request["PATH_INFO"]
    assert client.get(reverse("search") + "?name=Angela").context["found"] is None


def test_everything_about_people_can_be_recorded_and_read_back(coordinator):
    worker, home, client = coordinator
    opened = open_household(worker.reader, home.pk, activity="test")
    angela, tom = (str(one.person_uuid) for one in queries.members(opened))
    posts = {
        reverse("people_add", args=[home.uuid]): {
            **EMPTY,
            "given_names": "Evan",
            "role": "child",
            "born": "2026-08",
        },
        reverse("people_relate", args=[home.uuid]): {
            "person": tom,
            "kind": "partner",
            "other": angela,
        },
        reverse("people_authorise", args=[home.uuid]): {
            "person": tom,
            "kind": "administration",
            "holder_name": "Bewindvoerder De Wit",
        },
        reverse("people_locate", args=[home.uuid]): {
            "street": "Dorpsstraat",
            "number": "12a",
            "postcode": "1234 ab",
            "kind": "home",
        },
        reverse("people_name", args=[home.uuid]): {
            "first_name": "Els",
            "tie": "sibling",
            "nearness": "close",
            "person": angela,
        },
        reverse("people_reach", args=[home.uuid, angela]): {
            "kind": "phone",
            "value": "06 0000 0000",
            "never": "geen voicemail",
        },
        reverse("people_number", args=[home.uuid, angela]): {"citizen_number": "999990019"},
    }
    for url, data in posts.items():
        assert client.get(url).status_code == 200
        answer = client.post(url, data)
        assert answer.status_code == 303, (url, answer.context and answer.context["form"].errors)
    text = client.get(reverse("people_page", args=[home.uuid])).content.decode()
    for word in ("Evan", "Bewindvoerder De Wit", "Dorpsstraat 12 A, 1234 AB", "Els"):
        assert word in text
    page = client.get(reverse("people_member", args=[home.uuid, angela])).content.decode()
    assert ("geen voicemail" in page, "999990019" in page) == (True, False)
    told = client.post(reverse("people_show_number", args=[home.uuid, angela]))
    assert "999990019" in told.content.decode()
    assert told.headers["Cache-Control"] == "no-store"


def test_ending_and_taking_away(coordinator):
    worker, home, client = coordinator
    opened = open_household(worker.reader, home.pk, activity="test")
    angela, tom = queries.members(opened)
    here = {"household_id": home.pk}
    tie = actions.record_relation(
        worker.reader, **here, person_id=tom.person_id, other_id=angela.person_id, kind="partner"
    )
    law = actions.record_authority(
        worker.reader,
        **here,
        person_id=tom.person_id,
        kind="administration",
        holder_name="De Wit",
    )
    place = actions.record_address(worker.reader, **here, new=NewAddress(place="Waterveen"))
    els = actions.name_network_member(worker.reader, **here, first_name="Els")
    end = {"until": "2026-11-14", "version": "1"}
    for name, row in (
        ("people_unrelate", tie),
        ("people_unauthorise", law),
        ("people_move_away", place),
    ):
        url = reverse(name, args=[home.uuid, row.uuid])
        assert client.get(url).status_code == 200
        assert client.post(url, {**end, "until": "2020-01-01"}).status_code in (422, 303)
    url = reverse("people_remove", args=[home.uuid, els.uuid])
    assert client.get(url).status_code == 200
    assert client.post(url).status_code == 303
    assert client.post(url).status_code == 404
    leave = reverse("people_leave", args=[home.uuid, tom.person_uuid])
    assert client.post(leave, end).status_code == 303


def test_both_texts_are_shown_when_somebody_else_was_first(coordinator):
    worker, home, client = coordinator
    els = actions.name_network_member(worker.reader, household_id=home.pk, first_name="Els")
    url = reverse("people_change", args=[home.uuid, els.uuid])
    assert client.post(url, {"first_name": "Elsje", "version": "1"}).status_code == 303
    clash = client.post(url, {"first_name": "Liesje", "version": "1"})
    text = clash.content.decode()
    assert (clash.status_code, "Elsje" in text, "Liesje" in text) == (409, True, True)


def test_a_helper_gets_no_buttons_that_would_be_refused(coordinator):
    _worker, home, _client = coordinator
    helper = make.a_worker()
    make.stand(helper.reader, home, "helper")
    client = signed_in(helper)
    text = client.get(reverse("people_page", args=[home.uuid])).content.decode()
    assert reverse("people_add", args=[home.uuid]) not in text
    assert (
        client.post(
            reverse("people_add", args=[home.uuid]), {**EMPTY, "given_names": "X"}
        ).status_code
        == 403
    )


@pytest.mark.parametrize(
    ("hide", "reader_is"),
    [("relation", "tom"), ("address", "tom"), ("channel", "tom"), ("network", "tom")],
)
def test_a_page_is_the_same_with_and_without_what_is_hidden(clock, hide, reader_is):
    def page_of(with_hidden):
        home = make.a_household("Angela", "Tom")
        worker = make.a_worker()
        make.stand(worker.reader, home, "case_coordinator")
        opened = open_household(worker.reader, home.pk, activity="test")
        angela, tom = (one.person_id for one in queries.members(opened))
        if with_hidden:
            here = {"household_id": home.pk}
            if hide == "relation":
                actions.record_relation(
                    worker.reader,
                    **here,
                    person_id=angela,
                    other_id=tom,
                    kind="ex_partner",
                    own=True,
                )
            elif hide == "address":
                actions.record_address(
                    worker.reader,
                    **here,
                    new=NewAddress(place="Elders", person_id=angela, protected=True),
                )
            elif hide == "channel":
                actions.give_safe_channel(
                    worker.reader, **here, person_id=angela, kind="phone", value="06"
                )
            else:
                actions.name_network_member(
                    worker.reader, **here, first_name="Els", person_id=angela
                )
        resident = make.a_resident(tom)
        from voordeur.people.showing import member_page, people_page

        opened = open_household(resident, home.pk, activity="test")
        uuid = queries.members(opened)[0].person_uuid
        shown = member_page(opened, queries.person_card(opened, uuid))
        whole = people_page(opened)
        return whole.ties, whole.places, whole.circles, shown.places, shown.channels

    assert page_of(True) == page_of(False) == ([], [], [], [], [])


def test_the_people_page_asks_the_same_number_of_questions_for_many_members(
    coordinator, all_queries
):
    worker, home, client = coordinator
    url = reverse("people_page", args=[home.uuid])
    client.get(url)
    with all_queries() as few:
        client.get(url)
    for number in range(8):
        row = actions.add_member(
            worker.reader, household_id=home.pk, new=NewPerson(given_names=f"Kind {number}")
        )
        actions.name_network_member(
            worker.reader, household_id=home.pk, first_name="Oma", person_id=row.person_id
        )
    with all_queries() as many:
        client.get(url)
    assert len(many) == len(few) <= 15


def test_no_event_carries_a_name_of_the_network(coordinator):
    worker, home, _client = coordinator
    els = actions.name_network_member(
        worker.reader, household_id=home.pk, first_name="Elsemieke", note="past op"
    )
    actions.remove_network_member(worker.reader, household_id=home.pk, network_member=els.uuid)
    events = Event.objects.filter(kind__startswith="people.network_member")
    assert {event.kind for event in events} == {
        "people.network_member_named",
        "people.network_member_removed",
    }
    assert all(not event.sealed and "Elsemieke" not in str(event.facts) for event in events)
    opened = open_household(worker.reader, home.pk, activity="test")
    assert queries.network(opened) == []
