# SPDX-License-Identifier: EUPL-1.2
"""The room `provisions` as a Django app."""

from django.apps import AppConfig


class ProvisionsConfig(AppConfig):
    """What can be had, what is given to whom, and what it costs together."""

    name = "voordeur.provisions"
    label = "provisions"

    def ready(self) -> None:
        """Register what this room does when somebody becomes known, and when they are forgotten."""
        from voordeur.provisions import erasing, reactions  # noqa: F401 - register themselves
