# SPDX-License-Identifier: EUPL-1.2
"""The room of the demo town."""

from django.apps import AppConfig


class TownConfig(AppConfig):
    """Registers the room."""

    name = "voordeur.town"
    label = "town"
    verbose_name = "demo town"
