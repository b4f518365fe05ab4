# SPDX-License-Identifier: EUPL-1.2
"""What follows in the plan from what happens below it."""

from voordeur.door.reader import system
from voordeur.history.reactions import Event, reaction
from voordeur.plan.actions import forget_offers_of


@reaction("plan.offers_of_who_left", "people.network_member_removed")
def offers_of_who_left(event: Event) -> None:
    """Take away the offers of somebody whom the household took out of its network."""
    if event.household_id is not None:
        forget_offers_of(
            system("plan"),
            household_id=event.household_id,
            network_member=int(event.facts["network_member"]),
        )
