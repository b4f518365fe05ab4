# SPDX-License-Identifier: EUPL-1.2
"""What the tests of leeway start from: the starter set, and people who work with households."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tests import factories as make
from tests.coordination.making import Scene, a_scene
from voordeur.door import access as door
from voordeur.history import clock
from voordeur.leeway import actions
from voordeur.leeway.impassepage import impasse_page
from voordeur.leeway.models import Barrier, Impasse, Mandate, Rule
from voordeur.leeway.queries.impasses import impasses
from voordeur.leeway.starter import starter_text


def starter_rules() -> dict[str, Rule]:
    """Bring in the starter set; return its rules by code."""
    actions.bring_in_rules(make.SETUP, text=starter_text())
    return {row.code: row for row in Rule.objects.order_by("pk")}


def a_policy_officer() -> make.Worker:
    """Return a policy officer."""
    return make.a_worker("policy_officer")


def lines_about(rule: Rule, *authors: make.Worker, text: str = "Het mag niet") -> list[Barrier]:
    """Let each write one line without a name, and sort it under a rule."""
    made = []
    for number, author in enumerate(authors):
        row = actions.record_barrier(author.reader, text=f"{text} {number}")
        made.append(
            actions.sort_barrier(
                author.reader,
                barrier=row.uuid,
                kind="clash",
                found="law" if rule.kind == "law" else "local",
                law_claimed=True,
                rule=rule.uuid,
                expected_version=1,
            )
        )
    return made


@dataclass(frozen=True)
class Stuck:
    """A household with a case, of which facts are known and that waits for something."""

    scene: Scene
    impasse: Impasse

    @property
    def me(self):
        """Who coordinates."""
        return self.scene.worker.reader

    def page(self, reader=None):
        """The page of the impasse as a reader sees it today."""
        access = door.open_household(reader or self.me, self.scene.home.pk, activity="test")
        (line,) = [one for one in impasses(access) if one.uuid == self.impasse.uuid]
        return impasse_page(access, line, clock.today())


def stuck(
    goal: str, facts: dict[str, bool], *names: str, also: Iterable[str] = (), **more: Any
) -> Stuck:
    """Return a household of which this is known and that waits for this, under the starter set.

    `also` are closed parts of the first member's file that are open to who coordinates.
    """
    scene = a_scene(*names)
    for part in also:
        who = {"person_id": scene.people[0], "compartment": part}
        make.stand(scene.worker.reader, scene.home, "task", **who)
    here = {"household_id": scene.home.pk, "person_id": scene.people[0]}
    actions.say_facts(scene.worker.reader, facts=facts, **here)
    return Stuck(scene, actions.name_impasse(scene.worker.reader, goal=goal, **here, **more))


KARIMA = {"inkomen": True, "urgent": False, "scheiding": False, "nieuwe-schulden": False}
KARIMAS_COST = {"runs_on": [("Opvang voor jonge moeders", 60_000_00)], "solve_cents": 12_000_00}
DIVORCED_WOMAN = {"inkomen": True, "urgent": True, "scheiding": True, "nieuwe-schulden": False}
HAKAN = {"voor-papieren": True, "team-akkoord": True, "briefadres": True}

REASONS = actions.Reasons(
    known="Het paspoort is verlopen en zonder paspoort loopt alles vast.",
    done="Een lening van 400 euro uit de teamkas.",
    difference="Hij kan pas werken als de papieren er zijn.",
    ground="creative",
    ground_words="Zo klopt de regel en komt het resultaat.",
    social="Hij kan weer werken",
)


def a_mandate(team: Any, *rules: Rule, **more: Any) -> Mandate:
    """Return a mandate of a team for these rules: 500 euros each time."""
    given = {
        "powers": "Kleine bedragen voor wat vastzit",
        "rules": [rule.uuid for rule in rules],
        "from_date": clock.today(),
        "team_id": team.pk if team else None,
        "limit_cents": 500_00,
        **more,
    }
    return actions.give_mandate(a_policy_officer().reader, **given)
