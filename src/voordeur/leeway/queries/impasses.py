# SPDX-License-Identifier: EUPL-1.2
"""What a household waits for and why; all through the door."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from voordeur.door.access import Access
from voordeur.door.matrix import Answer
from voordeur.door.together import Asked, answer
from voordeur.leeway.graph import Facts, Known
from voordeur.leeway.impasse import Analysis, analyse, gates_of, leave_of
from voordeur.leeway.models import Impasse, KnownFact, StepOrder
from voordeur.leeway.queries.rules import RuleLine, rulebook_of, texts_of
from voordeur.leeway.waiting import RunsOn, Waiting, waiting


def facts_asked(access: Access) -> Asked:
    """Return the question of `facts_of`."""
    return KnownFact.objects.through(access).order_by("pk"), ("condition__code", "known")


def facts_of(access: Access) -> Mapping[str, Known]:
    """Return what this reader may know of conditions; what is closed to them is unknown; one query."""
    return {
        row.condition__code: Known.YES if row.known == "yes" else Known.NO
        for row in answer(facts_asked(access))
        if row.seen == Answer.SHOWN
    }


@dataclass(frozen=True, slots=True)
class ImpasseLine:
    """What a household waits for; masked: that it waits, not for what."""

    uuid: UUID
    version: int
    masked: bool
    state: str
    since: date
    goal: str | None
    goal_name: str | None
    solve_cents: int | None
    runs_on: tuple[tuple[str, int | None], ...]
    how_lifted: str | None
    lifted_on: date | None
    gives_way_on: date | None
    person_id: int | None
    rules: tuple[str, ...]

    @property
    def waiting(self) -> Waiting:
        """Return what a day of waiting costs."""
        return waiting(RunsOn(name, cents) for name, cents in self.runs_on)


_FIELDS = (
    "uuid",
    "version",
    "state",
    "since",
    "goal__code",
    "goal__name",
    "solve_cents",
    "runs_on",
    "how_lifted",
    "lifted_on",
    "gives_way_on",
    "person_id",
    "rules",
)


def impasses_asked(access: Access) -> Asked:
    """Return the question of `impasses`."""
    return Impasse.objects.through(access).order_by("since", "pk"), _FIELDS


def impasses(access: Access) -> list[ImpasseLine]:
    """Return what a household waits for, what waits longest first; one query."""
    return [
        ImpasseLine(
            uuid=row.uuid,
            version=row.version,
            masked=row.seen == Answer.MASKED,
            state=row.state,
            since=row.since,
            goal=row.goal__code,
            goal_name=row.goal__name,
            solve_cents=row.solve_cents,
            runs_on=tuple((name, cents) for name, cents in row.runs_on or ()),
            how_lifted=row.how_lifted,
            lifted_on=row.lifted_on,
            gives_way_on=row.gives_way_on,
            person_id=row.person_id,
            rules=tuple(row.rules or ()),
        )
        for row in answer(impasses_asked(access))
    ]


def analysis(lines: list[RuleLine], facts: Facts, goal: str) -> Analysis:
    """Return why a goal is out of reach under the rules of today; no query."""
    texts = texts_of(lines)
    return analyse(rulebook_of(lines), facts, goal, leave_of(texts), gates_of(texts))


def elsewhere(access: Access, pattern: str) -> int:
    """Return in how many other households the same impasse is open; one query.

    It tells that a rule does this more often, and nothing of any of them.
    """
    if not pattern or access.household_id is None:
        return 0
    rows = Impasse._plain.filter(pattern=pattern, state="open")
    return rows.exclude(household_id=access.household_id).values("household_id").distinct().count()


def agreed_order(access: Access, known: Container[str]) -> tuple[tuple[str, int, int], ...]:
    """Return the newest order a member said yes to: (step, week it begins, week it is done); one query.

    `known` are the open steps this reader sees: an order with a step that is not among them is not
    shown, because its weeks would tell of that step.
    """
    row = StepOrder.objects.through(access).shown().order_by("-pk").first()
    steps = tuple((key, begins, done) for key, begins, done in row.steps) if row else ()
    return steps if all(key in known for key, _begins, _done in steps) else ()
