# SPDX-License-Identifier: EUPL-1.2
"""What a look leaves in the access log: its lines, in which relations and about whom, and their writing."""

from __future__ import annotations

import hashlib
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from voordeur.door.models import AccessRecord

if TYPE_CHECKING:
    from voordeur.door.access import Access

QUARTER = timedelta(minutes=15)
"""Within it the same look of the same reader is written once."""
RESIDENTS = frozenset({"self", "parent", "member"})
"""Relations of who lives here; that they read their own file is told to themselves alone."""
_NOBODY = 0
"""In the place of a member: a piece in a closed part that is of no member."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log: in which relations somebody looked, and about whom alone, if not all."""

    relations: frozenset[str]
    persons: Mapping[int, list[int]] = field(default_factory=dict)


def write(
    access: Access,
    *,
    activity: str,
    households: Iterable[int] = (),
    lines: Iterable[Line] = (),
    reason: str = "",
    outcome: str = "ok",
) -> None:
    """Write one look in one statement; its lines have one trace, and who reads several reads one."""
    households, trace = list(households), uuid.uuid4().hex
    bucket = int(access.at.timestamp() // QUARTER.total_seconds())

    def record(line: Line) -> AccessRecord:
        limited = {str(home): sorted(ids) for home, ids in sorted(line.persons.items())}
        relations = ",".join(sorted(line.relations))
        parts = (
            access.reader.key,
            str(access.household_id),
            ",".join(map(str, sorted(households))),
            access.purpose,
            relations,
            str(limited),
            activity if access.household_id is None else "",
            reason,
            outcome,
            str(bucket),
        )
        return AccessRecord(
            once=hashlib.sha256("|".join(parts).encode()).hexdigest(),
            at=access.at,
            reader=access.reader.key,
            role=access.reader.role,
            organisation_id=access.reader.organisation_id,
            household_id=access.household_id,
            households=households,
            persons=limited,
            relations=relations,
            purpose=access.purpose,
            basis=access.basis,
            activity=activity,
            reason=reason,
            trace_id=trace,
            outcome=outcome,
            indexed=access.household_id is not None,
        )

    written = [record(line) for line in lines] or [record(Line(access.relations))]
    AccessRecord.objects.bulk_create(written, ignore_conflicts=True)


def lines_of(household_id: int, rows: list[tuple[Any, ...]]) -> list[Line]:
    """Return what a look at one household leaves in the log: a line for all, and one per member.

    Takes rows of (member or None, item or None, compartment, relation). What a helper may see of
    one member alone stands in a line of its own: that somebody was let in to her part changes
    nothing in the line that he reads, nor how many lines he reads.
    """
    beside = {row[0] for row in rows if row[0] is not None and row[3] == "supporter"}
    everybody: set[str] = set()
    of_one: dict[int, set[str]] = defaultdict(set)
    for person_id, item, compartment, relation in rows:
        if relation == "supporter":
            for one in beside if person_id is None else {person_id}:
                of_one[one].add(relation)
            everybody |= set() if beside else {relation}
        elif person_id is not None:
            of_one[person_id].add(relation)
        elif item is None or compartment == "common":
            everybody.add(relation)
        else:
            of_one[_NOBODY].add(relation)
    if everybody:
        for names in of_one.values():
            everybody |= names & RESIDENTS
            names -= RESIDENTS
    lines = [Line(frozenset(everybody))] if everybody else []
    for one, names in sorted(of_one.items()):
        if names:
            about = [] if one == _NOBODY else [one]
            lines.append(Line(frozenset(names), {household_id: about}))
    return lines


def only_about(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[int]]:
    """Return, per household where all standing is about named members or pieces, those members.

    Takes rows of (household, member or None, item or None, compartment, relation).

    The access log needs it: that somebody was let in to one member's own part is not for the
    others to read, and neither is that somebody stands beside one of them, who sees what is of all
    of them by that member's wish. One piece of the joint part is for all of them.
    """
    members: dict[int, set[int]] = {}
    whole, beside, along = set(), set(), set()
    for household_id, person_id, item, compartment, relation in rows:
        named = members.setdefault(household_id, set())
        if person_id is not None:
            named.add(person_id)
            if relation == "supporter":
                beside.add(household_id)
        elif relation == "supporter":
            along.add(household_id)
        elif item is None or compartment == "common":
            whole.add(household_id)
    whole |= along - beside
    return {
        household_id: sorted(named)
        for household_id, named in members.items()
        if household_id not in whole
    }
