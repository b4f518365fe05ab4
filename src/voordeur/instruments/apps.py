# SPDX-License-Identifier: EUPL-1.2
"""The room `instruments` as a Django app."""

from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    """Measurements taken with the instruments of the catalogue."""

    name = "voordeur.instruments"
    label = "instruments"
