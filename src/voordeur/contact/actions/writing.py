# SPDX-License-Identifier: EUPL-1.2
"""What the verbs of contact share: whom a row is about, and the sealed part of its event."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from voordeur.door.deed import Deed
from voordeur.door.refusal import Refusal
from voordeur.history.record import Private
from voordeur.partners.queries import colleagues
from voordeur.people.items import HouseholdItem
from voordeur.people.queries import members

PARTS = ("common", "own", "health", "youth", "money", "justice", "safety")


def sealed(row: HouseholdItem, body: dict[str, object]) -> Private:
    """Return the sealed part of an event about a row: under the key of its one subject."""
    subject = f"person:{row.person_id}" if row.person_id else f"household:{row.household_id}"
    return Private(subject, row.compartment, body)


def check_members(deed: Deed, person_ids: Iterable[int], where: str) -> None:
    """Refuse persons who are not, and never were, in this household."""
    known = {one.person_id for one in members(deed.inside, past=True)}
    if not set(person_ids) <= known:
        raise Refusal(_("Choose somebody of this household."), where)


def check_part(person_id: int | None, compartment: str) -> None:
    """Refuse an unknown part, and a closed part that is nobody's."""
    if compartment not in PARTS:
        raise Refusal(_("Choose a part of the file."), "part")
    if person_id is None and compartment != "common":
        raise Refusal(_("Choose for whom: a closed part is always somebody's."), "about")


def own_professional(deed: Deed) -> int | None:
    """Return the professional behind the account that acts; None for a system or a resident."""
    if deed.reader.account_id is None:
        return None
    found = colleagues(account_ids=[deed.reader.account_id])
    return found[0].id if found else None
