# SPDX-License-Identifier: EUPL-1.2
"""Questions about provisions and what they cost together; all through the door.

There is no order by cost here, and no way to ask for households by cost.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from voordeur.door import access as door
from voordeur.door.access import Access, once
from voordeur.door.matrix import Answer
from voordeur.door.together import Asked, answer, together
from voordeur.history import clock
from voordeur.ledger.entries import Period
from voordeur.ledger.eurocents import known_sum
from voordeur.people.queries import members, stays_asked
from voordeur.provisions import costsum
from voordeur.provisions.costsum import CostSum
from voordeur.provisions.filing import with_gaps_filled
from voordeur.provisions.given import NO_PRICE, Price, intervention, price_of
from voordeur.provisions.models import (
    Alternative,
    ImportedAssignment,
    ImportedRequest,
    Provision,
    ProvisionType,
)
from voordeur.provisions.pricing import Basis, Intervention, PricedPart, price_in_year
from voordeur.provisions.regimes import PayerShare, payer_shares, shipped_regimes
from voordeur.provisions.sharing import MembershipDays

_CONTENT = (
    "type_id",
    "name",
    "law",
    "category",
    "code",
    "provider_id",
    "provider__name",
    "provider_agb",
    "payer",
    "flow",
    "declared",
    "budget_cents",
    "budget_from",
    "budget_until",
    "units",
    "unit",
    "per",
    "unit_cents",
    "average_price",
    "admission_ground",
    "exit_reason",
    "stacking",
    "stacking_why",
    "not_counted",
    "withdrawn",
    "source",
)
_OPEN = ("id", "uuid", "version", "household_id", "person_id", "from_date", "until")


@dataclass(frozen=True, slots=True)
class TypeLine:
    """A line of the social map."""

    id: int
    name: str
    law: str
    category: str
    for_whom: str
    payer: str
    not_counted: str


def provision_types() -> list[TypeLine]:
    """Return what can be had now, by name; one query."""
    return [
        TypeLine(row.pk, row.name, row.law, row.category, row.for_whom, row.payer, row.not_counted)
        for row in ProvisionType.objects.filter(until=None).order_by("name", "pk")
    ]


@dataclass(frozen=True, slots=True)
class ProvisionLine:
    """One provision as this reader may know of it; of a masked one only that there is help."""

    id: int
    uuid: UUID
    version: int
    household_id: int
    person_id: int | None
    from_date: date
    until: date | None
    masked: bool
    type_id: int | None = None
    name: str = ""
    law: str = ""
    category: str = ""
    code: str = ""
    provider_id: int | None = None
    provider: str = ""
    """The name of the organisation, or the AGB code a message gave; empty when neither is known."""
    payer: str = "unknown"
    flow: str = ""
    price: Price = NO_PRICE
    admission_ground: str = ""
    exit_reason: str = ""
    stacking: str = ""
    stacking_why: str = ""
    not_counted: str = ""
    withdrawn: bool = False
    source: str = ""

    def runs_on(self, day: date) -> bool:
        """Say whether this help runs on a day; an assignment that was taken back never does."""
        return (
            not self.withdrawn
            and self.from_date <= day
            and (self.until is None or day < self.until)
        )

    @property
    def intervention(self) -> Intervention | None:
        """What the cost sum adds up, or None: masked, or taken back without a bill."""
        if self.masked:
            return None
        return intervention(
            id=str(self.id),
            household=str(self.household_id),
            person=None if self.person_id is None else str(self.person_id),
            provider=self.provider,
            law=self.law,
            payer=self.payer,
            flow=self.flow,
            from_date=self.from_date,
            until=self.until,
            price=self.price,
            not_counted=self.not_counted,
            withdrawn=self.withdrawn,
        )

    def in_year(self, year: int) -> tuple[PricedPart, ...]:
        """Return the parts of this help in a year, each with amount, basis and certainty."""
        one = self.intervention
        return () if one is None else price_in_year(one, year)


def _line(row: Any) -> ProvisionLine:
    head = {
        "id": row.id,
        "uuid": row.uuid,
        "version": row.version,
        "household_id": row.household_id,
        "person_id": row.person_id,
        "from_date": row.from_date,
        "until": row.until,
    }
    if row.seen != Answer.SHOWN:
        return ProvisionLine(masked=True, **head)
    agb = f"AGB {row.provider_agb}" if row.provider_agb else ""
    return ProvisionLine(
        masked=False,
        type_id=row.type_id,
        name=row.name,
        law=row.law,
        category=row.category,
        code=row.code,
        provider_id=row.provider_id,
        provider=row.provider__name or agb,
        payer=row.payer,
        flow=row.flow,
        price=price_of(row),
        admission_ground=row.admission_ground,
        exit_reason=row.exit_reason,
        stacking=row.stacking,
        stacking_why=row.stacking_why,
        not_counted=row.not_counted,
        withdrawn=row.withdrawn,
        source=row.source,
        **head,
    )


def provisions_asked(access: Access, *, past: bool = True) -> Asked:
    """Return the question of `provisions`."""
    rows = Provision.objects.through(access)
    if not past:
        rows = rows.filter(Q(until=None) | Q(until__gt=clock.today()))
    return rows.order_by("from_date", "pk"), (*_OPEN, *_CONTENT)


def provisions(access: Access, *, past: bool = True) -> list[ProvisionLine]:
    """Return the help this reader may know of, in the order it began; one query.

    Masked pieces are in it without content. Without `past` only what runs today or begins later.
    """
    return once(
        access,
        ("provisions.lines", past),
        lambda: [_line(row) for row in answer(provisions_asked(access, past=past))],
    )


def provision(access: Access, uuid: UUID) -> ProvisionLine | None:
    """Return one provision whose content this reader may read, or None; one query."""
    found = Provision.objects.through(access).shown().filter(uuid=uuid).rows(*_OPEN, *_CONTENT)
    return _line(found[0]) if found else None


@dataclass(frozen=True, slots=True)
class HouseholdCosts:
    """What the help this reader may see costs in a year, and who would pay it on given dates.

    `costs` is the sum with its parts, what is left out and the closing sentence; `provisions` are
    the lines it is made of, masked ones never; `names` are the members the reader may know.
    """

    costs: CostSum
    regimes: Mapping[date, tuple[PayerShare, ...]]
    provisions: Mapping[str, ProvisionLine]
    names: Mapping[str, str]


def _elsewhere(access: Access) -> Access:
    """Return this reader's access to all households of the own standing, for the same purpose.

    Who sits at the table stays: what one of them may not see is not in the sum either.
    """
    opened = door.open_list(access.reader, purpose=access.purpose, basis=access.basis)
    return replace(opened, present=access.present)


def cost_sum(
    access: Access, year: int, regime_dates: Collection[date] = (date(2014, 12, 31),)
) -> HouseholdCosts:
    """Add up what the help of one household costs in a calendar year, as far as this reader sees.

    A member who is in another household of the reader's standing counts once: help recorded there
    is taken along and divided by the rule of `sharing`. Of households the reader has no standing
    in nothing is used, so that no sum tells that they exist. Two queries whatever the size, and
    the record of the look when another household played a part.
    """
    if access.household_id is None:
        raise ValueError("a cost sum is about one household")
    here = str(access.household_id)
    known = members(access, past=True)
    ids = {member.person_id for member in known}
    wide = replace(access, household_id=None) if access.everything else _elsewhere(access)
    with door.anew():
        rows = Provision.objects.through(wide).shown()
        rows = rows.filter(Q(household_id=access.household_id) | Q(person_id__in=ids))
        stayed, given_to = together(
            stays_asked(wide, ids), (rows.order_by("from_date", "pk"), (*_OPEN, *_CONTENT))
        )
    lines = [_line(row) for row in given_to]
    days = [
        MembershipDays(str(stay.person_id), str(stay.household_id), Period(stay.from_date, end))
        for stay in stayed
        if (end := stay.until) is None or end > stay.from_date
    ]
    others = {int(one.household) for one in days} | {line.household_id for line in lines}
    others.discard(access.household_id)
    if others and not access.everything:
        door.saw(wide, others, activity="provisions.cost_sum")
    given = {line.id: one for line in lines if (one := line.intervention) is not None}
    filed = {
        (one.person, str(line.household_id))
        for line in lines
        if (one := given.get(line.id)) is not None and one.person is not None
    }
    shared = with_gaps_filled(year, days, filed)
    costs = costsum.cost_sum(here, year, given.values(), shared, shipped_regimes().not_counted)
    regimes = {
        day: payer_shares(costs.total, day, shipped_regimes().regimes) for day in regime_dates
    }
    return HouseholdCosts(
        costs,
        regimes,
        {str(line.id): line for line in lines if line.id in given},
        {str(member.person_id): member.called for member in known if member.called},
    )


@dataclass(frozen=True, slots=True)
class AlternativeLine:
    """Another way to go on, with the version it was read from; cents None: not known."""

    id: int
    uuid: UUID
    version: int
    name: str
    cents: int | None
    helps: bool | None
    outcome: str

    @property
    def facts(self) -> costsum.Alternative:
        """Return what the sum needs of it."""
        return costsum.Alternative(self.name, known_sum([self.cents]), self.helps, self.outcome)


def alternatives(access: Access) -> list[AlternativeLine]:
    """Return the other ways that were put beside today's help, in order of writing; one query."""
    rows = Alternative.objects.through(access).shown().filter(until=None).order_by("pk")
    return [
        AlternativeLine(row.pk, row.uuid, row.version, row.name, row.cents, row.helps, row.outcome)
        for row in rows
    ]


def weakest_basis(bases: Iterable[Basis]) -> Basis | None:
    """Return the weakest of the grounds some amounts rest on, None of nothing."""
    order = list(Basis)
    return max(bases, key=order.index, default=None)


@dataclass(frozen=True, slots=True)
class ImportStand:
    """How many assignments and requests were brought in from messages; units are assignments.

    `for_person`: granted, but the client is not a member of any household here. `for_message`: the
    message that grants it has not come.
    """

    assignments: int
    attached: int
    for_person: int
    for_message: int
    requests: int


def import_stand() -> ImportStand:
    """Count what messages brought; nothing here leads to a person; two queries."""
    counts = ImportedAssignment.objects.aggregate(
        assignments=Count("pk"),
        attached=Count("pk", filter=Q(provision__isnull=False)),
        for_person=Count("pk", filter=Q(provision=None, granted=True)),
        for_message=Count("pk", filter=Q(provision=None, granted=False)),
    )
    return ImportStand(requests=ImportedRequest.objects.count(), **counts)
