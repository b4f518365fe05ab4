# SPDX-License-Identifier: EUPL-1.2
"""The room `resident` as a Django app."""

from django.apps import AppConfig


class ResidentConfig(AppConfig):
    """The resident's own pages."""

    name = "voordeur.resident"
    label = "resident"
