# SPDX-License-Identifier: EUPL-1.2
"""What is written down about a member's own safety, and what threatens, in words for that member."""

from dataclasses import dataclass
from datetime import date

from voordeur.door.access import Access
from voordeur.safety.page import (
    AgreementItem,
    MeasureItem,
    agreement_items,
    measure_items,
    names_of,
)
from voordeur.safety.queries import concerns, measures
from voordeur.transitions.words import ComingItem, ahead_of


@dataclass(frozen=True, slots=True)
class MyConcern:
    """What somebody saw about my safety, and what is agreed; open until it is safe."""

    what: str
    seen_by: str
    seen_on: date | None
    open: bool
    agreements: tuple[AgreementItem, ...]


def my_concerns(access: Access, person_id: int) -> list[MyConcern]:
    """Return the concerns about this member, open ones first; four queries."""
    return [
        MyConcern(
            what=one.what or "",
            seen_by=one.seen_by or "",
            seen_on=one.seen_on,
            open=one.open,
            agreements=tuple(line for line in agreement_items(one.plan) if not line.ended),
        )
        for one in concerns(access)
        if one.person_id == person_id and not one.masked
    ]


def my_threats(access: Access) -> list[MeasureItem]:
    """Return what threatens or is in force that this member may read; two queries.

    That is what is of the whole household, of the member, and of a child one decides for.
    """
    lines = [one for one in measures(access) if not one.masked]
    return [one for one in measure_items(lines, [], names_of(access)) if one.running]


def my_changes(access: Access, person_id: int) -> list[ComingItem]:
    """Return what changes for this member, or for a child or household of theirs; seven queries.

    `mine` of each says whether it is about this member, who then reads it as spoken to.
    """
    found = (one for one in ahead_of(access) if one.state == "expected" and not one.masked)
    return [one for one in found if one.mine in (None, person_id) or one.kind == "turning_18"]
