# SPDX-License-Identifier: EUPL-1.2
"""Cases and areas to set ways of paying beside, the waterbed, and the register of contracts."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from voordeur.history import clock
from voordeur.money.contractfile import contract_of
from voordeur.money.contracts import Contract
from voordeur.money.models import AreaSet, ContractEntry, PayingCase, WaterbedSpill
from voordeur.money.waterbed import Spill


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case as it is kept; amounts are eurocents a year."""

    uuid: UUID
    version: int
    kind: str
    name: str
    unit: str
    units_before: int
    units_after: int
    unit_cents: int
    prevention_cents: int
    result_before_percent: int
    result_after_percent: int
    source: str


@dataclass(frozen=True, slots=True)
class AreasLine:
    """A set of areas as it is kept: the table as it was pasted, and the public weights."""

    uuid: UUID
    version: int
    name: str
    total_cents: int
    table: str
    weights: Mapping[str, int]
    source: str


def _as[Kept](kind: type[Kept], row: Any) -> Kept:
    """Return a row as plain data of a kind with the same names."""
    return kind(*(getattr(row, one.name) for one in fields(kind)))  # type: ignore[arg-type]


def cases() -> list[CaseLine]:
    """Return the cases by kind and name; one query."""
    return [_as(CaseLine, row) for row in PayingCase.objects.order_by("kind", "name")]


def case(uuid: UUID) -> CaseLine | None:
    """Return one case; one query."""
    row = PayingCase.objects.filter(uuid=uuid).first()
    return None if row is None else _as(CaseLine, row)


def area_sets() -> list[AreasLine]:
    """Return the sets of areas by name; one query."""
    return [_as(AreasLine, row) for row in AreaSet.objects.order_by("name")]


def area_set(uuid: UUID) -> AreasLine | None:
    """Return one set of areas; one query."""
    row = AreaSet.objects.filter(uuid=uuid).first()
    return None if row is None else _as(AreasLine, row)


@dataclass(frozen=True, slots=True)
class SpillLine:
    """One sign of the waterbed as it is kept."""

    uuid: UUID
    version: int
    spill: Spill


def _spill(row: WaterbedSpill) -> SpillLine:
    return SpillLine(
        row.uuid,
        row.version,
        Spill(row.cut, row.other, row.sign, row.source, row.low_cents, row.high_cents),
    )


def spills() -> list[SpillLine]:
    """Return the signs that stand, by field; one query."""
    rows = WaterbedSpill.objects.filter(off_on=None).order_by("cut", "other", "pk")
    return [_spill(row) for row in rows]


@dataclass(frozen=True, slots=True)
class TermsLine:
    """How a contract pays from a day on, why it was changed and who decided."""

    from_date: date
    terms: Mapping[str, Any]
    contract: Contract
    why: str
    decided_by: str
    recorded_on: date


@dataclass(frozen=True, slots=True)
class ContractLine:
    """A contract of the register with its terms in order of their days."""

    uuid: UUID
    version: int
    name: str
    party: str
    from_date: date
    until: date
    signed_on: date | None
    is_demo: bool
    terms: tuple[TermsLine, ...]

    def holds(self, day: date) -> TermsLine:
        """Return the terms that hold on a day; before it begins those it begins with."""
        begun = [one for one in self.terms if one.from_date <= day]
        return begun[-1] if begun else self.terms[0]

    @property
    def now(self) -> TermsLine:
        """Return the terms that hold today."""
        return self.holds(clock.today())


def _contract(row: ContractEntry) -> ContractLine:
    dated = sorted(row.terms.all(), key=lambda one: one.from_date)
    return ContractLine(
        row.uuid,
        row.version,
        row.name,
        row.party,
        row.from_date,
        row.until,
        row.signed_on,
        row.is_demo,
        tuple(
            TermsLine(
                one.from_date,
                one.terms,
                contract_of(row.name, one.terms),
                one.why,
                one.decided_by,
                one.recorded_on,
            )
            for one in dated
        ),
    )


def contracts() -> list[ContractLine]:
    """Return the register by name; two queries."""
    return [
        _contract(row) for row in ContractEntry.objects.prefetch_related("terms").order_by("name")
    ]


def contract(uuid: UUID) -> ContractLine | None:
    """Return one contract; two queries."""
    row = ContractEntry.objects.prefetch_related("terms").filter(uuid=uuid).first()
    return None if row is None else _contract(row)
