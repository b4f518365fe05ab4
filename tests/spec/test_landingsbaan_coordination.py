# SPDX-License-Identifier: EUPL-1.2
"""Landingsbaan: one who answers for the whole, claims side by side, and help for life."""

from datetime import date, timedelta

import pytest

from tests import factories as make
from tests.coordination.making import a_helper, a_scene, signed_in, url
from voordeur.coordination import actions, queries
from voordeur.door import access as door
from voordeur.partners.actions import add_role, change_account

pytestmark = pytest.mark.django_db


def opened(scene):
    return door.open_household(scene.worker.reader, scene.home.pk, activity="test")


def test_landingsbaan_c3_two_approaches_next_to_each_other_are_a_conflict(clock):
    scene = a_scene("Paula", "Davy", "Dennis")
    for name, ground in (("Jeugdbescherming", "Toezicht op Davy"), ("Veiligheidshuis", "Dennis")):
        place = make.an_organisation(name)
        actions.record_claim(
            scene.worker.reader,
            household_id=scene.home.pk,
            organisation_id=place.pk,
            layer="case",
            ground=ground,
        )
    (fault,) = queries.situation(opened(scene)).faults
    assert (fault.code, fault.parties) == (
        "claims_conflict",
        ("Jeugdbescherming", "Veiligheidshuis"),
    )


def test_landingsbaan_c3_who_is_on_an_agenda_without_knowing_it_is_flagged(clock):
    scene = a_scene("Paula", "Davy", "Dennis")
    house = make.an_organisation("Veiligheidshuis")
    a_helper(
        scene,
        organisation_id=house.pk,
        person_id=scene.people[2],
        task="Overleg over Dennis",
        member_knows=False,
    )
    (row,) = queries.involved(opened(scene))
    assert row.member_knows is False
    page = signed_in(scene.worker).get(url(scene)).content.decode()
    assert "tell them" in page or "vertel het" in page


def test_landingsbaan_c6_seven_organisations_and_one_who_answers_for_the_whole(clock):
    team = make.a_team()
    worker = make.a_worker("professional", "triage", team=team)
    home = make.a_household("Vader", by=worker.reader, team=team)
    actions.open_case(worker.reader, household_id=home.pk, team_id=team.pk)
    access = door.open_household(worker.reader, home.pk, activity="test")
    assert [one.code for one in queries.situation(access).faults] == ["no_case_coordinator"]
    lead = make.a_worker("team_lead", team=team, leads=True)
    asked = actions.ask_coordinator(
        lead.reader, household_id=home.pk, layer="case", professional_id=worker.professional.pk
    )
    actions.answer_coordination(
        worker.reader, household_id=home.pk, appointment=asked.pk, accept=True
    )
    names = ("UWV", "Sociale dienst", "Meldpunt", "Opvoedhulp", "BJZ", "Verslavingszorg", "Opvang")
    for name in names:
        actions.involve(
            worker.reader,
            household_id=home.pk,
            organisation_id=make.an_organisation(name).pk,
            law="wmo",
            task="Begeleiding",
            from_date=date(2026, 11, 1),
        )
    access = door.open_household(worker.reader, home.pk, activity="test")
    found = queries.situation(access)
    assert (found.organisations, found.faults, found.stuck) == (7, (), ())


def test_landingsbaan_c7_a_colleague_with_another_craft_looks_along_and_the_holder_stays(clock):
    """Twin cases: whoever holds the case keeps it, the other craft gives tips or visits along."""
    youth = a_scene("Gezin met schulden")
    debts = make.a_worker(name="Schuldhulpverlener")
    a_helper(
        youth,
        organisation_id=debts.professional.organisation_id,
        professional_id=debts.professional.pk,
        law="wgs",
        task="Meekijken met de schulden",
        from_date=date(2026, 11, 13),
    )
    holding = [row.name for row in queries.holders(opened(youth))]
    assert holding == [youth.worker.professional.name]
    theirs = door.open_household(debts.reader, youth.home.pk, activity="test")
    assert theirs.relations == {"helper"}


def test_landingsbaan_r007_all_who_help_are_counted_and_never_more_than_the_reader_may_see(clock):
    scene = a_scene()
    a_helper(scene)
    a_helper(scene, person_id=scene.people[0], compartment="safety")
    supporter = make.a_worker()
    make.stand(supporter.reader, scene.home, "supporter")
    theirs = door.open_household(supporter.reader, scene.home.pk, activity="test")
    assert queries.situation(opened(scene)).helpers == 2
    assert queries.situation(theirs).helpers == 1


def test_landingsbaan_r012_r013_a_case_opens_without_a_label_and_with_no_problem_at_all(clock):
    scene = a_scene("Sanne")
    assert queries.cases(opened(scene))[0].closed_at is None
    assert queries.situation(opened(scene)).helpers == 0


def test_landingsbaan_r022_help_for_years_without_an_end_is_no_fault(clock, friday):
    scene = a_scene()
    a_helper(scene, from_date=date(1996, 1, 1))
    found = queries.situation(opened(scene))
    assert (found.stuck, found.faults) == ((), ())
    with clock(friday + timedelta(days=29)):
        assert queries.situation(opened(scene)).stuck == ()


def test_landingsbaan_r092_role_names_are_free_and_each_shows_its_definition_in_the_case(
    clock, all_queries
):
    """Ask forty people what a coordinator is; here the name says what it stands for."""
    scene = a_scene()
    guide = add_role(
        make.SETUP, name="Buurtgids", functions=["professional"], definition="Loopt een jaar mee"
    )
    make.a_worker("administrator")
    helper = make.a_worker(name="Gerda Gids")
    change_account(
        make.SETUP,
        account_id=helper.account.pk,
        email=helper.account.email,
        name=helper.account.name,
        roles=[],
        role_names=[guide.pk],
        expected_version=helper.account.version,
    )
    a_helper(
        scene,
        organisation_id=helper.professional.organisation_id,
        professional_id=helper.professional.pk,
    )
    browser = signed_in(scene.worker)
    assert "wie-helpt/rolnamen/" in browser.get(url(scene)).content.decode()
    with all_queries() as asked:
        page = browser.get(url(scene, "wie-helpt/rolnamen/")).content.decode()
    assert len(asked) <= 15
    for words in ("Gerda Gids", "Buurtgids", "Loopt een jaar mee", "Helpt huishoudens"):
        assert words in page
    other = make.a_worker()
    assert signed_in(other).get(url(scene, "wie-helpt/rolnamen/")).status_code == 404
