# SPDX-License-Identifier: EUPL-1.2
"""What the tests of the room money start from: its people, and a project with made-up amounts."""

from datetime import date

from tests import factories as make
from voordeur.money import actions
from voordeur.money.models import Project

WELFARE, SHELTER, INSURER = "Wmo-begeleiding", "Maatschappelijke opvang", "Zorgverzekeraar"


def a_controller() -> make.Worker:
    """Return a controller."""
    return make.a_worker("controller")


def a_project(name: str = "Zoveel Meer", **more: object) -> Project:
    """Return a project that touches three pots."""
    given: dict[str, object] = {
        "name": name,
        "about": "Wonen en dagbesteding, met één vast gezicht",
        "starts_on": date(2025, 1, 1),
        "pots": [WELFARE, SHELTER, INSURER],
        **more,
    }
    return actions.write_project(a_controller().reader, **given)
