# SPDX-License-Identifier: EUPL-1.2
"""The desk as a Django app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Home, navigation, worklists, base templates and design tokens."""

    name = "voordeur.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"
