# SPDX-License-Identifier: EUPL-1.2
"""What is on a professional's desk today: what is due, and the households with what moved."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from voordeur.coordination.queries import CaseLine, Holder, cases, covers, holders
from voordeur.door.access import Access, pieces_only
from voordeur.door.reader import Reader
from voordeur.door.roomwords import Words, term_words
from voordeur.intake.queries import signal_texts
from voordeur.people.queries import Member, household_uuids, members
from voordeur.plan.queries import step_names
from voordeur.terms.due import Urgency
from voordeur.terms.queries import Due, open_terms


@dataclass(frozen=True, slots=True)
class DueLine:
    """One thing that waits for this reader, with the household it is in and the page to do it."""

    id: int
    household_id: int
    household_uuid: UUID | None
    household: str | None
    known: bool
    """Whether the reader may know what it is about; then a missing name means nobody is registered."""
    words: Words | None
    what: str | None
    """The step or the signal it is about, in its own words."""
    kind: str
    due: date | None
    urgency: Urgency
    days_late: int


@dataclass(frozen=True, slots=True)
class HouseholdLine:
    """One household of mine: who is in it, since when the case is open, who coordinates."""

    case_id: int
    household_id: int
    uuid: UUID
    name: str
    opened_at: datetime
    coordinator: str | None
    mine: bool


def household_names(found: list[Member]) -> dict[int, str]:
    """Return what to call each household for this reader: its members' first names."""
    called: dict[int, list[str]] = defaultdict(list)
    for person in found:
        if person.called:
            called[person.household_id].append(person.called)
    return {
        pk: f"{', '.join(names[:-1])} & {names[-1]}" if len(names) > 1 else names[0]
        for pk, names in called.items()
    }


@dataclass(frozen=True, slots=True)
class Desk:
    """The page 'Today' as data: due lines by urgency, and the reader's households."""

    due: list[DueLine]
    households: list[HouseholdLine]
    seen: list[int]
    about: dict[int, set[int]]
    """Households of which only something of these members was on the page."""


def desk_of(access: Access, reader: Reader, *, limit: int = 100) -> Desk:
    """Return the desk of a reader; nine queries, one more for who stands in."""
    due = open_terms(access, owners=reader.keys, limit=limit) + _covered(access, reader, limit)
    open_cases = cases(access, limit=limit)
    now_holding = holders(access)
    people = members(access)
    names = household_names(people)
    subjects = [item.subject for item in due if item.subject]
    texts = step_names(access, subjects) | signal_texts(access, subjects)
    uuids = household_uuids({item.household_id for item in due})
    strange = pieces_only(access, uuids)
    lines = household_lines(open_cases, now_holding, names, reader)
    listed = {line.household_id for line in lines}
    about: dict[int, set[int]] = {}
    for item in due:
        if item.person_id is None:
            listed.add(item.household_id)
        else:
            about.setdefault(item.household_id, set()).add(item.person_id)
    return Desk(
        due=[_due_line(item, names, uuids, texts, strange) for item in due],
        households=lines,
        seen=sorted(listed | set(about)),
        about={pk: persons for pk, persons in about.items() if pk not in listed},
    )


def _covered(access: Access, reader: Reader, limit: int) -> list[Due]:
    """Return what waits for colleagues in the cases in which this reader stands in for them."""
    mine = [one for one in covers(access) if one.stand_in_account == reader.account_id]
    if not mine:
        return []
    return open_terms(
        access,
        owners=[f"account:{one.absent_account}" for one in mine],
        households=[one.household_id for one in mine],
        limit=limit,
    )


def _due_line(
    item: Due,
    names: dict[int, str],
    uuids: dict[int, UUID],
    texts: dict[str, str],
    strange: set[int],
) -> DueLine:
    return DueLine(
        id=item.id,
        household_id=item.household_id,
        household_uuid=uuids.get(item.household_id),
        household=names.get(item.household_id),
        known=item.subject is not None and item.household_id not in strange,
        words=term_words().get(item.kind),
        what=texts.get(item.subject or ""),
        kind=item.kind,
        due=item.due,
        urgency=item.urgency,
        days_late=item.days_late,
    )


def household_lines(
    open_cases: list[CaseLine], now_holding: list[Holder], names: dict[int, str], reader: Reader
) -> list[HouseholdLine]:
    """Return one line per open case with who coordinates it; a case that is masked has none."""
    coordinators = {
        row.household_id: row
        for row in now_holding
        if row.layer == "case" and row.state == "appointed"
    }
    lines = []
    for case in open_cases:
        if not isinstance(case.household_uuid, UUID):
            continue
        holder = coordinators.get(case.household_id)
        lines.append(
            HouseholdLine(
                case_id=case.id,
                household_id=case.household_id,
                uuid=case.household_uuid,
                name=names.get(case.household_id, ""),
                opened_at=case.opened_at,
                coordinator=holder.name if holder else None,
                mine=bool(holder and holder.account_id == reader.account_id),
            )
        )
    return lines
