# SPDX-License-Identifier: EUPL-1.2
"""How much at once: the household's own word, and nothing else."""

import pytest

from tests import factories as make
from voordeur.door import access as door
from voordeur.door.deed import NotAllowed
from voordeur.door.refusal import Refusal
from voordeur.people.actions import say_capacity
from voordeur.people.queries import capacity

pytestmark = pytest.mark.django_db


def test_the_household_says_how_much_it_can_carry_and_may_leave_it_open(clock):
    home = make.a_household("Angela")
    resident = make.a_resident(make.person_ids(home)[0])
    access = door.open_household(resident, home.pk, activity="test")
    assert capacity(access) is None
    say_capacity(resident, household_id=home.pk, capacity=2)
    assert capacity(access) == 2
    say_capacity(resident, household_id=home.pk, capacity=None)
    assert capacity(access) is None


def test_a_number_that_cannot_be_is_refused(clock):
    home = make.a_household("Angela")
    resident = make.a_resident(make.person_ids(home)[0])
    for number in (-1, 21):
        with pytest.raises(Refusal):
            say_capacity(resident, household_id=home.pk, capacity=number)


def test_who_only_leads_the_team_does_not_speak_for_the_household(clock):
    worker, home = make.a_worker(), make.a_household("Angela")
    make.stand(worker.reader, home, "lead")
    with pytest.raises(NotAllowed):
        say_capacity(worker.reader, household_id=home.pk, capacity=1)
