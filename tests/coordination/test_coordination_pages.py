# SPDX-License-Identifier: EUPL-1.2
"""The pages of coordination: what they show, to whom, and what a form does."""

from datetime import timedelta

import pytest

from tests import factories as make
from tests.coordination.making import a_helper, a_scene, signed_in, url
from tests.noninterference import page_of, unseen
from voordeur.coordination import queries
from voordeur.door import access as door

pytestmark = pytest.mark.django_db


def opened(scene, reader=None):
    return door.open_household(reader or scene.worker.reader, scene.home.pk, activity="test")


def test_the_page_names_three_layers_and_the_one_who_coordinates(clock):
    scene = a_scene()
    page = signed_in(scene.worker).get(url(scene)).content.decode()
    assert scene.worker.professional.name in page
    assert page.count("vd-card") >= 3


def test_a_colleague_who_does_not_help_sees_that_there_is_something_and_no_name(clock):
    scene = a_scene()
    a_helper(scene, task="Geheime taak")
    colleague = make.a_worker(team=scene.team)
    page = signed_in(colleague).get(url(scene)).content.decode()
    assert scene.worker.professional.name not in page
    assert "Geheime taak" not in page


def test_a_stranger_finds_no_page(clock):
    scene = a_scene()
    assert signed_in(make.a_worker()).get(url(scene)).status_code == 404


def test_every_form_opens_for_the_coordinator_and_for_no_helper(clock, friday):
    from voordeur.coordination.views.helping import DOINGS

    scene = a_scene()
    helper = make.a_worker()
    make.stand(helper.reader, scene.home, "helper")
    for doing, known in DOINGS.items():
        path = url(scene, f"wie-helpt/{doing}/")
        assert signed_in(scene.worker).get(path).status_code == 200
        expected = 200 if known.act == "case.claim" else 403
        assert signed_in(helper).get(path).status_code == expected, doing
    assert signed_in(scene.worker).get(url(scene, "wie-helpt/iets-anders/")).status_code == 404


def test_asking_and_accepting_by_the_pages(clock):
    scene = a_scene()
    other = make.a_worker()
    client = signed_in(scene.worker)
    answer = client.post(
        url(scene, "wie-helpt/vragen/"),
        {"layer": "process", "professional": other.professional.pk, "reason": "Het loopt vast"},
    )
    assert (answer.status_code, answer["Location"]) == (303, url(scene))
    theirs = signed_in(other)
    page = theirs.get(url(scene, "regie/antwoord/")).content.decode()
    assert "Het loopt vast" in page
    assert scene.worker.professional.name in page
    assert "Angela" not in page
    assert theirs.post(url(scene, "regie/antwoord/"), {"accept": "no"}).status_code == 422
    done = theirs.post(url(scene, "regie/antwoord/"), {"accept": "yes"})
    assert done.status_code == 303
    assert {h.layer for h in queries.holders(opened(scene))} == {"case", "process"}
    assert theirs.get(url(scene, "regie/antwoord/")).status_code == 404


def test_who_was_asked_learns_no_more_than_the_question(clock):
    scene = a_scene()
    a_helper(scene, task="Schuldhulp")
    other = make.a_worker()
    from voordeur.coordination import actions
    from voordeur.people.queries import members

    actions.ask_coordinator(
        scene.worker.reader,
        household_id=scene.home.pk,
        layer="case",
        professional_id=other.professional.pk,
        reason="Verhuisd",
    )
    access = opened(scene, other.reader)
    assert [(h.state, h.reason) for h in queries.holders(access) if h.name] == [
        ("proposed", "Verhuisd")
    ]
    assert {person.name for person in members(access)} == {None}
    assert queries.involved(access) == []


def test_a_question_is_taken_back_and_the_asked_is_out_again(clock):
    scene = a_scene()
    other = make.a_worker()
    client = signed_in(scene.worker)
    client.post(
        url(scene, "wie-helpt/vragen/"), {"layer": "case", "professional": other.professional.pk}
    )
    (asked,) = [h for h in queries.holders(opened(scene)) if h.state == "proposed"]
    done = client.post(
        url(scene, "wie-helpt/intrekken/"), {"appointment": f"{asked.id}:{asked.version}"}
    )
    assert done.status_code == 303
    assert signed_in(other).get(url(scene, "regie/antwoord/")).status_code == 404


