# SPDX-License-Identifier: EUPL-1.2
"""Questions about versions of the plan and the members' word on them."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from voordeur.door.access import Access
from voordeur.door.together import Asked, answer
from voordeur.history import keyring
from voordeur.plan.models import PlanVersion, PlanVersionItem, Signature
from voordeur.plan.projection import Piece


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version of the plan; `why` and `made_by` are None when masked."""

    id: int
    uuid: UUID
    number: int
    made_at: datetime
    made_by: str | None
    why: str | None
    review_on: date | None


@dataclass(frozen=True, slots=True)
class Signed:
    """A member's word on a version as the reader may know it; masked: that, not which word."""

    version_id: int
    person_id: int
    word: str | None
    spoke: str | None
    how: str | None
    recorded_by: str | None
    signed_on: date | None
    remark: str | None
    projection: str | None
    row_version: int


_VERSION = ("id", "uuid", "number", "made_at", "made_by", "why", "review_on")


def versions_asked(access: Access) -> Asked:
    """Return the question of `versions`."""
    return PlanVersion.objects.through(access).order_by("-number"), _VERSION


def versions(access: Access) -> list[VersionLine]:
    """Return the versions of the plan, the newest first; one query."""
    return [
        VersionLine(*(getattr(row, name) for name in _VERSION))
        for row in answer(versions_asked(access))
    ]


def pieces_of(access: Access, version_id: int) -> list[Piece]:
    """Return the pieces of a version that this reader may read, in the order of the plan.

    Masked and hidden pieces are left out alike, and so are those of a member who was forgotten:
    what nobody can read any more is not there.
    """
    rows = PlanVersionItem.objects.through(access).shown().filter(plan_version_id=version_id)
    found = list(rows.select_related("plan_version").order_by("order", "pk"))

    def name(row: PlanVersionItem) -> tuple[str, str, str]:
        subject = f"person:{row.person_id}" if row.person_id else f"household:{row.household_id}"
        return subject, row.compartment, "case"

    keys = keyring.found(map(name, found))
    pieces = []
    for row in found:
        key = keys.get(name(row))
        if key is not None:
            place = f"plan|{row.plan_version.uuid}|{row.source}"
            body = json.loads(keyring.unseal(key, row.sealed, place))
            pieces.append(
                Piece(row.kind, str(row.source), row.order, {**body, "person": row.person_now})
            )
    return pieces


_SIGNED = (
    "plan_version_id",
    "person_id",
    "word",
    "spoke",
    "how",
    "recorded_by",
    "signed_on",
    "remark",
    "projection",
    "version",
)


def signatures_asked(access: Access) -> Asked:
    """Return the question of `signatures`."""
    return Signature.objects.through(access).order_by("pk"), _SIGNED


def signatures(access: Access, version_id: int | None = None) -> list[Signed]:
    """Return the members' words on a version, or on all; in the order in which they came; one query."""
    return [
        Signed(
            row.plan_version_id,
            row.person_id,
            row.word,
            row.spoke,
            row.how,
            row.recorded_by,
            row.signed_on,
            row.remark,
            row.projection,
            row.version,
        )
        for row in answer(signatures_asked(access))
        if version_id is None or row.plan_version_id == version_id
    ]
