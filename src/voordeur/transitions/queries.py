# SPDX-License-Identifier: EUPL-1.2
"""Questions about what comes on a day: written down, or to be seen coming from what is on file."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from voordeur.door.access import Access
from voordeur.door.matrix import Answer
from voordeur.door.together import Asked, together
from voordeur.history import clock
from voordeur.people.partialdate import PartialDate, PartialDateError
from voordeur.people.queries import Member, around_asked, born_between, members
from voordeur.provisions.queries import ProvisionLine, provisions, provisions_asked
from voordeur.safety.queries import measures, measures_asked
from voordeur.transitions.calendar import (
    Service,
    catalogue,
    shows,
    state_pension,
    turns_18,
    uncovered,
)
from voordeur.transitions.models import Arrangement, Transition


@dataclass(frozen=True, slots=True)
class ArrangementLine:
    """What follows on one piece of help."""

    provision: int
    law: str
    what: str


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that changes on a day; `id` None: seen coming, nobody wrote it down yet."""

    id: int | None
    uuid: UUID | None
    version: int
    masked: bool
    person_id: int | None
    kind: str | None
    on: date
    state: str
    source: str
    what: str
    arranged: str
    follows: tuple[ArrangementLine, ...] = ()


def born_day(born: str | None) -> date | None:
    """Return a whole birth date; None when it is not known to the day."""
    if not born:
        return None
    try:
        found = PartialDate.parse(born)
    except PartialDateError:
        return None
    if found.month is None or found.day is None:
        return None
    return date(found.year, found.month, found.day)


def by_birth(people: list[Member]) -> list[tuple[int, str, date]]:
    """Return who turns 18 and who gets state pension on which day, of those whose birth is known."""
    found = []
    for one in people:
        born = born_day(one.born)
        if born is None or one.died:
            continue
        found.append((one.person_id, "turning_18", turns_18(born)))
        pension = state_pension(born, catalogue().pension)
        if pension is not None:
            found.append((one.person_id, "state_pension", pension))
    return found


_TRANSITION = (
    "id",
    "uuid",
    "version",
    "person_id",
    "kind",
    "on",
    "state",
    "source",
    "what",
    "arranged",
)


def _stored_asked(access: Access) -> list[Asked]:
    follows = Arrangement.objects.through(access).shown().order_by("pk")
    return [
        (Transition.objects.through(access).order_by("on", "pk")[:100], _TRANSITION),
        (follows, ("transition_id", "provision", "law", "what")),
    ]


def coming_asked(access: Access) -> list[Asked]:
    """Return the questions of `coming`."""
    return [
        *_stored_asked(access),
        provisions_asked(access, past=False),
        measures_asked(access),
        *around_asked(access),
    ]


def _stored(access: Access) -> list[Coming]:
    rows, arrangements = together(*_stored_asked(access))
    follows: dict[int, list[ArrangementLine]] = defaultdict(list)
    for _seen, transition, *one in arrangements:
        follows[transition].append(ArrangementLine(*one))
    return [
        Coming(
            row.id,
            row.uuid,
            row.version,
            row.seen == Answer.MASKED,
            row.person_id,
            row.kind,
            row.on,
            row.state,
            row.source or "",
            row.what or "",
            row.arranged or "",
            tuple(follows.get(row.id, ())),
        )
        for row in rows
    ]


def coming(access: Access) -> list[Coming]:
    """Return what comes, the nearest first: what was written down and what can be seen coming.

    From births, from help with an end and from measures with an end, as far as this reader may
    see those. Five queries.
    """
    today, kinds = clock.today(), catalogue().kinds
    stored = _stored(access)
    known = {(one.person_id, one.kind, one.source, one.on) for one in stored}
    seen: list[tuple[int | None, str, str, date]] = [
        (person_id, kind, "", on) for person_id, kind, on in by_birth(members(access))
    ]
    seen += [
        (line.person_id, "indication_ends", f"provision:{line.id}", line.until)
        for line in provisions(access, past=False)
        if not line.masked and not line.withdrawn and line.until is not None
    ]
    seen += [
        (line.person_id, "measure_ends", f"measure:{line.id}", line.due_on)
        for line in measures(access)
        if line.state == "in_force" and line.due_on is not None
    ]
    found = [
        Coming(None, None, 0, False, person_id, kind, on, "expected", source, "", "")
        for person_id, kind, source, on in seen
        if shows(kinds[kind], on, today) and (person_id, kind, source, on) not in known
    ]
    ahead = [one for one in stored if one.on >= today or one.state == "expected"]
    return sorted([*ahead, *found], key=lambda one: (one.on, one.kind or "", one.person_id or 0))


def help_of(access: Access, person_id: int) -> list[ProvisionLine]:
    """Return the help of one person that this reader may see, whatever the law; one query."""
    return [
        line
        for line in provisions(access, past=False)
        if line.person_id == person_id and not line.masked and not line.withdrawn
    ]


def gaps(one: Coming, services: list[ProvisionLine]) -> list[ProvisionLine]:
    """Return the help for the young that ends at 18 with nothing ready after it; no query."""
    done = [line.provision for line in one.follows]
    rows = [Service(line.id, line.law, line.from_date, line.until) for line in services]
    open_ids = set(uncovered(rows, one.on, done))
    return [line for line in services if line.id in open_ids]


@dataclass(frozen=True, slots=True)
class Ahead:
    """A birthday that comes near, in a household with a case."""

    household_id: int
    person_id: int
    kind: str
    on: date


def ahead(access: Access, households: set[int]) -> list[Ahead]:
    """Return who turns 18 or gets state pension soon in these households; two queries.

    For the nightly task: what was written down already is left out.
    """
    today, known = clock.today(), catalogue()
    found = []
    for kind, years in (("turning_18", (18, 18)), ("state_pension", (67, 68))):
        window = timedelta(days=known.kinds[kind].show)
        first = date(today.year - years[1] - 1, 1, 1)
        last = date(today.year - years[0] + 1, 12, 31)
        for household_id, person_id, born in born_between(access, first, last):
            day = born_day(born)
            if day is None or household_id not in households:
                continue
            on = turns_18(day) if kind == "turning_18" else state_pension(day, known.pension)
            if on is not None and today <= on <= today + window:
                found.append(Ahead(household_id, person_id, kind, on))
    rows = Transition._plain.filter(household_id__in=households, source="")
    there = set(rows.order_by("pk").values_list("household_id", "person_id", "kind", "on"))
    return [
        one for one in found if (one.household_id, one.person_id, one.kind, one.on) not in there
    ]
