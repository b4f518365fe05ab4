# SPDX-License-Identifier: EUPL-1.2
"""The room `intake` as a Django app."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Signals, outreach and triage."""

    name = "voordeur.intake"
    label = "intake"
