# SPDX-License-Identifier: EUPL-1.2
"""What the door still owes after an action: destroying keys, letting out who left the house."""

from typing import TYPE_CHECKING

from voordeur.door import erasure
from voordeur.door.forgetting import destroy_keys
from voordeur.door.leaving import households_of, let_out
from voordeur.door.mandate import end_mandate, mandates_of
from voordeur.door.reader import system
from voordeur.history import clock
from voordeur.history.reactions import reaction

if TYPE_CHECKING:
    from voordeur.history.models import Event


@reaction("door.destroy_keys", "door.person_forgotten")
def finish_forgetting(event: "Event") -> None:
    """Destroy the keys of who was forgotten; the second time there is nothing left to destroy."""
    destroy_keys(int(event.facts["person"]))


@reaction("door.destroy_household_keys", "door.household_erased")
def finish_erasing(event: "Event") -> None:
    """Destroy the keys of a household that was erased, also when the process was killed."""
    erasure.destroy_keys(int(event.facts["household"]), event.facts["persons"])


@reaction("door.let_out", "partners.account_closed")
def let_out_everywhere(event: "Event") -> None:
    """End what a closed account was to each household, so that it cannot come back with it."""
    reader = f"account:{event.facts['account']}"
    for household_id in households_of(reader):
        let_out(system("door"), household_id=household_id, reader=reader)


@reaction("door.supporter_left", "partners.account_closed")
def supporter_has_left(event: "Event") -> None:
    """End every mandate of a client supporter who has no account any more; residents read it."""
    now = clock.now()
    for household_id, mandate in mandates_of(int(event.facts["account"]), now):
        end_mandate(system("door"), household_id=household_id, mandate=mandate)
