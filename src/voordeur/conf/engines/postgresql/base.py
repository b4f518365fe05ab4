# SPDX-License-Identifier: EUPL-1.2
"""The engine that the settings name; Django looks for it in a module of this name."""

from django.db.backends.postgresql import base, operations

from voordeur.conf.engines.postgresql import compiler


class DatabaseOperations(operations.DatabaseOperations):
    """Django's, with our way of writing."""

    compiler_module = compiler.__name__


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with our way of writing."""

    ops_class = DatabaseOperations
