# SPDX-License-Identifier: EUPL-1.2
"""'Since Friday': one row per household that one coordinates: moved or not, who is up, what clashes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.coordination.movement import CouldStop, Happening, SinceRow, Turn, since
from voordeur.coordination.queries import (
    Help,
    MarkLine,
    Situation,
    cases,
    claimed_and_marked_asked,
    claims,
    coordinated_by,
    holders,
    holders_asked,
    involved,
    involved_asked,
    marks,
    situation_of,
)
from voordeur.coordination.queries.situation import NOTHING, kinds_asked, moves_of
from voordeur.coordination.rules import moving
from voordeur.coordination.words import fault_words, law_name, stuck_words
from voordeur.desk.today import household_names
from voordeur.door.access import Access
from voordeur.door.reader import Reader
from voordeur.door.roomwords import event_words, term_words
from voordeur.door.timeline import last_of_kinds
from voordeur.door.together import ahead
from voordeur.history import clock
from voordeur.partners.queries import colleagues
from voordeur.people.queries import members, members_asked
from voordeur.terms.queries import Due, open_terms

# A coordinator has some fourteen households; who has more than this sees the oldest cases.
MOST = 100


def last_friday(moment: datetime) -> datetime:
    """Return noon in Amsterdam of the last Friday that lies before the day of a moment."""
    local = moment.astimezone(clock.AMSTERDAM)
    days = (local.weekday() - 4) % 7 or 7
    return datetime.combine(local.date() - timedelta(days=days), time(12), clock.AMSTERDAM)


@dataclass(frozen=True, slots=True)
class UpLine:
    """Who is up, for what, and by when (None: no day agreed)."""

    who: str | None
    what: str
    due: date | None
    late: bool


@dataclass(frozen=True, slots=True)
class FridayLine:
    """One household since Friday, in words."""

    uuid: UUID
    name: str | None
    moved: bool
    moves: tuple[str, ...]
    last_moved: datetime | None
    up: tuple[UpLine, ...]
    double: tuple[str, ...]
    clashes: tuple[str, ...]
    could_stop: tuple[tuple[str, str], ...]
    stuck: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Friday:
    """The page: since which moment, a line per household, and the households to log."""

    since: datetime
    lines: tuple[FridayLine, ...]
    seen: tuple[int, ...]


def doubles(helping: Iterable[Help], marked: Iterable[MarkLine]) -> list[str]:
    """Return where two organisations help the same member under the same law, not marked intended.

    It is a question to ask, not a finding. Masked help is left out: it may be anything.
    """
    meant = {one.involvement_id for one in marked if one.mark == "intended"}
    meant |= {one.other_id for one in marked if one.mark == "intended"}
    groups: dict[tuple[int | None, str | None], list[Help]] = defaultdict(list)
    for row in helping:
        if not row.masked and row.id not in meant:
            groups[row.person_id, row.law].append(row)
    found = []
    for (_person, law), rows in groups.items():
        places = sorted({row.organisation for row in rows if row.organisation})
        if len(places) > 1:
            found.append(f"{law_name(law)}: {', '.join(places)}")
    return sorted(found)


def stops(household: str, helping: Iterable[Help], marked: Iterable[MarkLine]) -> list[CouldStop]:
    """Return what could stop: stacking marked unintended, and what was said when help started."""
    rows = {row.id: row for row in helping if not row.masked}
    found = []
    for one in marked:
        row = rows.get(one.involvement_id or 0)
        if one.mark == "unintended" and row is not None:
            found.append(CouldStop(household, row.who or "", one.why or _("unintended stacking")))
    found += [
        CouldStop(household, row.can_stop, _("said when %(who)s started") % {"who": row.who})
        for row in rows.values()
        if row.can_stop
    ]
    return found


class _OfHousehold(Protocol):
    @property
    def household_id(self) -> int:
        """The household a row is about."""


def _by_household[T: _OfHousehold](rows: Sequence[T]) -> dict[int, list[T]]:
    groups: dict[int, list[T]] = defaultdict(list)
    for row in rows:
        groups[row.household_id].append(row)
    return groups


def _owners(due: Iterable[Due], reader: Reader) -> dict[str, str]:
    """Return the name behind each owner of a term: a person; a team is 'the team'."""
    accounts = {
        int(one.owner.removeprefix("account:")) for one in due if one.owner.startswith("account:")
    }
    named = {
        f"account:{one.account_id}": one.name for one in colleagues(account_ids=sorted(accounts))
    }
    return {
        one.owner: _("you") if one.owner == reader.key else named.get(one.owner, _("the team"))
        for one in due
    }


def _line(
    row: SinceRow,
    uuid: UUID,
    name: str | None,
    today: date,
    double: list[str],
    situation: Situation,
) -> FridayLine:
    words = event_words()
    return FridayLine(
        uuid=uuid,
        name=name,
        moved=row.moved,
        moves=tuple(str(words.get(kind, kind)) for kind in row.moves),
        last_moved=row.last_moved,
        up=tuple(
            UpLine(one.who, one.what, one.due, one.due is not None and one.due < today)
            for one in row.up
        ),
        double=tuple(double),
        clashes=tuple(fault_words(one) for one in situation.faults),
        could_stop=tuple((one.what, one.reason) for one in row.could_stop),
        stuck=tuple(stuck_words(one) for one in situation.stuck),
    )


def friday_of(access: Access, reader: Reader) -> Friday:
    """Return the households one coordinates; seven queries, whatever their number."""
    now, today = clock.now(), clock.today()
    start = last_friday(now)
    ahead(
        members_asked(access),
        involved_asked(access, past=True),
        *claimed_and_marked_asked(access),
        holders_asked(access),
    )
    mine = coordinated_by(access, reader.account_id) if reader.account_id is not None else []
    lines = {case.household_id: case for case in cases(access, ids=mine[:MOST])}
    names = household_names(members(access))
    ever = _by_household(involved(access, past=True))
    marked, claimed = _by_household(marks(access)), _by_household(claims(access))
    holding = _by_household(holders(access))
    last = last_of_kinds(access, kinds_asked())
    moves = moves_of(last)
    waiting = open_terms(access, households=lines, limit=500)
    owners = _owners(waiting, reader)
    words = term_words()
    helping = {
        pk: [row for row in rows if row.from_date <= today and (not row.until or today < row.until)]
        for pk, rows in ever.items()
    }
    rows = since(
        start,
        now,
        [str(pk) for pk in lines],
        [
            Happening(str(pk), at, kind, moves=True)
            for (pk, kind), at in last.items()
            if kind in moving().moves
        ],
        [
            Turn(
                str(one.household_id),
                owners[one.owner],
                str(words.get(one.kind, one.kind)),
                one.due,
            )
            for one in waiting
        ],
        [stop for pk in lines for stop in stops(str(pk), helping.get(pk, []), marked.get(pk, []))],
    )
    found = []
    for row in rows:
        pk = int(row.household)
        case = lines[pk]
        if case.household_uuid is None:
            continue
        situation = situation_of(
            case.opened_at,
            holding.get(pk, []),
            claimed.get(pk, []),
            ever.get(pk, []),
            moves.get(pk, NOTHING),
            today,
        )
        double = doubles(helping.get(pk, []), marked.get(pk, []))
        found.append(_line(row, case.household_uuid, names.get(pk), today, double, situation))
    return Friday(start, tuple(found), tuple(sorted(lines)))
