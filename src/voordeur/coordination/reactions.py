# SPDX-License-Identifier: EUPL-1.2
"""What follows in coordination from what happens below it."""

from typing import TYPE_CHECKING

from voordeur.coordination.actions import coordinated_by_account, coordinator_left
from voordeur.door.reader import system
from voordeur.history.reactions import reaction

if TYPE_CHECKING:
    from voordeur.history.models import Event


@reaction("coordination.coordinator_left", "partners.account_closed")
def coordinator_has_left(event: "Event") -> None:
    """End the coordination of who has no account any more, and tell the lead of each team."""
    account_id = int(event.facts["account"])
    for household_id in coordinated_by_account(account_id):
        coordinator_left(system("coordination"), household_id=household_id, account_id=account_id)
