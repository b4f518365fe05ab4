# SPDX-License-Identifier: EUPL-1.2
"""The room `people` as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Persons, households, membership in time."""

    name = "voordeur.people"
    label = "people"
