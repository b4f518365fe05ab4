# SPDX-License-Identifier: EUPL-1.2
"""The pages about help and cost: who gets them, what they say, and that they tell nothing hidden."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.guard import unguarded
from tests.noninterference import unseen
from tests.provisions import making
from voordeur.provisions import queries
from voordeur.provisions.models import Provision

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(worker):
    """A browser of this worker."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(worker.account, backend=BACKEND)
    return client


@pytest.fixture
def home(clock):
    """A household of a mother and a child."""
    return make.a_household("Miranda", "Sem")


def url(name, home, *rest):
    """The address of a page of this household."""
    return reverse(name, args=[home.uuid, *rest])


def test_the_help_page_says_who_gives_what_under_which_law(home):
    worker = making.a_coordinator(home)
    place = make.an_organisation("Stichting Veerhuis", kind="provider")
    making.a_provision(home, by=worker.reader, name="Begeleiding thuis", provider_id=place.pk)
    page = signed_in(worker).get(url("provisions_page", home)).content.decode()
    for word in ("Begeleiding thuis", "Stichting Veerhuis", "Wmo 2015", "Municipality"):
        assert word in page


@pytest.mark.parametrize("name", ["provisions_page", "costs_page", "provision_new"])
def test_a_stranger_gets_no_page_about_help(home, name):
    assert signed_in(make.a_worker()).get(url(name, home)).status_code == 404


def test_who_may_not_record_help_gets_no_form(home):
    lead = make.a_worker("team_lead")
    make.stand(lead.reader, home, "lead")
    assert signed_in(lead).get(url("provision_new", home)).status_code == 403


def test_help_is_recorded_with_a_typed_price(home):
    worker = making.a_coordinator(home)
    answer = signed_in(worker).post(
        url("provision_new", home),
        {
            "name": "Huishoudhulp",
            "law": "wmo",
            "payer": "municipality",
            "from_date": "2026-01-01",
            "budget": "€ 1.234,50",
            "budget_from": "2026-01-01",
            "budget_until": "2027-01-01",
        },
    )
    assert answer.status_code == 303
    page = signed_in(worker).get(url("costs_page", home)).content.decode()
    assert "€1,234.50" in page
    assert "budget granted, estimate" in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"budget": "duizend"}, "Write an amount as"),
        ({"budget": "100"}, "Say for which days this amount is."),
        ({"until": "2025-01-01"}, "The end lies before the start."),
        ({"name": ""}, "This field is required."),
    ],
)
def test_what_is_wrong_stands_in_the_form_and_what_was_typed_stays(home, wrong, words):
    worker = making.a_coordinator(home)
    typed = {
        "name": "Huishoudhulp",
        "law": "wmo",
        "payer": "municipality",
        "from_date": "2026-01-01",
        "admission_ground": "via de huisarts",
    }
    answer = signed_in(worker).post(url("provision_new", home), typed | wrong)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "via de huisarts" in answer.content.decode()


@pytest.mark.parametrize(
    ("doing", "said", "change"),
    [
        ("stoppen", {"until": "2026-06-01", "exit_reason": "klaar"}, {"exit_reason": "klaar"}),
        ("stapeling", {"stacking": "intended", "why": ""}, {"stacking": "intended"}),
        ("meetellen", {"kind": "medical"}, {"not_counted": "medical"}),
        (
            "wijzigen",
            {"name": "Vervoer", "law": "wmo", "payer": "municipality", "from_date": "2026-01-01"},
            {"name": "Vervoer"},
        ),
    ],
)
def test_each_form_about_one_provision_does_what_it_says(home, doing, said, change):
    worker = making.a_coordinator(home)
    row = making.a_provision(home, by=worker.reader)
    client = signed_in(worker)
    address = url("provision_do", home, row.uuid, doing)
    assert client.get(address).status_code == 200
    assert client.post(address, {"version": 1, **said}).status_code == 303
    with unguarded():
        after = Provision._plain.values(*change).get(pk=row.pk)
    assert after == change


