# SPDX-License-Identifier: EUPL-1.2
"""Django's `migrate`, which gives a database the migrations of what is kept in it and no others.

Django runs every migration on every database and lets the router leave out the tables. Going
through a whole house to make five tables takes longer than making them.
"""

from typing import Any

from django.apps import apps
from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, router


def kept_in(alias: str) -> list[str]:
    """Return the labels of the apps that keep a table in this database."""
    return [
        app.label
        for app in apps.get_app_configs()
        if any(router.allow_migrate_model(alias, model) for model in app.get_models())
    ]


class Command(migrate.Command):
    """Migrate one database; apps that keep nothing in it are passed over."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Run Django's command, once for each app when the database is not the main one."""
        if options["database"] == DEFAULT_DB_ALIAS or options["app_label"]:
            super().handle(*args, **options)
            return
        for label in kept_in(options["database"]):
            super().handle(*args, **options | {"app_label": label, "run_syncdb": False})
