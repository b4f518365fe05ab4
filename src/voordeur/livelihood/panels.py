# SPDX-License-Identifier: EUPL-1.2
"""What money at home shows on the household page: days on which it goes wrong, and who manages it."""

from django.utils.translation import gettext as _

from voordeur.door.together import Asked
from voordeur.livelihood.page import money_of
from voordeur.livelihood.queries import money_asked
from voordeur.people.pages import Home
from voordeur.people.panels import Panel


def asked(home: Home) -> list[Asked]:
    """Return the questions of `panels`, for who asks those of several rooms together."""
    return money_asked(home.access)


def panels(home: Home) -> list[Panel]:
    """Return the days to act before, and who manages the money; no amounts.

    Tagged `money`: it goes as soon as something about safety stands on the page.
    """
    page = money_of(home.access)
    if not (page.debts or page.managers or page.month.anything or page.hidden):
        return []
    context = {
        "uuid": home.uuid,
        "dated": [one for one in page.debts if one.threat_on],
        "managers": page.managers,
        "open": sum(1 for one in page.debts if not one.masked),
        "hidden": page.hidden,
    }
    return [
        Panel(
            "livelihood",
            _("Money at home"),
            "livelihood/panel.html",
            context,
            order=45,
            tags=frozenset({"money"}),
        )
    ]
