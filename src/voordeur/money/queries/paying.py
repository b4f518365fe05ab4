# SPDX-License-Identifier: EUPL-1.2
"""Cases and areas to set ways of paying beside, the waterbed, and the register of contracts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from voordeur.history import clock
from voordeur.money.contractfile import contract_of
from voordeur.money.contracts import Contract
from voordeur.money.models import AreaSet, ContractEntry, PayingCase, WaterbedSpill
from voordeur.money.waterbed import Spill


def cases() -> list[PayingCase]:
    """Return the cases by kind and name; one query."""
    return list(PayingCase.objects.order_by("kind", "name"))


def case(uuid: UUID) -> PayingCase | None:
    """Return one case; one query."""
    return PayingCase.objects.filter(uuid=uuid).first()


def area_sets() -> list[AreaSet]:
    """Return the sets of areas by name; one query."""
    return list(AreaSet.objects.order_by("name"))


def area_set(uuid: UUID) -> AreaSet | None:
    """Return one set of areas; one query."""
    return AreaSet.objects.filter(uuid=uuid).first()


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
