# SPDX-License-Identifier: EUPL-1.2
"""The household page: an explicit list of panels, safety and money never in one response."""

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec

from voordeur.people.pages import Home
from voordeur.people.panels import Panel

# Rooms whose `panels.py` gives `panels(home) -> list[Panel]`. The first group comes with the page,
# each other one by itself a moment later, so that no request asks more than a few questions.
GROUPS: dict[str, tuple[str, ...]] = {
    "mensen": ("people", "intake", "coordination"),
    "veilig": ("safety",),
    "straks": ("transitions",),
    "plan": ("plan",),
    "samen": ("cooperation", "livelihood"),
    "hulp": ("provisions",),
    "metingen": ("instruments", "contact", "papers"),
}
FIRST = "mensen"


# Rooms that can bring a panel about safety; they tell by `has_safety(home)`, a question of its own,
# whether they do.
SAFETY_ROOMS = ("intake", "safety")


class ApartError(RuntimeError):
    """Safety and money were about to stand on one screen."""


def panels_of(home: Home, groups: Iterable[str] | None = None) -> list[Panel]:
    """Return the panels this reader has for a household, of these groups or of all, in order.

    A panel tagged `money` is not on this page as soon as the household has one tagged `safety`,
    also when the two come in different groups: safety goes first, and money has its own page.
    """
    chosen = list(GROUPS) if groups is None else list(groups)
    found = _of_rooms(home, (room for group in chosen for room in GROUPS[group]))
    shown = sorted(found, key=lambda panel: (panel.order, panel.key))
    if any("money" in panel.tags for panel in shown):
        elsewhere = [room for room in SAFETY_ROOMS if not any(room in GROUPS[g] for g in chosen)]
        if any("safety" in panel.tags for panel in shown) or any(
            import_module(f"voordeur.{room}.panels").has_safety(home) for room in elsewhere
        ):
            shown = [panel for panel in shown if "money" not in panel.tags]
    keep_apart(shown)
    return shown


def _of_rooms(home: Home, rooms: Iterable[str]) -> list[Panel]:
    found: list[Panel] = []
    for room in rooms:
        name = f"voordeur.{room}.panels"
        if find_spec(f"voordeur.{room}") and find_spec(name):
            found += import_module(name).panels(home)
    return found


def keep_apart(panels: list[Panel]) -> None:
    """Raise ApartError when safety and money stand in one list of panels."""
    tags = {tag for panel in panels for tag in panel.tags}
    if {"safety", "money"} <= tags:
        raise ApartError("safety and money never share a screen")