def test_a_form_made_from_an_old_page_shows_both_texts(home):
    worker = making.a_coordinator(home)
    row = making.a_provision(home, by=worker.reader)
    client = signed_in(worker)
    address = url("provision_do", home, row.uuid, "wijzigen")
    said = {"law": "wmo", "payer": "municipality", "from_date": "2026-01-01", "version": 1}
    client.post(address, said | {"name": "Vervoer"})
    answer = client.post(address, said | {"name": "Dagbesteding"})
    assert answer.status_code == 409
    assert "Vervoer" in answer.content.decode()
    assert "Dagbesteding" in answer.content.decode()


def test_the_cost_page_has_the_total_first_and_says_what_is_left_out(home):
    worker = making.a_coordinator(home)
    making.a_provision(home, by=worker.reader, price=making.declared(16_800_000))
    page = signed_in(worker).get(url("costs_page", home)).content.decode()
    main = page[page.index("<h1") :]
    assert main.index("€168,000") < main.index("Who pays")
    assert "10% of €168,000" in main
    assert "90% of €168,000" in main
    assert "medical costs" in main
    assert "There may be more help than is shown here." in main


def test_the_picture_says_the_same_as_the_table_and_fetches_nothing(home):
    worker = making.a_coordinator(home)
    making.a_provision(home, by=worker.reader, price=making.declared(16_800_000))
    answer = signed_in(worker).get(url("costs_chart", home, 2026))
    svg = answer.content.decode()
    assert answer["Content-Type"] == "image/svg+xml"
    assert "<title>Who pays, 2026</title>" in svg
    assert "<desc>Municipality: €168,000</desc>" in svg
    assert "href" not in svg


@pytest.mark.parametrize("name", ["provisions_page", "costs_page"])
def test_help_that_is_hidden_changes_no_byte_of_the_page(home, name):
    _mother, child = make.person_ids(home)
    making.a_provision(home, price=making.declared(1_000))
    worker = make.a_worker()
    make.stand(worker.reader, home, "supporter")
    other = make.a_worker()
    make.stand(other.reader, home, "emergency")
    client, seeing = signed_in(worker), signed_in(other)
    unseen(
        lambda: client.get(url(name, home)),
        add=lambda: making.a_provision(
            home, name="Pleegzorg", law="jeugdwet", person_id=child, price=making.declared(9_900)
        ),
        seen_by=lambda: seeing.get(url(name, home)),
    )


@pytest.mark.parametrize("name", ["provisions_page", "costs_page"])
def test_a_page_asks_as_many_questions_for_one_provision_as_for_ten(home, all_queries, name):
    worker = making.a_coordinator(home)
    making.a_provision(home, by=worker.reader)
    client = signed_in(worker)
    client.get(url(name, home))
    counts = []
    for _ in range(2):
        with all_queries() as asked:
            client.get(url(name, home))
        counts.append(len(asked))
        for number in range(9):
            making.a_provision(home, by=worker.reader, name=f"Hulp {number}")
    assert counts[0] == counts[1] <= 15


def test_the_panels_of_the_household_page_say_what_runs_and_what_it_costs(home):
    from voordeur.door import access as door
    from voordeur.people.pages import Home
    from voordeur.provisions.panels import panels

    worker = making.a_coordinator(home)
    access = door.open_household(worker.reader, home.pk, activity="test")
    at = Home(home.uuid, home.pk, access, worker.reader)
    assert panels(at) == []
    making.a_provision(home, by=worker.reader, price=making.declared(5_000))
    shown = panels(at)
    assert [(panel.key, set(panel.tags)) for panel in shown] == [
        ("provisions", set()),
        ("costs", {"money"}),
    ]


def test_no_address_takes_an_order_by_cost(home):
    worker = making.a_coordinator(home)
    making.a_provision(home, by=worker.reader, price=making.declared(5_000))
    client = signed_in(worker)
    plain = client.get(url("costs_page", home)).content
    sorted_ = client.get(url("costs_page", home) + "?volgorde=kosten&sort=cost").content
    assert len(plain) == len(sorted_)
    assert queries.provisions.__doc__


def test_the_form_to_change_help_holds_its_days_as_a_date_field_reads_them(home):
    worker = making.a_coordinator(home)
    row = making.a_provision(home, by=worker.reader)
    client = signed_in(worker)
    client.cookies["django_language"] = "nl"
    page = client.get(url("provision_do", home, row.uuid, "wijzigen")).content.decode()
    assert 'value="2026-01-01"' in page
