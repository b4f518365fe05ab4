# SPDX-License-Identifier: EUPL-1.2
"""The proposal for paying together as it is now, and those that were kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from voordeur.money.closing import digest
from voordeur.money.dividing import flow_body
from voordeur.money.models import Proposal
from voordeur.money.queries.claims import claim_lines
from voordeur.money.queries.lines import effort_lines
from voordeur.money.queries.parties import division
from voordeur.money.queries.projects import project_line


def proposal_now(project: UUID) -> dict[str, Any] | None:
    """Return what would stand in the proposal of a project now; None without anything to divide."""
    about = project_line(project)
    if about is None:
        return None
    claims = claim_lines(about.id)
    found = division(effort_lines(about.id), claims)
    return flow_body(about, found, claims) if found.parties else None


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal as it was kept, and whether it is still what was hashed."""

    uuid: UUID
    number: int
    signer: str
    digest: str
    made_at: datetime
    body: dict[str, Any]
    is_whole: bool


def proposals(project_id: int, limit: int = 20) -> list[ProposalLine]:
    """Return the proposals of a project that were kept, the newest first; one query."""
    rows = Proposal.objects.filter(project_id=project_id).order_by("-number")[:limit]
    return [_line(row) for row in rows]


def proposal(project_id: int, uuid: UUID) -> ProposalLine | None:
    """Return one kept proposal of a project; one query."""
    row = Proposal.objects.filter(project_id=project_id, uuid=uuid).first()
    return None if row is None else _line(row)


def _line(row: Proposal) -> ProposalLine:
    return ProposalLine(
        row.uuid,
        row.number,
        row.signer,
        row.digest,
        row.made_at,
        row.body,
        digest(row.body) == row.digest,
    )