def test_two_claims_are_a_conflict_until_one_is_settled(clock):
    scene = a_scene()
    client = signed_in(scene.worker)
    for _ in range(2):
        place = make.an_organisation()
        client.post(
            url(scene, "wie-helpt/claim/"),
            {"organisation": place.pk, "layer": "case", "ground": "OTS"},
        )
    found = queries.situation(opened(scene))
    assert [fault.code for fault in found.faults] == ["claims_conflict"]
    first = queries.claims(opened(scene))[0]
    done = client.post(
        url(scene, "wie-helpt/claim-oplossen/"),
        {"claim": f"{first.id}:{first.version}", "why": "Wij stemmen af"},
    )
    assert done.status_code == 303
    assert queries.situation(opened(scene)).faults == ()


def test_help_starts_is_marked_and_stops_by_the_pages(clock, friday):
    scene = a_scene()
    client = signed_in(scene.worker)
    place = make.an_organisation("Buurthulp")
    form = {
        "helper": f"o{place.pk}",
        "task": "Samen post openen",
        "law": "wmo",
        "about": scene.people[0],
        "part": "common",
        "from_date": "2026-11-13",
        "why_in": "Achterstand",
        "member_knows": "no",
    }
    assert client.post(url(scene, "wie-helpt/erbij/"), form).status_code == 303
    page = client.get(url(scene)).content.decode()
    assert "Samen post openen" in page
    (row,) = queries.involved(opened(scene))
    assert row.member_knows is False
    chosen = f"{row.id}:{row.version}"
    assert (
        client.post(
            url(scene, "wie-helpt/stapeling/"),
            {"involvement": chosen, "mark": "unintended", "why": "Dubbel"},
        ).status_code
        == 303
    )
    assert "Dubbel" in client.get(url(scene)).content.decode()
    with clock(friday + timedelta(days=3)):
        stopped = client.post(
            url(scene, "wie-helpt/stopt/"),
            {"involvement": chosen, "until": "2026-11-16", "why_out": "Klaar"},
        )
        assert stopped.status_code == 303
        assert queries.involved(opened(scene)) == []


def test_a_form_that_is_refused_keeps_what_was_typed(clock):
    scene = a_scene()
    answer = signed_in(scene.worker).post(
        url(scene, "wie-helpt/erbij/"), {"task": "Samen post openen"}
    )
    assert answer.status_code == 422
    assert "Samen post openen" in answer.content.decode()


def test_a_case_is_opened_after_triage_and_needs_no_label(clock):
    team = make.a_team()
    worker = make.a_worker("professional", "triage", team=team)
    home = make.a_household("Sanne", by=worker.reader)
    client = signed_in(worker)
    path = f"/huishouden/{home.uuid}/casus-openen/"
    assert client.get(path).status_code == 200
    assert client.post(path, {"team": team.pk, "asked_on": "2026-11-20"}).status_code == 422
    assert client.post(path, {"team": team.pk, "asked_on": "2026-11-02"}).status_code == 303
    found = queries.situation(door.open_household(worker.reader, home.pk, activity="test"))
    assert [fault.code for fault in found.faults] == ["no_case_coordinator"]
    helper = make.a_worker()
    make.stand(helper.reader, home, "helper")
    assert signed_in(helper).get(path).status_code == 403


@pytest.mark.parametrize("part", ["safety", "justice"])
def test_help_in_a_closed_part_changes_no_byte_for_who_may_not_see_it(clock, part):
    """Not in the list, not in the counts, not in stuck, not in the desks before help."""
    scene = a_scene()
    for _ in range(11):
        a_helper(scene)
    lead = make.a_worker("professional", team=scene.team)
    make.stand(lead.reader, scene.home, "supporter")
    seeing = make.a_worker("professional")
    make.stand(seeing.reader, scene.home, "emergency")
    for path in (url(scene), url(scene, "")):
        unseen(
            page_of(lead.account, path),
            add=lambda: a_helper(scene, person_id=scene.people[0], compartment=part),
            seen_by=page_of(seeing.account, path),
        )


def test_a_masked_helper_counts_as_one_and_tells_nothing(clock):
    scene = a_scene()
    a_helper(scene, task="Reclassering", person_id=scene.people[0], compartment="justice")
    page = signed_in(scene.worker).get(url(scene)).content.decode()
    assert "Reclassering" not in page
    assert queries.situation(opened(scene)).helpers == 1


def test_the_page_takes_as_many_queries_for_thirty_helpers_as_for_one(clock, all_queries, friday):
    scene = a_scene(asked_at=friday - timedelta(days=30))
    a_helper(scene)
    client = signed_in(scene.worker)
    counts = []
    for turn in range(3):
        with all_queries() as statements:
            assert client.get(url(scene)).status_code == 200
        counts.append(len(statements))
        if turn == 1:
            for _ in range(29):
                a_helper(scene)
    assert counts[1] == counts[2] <= 15, counts
