# SPDX-License-Identifier: EUPL-1.2
"""What the verbs of the budget of a household share: where a piece lies, and telling of it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.cooperation.actions.writing import keep_seeing
from voordeur.door.deed import Deed, NotAllowed
from voordeur.door.refusal import Refusal
from voordeur.history.record import Private
from voordeur.leeway.queries.mandates import mandates_of
from voordeur.partners.laws import laws, payers
from voordeur.people.items import HouseholdItem
from voordeur.people.queries import members
from voordeur.provisions.given import compartment_of


@dataclass(frozen=True, slots=True)
class Place:
    """For whom something is and under which law: together they say in which part of the file it lies."""

    law: str
    person_id: int | None = None

    @property
    def compartment(self) -> str:
        """Return the part of the file, the same as that of help under this law."""
        return compartment_of(self.law, self.person_id)


def told(deed: Deed, kind: str, row: HouseholdItem, facts: dict[str, Any], **said: object) -> None:
    """Note an event about a row; what was said of it only under the key of its one subject."""
    subject = f"person:{row.person_id}" if row.person_id else f"household:{row.household_id}"
    deed.happened(kind, facts, Private(subject, row.compartment, said))


def check_amount(deed: Deed, place: Place, payer: str) -> None:
    """Refuse a law or payer that is on no list, and a member who is not here."""
    if place.law not in laws():
        raise Refusal(_("Choose a law from the list."), "law")
    if payer not in payers():
        raise Refusal(_("Choose who pays from the list."), "payer")
    here = {member.person_id for member in members(deed.inside, past=True)}
    if place.person_id is not None and place.person_id not in here:
        raise Refusal(_("This member is not in the household."), "person")


def check_mandate(deed: Deed, mandate: UUID | None, cents: int | None) -> int | None:
    """Return the number of a mandate that whoever does this holds, and that covers an amount.

    None for none: then somebody else decided, whose name is written down and is not checked.
    """
    if mandate is None:
        return None
    held = next((one for one in mandates_of(deed.reader) if one.uuid == mandate), None)
    if held is None:
        raise NotAllowed(
            _("You do not hold this mandate."), remedy=_("Ask somebody higher up to decide.")
        )
    limit = held.mandate.limit_cents
    if cents is None:
        raise Refusal(
            _("An amount is unknown, so nobody can tell whether it fits the mandate."),
            "mandate",
            _("Find out the amount, or let somebody higher up decide."),
        )
    if limit is None or cents > limit:
        raise Refusal(
            _("This is more than the mandate allows for one decision."),
            "mandate",
            _("Ask somebody higher up to decide."),
        )
    return held.id


def the_item(deed: Deed, model: Any, uuid: UUID) -> Any:
    """Return a row whose content this reader may read; others are not there for them."""
    row = model.objects.through(deed.inside).shown().filter(uuid=uuid).first()
    if row is None:
        raise Refusal(_("This is not in the file any more."))
    return row


def kept(deed: Deed, row: HouseholdItem, law: str) -> None:
    """Save a new row; who wrote it goes on seeing it, also in a part that is closed to them."""
    row.save(force_insert=True)
    keep_seeing(deed, row, laws()[law].basis)
