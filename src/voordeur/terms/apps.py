# SPDX-License-Identifier: EUPL-1.2
"""The room `terms` as a Django app."""

from django.apps import AppConfig


class TermsConfig(AppConfig):
    """Open obligations."""

    name = "voordeur.terms"
    label = "terms"
