# SPDX-License-Identifier: EUPL-1.2
"""The household page: an explicit list of panels, safety and money never in one response."""

from voordeur.contact import panels as contact
from voordeur.cooperation import panels as cooperation
from voordeur.coordination import panels as coordination
from voordeur.door.together import ahead
from voordeur.instruments import panels as instruments
from voordeur.intake import panels as intake
from voordeur.leeway import panels as leeway
from voordeur.livelihood import panels as livelihood
from voordeur.papers import panels as papers
from voordeur.people import panels as people
from voordeur.people.pages import Home
from voordeur.people.panels import Panel
from voordeur.plan import panels as plan
from voordeur.provisions import panels as provisions
from voordeur.safety import panels as safety
from voordeur.transitions import panels as transitions

# Rooms with panels: `asked(home)` gives the questions, `panels(home)` what is shown of the answers.
ROOMS = (
    people,
    intake,
    coordination,
    safety,
    transitions,
    plan,
    cooperation,
    leeway,
    livelihood,
    provisions,
    instruments,
    contact,
    papers,
)


class ApartError(RuntimeError):
    """Safety and money were about to stand on one screen."""


def panels_of(home: Home) -> list[Panel]:
    """Return the panels this reader has for a household, in order.

    What all rooms ask is asked in one statement, so that the page comes whole in one request. A
    panel tagged `money` is not on it as soon as there is one tagged `safety`: safety goes first,
    and money has its own page.
    """
    ahead(*(question for room in ROOMS for question in room.asked(home)))
    found = [panel for room in ROOMS for panel in room.panels(home)]
    shown = sorted(found, key=lambda panel: (panel.order, panel.key))
    if any("safety" in panel.tags for panel in shown):
        shown = [panel for panel in shown if "money" not in panel.tags]
    keep_apart(shown)
    return shown


def keep_apart(panels: list[Panel]) -> None:
    """Raise ApartError when safety and money stand in one list of panels."""
    tags = {tag for panel in panels for tag in panel.tags}
    if {"safety", "money"} <= tags:
        raise ApartError("safety and money never share a screen")
