# SPDX-License-Identifier: EUPL-1.2
"""What intake shows on the household page: its signals, those about safety apart."""

from django.utils.translation import gettext as _

from voordeur.door.together import Asked
from voordeur.intake import showing
from voordeur.intake.queries import household_signals, signals_asked
from voordeur.people.pages import Home
from voordeur.people.panels import Panel


def asked(home: Home) -> list[Asked]:
    """Return the questions of `panels`, for who asks those of several rooms together."""
    return [signals_asked(home.access)]


def panels(home: Home) -> list[Panel]:
    """Return the signals this reader may know of; nothing when there are none."""
    found = household_signals(home.access)
    shown = []
    for safety, key, title in (
        (False, "signals", _("Signals")),
        (True, "signals-safety", _("Signals about safety")),
    ):
        lines = showing.lines([one for one in found if one.safety is safety])
        if lines:
            shown.append(
                Panel(
                    key=key,
                    title=title,
                    template="intake/panels/signals.html",
                    context={"home": home, "lines": lines, "key": key},
                    order=80,
                    tags=frozenset({"safety"}) if safety else frozenset(),
                )
            )
    return shown
