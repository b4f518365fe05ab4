# SPDX-License-Identifier: EUPL-1.2
"""Landingsbaan: the household as a unit over addresses, and cases that need no label."""

import pytest

from tests import factories as make
from voordeur.door.access import open_household
from voordeur.people import actions, queries
from voordeur.people.actions import NewAddress, NewPerson

pytestmark = pytest.mark.django_db


def opened(reader, home):
    return open_household(reader, home.pk, activity="test")


def test_landingsbaan_c3_one_household_over_two_addresses(clock):
    """Paula and her sons in one house, the father near by: one file, two addresses (R001)."""
    triage = make.a_worker("professional", "triage").reader
    home = actions.register_household(
        triage,
        members=[
            NewPerson(given_names="Paula"),
            NewPerson(given_names="Dennis", role="child", born="2009"),
            NewPerson(given_names="Davy", role="child", born="2011"),
            NewPerson(given_names="Ruud"),
        ],
        address=NewAddress(street="Eerste straat", number="1"),
    )
    paula, dennis, _davy, ruud = make.person_ids(home)
    actions.record_address(
        triage, household_id=home.pk, new=NewAddress(street="Tweede straat", person_id=ruud)
    )
    actions.record_relation(
        triage, household_id=home.pk, person_id=ruud, other_id=paula, kind="ex_partner"
    )
    actions.record_relation(
        triage, household_id=home.pk, person_id=paula, other_id=dennis, kind="parent"
    )
    access = opened(triage, home)
    assert [(line.person_id, line.text) for line in queries.addresses(access)] == [
        (None, "Eerste straat 1"),
        (ruud, "Tweede straat"),
    ]
    assert len(queries.members(access)) == 4


def test_landingsbaan_c3_a_parent_is_not_an_authority_until_it_is_recorded(clock):
    """That Paula is Davy's mother opens nothing; recorded parental authority opens the child's part."""
    home = make.a_household("Paula", "Davy")
    paula, davy = make.person_ids(home)
    mother = make.a_resident(paula)
    here = {"household_id": home.pk}
    actions.record_relation(make.SETUP, **here, person_id=paula, other_id=davy, kind="parent")
    assert "parent" not in opened(mother, home).relations
    law = actions.record_authority(
        make.SETUP, **here, person_id=davy, kind="parental_authority", holder_id=paula
    )
    assert "parent" in opened(mother, home).relations
    actions.end_authority(
        make.SETUP,
        **here,
        authority=law.uuid,
        until=law.from_date,
        expected_version=law.version,
    )
    assert "parent" not in opened(mother, home).relations


def test_landingsbaan_c2_miranda_without_any_provision_has_a_file(clock):
    """71, alone, no institution knows her: one name is a household (R013, R036)."""
    triage = make.a_worker("professional", "triage").reader
    home = actions.register_household(
        triage, members=[NewPerson(given_names="Miranda", born="1955")]
    )
    assert [m.called for m in queries.members(opened(triage, home))] == ["Miranda"]
