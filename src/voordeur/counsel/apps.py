# SPDX-License-Identifier: EUPL-1.2
"""The room `counsel` as a Django app."""

from django.apps import AppConfig


class CounselConfig(AppConfig):
    """Consultations of a specialist, and case conferences."""

    name = "voordeur.counsel"
    label = "counsel"
