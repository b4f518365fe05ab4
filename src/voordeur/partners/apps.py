# SPDX-License-Identifier: EUPL-1.2
"""The room `partners` as a Django app."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    """Organisations and the people who work there."""

    name = "voordeur.partners"
    label = "partners"
