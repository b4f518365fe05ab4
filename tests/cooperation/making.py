# SPDX-License-Identifier: EUPL-1.2
"""What the tests of cooperation start from: a case with a coordinator, and a party that is asked."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tests import factories as make
from tests.coordination.making import Scene, a_scene
from voordeur.cooperation import actions
from voordeur.cooperation.models import Referral
from voordeur.cooperation.queries import Asked, referrals
from voordeur.door import access as door

FRIDAY = date(2026, 11, 13)


@dataclass(frozen=True)
class Asking:
    """A scene, with a specialist of another organisation who has an account."""

    scene: Scene
    specialist: make.Worker

    @property
    def pk(self) -> int:
        """The inside number of the household."""
        return self.scene.home.pk

    @property
    def me(self):
        """The coordinator."""
        return self.scene.worker.reader

    def open(self, reader):
        """Open the household for a reader."""
        return door.open_household(reader, self.pk, activity="test")

    def lines(self, reader=None) -> list[Asked]:
        """What was asked, as a reader sees it."""
        return referrals(self.open(reader or self.me))

    def ask(self, **more: Any) -> Referral:
        """Refer to the specialist, with the yes of the first member."""
        given: dict[str, Any] = {
            "kind": "referral",
            "organisation_id": self.specialist.professional.organisation_id,
            "professional_id": self.specialist.professional.pk,
            "law": "jeugdwet",
            "what": "Behandeling voor angst",
            "why": "Slaapt slecht sinds de zomer",
            "basis": "consent",
            "said_yes": [self.scene.people[0]],
            "channel": "table",
            **more,
        }
        return actions.ask_party(self.me, household_id=self.pk, **given)


def an_asking(*names: str) -> Asking:
    """Return a case and a specialist."""
    return Asking(a_scene(*names), a_worker_elsewhere())


def a_worker_elsewhere() -> make.Worker:
    """Return a professional of an organisation of their own."""
    return make.a_worker(team=make.a_team(organisation=make.an_organisation(kind="provider")))
