# SPDX-License-Identifier: EUPL-1.2
"""What the verbs of cooperation share: where a piece lies, and what a sharing rests on."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from voordeur.door import standing
from voordeur.door.deed import Deed
from voordeur.door.matrix import Purpose, bases
from voordeur.door.refusal import Refusal
from voordeur.door.sharing import SHORTEST_NECESSITY
from voordeur.door.voice import HOW, How
from voordeur.history.record import Private
from voordeur.people.partialdate import PartialDate
from voordeur.people.queries import Member, authorities, members

if TYPE_CHECKING:
    from voordeur.people.items import HouseholdItem

PARTS = ("common", "own", "health", "youth", "money", "justice", "safety")
SAYS_YES_ALONE = 12
"""Below this age a parent or guardian says yes (Jeugdwet 7.3.4)."""


def sealed(row: "HouseholdItem", body: dict[str, object]) -> Private:
    """Return the sealed part of an event about a row: under the key of its one subject."""
    subject = f"person:{row.person_id}" if row.person_id else f"household:{row.household_id}"
    return Private(subject, row.compartment, body)


def keep_seeing(deed: Deed, row: "HouseholdItem", basis: str) -> None:
    """Let whoever wrote a piece in a part that is closed to them go on seeing this one piece."""
    seen = type(row).objects.through(deed.inside).shown().filter(pk=row.pk).exists()
    if deed.reader.account_id is not None and not seen:
        standing.give(
            deed,
            reader=deed.reader.key,
            relation="task",
            basis=basis,
            reason=f"{row._meta.model_name}:{row.pk}",
            person_id=row.person_id,
            compartment=row.compartment,
            item=row.uuid,
        )


def some_text(text: str, where: str) -> str:
    """Return a text without the spaces around it; refuse an empty one."""
    if not text.strip():
        raise Refusal(_("Write something here."), where)
    return text.strip()


def check_place(deed: Deed, person_id: int | None, compartment: str) -> None:
    """Refuse a member who is not here, a part that does not exist, and a closed part of nobody."""
    if compartment not in PARTS:
        raise Refusal(_("Choose a part of the file."), "part")
    if person_id is None and compartment not in ("common", "safety"):
        raise Refusal(_("Choose for whom: a closed part is always somebody's."), "about")
    if person_id is not None and person_id not in {one.person_id for one in members(deed.inside)}:
        raise Refusal(_("Choose somebody of this household."), "about")


def check_basis(
    deed: Deed,
    *,
    basis: str,
    person_id: int | None,
    said_yes: Collection[int],
    channel: str,
    necessity: str,
) -> None:
    """Refuse a sharing without the yes of whom it is about, or without a law and its necessity.

    Consent cannot stand in for a task and a task needs no consent: it is one or the other.
    """
    known = bases()
    if basis not in known or Purpose.HELP not in known[basis].purposes:
        raise Refusal(_("Choose what this sharing rests on."), "basis")
    if basis != "consent":
        if said_yes:
            raise Refusal(
                _("It rests on a law or on a yes, not on both."),
                "said_yes",
                _("Leave empty who said yes, or choose the yes of the resident."),
            )
        if len(necessity.strip()) < SHORTEST_NECESSITY:
            raise Refusal(
                _("Say in words why the other party cannot do without this."),
                "necessity",
                _("What would go wrong, and would less be enough?"),
            )
        return
    here = {one.person_id: one for one in members(deed.inside)}
    if not said_yes or not set(said_yes) <= set(here):
        raise Refusal(_("Say who of the household said yes."), "said_yes")
    if channel not in HOW or (channel == How.SELF and deed.reader.person_id not in said_yes):
        raise Refusal(_("Say how the resident said yes."), "channel", _("Paper, phone or spoken?"))
    if person_id is None:
        if not any(_may_say_yes(here[one], deed) for one in said_yes):
            raise Refusal(_("Somebody of age in the household says yes."), "said_yes")
        return
    holders = {
        one.holder_id for one in authorities(deed.inside) if one.person_id == person_id
    } & set(said_yes)
    if holders or (person_id in said_yes and _may_say_yes(here[person_id], deed)):
        return
    raise Refusal(
        _("The one it is about has not said yes, nor who decides for them by law."), "said_yes"
    )


def _may_say_yes(member: Member, deed: Deed) -> bool:
    """Say whether a member is old enough to say yes alone; a birth date nobody knows passes."""
    if not member.born:
        return True
    return PartialDate.parse(member.born).age_range(deed.now.date())[1] >= SAYS_YES_ALONE
