# SPDX-License-Identifier: EUPL-1.2
"""What the tests of coordination start from: an open case with a coordinator, and helpers."""

from dataclasses import dataclass
from datetime import date

from django.test import Client

from tests import factories as make
from voordeur.coordination import actions
from voordeur.coordination.models import Involvement
from voordeur.people.models import Household

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True)
class Scene:
    """A household with an open case, its coordinator and the coordinator's team."""

    home: Household
    worker: make.Worker
    team: object

    @property
    def people(self) -> list[int]:
        """The ids of the members."""
        return make.person_ids(self.home)


def a_scene(*names: str, asked_at=None) -> Scene:
    """Return a household with a case that its own triager coordinates."""
    team = make.a_team()
    worker = make.a_worker("professional", "triage", team=team)
    home = make.a_household(*(names or ("Angela", "Tom")), by=worker.reader, team=team)
    actions.open_case(
        worker.reader,
        household_id=home.pk,
        team_id=team.pk,
        coordinator=worker.professional.pk,
        asked_at=asked_at,
    )
    return Scene(home, worker, team)


def a_helper(scene: Scene, *, law: str = "wmo", task: str = "Begeleiding", **kwargs) -> Involvement:
    """Record that a new organisation helps."""
    kwargs.setdefault("from_date", date(2026, 11, 1))
    if "organisation_id" not in kwargs:
        kwargs["organisation_id"] = make.an_organisation().pk
    return actions.involve(
        scene.worker.reader, household_id=scene.home.pk, law=law, task=task, **kwargs
    )


def signed_in(worker: make.Worker) -> Client:
    """Return a browser in which this worker is signed in."""
    client = Client()
    client.force_login(worker.account, backend=BACKEND)
    return client


def url(scene: Scene, tail: str = "wie-helpt/") -> str:
    """Return the address of a page of the household."""
    return f"/huishouden/{scene.home.uuid}/{tail}"
