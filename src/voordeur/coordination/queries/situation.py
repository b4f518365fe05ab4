# SPDX-License-Identifier: EUPL-1.2
"""How the coordination of a household stands: faults, stuck or not and why, helpers through time.

The sums are those of `stuck.py` and `movement.py`, over what this reader may see: a hidden helper
is in no count here, a masked one counts as one helper without a name.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from voordeur.coordination.movement import Station, WayToHelp, way_to_help
from voordeur.coordination.queries.lines import (
    CaseLine,
    ClaimLine,
    Help,
    Holder,
    cases,
    claims,
    holders,
    involved,
)
from voordeur.coordination.rules import moving, stuck_rule
from voordeur.coordination.stuck import (
    Appointed,
    CaseFacts,
    Claim,
    CoordinationFault,
    HelperCount,
    Involved,
    Layer,
    StuckReason,
    coordination_faults,
    helpers_on,
    helpers_through_time,
    overview_before_adding,
    stuck_reasons,
)
from voordeur.door.access import Access
from voordeur.door.timeline import happenings, last_of_kinds
from voordeur.history import clock
from voordeur.history.clock import AMSTERDAM
from voordeur.partners.queries import teams

OPENED = "coordination.case_opened"


@dataclass(frozen=True, slots=True)
class Moves:
    """What the history says of one household: when its case opened, moved, got a joint plan."""

    opened: datetime | None
    moved: datetime | None
    kind: str | None
    """The kind of event that moved it last."""
    joint_plan: datetime | None


NOTHING = Moves(None, None, None, None)


def moves_of(last: Mapping[tuple[int, str], datetime]) -> dict[int, Moves]:
    """Return per household what the last moment of each kind of event says; no query."""
    known = moving()
    found: dict[int, dict[str, datetime]] = defaultdict(dict)
    for (household_id, kind), moment in last.items():
        found[household_id][kind] = moment
    answer = {}
    for household_id, by_kind in found.items():
        moved = max(
            ((at, kind) for kind, at in by_kind.items() if kind in known.moves),
            default=(None, None),
        )
        answer[household_id] = Moves(
            opened=by_kind.get(OPENED),
            moved=moved[0],
            kind=moved[1],
            joint_plan=max(
                (at for kind, at in by_kind.items() if kind in known.joint_plan), default=None
            ),
        )
    return answer


def kinds_asked() -> frozenset[str]:
    """Return the kinds of events that `moves_of` wants to know of."""
    known = moving()
    return known.moves | known.joint_plan | {OPENED}


def last_moves(access: Access) -> dict[int, Moves]:
    """Return per household when it last moved and last got a joint plan, as shown; one query."""
    return moves_of(last_of_kinds(access, kinds_asked()))


@dataclass(frozen=True, slots=True)
class Situation:
    """How one household with an open case stands on a day."""

    stuck: tuple[StuckReason, ...]
    faults: tuple[CoordinationFault, ...]
    helpers: int
    organisations: int
    laws: int
    joint_plan: date | None
    moved: datetime | None


def _local(moment: datetime) -> date:
    return moment.astimezone(AMSTERDAM).date()


def _key(row: Help) -> str:
    if row.professional_id is not None:
        return f"professional:{row.professional_id}"
    # Of a masked row nobody may know whether it is one of the others: it stands for itself.
    return f"masked:{row.id}" if row.masked else f"organisation:{row.organisation_id}"


def _involved(rows: Iterable[Help]) -> tuple[Involved, ...]:
    return tuple(
        Involved(
            helper=_key(row),
            organisation=str(row.organisation_id) if row.organisation_id is not None else None,
            from_=row.from_date,
            until=row.until,
            law=row.law,
        )
        for row in rows
        # Help that stopped on the day it began lasted no day.
        if row.until is None or row.until > row.from_date
    )


def _facts(opened: datetime, helping: Iterable[Help], moves: Moves) -> CaseFacts:
    plan, moved = moves.joint_plan, moves.moved
    return CaseFacts(
        opened_on=_local(opened),
        involved=_involved(helping),
        plans=((_local(plan), None),) if plan is not None else (),
        moved_on=(_local(moved),) if moved is not None else (),
    )


def situation_of(
    opened: datetime,
    holding: Iterable[Holder],
    claimed: Iterable[ClaimLine],
    helping: Sequence[Help],
    moves: Moves,
    day: date | None = None,
) -> Situation:
    """Return how a household stands from rows that were read already; no query."""
    day = day or clock.today()
    facts = _facts(opened, helping, moves)
    reasons = stuck_reasons(facts, day, stuck_rule())
    appointed = [
        Appointed(Layer(row.layer), row.name or f"masked {row.id}", _local(row.from_at))
        for row in holding
        if row.state == "appointed" and row.from_at is not None
    ]
    claiming = [
        Claim(row.organisation or f"masked {row.id}", _local(row.from_at))
        for row in claimed
        if row.until_at is None
    ]
    counts = helpers_on(facts.involved, day)
    return Situation(
        stuck=reasons,
        faults=coordination_faults(appointed, claiming, bool(reasons), day),
        helpers=counts.helpers,
        organisations=counts.organisations,
        laws=counts.laws,
        joint_plan=_local(moves.joint_plan) if moves.joint_plan else None,
        moved=moves.moved,
    )


def situation(access: Access) -> Situation | None:
    """Return how the household of this access stands; None without an open case; five queries."""
    found = cases(access)
    if not found:
        return None
    moves = last_moves(access).get(found[0].household_id, NOTHING)
    return situation_of(
        found[0].opened_at, holders(access), claims(access), involved(access, past=True), moves
    )


def helpers_of(helping: Iterable[Help], day: date) -> int:
    """Return how many helpers there are on a day."""
    return helpers_on(_involved(helping), day).helpers


def helpers_over_time(helping: Iterable[Help]) -> tuple[HelperCount, ...]:
    """Return how many helpers, organisations and laws there were, a row where a count changes."""
    return helpers_through_time(_involved(helping))


@dataclass(frozen=True, slots=True)
class Overview:
    """Who helps already, by law, to look at before one more starts."""

    helpers: int
    limit: int
    has_joint_plan: bool
    by_law: tuple[tuple[str | None, tuple[str | None, ...]], ...]
    """Code of the law (None: not for this reader) with who helps under it (None: likewise)."""


def overview(
    case: CaseLine | None, helping: Sequence[Help], moves: Moves, day: date | None = None
) -> Overview | None:
    """Return what to look at before another helper is added; None when there is room. No query."""
    day = day or clock.today()
    opened = case.opened_at if case is not None else clock.now()
    asked = overview_before_adding(_facts(opened, helping, moves), day, stuck_rule())
    if asked is None:
        return None
    names = {_key(row): row.who for row in helping}
    return Overview(
        helpers=asked.helpers,
        limit=asked.limit,
        has_joint_plan=asked.has_joint_plan,
        by_law=tuple(
            (law, tuple(sorted((names[key] for key in keys), key=lambda who: who or "~")))
            for law, keys in asked.by_law
        ),
    )


def way_to_help_of(
    access: Access, asked_at: datetime, helping: Iterable[Help], organisations: Mapping[int, str]
) -> WayToHelp:
    """Return the desks and days between the question and the first help, from the history.

    Help begins on the first day that somebody helps; being made coordinator is not yet help. Two
    queries.
    """
    known = moving().stations
    names = {"team": {line.id: line.name for line in teams()}, "organisation": organisations}
    stations = []
    for item in happenings(access, kinds=known, limit=500):
        what = known[item.kind or ""]
        name = names[what].get((item.facts or {}).get(what, 0))
        if name is not None:
            stations.append(Station(name, _local(item.occurred_at)))
    asked = _local(asked_at)
    helped = min((row.from_date for row in helping if row.from_date >= asked), default=None)
    return way_to_help(asked, stations, helped, clock.today())
