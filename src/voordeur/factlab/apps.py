# SPDX-License-Identifier: EUPL-1.2
"""The room `factlab` as a Django app: the adapter above the library, which knows no Django."""

from django.apps import AppConfig


class FactlabConfig(AppConfig):
    """Data deliveries in, safe figures out, and no way back to anybody."""

    name = "voordeur.factlab"
    label = "factlab"
