# SPDX-License-Identifier: EUPL-1.2
"""What the verbs share: whose money it is, in which part, and the sealed part of an event."""

from datetime import date

from django.utils.translation import gettext as _

from voordeur.door.deed import Deed
from voordeur.door.refusal import Refusal
from voordeur.history.clock import AMSTERDAM
from voordeur.history.record import Private
from voordeur.people.items import HouseholdItem
from voordeur.people.queries import members

MOST = 100_000_000_00
"""A hundred million euros: above this somebody slipped."""


def day_of(deed: Deed) -> date:
    """Return the day of a deed in Amsterdam."""
    return deed.now.astimezone(AMSTERDAM).date()


def part_of(deed: Deed, person_id: int | None) -> str:
    """Return the part of the file: of one member the money part, of all together the common part."""
    if person_id is None:
        return "common"
    if person_id not in {one.person_id for one in members(deed.inside, past=True)}:
        raise Refusal(_("Choose somebody of this household."), "whose")
    return "money"


def check_amount(amount: int | None) -> int | None:
    """Return an amount in eurocents as it is, unknown too; refuse what cannot be right."""
    if amount is not None and not 0 <= amount <= MOST:
        raise Refusal(_("Write an amount of 0 or more."), "amount")
    return amount


def sealed(row: HouseholdItem, body: dict[str, object]) -> Private:
    """Return the sealed part of an event about a row: under the key of its one subject."""
    subject = f"person:{row.person_id}" if row.person_id else f"household:{row.household_id}"
    return Private(subject, row.compartment, body)
