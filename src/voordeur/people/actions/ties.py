# SPDX-License-Identifier: EUPL-1.2
"""What members are to each other, and who decides by law for whom."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door import standing
from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.history.record import Private
from voordeur.people.authority import OF_A_PARENT, authority_rules
from voordeur.people.models import LegalAuthority, Membership, Relation
from voordeur.people.relations import relation_types

# Where it lies that somebody acts for a member: with the part of life it is about.
COMPARTMENT_OF = {
    "parental_authority": "common",
    "guardianship": "common",
    "partial_authority": "youth",
    "administration": "money",
    "mentorship": "health",
}


def _members(deed: Deed, *person_ids: int | None) -> None:
    wanted = {person_id for person_id in person_ids if person_id is not None}
    rows = Membership.objects.through(deed.inside).shown().filter(person_id__in=wanted)
    if set(rows.values_list("person_id", flat=True)) != wanted:
        raise Refusal(_("This member is not in the household."), "person")


@action("household.edit")
def record_relation(
    deed: Deed,
    *,
    household_id: int,
    person_id: int,
    other_id: int,
    kind: str,
    own: bool = False,
    from_date: date | None = None,
    until: date | None = None,
) -> Relation:
    """Record that one member is `kind` of another; `own` keeps it in the first one's own part.

    Both must be, or have been, members of this household: nobody is looked up elsewhere.
    """
    if kind not in relation_types():
        raise Refusal(_("Choose a relation from the list."), "kind")
    if person_id == other_id:
        raise Refusal(_("A relation is between two people."), "other")
    _members(deed, person_id, other_id)
    inverse = relation_types()[kind].inverse
    rows = Relation.objects.through(deed.inside).shown().filter(until=None)
    if (
        rows.filter(person_id=person_id, other_id=other_id, kind=kind).exists()
        or rows.filter(person_id=other_id, other_id=person_id, kind=inverse).exists()
    ):
        raise Refusal(_("This relation is here already."), "kind")
    if from_date and until and until < from_date:
        raise Refusal(_("The end lies before the start."), "until")
    row = Relation(
        household_id=household_id,
        person_id=person_id,
        other_id=other_id,
        kind=kind,
        compartment="own" if own else "name",
        from_date=from_date,
        until=until,
    )
    row.save(force_insert=True)
    deed.happened(
        "people.relation_recorded",
        {"relation": row.pk},
        Private(f"person:{person_id}", row.compartment, {"kind": kind, "other": other_id}),
    )
    return row


@action("household.edit")
def end_relation(
    deed: Deed, *, household_id: int, relation: UUID, until: date, expected_version: int
) -> Relation:
    """Record until when two people were this to each other."""
    row = Relation.objects.through(deed.inside).shown().filter(uuid=relation).first()
    if row is None:
        raise Refusal(_("This relation is not in the household."), "relation")
    expect(row, expected_version, {"until": until})
    if row.from_date and until < row.from_date:
        raise Refusal(_("The end lies before the start."), "until")
    row.until, row.version = until, row.version + 1
    row.save(update_fields=["until", "version"])
    deed.happened(
        "people.relation_ended",
        {"relation": row.pk, "until": until},
        about=(row.person_id, row.compartment),
    )
    return row


@action("household.edit")
def record_authority(
    deed: Deed,
    *,
    household_id: int,
    person_id: int,
    kind: str,
    holder_id: int | None = None,
    organisation_id: int | None = None,
    holder_name: str = "",
    ruling: str = "",
    from_date: date | None = None,
) -> LegalAuthority:
    """Record who decides by law for a member: a member, an organisation or somebody by name.

    A member with parental authority or guardianship may from then on see the child's part of the
    file as the matrix says of a parent. That somebody is a parent gives nothing by itself.
    """
    if kind not in authority_rules().kinds:
        raise Refusal(_("Choose from the list."), "kind")
    name = holder_name.strip()
    if sum((holder_id is not None, organisation_id is not None, bool(name))) != 1:
        raise Refusal(_("Name one holder: a member, an organisation or a name."), "holder")
    if holder_id == person_id:
        raise Refusal(_("Nobody has authority over themselves in this sense."), "holder")
    _members(deed, person_id, holder_id)
    row = LegalAuthority(
        household_id=household_id,
        person_id=person_id,
        kind=kind,
        compartment=COMPARTMENT_OF.get(kind, "own"),
        holder_id=holder_id,
        organisation_id=organisation_id,
        holder_name=name,
        ruling=ruling.strip(),
        from_date=from_date or deed.now.date(),
    )
    row.save(force_insert=True)
    if holder_id is not None and kind in OF_A_PARENT:
        standing.give(
            deed,
            reader=f"person:{holder_id}",
            relation="parent",
            basis="own_file",
            person_id=person_id,
        )
    deed.happened(
        "people.authority_recorded",
        {"authority": row.pk},
        Private(
            f"person:{person_id}",
            row.compartment,
            {
                "kind": kind,
                "holder": holder_id,
                "organisation": organisation_id,
                "holder_name": name,
            },
        ),
    )
    return row


@action("household.edit")
def end_authority(
    deed: Deed, *, household_id: int, authority: UUID, until: date, expected_version: int
) -> LegalAuthority:
    """Record until when somebody decided by law for a member; a parent's view of the file ends."""
    row = LegalAuthority.objects.through(deed.inside).shown().filter(uuid=authority).first()
    if row is None:
        raise Refusal(_("This is not in the file."), "authority")
    expect(row, expected_version, {"until": until})
    if until < row.from_date:
        raise Refusal(_("The end lies before the start."), "until")
    row.until, row.version = until, row.version + 1
    row.save(update_fields=["until", "version"])
    if row.holder_id is not None and row.kind in OF_A_PARENT:
        standing.end(
            deed,
            reader=f"person:{row.holder_id}",
            relation="parent",
            person_id=row.person_id,
        )
    deed.happened(
        "people.authority_ended",
        {"authority": row.pk, "until": until},
        about=(row.person_id, row.compartment),
    )
    return row
