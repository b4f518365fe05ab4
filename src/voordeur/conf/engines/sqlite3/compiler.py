# SPDX-License-Identifier: EUPL-1.2
"""How statements are written for SQLite: an INSERT once, all else as Django does."""

from django.db.models.sql import compiler as django

from voordeur.conf.engines.inserting import WrittenOnce

SQLCompiler = django.SQLCompiler
SQLDeleteCompiler = django.SQLDeleteCompiler
SQLUpdateCompiler = django.SQLUpdateCompiler
SQLAggregateCompiler = django.SQLAggregateCompiler


class SQLInsertCompiler(WrittenOnce, django.SQLInsertCompiler):
    """Writes the text of an INSERT once per kind of row."""
