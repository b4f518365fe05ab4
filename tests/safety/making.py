# SPDX-License-Identifier: EUPL-1.2
"""What the tests of safety start from: a case with its coordinator, and concerns about Angela."""

from datetime import date

from tests.coordination.making import Scene, a_scene, signed_in
from voordeur.safety import actions
from voordeur.safety.models import Concern, Measure

TODAY = date(2026, 11, 13)

__all__ = ["TODAY", "Scene", "a_concern", "a_measure", "a_scene", "decide", "signed_in", "url"]


def url(scene: Scene, tail: str = "veiligheid/") -> str:
    """Return the address of a page of the household."""
    return f"/huishouden/{scene.home.uuid}/{tail}"


def a_concern(scene: Scene, who: int = 0, *, by=None, **kwargs) -> Concern:
    """Record a concern about a member, by the coordinator unless somebody else is given."""
    given = {
        "urgency": "acute",
        "what": "Blauwe plek op haar arm",
        "seen_by": "De juf",
        "seen_on": TODAY,
        **kwargs,
    }
    return actions.raise_concern(
        by or scene.worker.reader,
        household_id=scene.home.pk,
        person_id=scene.people[who],
        **given,
    )


def decide(scene: Scene, concern: Concern, decision: str = "help"):
    """Take the last step of the reporting code."""
    return actions.weigh(
        scene.worker.reader,
        household_id=scene.home.pk,
        concern=concern.pk,
        step="decide",
        words="Samen besloten",
        decision=decision,
        on=TODAY,
    )


def a_measure(scene: Scene, kind: str = "eviction", **kwargs) -> Measure:
    """Record that a measure threatens."""
    given = {
        "state": "threatened",
        "on": TODAY,
        "authority": "Woningbouw Oudewerf",
        "source": "Brief van 10 november",
        **kwargs,
    }
    return actions.record_measure(
        scene.worker.reader, household_id=scene.home.pk, kind=kind, **given
    )
