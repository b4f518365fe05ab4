# SPDX-License-Identifier: EUPL-1.2
"""A project: who writes it down, and that two who change it see each other's text."""

from datetime import date

import pytest

from tests import factories as make
from tests.coordination.making import signed_in
from tests.money.making import a_controller, a_project
from voordeur.door.deed import NotAllowed
from voordeur.door.refusal import Refusal
from voordeur.money import actions
from voordeur.money.models import Project

pytestmark = pytest.mark.django_db
SENT = {
    "name": "Zoveel Meer",
    "about": "Wonen en werken",
    "portfolio": "Landingsbaan",
    "pots": "Wmo\n\nOpvang\nWmo",
    "starts_on": "2026-01-01",
    "ends_on": "",
}


def test_a_project_is_written_by_controller_and_project_leader_and_read_by_council(clock):
    leader, alderman = make.a_worker("project_leader"), make.a_worker("council")
    assert signed_in(leader).post("/kosten-en-baten/nieuw/", SENT).status_code == 303
    row = Project.objects.get()
    assert (row.pots, row.version) == (["Wmo", "Opvang"], 1)
    for address in ("/kosten-en-baten/", f"/kosten-en-baten/{row.uuid}/"):
        page = signed_in(alderman).get(address).content.decode()
        assert "Zoveel Meer" in page
        assert "wijzigen/" not in page
        assert "nieuw/" not in page
    assert signed_in(alderman).get("/kosten-en-baten/nieuw/").status_code == 403
    assert signed_in(make.a_worker()).get("/kosten-en-baten/").status_code == 403


def test_a_name_is_there_once_and_an_end_is_not_before_the_start(clock):
    a_project()
    with pytest.raises(Refusal):
        a_project()
    with pytest.raises(Refusal):
        a_project("Anders", ends_on=date(2020, 1, 1))
    with pytest.raises(Refusal):
        a_project("  ")
    with pytest.raises(NotAllowed):
        actions.write_project(
            make.a_worker().reader, name="x", about="y", starts_on=date(2026, 1, 1)
        )


def test_two_who_change_a_project_see_both_texts_and_the_second_goes_on(clock):
    row, me = a_project(), signed_in(a_controller())
    address = f"/kosten-en-baten/{row.uuid}/wijzigen/"
    assert me.post(address, {**SENT, "version": "1"}).status_code == 303
    answer = me.post(address, {**SENT, "about": "Iets heel anders", "version": "1"})
    assert answer.status_code == 409
    assert "Iets heel anders" in answer.content.decode()
    assert "Wonen en werken" in answer.content.decode()
    assert me.post(address, {**SENT, "about": "Anders", "version": "2"}).status_code == 303
