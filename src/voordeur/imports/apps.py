# SPDX-License-Identifier: EUPL-1.2
"""The room `imports` as a Django app."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Messages and tables of other systems, brought in by the actions of the rooms."""

    name = "voordeur.imports"
    label = "imports"
