# SPDX-License-Identifier: EUPL-1.2
"""The zero scenario of one case as one reader may know it, and what is known over all cases."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from voordeur.door.access import Access
from voordeur.door.matrix import Answer
from voordeur.door.together import together
from voordeur.money.models import Foreseen, ForeseenOutcome, ZeroCalibration
from voordeur.money.zeroscenario import Came, Expectation, Known, WithoutHelp, sealed, without_help


@dataclass(frozen=True, slots=True)
class ForeseenSeen:
    """Something that was foreseen, and how it went; `outcome_version` is 0 while nobody said so."""

    uuid: UUID
    person_id: int | None
    kind: str
    what: str
    percent: int
    by_date: date
    payer: str
    law: str
    cents: int | None
    rests_on: str
    sealed_at: datetime
    seal: str
    is_whole: bool
    """Whether it still is what was sealed."""
    came: Came | None
    known_on: date | None
    known_from: str
    outcome_version: int


@dataclass(frozen=True, slots=True)
class ZeroScenario:
    """What was foreseen for one household; `masked`: there is more that this reader may not read."""

    foreseen: tuple[ForeseenSeen, ...]
    masked: bool

    @property
    def money(self) -> WithoutHelp:
        """Return what it comes to, as far as this reader sees."""
        return without_help(Expectation(one.percent, one.cents, one.came) for one in self.foreseen)


def body_of(row: Any) -> dict[str, Any]:
    """Return what is sealed of a row: all that was foreseen, and when."""
    return {
        "kind": row.kind,
        "what": row.what,
        "percent": row.percent,
        "by_date": row.by_date.isoformat(),
        "payer": row.payer,
        "law": row.law,
        "cents": row.cents,
        "rests_on": row.rests_on,
        # one moment is written in one way, wherever the clock stood
        "sealed_at": row.sealed_at.astimezone(UTC).isoformat(),
    }


_FORESEEN = (
    "id",
    "uuid",
    "person_now",
    "kind",
    "what",
    "percent",
    "by_date",
    "payer",
    "law",
    "cents",
    "rests_on",
    "sealed_at",
    "seal",
)
_OUTCOME = ("foreseen_id", "came", "known_on", "rests_on", "version")


def zero_scenario(access: Access) -> ZeroScenario:
    """Return what was foreseen for a household, in the order of writing; one query.

    Who sees what was foreseen sees how it went: both lie in one part of the file.
    """
    rows, outcomes = together(
        (Foreseen.objects.through(access).order_by("pk"), _FORESEEN),
        (ForeseenOutcome.objects.through(access).shown().order_by("pk"), _OUTCOME),
    )
    shown = [row for row in rows if row.seen == Answer.SHOWN]
    told = {one.foreseen_id: one for one in outcomes}

    def seen(row: Any) -> ForeseenSeen:
        known = told.get(row.id)
        return ForeseenSeen(
            row.uuid,
            row.person_now,
            row.kind,
            row.what,
            row.percent,
            row.by_date,
            row.payer,
            row.law,
            row.cents,
            row.rests_on,
            row.sealed_at,
            row.seal,
            sealed(body_of(row)) == row.seal,
            Came(known.came) if known else None,
            known.known_on if known else None,
            known.rests_on if known else "",
            known.version if known else 0,
        )

    return ZeroScenario(tuple(seen(row) for row in shown), len(shown) < len(rows))


def outcomes_known(access: Access) -> list[Known]:
    """Return what was foreseen everywhere and is known now; two queries, for a system reader alone.

    Nothing tells who wrote it.
    """
    outcomes = ForeseenOutcome.objects.through(access).shown()
    told = outcomes.filter(came__in=[Came.HAPPENED.value, Came.NOT.value])
    known = {row.foreseen_id: row.came == Came.HAPPENED for row in told.order_by("pk")}
    rows = Foreseen.objects.through(access).rows("id", "household_now", "percent")
    return [
        Known(row.household_now, row.percent / 100, known[row.id])
        for row in rows
        if row.id in known
    ]


def last_over_all_cases() -> datetime | None:
    """Return when it was last looked how well all cases were foreseen; one query."""
    rows = ZeroCalibration.objects.filter(analysis=None).order_by("-pk")
    return rows.values_list("made_at", flat=True).first()
