# SPDX-License-Identifier: EUPL-1.2
"""The room `contact` as a Django app."""

from django.apps import AppConfig


class ContactConfig(AppConfig):
    """Visits, notes, the conversation and limits to self-direction."""

    name = "voordeur.contact"
    label = "contact"
