# SPDX-License-Identifier: EUPL-1.2
"""The room `money` as a Django app."""

from django.apps import AppConfig


class MoneyConfig(AppConfig):
    """Who pays, who gains, and what is really cashed. Claims hang on projects, never on a household."""

    name = "voordeur.money"
    label = "money"

    def ready(self) -> None:
        """Put what is never changed under the triggers: claim steps, sheets, proposals, the foreseen."""
        from voordeur.history import appendonly

        appendonly.protect("money_claimstep", "money_sheet", "money_proposal", "money_foreseen")
