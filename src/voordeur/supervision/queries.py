# SPDX-License-Identifier: EUPL-1.2
"""Questions of supervision: what waits, what was erased, what leaked; nobody is named."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from voordeur.door import forgetting, retention
from voordeur.door.refusal import NoEntry
from voordeur.history import clock, record
from voordeur.people.queries import household_uuids
from voordeur.supervision import clock72
from voordeur.supervision.models import Breach, ErasureBatch, ErasureItem, Wish

LATEST = 12
"""Lists and wishes of before that a page shows."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: a household by its code, or a kind of record by its words' key."""

    what: str
    code: UUID | None
    law: str
    since: datetime
    count: int
    state: str
    held: bool
    """A hold lies on it now: confirming leaves it where it is."""
    erased: int


@dataclass(frozen=True, slots=True)
class Batch:
    """A list of what is past its term, with its lines."""

    id: int
    proposed_at: datetime
    read_at: datetime | None
    read_by: str
    """The key of the second reader; empty while nobody has read this version of the list."""
    confirmed_at: datetime | None
    done_at: datetime | None
    version: int
    lines: tuple[Line, ...]

    @property
    def erased(self) -> int:
        """Return how many lines were erased."""
        return sum(line.state == "erased" for line in self.lines)


def batches() -> list[Batch]:
    """Return the open list first, then the latest that were confirmed; four queries."""
    rows = list(ErasureBatch.objects.order_by("-pk")[:LATEST])
    items = list(ErasureItem.objects.filter(batch__in=rows).order_by("pk"))
    numbers = {int(item.what[10:]) for item in items if item.what.startswith("household:")}
    codes = household_uuids(numbers)
    held = {hold.subject for hold in forgetting.holds() if hold.until is None}
    by_batch: dict[int, list[Line]] = {}
    for item in items:
        home = int(item.what[10:]) if item.what.startswith("household:") else None
        by_batch.setdefault(item.batch_id, []).append(
            Line(
                item.what,
                codes.get(home) if home is not None else None,
                item.law,
                item.since,
                item.count,
                item.state,
                item.what in held,
                sum(item.erased.values()),
            )
        )
    found = [
        Batch(
            row.pk,
            row.proposed_at,
            row.read_at,
            row.read_by,
            row.confirmed_at,
            row.done_at,
            row.version,
            tuple(by_batch.get(row.pk, ())),
        )
        for row in rows
    ]
    return sorted(found, key=lambda batch: batch.confirmed_at is not None)


@dataclass(frozen=True, slots=True)
class WishLine:
    """A wish to be forgotten in the list."""

    uuid: UUID
    asked_on: date
    channel: str
    answer_by: date
    decision: str
    late: bool


def wishes() -> list[WishLine]:
    """Return the wishes that wait first, the earliest answer first; one query."""
    today = clock.today()
    rows = list(Wish.objects.order_by("-decided_at", "answer_by", "pk")[:100])
    found = [
        WishLine(
            row.uuid,
            row.asked_on,
            row.channel,
            row.answer_by,
            row.decision,
            not row.decision and row.answer_by < today,
        )
        for row in rows
    ]
    return sorted(found, key=lambda line: (line.decision != "", line.answer_by))


@dataclass(frozen=True, slots=True)
class WishPage:
    """One wish: what stands in the way, what would go, and after it the proof."""

    id: int
    uuid: UUID
    asked_on: date
    channel: str
    answer_by: date
    decision: str
    reason: str
    decided_at: datetime | None
    version: int
    holds: tuple[str, ...]
    last: datetime | None
    """When anything last happened in a household the person is in."""
    kept_until: date | None
    """Until when the law asks to keep the file; None: nothing ever happened."""
    rooms: tuple[tuple[str, int], ...]
    """Rows about the person per room: what would go, or after forgetting what is left."""
    erased: tuple[tuple[str, int], ...]
    proof: str
    """The hash of the event in the chain; empty before forgetting."""


def wish(uuid: UUID) -> WishPage:
    """Return one wish for its page; at most ten queries. Raises NoEntry when it is not here."""
    row = Wish.objects.filter(uuid=uuid).first()
    if row is None:
        raise NoEntry("This wish is not here.")
    homes = record.households_of(row.person_id)
    last = record.last_of(homes)
    return WishPage(
        id=row.pk,
        uuid=row.uuid,
        asked_on=row.asked_on,
        channel=row.channel,
        answer_by=row.answer_by,
        decision=row.decision,
        reason=row.reason,
        decided_at=row.decided_at,
        version=row.version,
        holds=tuple(hold.reason for hold in forgetting.holds_on(row.person_id)),
        last=last,
        kept_until=_kept_until(last),
        rooms=tuple(forgetting.preview(row.person_id).items()),
        erased=tuple(sorted((name, count) for name, count in row.erased.items() if count)),
        proof=record.proof_of(("person", row.person_id), "door.person_forgotten")
        if row.decision == "forget"
        else "",
    )


def _kept_until(last: datetime | None) -> date | None:
    """Return the last day of the longest term of a youth file after what happened last."""
    if last is None:
        return None
    years = int(retention.YOUTH[1:-1])
    day = last.astimezone(clock.AMSTERDAM).date()
    return date(day.year + years, day.month, min(day.day, 28))


@dataclass(frozen=True, slots=True)
class BreachLine:
    """A data breach in the register, with how its clock stands."""

    uuid: UUID
    known_at: datetime
    what: str
    authority: str
    closed_at: datetime | None
    clock: clock72.Clock


def _clock(row: Breach) -> clock72.Clock:
    return clock72.read(row.known_at, row.authority, row.authority_at, clock.now())


def breaches() -> list[BreachLine]:
    """Return the register of data breaches, open ones first, the newest first; one query."""
    rows = Breach.objects.order_by("-known_at", "-pk")[:100]
    found = [
        BreachLine(row.uuid, row.known_at, row.what, row.authority, row.closed_at, _clock(row))
        for row in rows
    ]
    return sorted(found, key=lambda line: line.closed_at is not None)


def breach(uuid: UUID) -> tuple[int, dict[str, object], datetime | None, clock72.Clock]:
    """Return a breach as (number, values of its form, closed at, clock); one query."""
    row = Breach.objects.filter(uuid=uuid).first()
    if row is None:
        raise NoEntry("This breach is not here.")
    names = ("known_at", "what", "whose", "people", "consequences", "measures", "authority")
    more = (
        "authority_why",
        "authority_at",
        "residents",
        "residents_why",
        "residents_at",
        "version",
    )
    values = {name: getattr(row, name) for name in (*names, *more)}
    return row.pk, values, row.closed_at, _clock(row)
