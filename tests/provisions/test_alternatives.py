# SPDX-License-Identifier: EUPL-1.2
"""Another way beside the help of today: never without its outcome, never in order of price."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.coordination.making import signed_in
from tests.provisions import making
from voordeur.door import access as door
from voordeur.door.deed import Conflict, NotAllowed
from voordeur.door.refusal import Refusal
from voordeur.provisions import actions, queries

pytestmark = pytest.mark.django_db
CIRCLE = {
    "name": "Opvang in eigen kring",
    "outcome": "De kinderen blijven thuis wonen",
    "cents": 12_000_000,
    "helps": True,
}


@pytest.fixture
def home(clock):
    home = make.a_household("Gladys")
    making.a_provision(home, price=making.declared(16_800_000))
    return home


@pytest.fixture
def worker(home):
    return making.a_coordinator(home)


def lines(home, worker):
    access = door.open_household(worker.reader, home.pk, activity="test")
    return [(one.name, one.cents, one.helps) for one in queries.alternatives(access)]


def noted(home, worker, **more):
    return actions.note_alternative(worker.reader, household_id=home.pk, **CIRCLE | more)


def test_a_way_is_noted_changed_and_put_aside(home, worker):
    row = noted(home, worker, cents=None, helps=None)
    assert lines(home, worker) == [("Opvang in eigen kring", None, None)]
    at = {"household_id": home.pk, "alternative": row.uuid}
    actions.change_alternative(worker.reader, **at, **CIRCLE, expected_version=1)
    assert lines(home, worker) == [("Opvang in eigen kring", 12_000_000, True)]
    with pytest.raises(Conflict):
        actions.change_alternative(worker.reader, **at, **CIRCLE, expected_version=1)
    actions.put_alternative_aside(worker.reader, **at, expected_version=2)
    assert lines(home, worker) == []


@pytest.mark.parametrize(
    ("more", "field"),
    [({"name": " "}, "name"), ({"outcome": ""}, "outcome"), ({"cents": -1}, "cost")],
)
def test_a_way_without_name_or_outcome_or_with_a_cost_below_zero_is_refused(
    home, worker, more, field
):
    with pytest.raises(Refusal) as refused:
        noted(home, worker, **more)
    assert refused.value.where == field


def test_who_does_not_arrange_the_help_puts_nothing_beside_it(home, worker):
    row = noted(home, worker)
    lead = make.a_worker()
    make.stand(lead.reader, home, "lead")
    with pytest.raises(NotAllowed):
        noted(home, lead)
    at = {"household_id": home.pk, "alternative": row.uuid, "expected_version": 1}
    with pytest.raises(NotAllowed):
        actions.change_alternative(lead.reader, **at, **CIRCLE)
    with pytest.raises(NotAllowed):
        actions.put_alternative_aside(lead.reader, **at)


def test_the_page_shows_ways_as_they_were_written_down_with_their_outcome_and_the_difference(
    home, worker
):
    client = signed_in(worker)
    new = reverse("alternative_new", args=[home.uuid])
    assert client.post(new, {"name": "Niets doen", "cost": "1"}).status_code == 422
    said = {"name": "Niets doen", "cost": "0", "outcome": "Het wordt erger", "helps": "no"}
    assert client.post(new, said).status_code == 303
    said = {"name": "Eigen kring", "cost": "120.000", "outcome": "Thuis", "helps": "yes"}
    assert client.post(new, said).status_code == 303
    assert client.post(new, {"name": "Anders", "outcome": "Nog zien"}).status_code == 303
    page = client.get(reverse("costs_page", args=[home.uuid]) + "?jaar=2026").content.decode()
    first, second, third = (page.index(name) for name in ("Niets doen", "Eigen kring", "Anders"))
    assert first < second < third
    assert "helpt niet: geen oplossing" in page[first:second]
    # What does not help is no saving, however cheap.
    assert "minder dan nu" not in page[first:second]
    assert "€ 48.000 per jaar minder dan nu" in page[second:third].replace("\xa0", " ")
    assert "onbekend" in page[third:]


def test_a_stale_form_shows_both_texts(home, worker):
    row = noted(home, worker)
    client = signed_in(worker)
    path = reverse("alternative_change", args=[home.uuid, row.uuid])
    said = {"name": "A", "cost": "", "outcome": "Beter", "helps": "", "version": 1}
    assert client.post(path, said).status_code == 303
    again = client.post(path, said | {"name": "B"})
    assert again.status_code == 409
    assert "B" in again.content.decode()
    aside = reverse("alternative_aside", args=[home.uuid, row.uuid])
    assert client.post(aside, {"version": 2}).status_code == 303
    assert client.get(path).status_code == 404
