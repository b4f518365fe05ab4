# SPDX-License-Identifier: EUPL-1.2
"""The ways in which an act of a resident comes in, and who may bring it in for whom.

Every act of a resident can be done in the own account, on paper, by phone, at the table or through
a supporter. None of them counts less than another, and the history keeps which one it was: the
event says how it came in, its actor is who wrote it down.
"""

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from voordeur.door.access import standing_of
from voordeur.door.deed import Deed
from voordeur.door.matrix import matrix
from voordeur.door.refusal import NotAllowed, Refusal
from voordeur.history.asking import Shape


class How(StrEnum):
    """By the member in the own account, at the table, on paper, by phone, or through a supporter."""

    SELF = "self"
    TABLE = "table"
    PAPER = "paper"
    PHONE = "phone"
    SUPPORTER = "supporter"


HOW = tuple(How)


def said(deed: Deed, person_id: int | None, how: str | None) -> dict[str, Any]:
    """Return how an act of a member came in: by the own hand when that is so, else as was told.

    Every event of the deed says the same. Without `how`, somebody beside the member is taken to
    pass it on, and anybody else to write down what was said at the table. Raises Refusal when
    somebody else claims that the member did it in the own account.
    """
    own = person_id is not None and deed.reader.person_id == person_id
    if how is None:
        beside = "supporter" in deed.inside.relations
        how = How.SELF if own else How.SUPPORTER if beside else How.TABLE
    if how not in HOW or (how == How.SELF and not own and not deed.inside.everything):
        raise Refusal(_("Say how this came in: at the table, on paper or by phone."), "how")
    deed.how = str(how)
    return {"how": how, "recorded_by": deed.reader.key, "recorded_at": deed.now}


def said_if_theirs(deed: Deed, person_id: int | None, how: str | None) -> None:
    """Keep how an act came in when it is a member's; who works here also does it for themselves."""
    beside = "supporter" in deed.inside.relations
    if how is not None or beside or deed.reader.person_id is not None:
        said(deed, person_id or deed.reader.person_id, how)


_GIVEN = Shape(
    lambda keys, moment, household_id: (
        standing_of(keys, moment)
        .filter(household_id=household_id)
        .order_by("pk")
        .values_list("relation", "person_id", "reason")
    )
)


def may_write_for(deed: Deed, person_id: int, part: str) -> None:
    """Raise NotAllowed unless one of the reader's relations reaches this member and carries the act."""
    if deed.inside.everything:
        return
    given = _GIVEN(deed.reader.keys, deed.now, deed.household_id)
    of_one = {reason for relation, about, reason in given if relation == "supporter" and about}
    for relation, about, reason in given:
        # What a mandate shows of the household together is no word for the other members.
        beside_another = relation == "supporter" and about is None and reason in of_one
        reaches = about == person_id or (
            about is None and relation != "member" and not beside_another
        )
        if part == "private":
            reaches = relation == "self" and about == person_id
        if reaches and matrix().may(deed.needs, {relation}):
            return
    raise NotAllowed(
        _("You may not write this in the part of another member."),
        remedy=_("Ask that member, or somebody who stands beside them."),
    )
