# SPDX-License-Identifier: EUPL-1.2
"""What provisions do when somebody becomes known: waiting assignments find their person."""

from typing import TYPE_CHECKING

from voordeur.history.reactions import reaction
from voordeur.provisions.messages import attach

if TYPE_CHECKING:
    from voordeur.history.models import Event


@reaction("provisions.attach_waiting", "people.member_joined", "people.citizen_number_recorded")
def attach_waiting(event: "Event") -> None:
    """Give the assignments that waited for this person to the file of the household."""
    attach(event.facts["person"])
