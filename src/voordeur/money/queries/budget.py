# SPDX-License-Identifier: EUPL-1.2
"""What there is of the budget of one household, as one reader may know it; never in order of amount."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from voordeur.door.access import Access
from voordeur.door.matrix import Answer
from voordeur.door.together import together
from voordeur.money.benefits import cash_date
from voordeur.money.models import Freed, Package, PackageLine, UsedAgain
from voordeur.money.package import Compared, Line, Side, compare
from voordeur.provisions.queries import AlternativeLine, alternatives


@dataclass(frozen=True, slots=True)
class AmountSeen:
    """One amount of a package; masked: that there is one on this side, and not what or how much."""

    uuid: UUID
    version: int
    side: Side
    masked: bool
    person_id: int | None
    what: str = ""
    payer: str = "unknown"
    law: str = ""
    from_date: date | None = None
    until: date | None = None
    cents: int | None = None
    rests_on: str = ""


@dataclass(frozen=True, slots=True)
class PackageSeen:
    """A package with the way it works out, its amounts, and how both sides compare for this reader."""

    uuid: UUID
    version: int
    way: AlternativeLine
    from_date: date
    until: date
    measured: str
    chosen_on: date | None
    chosen_by: str
    mandate: str | None
    """What the mandate says it was chosen under; None: nobody checked one."""
    amounts: tuple[AmountSeen, ...]

    @property
    def compared(self) -> Compared:
        """Return both sides as far as this reader sees; a masked amount is an unknown one."""
        return compare(
            Line(one.side, None if one.payer == "unknown" else one.payer, one.cents)
            for one in self.amounts
        )


@dataclass(frozen=True, slots=True)
class UsedSeen:
    """A part of what was freed that goes to another goal."""

    uuid: UUID
    to_pot: str
    payer: str
    goal: str
    cents: int
    from_date: date
    decided_by: str
    mandate: str | None
    """What the mandate says it was decided under; None: nobody checked one."""
    recorded_on: date


@dataclass(frozen=True, slots=True)
class FreedSeen:
    """Money that is no longer needed in a pot, and where it goes.

    `spendable` is the day from which it can be used, None while that is not known; `left` what is
    not used yet, None while the amount is not known.
    """

    uuid: UUID
    version: int
    what: str
    pot: str
    payer: str
    law: str
    person_id: int | None
    cents: int | None
    rests_on: str
    freed_from: date
    contract_ends: date | None
    releasable: bool
    decided_by: str
    used: tuple[UsedSeen, ...]

    @property
    def spendable(self) -> date | None:
        """Return the day from which it can be spent otherwise."""
        return cash_date(self.freed_from, ends=self.contract_ends, releasable=self.releasable)

    @property
    def left(self) -> int | None:
        """Return what is not used yet, in eurocents."""
        return None if self.cents is None else self.cents - sum(one.cents for one in self.used)


@dataclass(frozen=True, slots=True)
class Budget:
    """The budget of one household; `masked`: money was freed that this reader may not read about."""

    packages: tuple[PackageSeen, ...]
    freed: tuple[FreedSeen, ...]
    masked: bool


_PACKAGE = (
    "id",
    "uuid",
    "version",
    "alternative_id",
    "from_date",
    "until",
    "measured",
    "chosen_on",
    "chosen_by",
    "mandate__powers",
)
_LINE = (
    "uuid",
    "version",
    "package_id",
    "side",
    "person_id",
    "what",
    "payer",
    "law",
    "from_date",
    "until",
    "cents",
    "rests_on",
)
_FREED = (
    "id",
    "uuid",
    "version",
    "what",
    "pot",
    "payer",
    "law",
    "person_id",
    "cents",
    "rests_on",
    "freed_from",
    "contract_ends",
    "releasable",
    "decided_by",
)
_USED = (
    "uuid",
    "freed_id",
    "to_pot",
    "payer",
    "goal",
    "cents",
    "from_date",
    "decided_by",
    "mandate__powers",
    "recorded_on",
)


def _amount(row: Any) -> AmountSeen:
    if row.seen != Answer.SHOWN:
        return AmountSeen(row.uuid, row.version, Side(row.side), True, row.person_id)
    return AmountSeen(
        row.uuid,
        row.version,
        Side(row.side),
        False,
        row.person_id,
        row.what,
        row.payer,
        row.law,
        row.from_date,
        row.until,
        row.cents,
        row.rests_on,
    )


def _freed(row: Any, used: Iterable[Any]) -> FreedSeen:
    mine = tuple(
        UsedSeen(*(getattr(one, name) for name in _USED if name != "freed_id"))
        for one in used
        if one.freed_id == row.id
    )
    said = {name: getattr(row, name) for name in _FREED if name != "id"}
    return FreedSeen(used=mine, **said)


def budget(access: Access) -> Budget:
    """Return the packages and what was freed, in the order they were written down; two queries.

    What a reader may not see is in no sum; the page says that there may be more.
    """
    ways = {one.id: one for one in alternatives(access)}
    packages, lines, freed, used = together(
        (Package.objects.through(access).shown().order_by("pk"), _PACKAGE),
        (PackageLine.objects.through(access).filter(off_on=None).order_by("pk"), _LINE),
        (Freed.objects.through(access).order_by("pk"), _FREED),
        (UsedAgain.objects.through(access).shown().order_by("pk"), _USED),
    )
    amounts: dict[int, list[AmountSeen]] = {}
    for row in lines:
        amounts.setdefault(row.package_id, []).append(_amount(row))
    return Budget(
        packages=tuple(
            PackageSeen(
                row.uuid,
                row.version,
                ways[row.alternative_id],
                row.from_date,
                row.until,
                row.measured,
                row.chosen_on,
                row.chosen_by,
                row.mandate__powers,
                tuple(amounts.get(row.id, ())),
            )
            for row in packages
            if row.alternative_id in ways
        ),
        freed=tuple(_freed(row, used) for row in freed if row.seen == Answer.SHOWN),
        masked=any(row.seen != Answer.SHOWN for row in freed),
    )
