# SPDX-License-Identifier: EUPL-1.2
"""Where a piece of the plan lies."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door.deed import Deed
from voordeur.door.refusal import Refusal
from voordeur.door.voice import may_write_for
from voordeur.history.record import Private
from voordeur.partners.queries import colleagues
from voordeur.people.queries import members
from voordeur.plan.models.voice import PlanItem

COMPARTMENTS = ("common", "own", "money", "health", "youth", "justice", "safety", "private")
Place = tuple[int | None, str]


def place(deed: Deed, person_id: int | None, compartment: str | None) -> Place:
    """Return where a new piece lies: joint things in `common`, a member's in `own` unless said.

    A professional may write in a part that only others read, as one drops a letter in a box; a
    member writes in the own part only, and nobody but the member in `private`. Raises Refusal for
    somebody who is no member and for a part that does not exist.
    """
    part = compartment or ("common" if person_id is None else "own")
    if part not in COMPARTMENTS or (person_id is None and part != "common"):
        raise Refusal(_("Choose who this is about and who may see it."), "compartment")
    if person_id is None:
        return None, part
    if person_id not in {one.person_id for one in members(deed.inside, past=True)}:
        raise Refusal(_("Choose somebody of this household."), "person")
    may_write_for(deed, person_id, part)
    return person_id, part


def found[T: PlanItem](deed: Deed, model: type[T], uuid: UUID, where: str) -> T:
    """Return a row the reader may read and, when it is of a member, may write for; else Refusal."""
    row: T | None = model.objects.through(deed.inside).shown().filter(uuid=uuid).first()
    if row is None:
        raise Refusal(_("This is not in the file any more."), where)
    if row.person_id is not None:
        may_write_for(deed, row.person_id, row.compartment)
    return row


def sealed(deed: Deed, at: Place, body: Mapping[str, Any]) -> Private:
    """Return the private part of an event about a piece in a place."""
    person_id, part = at
    subject = f"person:{person_id}" if person_id else f"household:{deed.household_id}"
    return Private(subject, part, dict(body))


def shared_place(one: PlanItem, other: PlanItem) -> Place:
    """Return where a link between two pieces lies: in the part of the piece that is not joint.

    Who may not see one of the ends does not get the link either: questions drop it then.
    """
    chosen = other if one.compartment == "common" else one
    return chosen.person_id, chosen.compartment


def own_key(deed: Deed) -> str | None:
    """Return who the reader is as an observer: `person:5`, `professional:3`, or None for a system."""
    if deed.reader.person_id is not None:
        return f"person:{deed.reader.person_id}"
    if deed.reader.account_id is None:
        return None
    mine = colleagues(account_ids=[deed.reader.account_id])
    return f"professional:{mine[0].id}" if mine else None


def some_text(text: str, where: str) -> str:
    """Return text without outer blanks; raises Refusal when nothing is left."""
    if not text.strip():
        raise Refusal(_("Write something here."), where)
    return text.strip()
