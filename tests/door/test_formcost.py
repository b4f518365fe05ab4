# SPDX-License-Identifier: EUPL-1.2
"""What filling in costs, and which fields may go: figures with nobody in them."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tests.coordination.making import signed_in
from voordeur.door import formuse
from voordeur.door.formcost import FEWEST, RARELY, Use, costs, together, total_minutes
from voordeur.door.models import FormUse

USES = st.lists(
    st.builds(
        lambda form, sent, measured, each, filled: Use(
            form,
            sent,
            min(measured, sent),
            min(measured, sent) * each,
            {name: (min(count, sent), name) for name, count in filled.items()},
        ),
        st.sampled_from(["a", "b", "c"]),
        st.integers(1, 200),
        st.integers(0, 200),
        st.integers(0, 900),
        st.dictionaries(st.sampled_from(["x", "y"]), st.integers(0, 200)),
    ),
    max_size=8,
)


@given(USES)
def test_nothing_is_lost_in_adding_months(uses):
    found = together(uses)
    assert sum(one.sent for one in found) == sum(one.sent for one in uses)
    assert sum(one.seconds for one in found) == sum(one.seconds for one in uses)


@given(USES)
def test_a_field_is_only_proposed_to_go_when_hardly_anybody_uses_it_and_enough_could(uses):
    by_form = {one.form: one for one in together(uses)}
    for one in costs(uses):
        for spare in one.spare:
            assert one.sent >= FEWEST
            assert by_form[one.form].filled[spare.name][0] < RARELY * one.sent


@given(USES)
def test_a_form_of_which_no_time_is_known_costs_an_unknown_number_of_minutes(uses):
    found = costs(uses)
    for one in found:
        assert (one.minutes is None) == (
            not sum(use.measured for use in uses if use.form == one.form)
        )
    minutes, unknown = total_minutes(found)
    assert unknown == sum(one.minutes is None for one in found)
    assert minutes == sum(one.minutes or 0 for one in found)


def test_what_was_not_measured_is_estimated_and_said_to_be():
    (cost,) = costs([Use("a", sent=4, measured=2, seconds=240)])
    assert (cost.minutes, cost.seconds_each, cost.estimate) == (8, 120, True)


@pytest.mark.django_db
def test_a_form_that_is_sent_is_counted_with_its_time_and_its_empty_fields(clock, friday):
    home = make.a_household()
    worker = make.a_worker()
    make.stand(worker.reader, home, "case_coordinator")
    client = signed_in(worker)
    path = f"/huishouden/{home.uuid}/kosten/anders/"
    opened = int(friday.timestamp()) - 90
    assert f'name="opened" value="{opened + 90}"' in client.get(path).content.decode()
    said = {"name": "Anders", "outcome": "Beter", "opened": str(opened)}
    assert client.post(path, {"name": "Anders", "opened": str(opened)}).status_code == 422
    assert client.post(path, said).status_code == 303
    assert client.post(path, said | {"cost": "10", "opened": "1"}).status_code == 303
    row = FormUse.objects.get()
    assert (row.sent, row.measured, row.seconds) == (2, 1, 90)
    assert row.filled["cost"][0] == 1
    # The form, and nothing of whose household it was or who filled it in.
    assert str(home.uuid) not in row.form
    assert row.form.endswith("/kosten/anders/")


@pytest.mark.django_db
def test_the_page_proposes_what_may_go_to_who_keeps_the_house(clock):
    for _ in range(FEWEST):
        formuse.note("contact/", 60, {"follow_up": (False, "Vervolg")})
    client = signed_in(make.a_worker("administrator"))
    page = client.get("/invulwerk/").content.decode()
    assert "Vervolg" in page
    assert f"0 van {FEWEST} keer" in page
    assert signed_in(make.a_worker()).get("/invulwerk/").status_code == 403
    assert Client().get("/invulwerk/").status_code == 302
