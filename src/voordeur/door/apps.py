# SPDX-License-Identifier: EUPL-1.2
"""The room `door` as a Django app."""

from django.apps import AppConfig


class DoorConfig(AppConfig):
    """Accounts, standing, the permission matrix and the access log."""

    name = "voordeur.door"
    label = "door"

    def ready(self) -> None:
        """Load what each room says about erasing its own records."""
        from django.utils.module_loading import autodiscover_modules

        autodiscover_modules("erasing")
