# SPDX-License-Identifier: EUPL-1.2
"""What papers show on the household page: the newest few, with the way to all of them."""

from django.utils.translation import gettext as _

from voordeur.door.together import Asked
from voordeur.papers.page import rows
from voordeur.papers.queries import papers_asked
from voordeur.people.pages import Home
from voordeur.people.panels import Panel

FEW = 3


def asked(home: Home) -> list[Asked]:
    """Return the questions of `panels`, for who asks those of several rooms together."""
    return [papers_asked(home.access)]


def panels(home: Home) -> list[Panel]:
    """Return one panel when there is any paper this reader may open."""
    shown = [row for row in rows(home) if not row.masked]
    if not shown:
        return []
    context = {"home": home, "rows": shown[:FEW]}
    return [Panel("papers", _("Papers"), "papers/panel.html", context, order=80)]
