# SPDX-License-Identifier: EUPL-1.2
"""The room `history` as a Django app."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class HistoryConfig(AppConfig):
    """Installs the append-only triggers after each migration and the purge permit on connections."""

    name = "voordeur.history"
    label = "history"

    def ready(self) -> None:
        """Hook the database guards; these are Django's own life-cycle signals, not ours."""
        from django.utils.module_loading import autodiscover_modules

        from voordeur.history import appendonly

        connection_created.connect(appendonly.register_permit, dispatch_uid="history-permit")
        post_migrate.connect(appendonly.install, sender=self, dispatch_uid="history-triggers")
        autodiscover_modules("reactions")
