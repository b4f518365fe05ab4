# SPDX-License-Identifier: EUPL-1.2
"""Whether a resident may be mailed at an address: only when they said so themselves."""

from voordeur.door.access import for_system, scope
from voordeur.door.reader import system
from voordeur.people.queries import channels


def may_mail(person_id: int, email: str) -> bool:
    """Say whether this address is a safe way that the resident gave, in whichever household.

    Without one nothing is sent: somebody else at home may read the mail. One query.
    """
    with scope():
        ways = channels(for_system(system("mail")), person_id=person_id)
    return any(
        one.kind == "mail" and (one.value or "").strip().casefold() == email.strip().casefold()
        for one in ways
    )
