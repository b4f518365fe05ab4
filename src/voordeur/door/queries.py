# SPDX-License-Identifier: EUPL-1.2
"""Questions about looking: who looked, what is shared, what was told, what waits for review."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from voordeur.door.access import Access, own_standing, standing_now
from voordeur.door.answer import Reach, seen
from voordeur.door.joined import joined
from voordeur.door.letin import account_names
from voordeur.door.loglines import RESIDENTS
from voordeur.door.masking import SEEN
from voordeur.door.matrix import Answer, Purpose
from voordeur.door.models import (
    AccessRecord,
    AccessSubject,
    Account,
    Emergency,
    Informing,
    Standing,
)
from voordeur.door.refusal import NoEntry
from voordeur.history import clock

PAGE = 100


@dataclass(frozen=True, slots=True)
class Look:
    """One time that somebody looked; `name` only where the municipality chose to show names."""

    uuid: UUID
    at: datetime
    role: str
    organisation_id: int | None
    name: str | None
    own: bool
    purpose: str
    basis: str
    emergency: bool
    nth: int = 0
    """Which of the people on this page of the log it was, so that a list without names can say
    that somebody looked more often."""
    reader: str | None = None
    activity: str | None = None
    reason: str | None = None
    outcome: str | None = None


def _inside(access: Access) -> int:
    """Return the one household of an Access; a list has no such question."""
    if access.household_id is None:
        raise NoEntry(_("Open one household first."))
    return access.household_id


def _records(numbers: list[int]) -> QuerySet[AccessRecord]:
    """Return the records about a household: opened by itself, in indexed lists, in fresh lists.

    `numbers` are its own and those of what was joined to it.
    """
    fresh = [
        pk
        for pk, households in AccessRecord.objects.filter(indexed=False)
        .order_by("pk")
        .values_list("pk", "households")
        if not set(numbers).isdisjoint(households)
    ]
    lists = AccessSubject.objects.filter(household_id__in=numbers).values("record_id")
    return AccessRecord.objects.filter(
        Q(household_id__in=numbers) | Q(pk__in=lists) | Q(pk__in=fresh)
    ).order_by("-at", "-pk")


def _after(records: QuerySet[AccessRecord], before: UUID | None) -> QuerySet[AccessRecord]:
    if before is None:
        return records
    last = AccessRecord.objects.filter(uuid=before).values_list("at", "pk").first()
    if last is None:
        raise NoEntry(_("This page of the access log is not here."))
    return records.filter(Q(at__lt=last[0]) | Q(at=last[0], pk__lt=last[1]))


def who_looked(
    access: Access, *, names: bool = False, before: UUID | None = None, limit: int = PAGE
) -> list[Look]:
    """Return who looked at the reader's file, newest first; for a member of the household.

    The log is read by a violent partner too. So a member finds who looked at the household or at
    the own part, and their own looks; not who was let in to another member's part alone, not when
    another member signed in, and an emergency only from the day that it may be told. What the
    helper did stays out: that somebody raised a concern is such a thing.
    """
    if access.household_id is None or access.relations.isdisjoint(RESIDENTS):
        raise NoEntry(_("This is the access log of the members of a household."))
    household_id, now = access.household_id, joined(access)
    numbers = now.wider(household_id)
    mine = set(
        standing_now(access.reader, access.at)
        .filter(household_id=household_id, relation__in=["self", "parent"])
        .order_by("pk")
        .values_list("person_id", flat=True)
    )
    untold = list(
        Emergency.objects.filter(Q(told_from=None) | Q(told_from__gt=access.at))
        .filter(household_id=household_id)
        .order_by("pk")
        .values_list("account_id", "opened_at", "until")
    )
    records = _records(numbers).filter(outcome="ok")
    records = records.filter(~Q(role="resident") | Q(reader=access.reader.key))

    def visible() -> Iterator[AccessRecord]:
        told = ""
        for row in _after(records, before).iterator(chunk_size=500):
            if row.trace_id == told:
                continue
            about = _about(row, numbers)
            if about is not None and mine.isdisjoint(map(now.person, about)):
                continue
            if "emergency" in row.relations.split(",") and any(
                row.reader == f"account:{account}" and opened <= row.at < until
                for account, opened, until in untold
            ):
                continue
            told = row.trace_id
            yield row

    found = list(islice(visible(), limit))
    called = _names(found) if names else {}
    nth = {reader: number for number, reader in enumerate(dict.fromkeys(r.reader for r in found))}
    return [
        Look(
            uuid=row.uuid,
            at=row.at,
            role=row.role,
            organisation_id=row.organisation_id,
            name=called.get(row.reader),
            own=row.reader == access.reader.key,
            purpose=row.purpose,
            basis=row.basis,
            emergency="emergency" in row.relations.split(","),
            nth=nth[row.reader],
        )
        for row in found
    ]


def _about(row: AccessRecord, numbers: list[int]) -> list[int] | None:
    """Return the only members that a look was about; None when it was about the household."""
    looked = {row.household_id, *row.households} & set(numbers)
    named = [row.persons.get(str(number)) for number in sorted(looked)]
    if any(about is None for about in named):
        return None
    return sorted({person for about in named for person in about or ()})


def _names(records: list[AccessRecord]) -> dict[str, str]:
    keys = {row.reader for row in records if row.reader.startswith("account:")}
    numbers = [int(key.partition(":")[2]) for key in keys]
    accounts = Account.objects.filter(pk__in=numbers).order_by("pk").values_list("pk", "name")
    return {f"account:{pk}": name for pk, name in accounts}


def inspected(access: Access, *, before: UUID | None = None, limit: int = PAGE) -> list[Look]:
    """Return every look at one household, refused tries too, for the privacy officer."""
    if access.household_id is None or access.purpose is not Purpose.SUPERVISION:
        raise NoEntry(_("The whole access log is read for supervision only."))
    numbers = joined(access).wider(access.household_id)
    found = list(_after(_records(numbers), before)[:limit])
    called = _names(found)
    return [
        Look(
            uuid=row.uuid,
            at=row.at,
            role=row.role,
            organisation_id=row.organisation_id,
            name=called.get(row.reader),
            own=row.reader == access.reader.key,
            purpose=row.purpose,
            basis=row.basis,
            emergency="emergency" in row.relations.split(","),
            reader=row.reader,
            activity=row.activity,
            reason=row.reason,
            outcome=row.outcome,
        )
        for row in found
    ]


@dataclass(frozen=True, slots=True)
class Shared:
    """What a member shares with somebody now; `compartment` is empty for a single line."""

    id: int
    person_id: int
    account_name: str
    compartment: str
    item: UUID | None
    since: datetime
    until: datetime | None


def shared(access: Access) -> list[Shared]:
    """Return what is shared by the reader, as member or parent, and what they can take back."""
    household_id = _inside(access)
    mine = [row for row in own_standing(access) if row[0] in {"self", "parent"}]
    whose = {person_id: relation for relation, person_id in reversed(mine)}
    rows = list(
        Standing.objects.filter(
            Q(valid_until=None) | Q(valid_until__gt=access.at),
            household_id=household_id,
            relation="told",
            person_id__in=whose,
        ).order_by("pk")
    )
    # What a child shares of its own page or line by line, a parent does not learn.
    rows = [
        row
        for row in rows
        if row.person_id is not None
        and (whose[row.person_id] == "self" or row.compartment not in {"", "private", "safety"})
    ]
    numbers = [int(row.reader.partition(":")[2]) for row in rows]
    names = account_names(access, numbers)
    return [
        Shared(
            id=row.pk,
            person_id=row.person_id or 0,
            account_name=names.get(number, ""),
            compartment=row.compartment,
            item=row.item,
            since=row.valid_from,
            until=row.valid_until,
        )
        for row, number in zip(rows, numbers, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Told:
    """That a resident was told of a use, or for professionals: why not yet and by when."""

    uuid: UUID
    person_id: int
    compartment: str
    told_at: datetime | None
    how: str
    why_not: str | None
    tell_by: datetime | None


def informings(access: Access) -> list[Told]:
    """Return what the members were told; who helps also sees what waits, a member never."""
    reach = Reach(item="uuid")
    rows = Informing.objects.filter(household_id=_inside(access))
    if not access.relations.isdisjoint(RESIDENTS):
        rows = rows.filter(told_at__isnull=False)
    rows = rows.annotate(**{SEEN: seen(access, reach)}).filter(**{f"{SEEN}__gt": Answer.HIDDEN})
    shown = {SEEN: int(Answer.SHOWN)}
    found = rows.order_by("recorded_at", "pk").values_list(
        "uuid",
        "person_id",
        "compartment",
        "told_at",
        "how",
        Case(When(**shown, then=F("why_not")), default=Value(None)),
        "tell_by",
    )
    return [Told(*row) for row in found]


@dataclass(frozen=True, slots=True)
class EmergencyCase:
    """One emergency access for the review; who it was about stays out."""

    uuid: UUID
    opened_at: datetime
    until: datetime
    review_due: datetime
    reason: str
    concealed: str
    name: str
    organisation_id: int | None
    own: bool
    reviewed_at: datetime | None
    verdict: str
    finding: str

    @property
    def late(self) -> bool:
        """Say whether the review should have been done by now."""
        return self.reviewed_at is None and self.review_due < clock.now()


def emergencies(account_id: int | None, *, limit: int = PAGE) -> list[EmergencyCase]:
    """Return emergency accesses, those without a review first, for the privacy officer."""
    rows = list(
        Emergency.objects.order_by(F("reviewed_at").desc(nulls_first=True), "review_due", "pk")[
            :limit
        ]
    )
    accounts = Account.objects.in_bulk({row.account_id for row in rows})
    return [
        EmergencyCase(
            uuid=row.uuid,
            opened_at=row.opened_at,
            until=row.until,
            review_due=row.review_due,
            reason=row.reason,
            concealed=row.concealed,
            name=accounts[row.account_id].name,
            organisation_id=accounts[row.account_id].organisation_id,
            own=row.account_id == account_id,
            reviewed_at=row.reviewed_at,
            verdict=row.verdict,
            finding=row.finding,
        )
        for row in rows
    ]
