# SPDX-License-Identifier: EUPL-1.2
"""What the tests of contact start from: a household with a coordinator, a helper and two members."""

from dataclasses import dataclass

from django.test import Client

from tests import factories as make
from voordeur.coordination.actions import open_case
from voordeur.door import access as door
from voordeur.people.models import Household

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True)
class Home:
    """A household, its coordinator, a helper, and its members' ids."""

    household: Household
    coordinator: make.Worker
    helper: make.Worker
    people: list[int]

    @property
    def pk(self) -> int:
        """The inside number."""
        return self.household.pk

    def open(self, reader):
        """Open the household for a reader."""
        return door.open_household(reader, self.pk, activity="test")

    def url(self, tail: str = "contact/") -> str:
        """Return the address of a page."""
        return f"/huishouden/{self.household.uuid}/{tail}"


def a_home(*names: str) -> Home:
    """Return a household with an open case and somebody who helps."""
    team = make.a_team()
    worker = make.a_worker("professional", "triage", team=team)
    home = make.a_household(*(names or ("Angela", "Tom")), by=worker.reader, team=team)
    open_case(
        worker.reader, household_id=home.pk, team_id=team.pk, coordinator=worker.professional.pk
    )
    helper = make.a_worker()
    make.stand(helper.reader, home, "helper")
    return Home(home, worker, helper, make.person_ids(home))


def signed_in(worker: make.Worker) -> Client:
    """Return a browser in which this worker is signed in."""
    client = Client()
    client.force_login(worker.account, backend=BACKEND)
    return client
