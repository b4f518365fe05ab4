# SPDX-License-Identifier: EUPL-1.2
"""The room `people` as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Persons, households, membership in time."""

    name = "voordeur.people"
    label = "people"

    def ready(self) -> None:
        """Tell the door which household an address on the web stands for."""
        from voordeur.door import addresses
        from voordeur.people.queries import household_id

        addresses.answer_with(household_id)
