# SPDX-License-Identifier: EUPL-1.2
"""In which part of a file a fact lies is chosen in the browser, and stays once there is a fact."""

from uuid import uuid4

import pytest

from tests import factories as make
from tests.coordination.making import signed_in
from tests.guard import unguarded
from tests.leeway.making import a_policy_officer, starter_rules, stuck
from voordeur.door.deed import NotAllowed
from voordeur.leeway import actions
from voordeur.leeway.models import Condition, KnownFact
from voordeur.leeway.queries.rules import condition_lines

pytestmark = pytest.mark.django_db


def test_the_part_of_a_condition_is_chosen_before_anything_is_written_about_it(clock, all_queries):
    starter_rules()
    officer = signed_in(a_policy_officer())
    list_page = "/regels/voorwaarden/"
    (uuid,) = [line.uuid for line in condition_lines() if line.code == "vrije-plek"]
    one = f"{list_page}{uuid}/"
    with all_queries() as statements:
        assert "Een vrije plek" in officer.get(list_page).content.decode()
    assert len(statements) <= 15
    assert officer.get(one).status_code == 200
    given = {"name": "een vrije plek", "part": "own", "version": "1"}
    for wrong in ({"name": "Een uitkering"}, {"name": " "}, {"part": "safety"}):
        assert officer.post(one, given | wrong).status_code == 422
    assert officer.post(one, given).status_code == 303
    assert officer.post(one, given | {"part": "health"}).status_code == 409
    it = stuck("opvang", {"vrije-plek": True, "binding": False}, "Anna", also=["own"])
    with unguarded():
        parts = dict(KnownFact._plain.values_list("condition__code", "compartment"))
    assert parts == {"vrije-plek": "own", "binding": "common"}
    assert it.scene
    again = officer.post(one, given | {"part": "common", "version": "2"})
    assert again.status_code == 422
    assert "het deel blijft zoals het is" in again.content.decode()
    file = '[[condition]]\ncode = "vrije-plek"\nname = "een vrije plek"\npart = "common"\n'
    assert officer.post("/regels/inlezen/", {"text": file}).status_code == 422
    assert officer.post(one, given | {"name": "een plek", "version": "2"}).status_code == 303
    assert Condition.objects.get(code="vrije-plek").name == "een plek"
    worker = make.a_worker()
    assert signed_in(worker).get(list_page).status_code == 403
    with pytest.raises(NotAllowed):
        actions.write_condition(
            worker.reader, condition="binding", name="x", part="own", expected_version=1
        )
    assert officer.get(f"{list_page}{uuid4()}/").status_code == 404


def test_of_a_law_it_is_said_whether_a_lawyer_confirmed_it(clock):
    rules = starter_rules()
    officer = signed_in(a_policy_officer())
    assert "uitkering-met-adres" not in {row.code for row in rules.values() if row.kind == "law"}
    row = rules["afstemmen-op-omstandigheden"]
    url = f"/regels/{row.uuid}/"
    assert "Nog geen jurist heeft dit bevestigd" in officer.get(url).content.decode()
    law = {
        "title": row.title,
        "text": row.text,
        "kind": "law",
        "bwb_id": row.bwb_id,
        "article": row.article,
        "inclusive": "on",
        "reviewed": "on",
        "version": "1",
    }
    assert officer.post(f"{url}wijzigen/", law | {"kind": "local"}).status_code == 422
    assert officer.post(f"{url}wijzigen/", law).status_code == 303
    assert "Nog geen jurist" not in officer.get(url).content.decode()
    assert "reviewed = true" in officer.get("/regels/bestand/").content.decode()
