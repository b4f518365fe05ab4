# SPDX-License-Identifier: EUPL-1.2
"""Bringing running plans in: the goals, steps, terms and events of `set_goal` and `add_step` at once.

What comes from another system is of the household together, in its joint part: nothing of it says
whose it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from voordeur.door import access as door
from voordeur.door.deed import in_bulk
from voordeur.door.reader import Reader
from voordeur.door.refusal import Refusal
from voordeur.history import clock, keyring
from voordeur.history.record import Draft, Private
from voordeur.instruments.words import LifeArea
from voordeur.plan.actions.writing import NewStep, texts_of
from voordeur.plan.models import Goal, Step
from voordeur.plan.queries.drawing import content
from voordeur.terms.book import new_term, open_terms

MOST = 150


@dataclass(frozen=True, slots=True)
class NewLine:
    """One line of a running plan: a goal, by its own words, and a step of it when there is one."""

    household_id: int
    goal: str
    life_area: str = ""
    step: NewStep | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What one line made: the goal when it was new, and the step."""

    goal_id: int | None
    step_id: int | None


def write_many(reader: Reader, *, lines: Sequence[NewLine]) -> list[Written]:
    """Write at most 150 lines of plans in one transaction. For a system reader.

    A goal with the same words in the joint part of the same household is the same goal. Raises
    Refusal, and writes nothing, for a line that says nothing new.
    """
    if len(lines) > MOST:
        raise ValueError(f"at most {MOST} lines at once: split the batch")
    with door.scope(), transaction.atomic():
        door.for_system(reader)
        batch = _Batch(reader, lines)
        written = batch.write()
        names = {(f"household:{one.household_id}", "common", "case") for one in lines}
        in_bulk(reader, "import.run", batch.drafts, keys=keyring.keys_for(names))
    return written


class _Batch:
    """Rows and events of one batch; no question per line."""

    def __init__(self, reader: Reader, lines: Sequence[NewLine]) -> None:
        self.reader, self.lines, self.now = reader, lines, clock.now()
        self.drafts: list[Draft] = []

    def write(self) -> list[Written]:
        """Write goals, then steps, then what is due."""
        goals, fresh = self._goals()
        rows = self._steps(goals, fresh)
        return [
            Written(goals[number].pk if number in fresh else None, row.pk if row else None)
            for number, row in enumerate(rows)
        ]

    def _goals(self) -> tuple[list[Goal], set[int]]:
        """Return the goal of each line, and the numbers of the lines that made theirs."""
        homes = {one.household_id for one in self.lines}
        known = {
            (row.household_id, row.text): row
            for row in Goal._plain.filter(household_id__in=homes, compartment="common").order_by(
                "-pk"
            )
        }
        orders = _last(Goal._plain.filter(household_id__in=homes), "household_id")
        goals, fresh = [], set()
        for number, line in enumerate(self.lines):
            name = (line.household_id, line.goal.strip())
            if name in known:
                if line.step is None:
                    raise Refusal(_("This goal is in the plan already."), "goal")
            else:
                fresh.add(number)
                orders[line.household_id] = orders.get(line.household_id, 0) + 1
                known[name] = _goal(line, orders[line.household_id])
            goals.append(known[name])
        for row in Goal._plain.bulk_create([goals[number] for number in sorted(fresh)]):
            self._note(row, "plan.goal_set", {"goal": row.pk, "person": None}, {"text": row.text})
        return goals, fresh

    def _steps(self, goals: list[Goal], fresh: set[int]) -> list[Step | None]:
        old = [goal.pk for number, goal in enumerate(goals) if number not in fresh]
        orders = _last(Step._plain.filter(goal_id__in=old), "goal_id")
        rows: list[Step | None] = []
        for line, goal in zip(self.lines, goals, strict=True):
            if line.step is None:
                rows.append(None)
                continue
            orders[goal.pk] = orders.get(goal.pk, 0) + 1
            rows.append(
                Step(
                    household_id=goal.household_id,
                    compartment=goal.compartment,
                    goal=goal,
                    order=orders[goal.pk],
                    state=str(line.step.state),
                    due=line.step.due,
                    **texts_of(line.step),
                )
            )
        due = []
        for row in Step._plain.bulk_create([row for row in rows if row is not None]):
            facts = {"step": row.pk, "goal": row.goal_id, "stance": row.stance}
            self._note(row, "plan.step_set", facts, content(row))
            if row.due is not None:
                due.append(
                    new_term(
                        household_id=row.household_id,
                        kind="step_due",
                        owner=self.reader.key,
                        subject=f"step:{row.pk}",
                        due=row.due,
                        compartment=row.compartment,
                    )
                )
        self.drafts += open_terms(self.now, due)
        return rows

    def _note(
        self, row: Goal | Step, kind: str, facts: dict[str, object], body: dict[str, object]
    ) -> None:
        self.drafts.append(
            Draft(
                ("household", row.household_id),
                kind,
                facts,
                (Private(f"household:{row.household_id}", row.compartment, body),),
                household_id=row.household_id,
                compartment=row.compartment,
            )
        )


def _goal(line: NewLine, order: int) -> Goal:
    text = line.goal.strip()
    if not text:
        raise Refusal(_("Write something here."), "goal")
    if line.life_area and line.life_area not in tuple(LifeArea):
        raise Refusal(_("Choose a part of life."), "life_area")
    return Goal(
        household_id=line.household_id,
        compartment="common",
        text=text,
        life_area=line.life_area,
        order=order,
    )


def _last(rows: QuerySet[Goal] | QuerySet[Step], column: str) -> dict[int, int]:
    """Return the highest order so far per household or goal; one question."""
    found = rows.values(column).annotate(last=Max("order")).values_list(column, "last")
    return dict(found.order_by(column))
