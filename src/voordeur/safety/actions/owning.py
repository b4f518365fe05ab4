# SPDX-License-Identifier: EUPL-1.2
"""Who is reminded: whoever coordinates the case, else who recorded it."""

from datetime import date

from voordeur.coordination.queries import holders
from voordeur.door.deed import Deed
from voordeur.history.clock import AMSTERDAM
from voordeur.people.items import HouseholdItem
from voordeur.terms.book import close_terms, open_term


def day_of(deed: Deed) -> date:
    """Return the day of a deed in Amsterdam."""
    return deed.now.astimezone(AMSTERDAM).date()


def owner_of(deed: Deed) -> str | None:
    """Return the reader key of the case coordinator, else of who acts; None for a system task."""
    for row in holders(deed.inside):
        if row.layer == "case" and row.state == "appointed" and row.account_id is not None:
            return f"account:{row.account_id}"
    return deed.reader.key if deed.reader.account_id is not None else None


def remind(deed: Deed, kind: str, row: HouseholdItem, subject: str, due: date | None) -> None:
    """Open a term about a row for whoever coordinates, in the same part of the file.

    An older one of the same kind about the same subject is closed first.
    """
    close_terms(deed, subject=subject, kind=kind)
    owner = owner_of(deed)
    if owner is not None:
        open_term(
            deed,
            kind=kind,
            owner=owner,
            subject=subject,
            due=due,
            person_id=row.person_id,
            compartment=row.compartment,
        )
