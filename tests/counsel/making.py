# SPDX-License-Identifier: EUPL-1.2
"""What the tests of counsel start from: two households of one team, a specialist, a chair."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tests import factories as make
from tests.coordination.making import Scene, a_scene
from voordeur.counsel import actions
from voordeur.counsel.models import AgendaItem, Conference, Consultation
from voordeur.door import access as door

SOON = timedelta(days=5)


@dataclass(frozen=True)
class Table:
    """Two households, each with its own coordinator; a specialist; who leads the conference."""

    one: Scene
    two: Scene
    specialist: make.Worker
    chair: make.Worker

    def open(self, scene: Scene, reader):
        """Open a household for a reader."""
        return door.open_household(reader, scene.home.pk, activity="test")

    def consult(self, **more: Any) -> Consultation:
        """Ask the specialist about the first household."""
        given: dict[str, Any] = {
            "specialist": self.specialist.professional.pk,
            "question": "Welke weg past bij deze schulden?",
            "picture": "Een moeder met twee kinderen, drie schuldeisers.",
            **more,
        }
        return actions.consult(self.one.worker.reader, household_id=self.one.home.pk, **given)

    def conference(self, now: datetime) -> Conference:
        """Call a conference of an hour."""
        return actions.call_conference(
            self.chair.reader,
            team_id=self.one.team.pk,
            starts_at=now + SOON,
            ends_at=now + SOON + timedelta(hours=1),
            place="Wijkgebouw, zaal 2",
        )

    def bring(self, scene: Scene, meeting: Conference, **more: Any) -> AgendaItem:
        """Put a household on the agenda, with the specialist at the table."""
        given: dict[str, Any] = {
            "question": "Hoe komt er rust?",
            "minutes_box": 20,
            "seats": {self.specialist.professional.pk: "wgs"},
            **more,
        }
        return actions.put_on_agenda(
            scene.worker.reader, household_id=scene.home.pk, conference=meeting.uuid, **given
        )


def a_table() -> Table:
    """Return two households and who thinks along."""
    return Table(
        a_scene("Angela", "Tom"), a_scene("Berend"), make.a_worker(), make.a_worker("team_lead")
    )
