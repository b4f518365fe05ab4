# SPDX-License-Identifier: EUPL-1.2
"""What leeway shows on the household page: what it waits for, and where to write one line."""

from django.utils.translation import gettext as _

from voordeur.door.together import Asked
from voordeur.history import clock
from voordeur.leeway.impassepage import impasse_item
from voordeur.leeway.queries.impasses import impasses, impasses_asked
from voordeur.people.pages import Home
from voordeur.people.panels import Panel


def _shows(home: Home) -> bool:
    """Say whether this reader has a part in it; at the table it is not there."""
    return not home.access.present and home.may("barrier.record")


def asked(home: Home) -> list[Asked]:
    """Return the questions of `panels`, for who asks those of several rooms together."""
    return [impasses_asked(home.access)] if _shows(home) else []


def panels(home: Home) -> list[Panel]:
    """Return what the household waits for and where to write what stands in the way."""
    if not _shows(home):
        return []
    day = clock.today()
    context = {
        "waits": [impasse_item(row, day) for row in impasses(home.access) if row.state == "open"],
        "uuid": home.uuid,
    }
    title = _("What do you run into?")
    return [Panel("barriers", title, "leeway/panel.html", context, order=45)]
