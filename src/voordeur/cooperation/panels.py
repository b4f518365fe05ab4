# SPDX-License-Identifier: EUPL-1.2
"""What cooperation shows on the household page: what was asked and has no answer, and who waits."""

from django.utils.translation import gettext as _

from voordeur.cooperation.page import asked_item, names_of
from voordeur.cooperation.queries import (
    main_provider,
    main_provider_asked,
    referrals,
    referrals_asked,
)
from voordeur.cooperation.states import OPEN
from voordeur.door.together import Asked
from voordeur.history import clock
from voordeur.people.pages import Home
from voordeur.people.panels import Panel


def asked(home: Home) -> list[Asked]:
    """Return the questions of `panels`, for who asks those of several rooms together."""
    return [referrals_asked(home.access), main_provider_asked(home.access)]


def panels(home: Home) -> list[Panel]:
    """Return what runs with other parties, nothing when nothing does."""
    found = [row for row in referrals(home.access) if row.state in OPEN]
    main = main_provider(home.access)
    if not found and main is None:
        return []
    names, day = names_of(home.access), clock.today()
    context = {
        "uuid": home.uuid,
        "lines": [asked_item(row, names, day) for row in found],
        "main": main,
    }
    title = _("Asked of other parties")
    return [Panel("cooperation", title, "cooperation/panel.html", context, order=35)]
