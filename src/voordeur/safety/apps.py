# SPDX-License-Identifier: EUPL-1.2
"""The room `safety` as a Django app."""

from django.apps import AppConfig


class SafetyConfig(AppConfig):
    """Concerns about safety, what is agreed about them, coercive measures and crises."""

    name = "voordeur.safety"
    label = "safety"
