# SPDX-License-Identifier: EUPL-1.2
"""What leeway does when policy answers: every household that waits behind the rule is told."""

from typing import TYPE_CHECKING

from voordeur.door.reader import system
from voordeur.history.reactions import reaction
from voordeur.leeway.actions.policy import tell_all

if TYPE_CHECKING:
    from voordeur.history.models import Event


@reaction("leeway.tell_waiting", "leeway.policy_answered")
def tell_waiting(event: "Event") -> None:
    """Tell the households when the answer opens a door; nothing otherwise."""
    if event.facts["lifts"]:
        tell_all(system("leeway.answers"), event.facts["rule"])
