# SPDX-License-Identifier: EUPL-1.2
"""How a case ends: what each says of the goals, and the closing with what stays."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from voordeur.coordination import actions as coordination
from voordeur.coordination.queries import cases
from voordeur.door.access import open_household
from voordeur.plan import actions as plan
from voordeur.town import facts as f
from voordeur.town.play.cast import as_member
from voordeur.town.play.files import HouseholdFile
from voordeur.town.play.script import Rank

if TYPE_CHECKING:
    from voordeur.plan.models import Goal, Problem


@dataclass
class Ending:
    """The end of the case of one household, after its problems and goals were played."""

    file: HouseholdFile
    problems: Mapping[str, "Problem"]
    goals: Mapping[str, "Goal"]

    def write_down(self) -> None:
        """Write down what each says of a goal on its day, and the closing as the last of all."""
        mine = {fact.key for fact in self.file.bundle.goals} & self._goal_keys()
        for fact in self.file.bundle.evaluations:
            if fact.goal in mine:
                self.file.script.on(fact.on, Rank.ENDS, partial(self._evaluate, fact))
        for end in self.file.bundle.closings:
            if self.file.case is not None and end.case == self.file.case.key:
                self.file.script.on(end.on, Rank.CLOSED, partial(self._close, end))

    def _goal_keys(self) -> set[str]:
        here = {one.key for one in self.file.about(self.file.bundle.plans)}
        return {fact.key for fact in self.file.bundle.goals if fact.plan in here}

    def _evaluate(self, fact: f.Evaluation) -> None:
        cast = self.file.cast
        plan.evaluate_goal(
            as_member(cast.persons[fact.person])
            if fact.person
            else cast.acting(str(fact.professional)),
            household_id=self.file.id,
            goal=self.goals[fact.goal].uuid,
            reached=fact.reached,
            text=fact.text,
        )

    def _close(self, fact: f.Closing) -> None:
        by = self.file.cast.acting(fact.asker)
        (case,) = cases(open_household(by, self.file.id, activity="town.close"))
        coordination.close_case(
            by,
            household_id=self.file.id,
            way=fact.way,
            words=fact.words,
            call_name=fact.call_name,
            asker=self.file.cast.professionals[fact.asker].pk,
            outcomes={self.problems[key].pk: outcome for key, outcome in fact.outcomes},
            expected_version=case.version,
        )
