# SPDX-License-Identifier: EUPL-1.2
"""The household page: an explicit list of panels, safety and money never in one response."""

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec

from voordeur.people.pages import Home
from voordeur.people.panels import Panel

# Rooms whose `panels.py` gives `panels(home) -> list[Panel]`. The first group comes with the page,
# each other one by itself a moment later, so that no request asks more than a few questions.
GROUPS: tuple[tuple[str, ...], ...] = (
    ("people", "intake", "coordination"),
    ("plan",),
    ("provisions", "instruments", "contact", "papers"),
)


class ApartError(RuntimeError):
    """Safety and money were about to stand on one screen."""


def panels_of(home: Home, groups: Iterable[int] | None = None) -> list[Panel]:
    """Return the panels this reader has for a household, of these groups or of all, in order.

    A panel tagged `safety` stays away where one tagged `money` stands: it has its own page.
    """
    found: list[Panel] = []
    for group in range(len(GROUPS)) if groups is None else groups:
        for room in GROUPS[group]:
            name = f"voordeur.{room}.panels"
            if find_spec(f"voordeur.{room}") and find_spec(name):
                found += import_module(name).panels(home)
    shown = sorted(found, key=lambda panel: (panel.order, panel.key))
    if any("money" in panel.tags for panel in shown):
        shown = [panel for panel in shown if "safety" not in panel.tags]
    keep_apart(shown)
    return shown


def keep_apart(panels: list[Panel]) -> None:
    """Raise ApartError when safety and money stand in one list of panels."""
    tags = {tag for panel in panels for tag in panel.tags}
    if {"safety", "money"} <= tags:
        raise ApartError("safety and money never share a screen")
