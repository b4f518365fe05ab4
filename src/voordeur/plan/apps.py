# SPDX-License-Identifier: EUPL-1.2
"""The room `plan` as a Django app."""

from django.apps import AppConfig


class PlanConfig(AppConfig):
    """Own words, problems and causes, goals and steps: the one plan of a household."""

    name = "voordeur.plan"
    label = "plan"

    def ready(self) -> None:
        """Protect versions: what was set down never changes, a correction is a new version."""
        from voordeur.history import appendonly

        appendonly.protect("plan_planversion", "plan_planversionitem")
