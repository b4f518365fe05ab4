# SPDX-License-Identifier: EUPL-1.2
"""What contact shows on the household page: the way to record one; it costs no query."""

from django.utils.translation import gettext as _

from voordeur.door.together import Asked
from voordeur.people.pages import Home
from voordeur.people.panels import Panel


def asked(_home: Home) -> list[Asked]:
    """Return nothing: the way to contact costs no question."""
    return []


def panels(home: Home) -> list[Panel]:
    """Return the way to contacts, notes and the conversation, for who may write them.

    What was said stands on the page of contact; the timeline tells that there was contact.
    """
    if not home.may("contact.write"):
        return []
    return [Panel("contact", _("Contact"), "contact/panel.html", {"uuid": home.uuid}, order=60)]
