# SPDX-License-Identifier: EUPL-1.2
"""What transitions show on the household page: what comes near, and what is late."""

from django.utils.translation import gettext as _

from voordeur.door.together import Asked
from voordeur.people.pages import Home
from voordeur.people.panels import Panel
from voordeur.transitions.queries import coming_asked
from voordeur.transitions.words import ahead_of


def asked(home: Home) -> list[Asked]:
    """Return the questions of `panels`, for who asks those of several rooms together."""
    return coming_asked(home.access)


def panels(home: Home) -> list[Panel]:
    """Return what comes and is not arranged yet; nothing when there is nothing."""
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
