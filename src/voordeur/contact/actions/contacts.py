# SPDX-License-Identifier: EUPL-1.2
"""The verb of a visit or another contact, held or tried."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from voordeur.contact.actions.notes import put_note
from voordeur.contact.actions.writing import (
    check_members,
    check_part,
    own_professional,
    sealed,
)
from voordeur.contact.models import KINDS, OUTCOMES, Attendance, Contact
from voordeur.door.deed import Deed, action
from voordeur.door.refusal import Refusal
from voordeur.history.clock import AMSTERDAM


@action("contact.write")
def record_contact(
    deed: Deed,
    *,
    household_id: int,
    kind: str,
    on: date,
    outcome: str = "held",
    person_id: int | None = None,
    compartment: str = "common",
    present: Collection[int] = (),
    note: str = "",
    professional_id: int | None = None,
) -> Contact:
    """Record a contact, with who was there and a note in the same part of the file.

    Refused, nobody home and put off are recorded as they are and change nothing else: no term, no
    signal, no standing.
    """
    if kind not in KINDS:
        raise Refusal(_("Choose what kind of contact it was."), "kind")
    if outcome not in OUTCOMES:
        raise Refusal(_("Choose how it went."), "outcome")
    if on > deed.now.astimezone(AMSTERDAM).date():
        raise Refusal(_("This day is still to come."), "on")
    check_part(person_id, compartment)
    check_members(deed, {*present, *([person_id] if person_id else [])}, "present")
    if outcome != "held" and present:
        raise Refusal(_("Nobody was there if it did not take place."), "present")
    row = Contact(
        household_id=household_id,
        person_id=person_id,
        compartment=compartment,
        kind=kind,
        on=on,
        outcome=outcome,
        professional_id=professional_id or own_professional(deed),
    )
    row.save(force_insert=True)
    for attendee in sorted(set(present)):
        Attendance(
            household_id=household_id,
            person_id=person_id,
            compartment=compartment,
            contact=row,
            attendee_id=attendee,
        ).save(force_insert=True)
    deed.happened(
        "contact.held" if outcome == "held" else "contact.tried",
        {"contact": row.pk, "on": on},
        sealed(row, {"kind": kind, "outcome": outcome, "present": sorted(set(present))}),
    )
    if note.strip():
        put_note(deed, person_id, compartment, note, row)
    return row
