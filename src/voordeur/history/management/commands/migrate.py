# SPDX-License-Identifier: EUPL-1.2
"""Django's `migrate`, quick where nothing is kept yet, and for each database what is kept in it.

Django runs every migration on every database and lets the router leave out the tables. Going
through a whole house to make five tables takes longer than making them. And an empty database need
not live through all that changed before it was there: it gets its tables as they are now, and the
migrations are noted as done. A test holds that both ways make the same tables.
"""

from typing import Any

from django.apps import apps
from django.core.management import CommandParser
from django.core.management.commands import migrate
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import DEFAULT_DB_ALIAS, connections, router
from django.db.migrations.executor import MigrationExecutor


def kept_in(alias: str) -> list[str]:
    """Return the labels of the apps that keep a table in this database."""
    return [
        app.label
        for app in apps.get_app_configs()
        if any(router.allow_migrate_model(alias, model) for model in app.get_models())
    ]


def make_at_once(alias: str) -> None:
    """Make all tables of an empty database as they are now, and note the migrations as done."""
    connection = connections[alias]
    emit_pre_migrate_signal(0, False, alias, plan=[])
    with connection.schema_editor() as editor:
        for app in apps.get_app_configs():
            for model in router.get_migratable_models(app, alias, include_auto_created=False):
                if model._meta.can_migrate(connection):
                    editor.create_model(model)
    executor = MigrationExecutor(connection)
    kept = kept_in(alias)
    leaves = [
        leaf
        for leaf in executor.loader.graph.leaf_nodes()
        if alias == DEFAULT_DB_ALIAS or leaf[0] in kept
    ]
    executor.recorder.ensure_schema()
    for migration, _backwards in executor.migration_plan(leaves):
        executor.record_migration(migration.app_label, migration.name)
    emit_post_migrate_signal(0, False, alias, plan=[])


class Command(migrate.Command):
    """Migrate one database; apps that keep nothing in it are passed over."""

    def add_arguments(self, parser: CommandParser) -> None:
        """Add `--steps` to what Django takes."""
        super().add_arguments(parser)
        parser.add_argument(
            "--steps", action="store_true", help="go through every migration, also when empty"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run Django's command, once for each app when the database is not the main one."""
        alias, steps = options["database"], options.pop("steps", False)
        asked = ("app_label", "plan", "check_unapplied", "fake", "fake_initial", "prune")
        plain = not any(options.get(name) for name in asked)
        if plain and not steps and not connections[alias].introspection.table_names():
            make_at_once(alias)
            return
        if alias == DEFAULT_DB_ALIAS or options["app_label"]:
            super().handle(*args, **options)
            return
        for label in kept_in(alias):
            super().handle(*args, **options | {"app_label": label, "run_syncdb": False})
