# SPDX-License-Identifier: EUPL-1.2
"""The cases of Zoetermeer that need a household are in the demo town."""

from datetime import timedelta

from tests.town.households import TODAY, whole


def test_eigen_tuin_a20_eleven_helpers_under_four_laws_and_no_plan() -> None:
    home = whole("stuck")
    running = [party for party in home.involvements if party.until is None]
    assert len(running) == 11
    assert len({party.law for party in running}) == 4
    assert not home.plans


def test_eigen_tuin_a26_care_ends_on_the_eighteenth_birthday_in_90_days() -> None:
    home = whole("turning-eighteen")
    young = home.persons[0]
    eighteen = TODAY + timedelta(days=90)
    assert (young.age_on(eighteen - timedelta(days=1)), young.age_on(eighteen)) == (17, 18)
    care = home.provisions[0]
    assert (care.law, care.until) == ("jeugdwet", eighteen)
    assert len(home.provisions) == 1
