# SPDX-License-Identifier: EUPL-1.2
"""The room `coordination` as a Django app."""

from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    """Cases, coordinators, claims and who is involved."""

    name = "voordeur.coordination"
    label = "coordination"
