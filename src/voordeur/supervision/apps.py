# SPDX-License-Identifier: EUPL-1.2
"""The room `supervision` as a Django app."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """What is erased, what is kept, and what leaked."""

    name = "voordeur.supervision"
    label = "supervision"
