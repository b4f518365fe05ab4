# SPDX-License-Identifier: EUPL-1.2
"""What the door still owes after an action: destroying keys, also when the process was killed."""

from typing import TYPE_CHECKING

from voordeur.door.forgetting import destroy_keys
from voordeur.history.reactions import reaction

if TYPE_CHECKING:
    from voordeur.history.models import Event


@reaction("door.destroy_keys", "door.person_forgotten")
def finish_forgetting(event: "Event") -> None:
    """Destroy the keys of who was forgotten; the second time there is nothing left to destroy."""
    destroy_keys(int(event.facts["person"]))
