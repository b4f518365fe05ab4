# SPDX-License-Identifier: EUPL-1.2
"""The room `figures` as a Django app."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """Figures that are frozen once a week and lead to nobody."""

    name = "voordeur.figures"
    label = "figures"
