# SPDX-License-Identifier: EUPL-1.2
"""What transitions show on the household page: what comes near, and what is late."""

from django.utils.translation import gettext as _

from voordeur.people.pages import Home
from voordeur.people.panels import Panel
from voordeur.transitions.words import ahead_of


def panels(home: Home) -> list[Panel]:
    """Return what comes and is not arranged yet; nothing when there is nothing; seven queries."""
    found = [one for one in ahead_of(home.access) if one.state == "expected"]
    if not found:
        return []
    return [
        Panel(
            "transitions",
            _("What changes soon"),
            "transitions/panel.html",
            {"uuid": home.uuid, "items": found},
            order=9,
        )
    ]
