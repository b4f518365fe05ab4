# SPDX-License-Identifier: EUPL-1.2
"""The household's own people: named, changed and taken away as the household says."""

from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.door.voice import may_write_for, said_if_theirs
from voordeur.people.models import Membership, NetworkMember

MOST = 20


def _own(deed: Deed, person_id: int | None) -> bool:
    """Say whether this reader may write here: a member about the own people and the shared ones."""
    if person_id is not None and "supporter" in deed.inside.relations:
        may_write_for(deed, person_id, "own")
    return deed.reader.person_id in (None, person_id) or person_id is None


def _row(deed: Deed, network_member: UUID) -> NetworkMember:
    row = NetworkMember.objects.through(deed.inside).shown().filter(uuid=network_member).first()
    if row is None or not _own(deed, row.person_id):
        raise Refusal(_("This is not in the file."), "network_member")
    return row


def _steps(can_carry: int | None) -> int | None:
    """Return a number of steps that can be; raises Refusal for one that cannot."""
    if can_carry is not None and not 0 <= can_carry <= MOST:
        raise Refusal(_("Say how many things at once, from 0 to 20."), "can_carry")
    return can_carry


def _note(deed: Deed, kind: str, row: NetworkMember) -> None:
    deed.happened(kind, {"network_member": row.pk}, about=(row.person_id, row.compartment))


@action("network.write")
def name_network_member(
    deed: Deed,
    *,
    household_id: int,
    first_name: str,
    person_id: int | None = None,
    shared: bool = False,
    tie: str = "",
    nearness: str = "",
    exchange: str = "",
    note: str = "",
    can_carry: int | None = None,
    how: str | None = None,
) -> NetworkMember:
    """Write down somebody the household names; a first name is enough.

    With `person_id` it is this member's own person, seen by the others only when `shared`. Its
    event says that, not who: what the household takes away later must be gone. `can_carry` is how
    many steps at once this person says they can help with: the plan warns above it, and nothing
    else is done with it.
    """
    if not first_name.strip():
        raise Refusal(_("A first name is enough, but there must be one."), "first_name")
    if person_id is not None:
        rows = Membership.objects.through(deed.inside).shown().filter(person_id=person_id)
        if not rows.exists() or not _own(deed, person_id):
            raise Refusal(_("This member is not in the household."), "person")
    said_if_theirs(deed, person_id, how)
    row = NetworkMember(
        household_id=household_id,
        person_id=person_id,
        compartment="common" if shared or person_id is None else "own",
        first_name=first_name.strip(),
        tie=tie,
        nearness=nearness,
        exchange=exchange,
        note=note.strip(),
        can_carry=_steps(can_carry),
    )
    row.save(force_insert=True)
    _note(deed, "people.network_member_named", row)
    return row


@action("network.write")
def change_network_member(
    deed: Deed,
    *,
    household_id: int,
    network_member: UUID,
    expected_version: int,
    first_name: str,
    tie: str = "",
    nearness: str = "",
    exchange: str = "",
    note: str = "",
    can_carry: int | None = None,
    how: str | None = None,
) -> NetworkMember:
    """Change what the household says about one of its own people; the event holds no content."""
    row = _row(deed, network_member)
    after: dict[str, object] = {
        "first_name": first_name.strip(),
        "tie": tie,
        "nearness": nearness,
        "exchange": exchange,
        "note": note.strip(),
        "can_carry": _steps(can_carry),
    }
    expect(row, expected_version, dict(after))
    if not after["first_name"]:
        raise Refusal(_("A first name is enough, but there must be one."), "first_name")
    said_if_theirs(deed, row.person_id, how)
    for name, value in after.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*after, "version"])
    _note(deed, "people.network_member_changed", row)
    return row


@action("network.write")
def remove_network_member(
    deed: Deed, *, household_id: int, network_member: UUID, how: str | None = None
) -> None:
    """Delete one of the household's own people: the row is gone, and no event ever held the name."""
    row = _row(deed, network_member)
    said_if_theirs(deed, row.person_id, how)
    _note(deed, "people.network_member_removed", row)
    NetworkMember._plain.filter(pk=row.pk).delete()
