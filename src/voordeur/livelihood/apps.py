# SPDX-License-Identifier: EUPL-1.2
"""The room `livelihood` as a Django app."""

from django.apps import AppConfig


class LivelihoodConfig(AppConfig):
    """Money at home: the month, debts, who manages the money."""

    name = "voordeur.livelihood"
    label = "livelihood"
