# SPDX-License-Identifier: EUPL-1.2
"""The pages that join two files and take them apart, as a case coordinator uses them."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.people.merging import GROUND, Town, same_twice
from tests.people.test_pages import signed_in
from voordeur.door.models import Account
from voordeur.people import actions, queries
from voordeur.plan import actions as plan

pytestmark = pytest.mark.django_db


def uuids(*persons):
    from voordeur.people.models import Person

    return [Person._plain.values_list("uuid", flat=True).get(pk=number) for number in persons]


def test_a_double_person_is_found_laid_side_by_side_joined_and_taken_apart(clock, all_queries):
    town = Town()
    client = signed_in(town.worker)
    her, double = uuids(town.anna, town.double)
    home = town.first
    found = client.get(reverse("people_same", args=[home.uuid, her])).content.decode()
    address = reverse("people_join", args=[home.uuid, her, double])
    assert address in found
    with all_queries() as statements:
        page = client.get(address)
    assert page.status_code == 200
    assert len(statements) <= 15, len(statements)
    form = page.context["form"]
    typed = {"version_here": form["version_here"].value(), "version_there": 1, "ground": "nee"}
    refused = client.post(address, typed)
    assert refused.status_code == 422
    assert "nee" in refused.content.decode()
    assert client.post(address, typed | {"ground": GROUND}).status_code == 303
    people = client.get(reverse("people_page", args=[home.uuid])).content.decode()
    assert GROUND in people
    words = plan.note_words(
        town.reader, household_id=home.pk, person_id=town.anna, text="Sindsdien gezegd"
    )
    access = town.reader
    merge = next(iter(queries.merges(open_(access, home))))
    undo = reverse("people_apart", args=[home.uuid, merge.uuid])
    page = client.get(undo)
    assert "Sindsdien gezegd" in page.content.decode()
    token = f"plan.OwnWords:{words.pk}"
    done = client.post(undo, {"version": merge.version, "back": [token]})
    assert done.status_code == 303
    assert queries.merges(open_(access, home)) == []
    words.refresh_from_db(fields=["person_id"])
    assert words.person_id == town.double


def open_(reader, home):
    from voordeur.door.access import open_household

    return open_household(reader, home.pk, activity="test")


def test_a_double_household_is_joined_and_who_looks_at_one_only_is_named(clock, all_queries):
    reader, first, second, _anna, _bart = same_twice()
    account = Account.objects.get(pk=reader.account_id)
    there = make.a_worker(name="Wil Wijk")
    make.stand(there.reader, second, "helper")
    client = signed_in(type("Worker", (), {"account": account}))
    listed = client.get(reverse("people_doubles", args=[first.uuid])).content.decode()
    address = reverse("people_join_households", args=[first.uuid, second.uuid])
    assert address in listed
    with all_queries() as statements:
        page = client.get(address).content.decode()
    assert len(statements) <= 15, len(statements)
    assert "Wil Wijk" in page
    done = client.post(address, {"ground": GROUND, "let_in": [there.reader.key]})
    assert done.status_code == 303
    assert client.get(reverse("people_page", args=[second.uuid])).status_code == 200
    assert [one.of for one in queries.merges(open_(reader, first))] == ["household"]


def test_households_with_other_people_say_why_they_are_not_joined(clock):
    reader, first, second, _anna, _bart = same_twice()
    actions.add_member(
        reader, household_id=second.pk, new=actions.NewPerson(given_names="Coen", surname="Klein")
    )
    account = Account.objects.get(pk=reader.account_id)
    client = signed_in(type("Worker", (), {"account": account}))
    address = reverse("people_join_households", args=[first.uuid, second.uuid])
    page = client.get(address)
    assert page.status_code == 200
    assert "<textarea" not in page.content.decode()
    assert client.post(address, {"ground": GROUND}).status_code == 422


def test_who_helps_gets_none_of_these_pages(clock):
    town = Town()
    helper = make.a_worker()
    make.stand(helper.reader, town.first, "helper")
    client = signed_in(helper)
    her, double = uuids(town.anna, town.double)
    for name, more in (
        ("people_same", [her]),
        ("people_join", [her, double]),
        ("people_doubles", []),
    ):
        assert client.get(reverse(name, args=[town.first.uuid, *more])).status_code == 403
    people = client.get(reverse("people_page", args=[town.first.uuid])).content.decode()
    assert reverse("people_doubles", args=[town.first.uuid]) not in people
