# SPDX-License-Identifier: EUPL-1.2
"""What provisions show on the household page: the help that runs and what it costs together."""

from django.utils.translation import gettext as _

from voordeur.door.together import Asked
from voordeur.history import clock
from voordeur.people.pages import Home
from voordeur.people.panels import Panel
from voordeur.people.queries import members
from voordeur.provisions import queries
from voordeur.provisions.page import cost_page, help_rows


def asked(home: Home) -> list[Asked]:
    """Return the questions of `panels`, for who asks those of several rooms together."""
    return [queries.provisions_asked(home.access, past=False)]


def panels(home: Home) -> list[Panel]:
    """Return the help that runs, and apart from it the cost: never with safety on one screen."""
    lines = queries.provisions(home.access, past=False)
    if not lines:
        return []
    names = {one.person_id: one.called for one in members(home.access, past=True) if one.called}
    rows = help_rows(lines, names)
    running = [row for row in rows if row.running and row.title]
    found = [
        Panel(
            "provisions",
            _("Help now"),
            "provisions/panel.html",
            {"rows": running, "masked": any(not row.title for row in rows), "home": home},
            order=40,
        )
    ]
    if running:
        page = cost_page(queries.cost_sum(home.access, clock.today().year))
        found.append(
            Panel(
                "costs",
                _("What the help costs together"),
                "provisions/panel_costs.html",
                {"page": page, "home": home},
                order=60,
                tags=frozenset({"money"}),
            )
        )
    return found
