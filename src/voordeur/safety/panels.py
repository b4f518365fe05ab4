# SPDX-License-Identifier: EUPL-1.2
"""What safety shows on the household page: warnings first, then concerns, what threatens, a crisis."""

from django.utils.translation import gettext as _

from voordeur.door.together import Asked
from voordeur.history import clock
from voordeur.people.pages import Home
from voordeur.people.panels import Panel
from voordeur.safety import queries
from voordeur.safety.page import concern_items, measure_items, names_of, warning_items

SAFETY = frozenset({"safety"})


def asked(home: Home) -> list[Asked]:
    """Return the questions of `panels`, for who asks those of several rooms together."""
    return [
        queries.warnings_asked(home.access),
        *queries.concerns_asked(home.access),
        queries.measures_asked(home.access),
        queries.crises_asked(home.access),
    ]


def panels(home: Home) -> list[Panel]:
    """Return what this reader may know of; nothing when there is nothing."""
    access, names, uuid = home.access, names_of(home.access), home.uuid
    found = []
    warned = warning_items(queries.warnings(access), names)
    if warned:
        found.append(
            Panel(
                "visit-warnings",
                _("Before you visit"),
                "safety/panel_warnings.html",
                {"uuid": uuid, "warnings": warned},
                order=1,
                wide=True,
                tags=SAFETY,
            )
        )
    open_now = [one for one in concern_items(queries.concerns(access), names) if one.open]
    if open_now:
        found.append(
            Panel(
                "safety",
                _("Safety"),
                "safety/panel_concerns.html",
                {"uuid": uuid, "concerns": open_now},
                order=6,
                tags=SAFETY,
            )
        )
    threats = [one for one in measure_items(queries.measures(access), [], names) if one.running]
    if threats:
        found.append(
            Panel(
                "measures",
                _("What threatens"),
                "safety/panel_measures.html",
                {"uuid": uuid, "measures": threats},
                order=8,
            )
        )
    running = [one for one in queries.crises(access) if one.closed_at is None]
    if running:
        today = clock.today()
        lines = [(one, (one.due_on - today).days if one.due_on else None) for one in running]
        found.append(
            Panel(
                "crisis",
                _("Crisis"),
                "safety/panel_crisis.html",
                {"uuid": uuid, "lines": lines},
                order=2,
                wide=True,
                tags=SAFETY if any(one.person_id for one in running) else frozenset(),
            )
        )
    return found
