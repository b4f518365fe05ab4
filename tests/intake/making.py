# SPDX-License-Identifier: EUPL-1.2
"""Signals to test with, made as in real life: by whoever notices something."""

from dataclasses import dataclass
from typing import Any

from tests import factories as make
from voordeur.door.access import open_household
from voordeur.door.reader import Reader
from voordeur.intake import actions, queries
from voordeur.intake.actions import NewSignal
from voordeur.intake.models import Signal
from voordeur.partners.models import Team


@dataclass(frozen=True)
class Scene:
    """A team with somebody who does triage, and a colleague of another team who notices things."""

    team: Team
    triage: Reader
    triage_account: int
    recorder: Reader


def a_scene() -> Scene:
    """Return a team that does triage and somebody elsewhere who records signals."""
    team = make.a_team()
    triage = make.a_worker("professional", "triage", team=team)
    return Scene(team, triage.reader, triage.account.pk, make.a_worker().reader)


def a_signal(scene: Scene, what: str = "De gordijnen zijn al weken dicht.", **more: Any) -> Signal:
    """Return a signal recorded by the scene's recorder."""
    return actions.record_signal(
        scene.recorder, new=NewSignal(what=what, **more), team_id=scene.team.pk
    )


def seen(reader: Reader, signal: Signal) -> queries.SignalPage:
    """Return the signal as this reader sees it, opened through the door."""
    opened = open_household(reader, signal.household_id, activity="test")
    return queries.signal_page(opened, signal.uuid)


def in_triage(scene: Scene, signal: Signal) -> dict[str, Any]:
    """Start the triage; return what every decision about this signal must be called with."""
    page = seen(scene.triage, signal)
    actions.start_triage(
        scene.triage,
        household_id=signal.household_id,
        signal=signal.uuid,
        expected_version=page.version,
    )
    return {
        "household_id": signal.household_id,
        "signal": signal.uuid,
        "expected_version": page.version + 1,
    }
