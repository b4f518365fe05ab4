# SPDX-License-Identifier: EUPL-1.2
"""The room `ledger` as a Django app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Books, accounts and entries in eurocents; entries are append-only like the history."""

    name = "voordeur.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Put the tables of entries under the triggers that refuse a change."""
        from voordeur.history import appendonly

        appendonly.protect("ledger_entry", "ledger_line")
