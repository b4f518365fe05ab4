# SPDX-License-Identifier: EUPL-1.2
"""Rules of Waterveen, what stands in the way, and the paths around it."""

from datetime import date, timedelta
from functools import cache, partial
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zlib import crc32

from voordeur.history import clock
from voordeur.leeway import actions
from voordeur.leeway.queries.rules import rule_lines
from voordeur.leeway.starter import starter_text
from voordeur.town import facts as f
from voordeur.town.play.cast import MAKER, Cast
from voordeur.town.play.files import HouseholdFile
from voordeur.town.play.script import Rank, Script
from voordeur.town.population import data

#: One in so many drawn households with a case waits for something.
EVERY = 4

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def _told() -> "Mapping[str, Any]":
    return data("leeway.toml")


def set_rules(cast: Cast) -> None:
    """Bring in the starter set, owned by the municipality and answered for by its policy officer."""
    actions.bring_in_rules(
        MAKER,
        text=starter_text(),
        organisation_id=cast.organisations["gemeente"].pk,
        owner_account=cast.accounts["ruud"].pk,
    )


def play(file: HouseholdFile, begins: date) -> None:
    """Write down what stood in the way in one household, as it was said, not yet sorted."""
    for barrier in file.about(file.bundle.barriers):
        file.script.on(
            max(barrier.on, begins),
            Rank.ENDS,
            partial(_run_into, file, barrier),
        )

    if file.case is not None:
        told = _waits_for(file)
        if told is not None:
            file.script.on(begins, Rank.ENDS, partial(_wait, file, told, begins))


def _waits_for(file: HouseholdFile) -> "Mapping[str, Any] | None":
    """Return what a household waits for: what its story tells, or one of the drawn kinds for a few."""
    key = file.household.key
    if file.household.story:
        return next((one for one in _told()["stuck"] if one["household"] == key), None)
    drawn, place = _told()["drawn"], crc32(key.encode())
    return drawn[place % len(drawn)] if place // len(drawn) % EVERY == 0 else None


def _wait(file: HouseholdFile, told: "Mapping[str, Any]", day: date) -> None:
    by = file.writer(day)
    who = told.get("person") or file.about(file.bundle.memberships)[0].person
    here = {"household_id": file.id, "person_id": file.cast.persons[who]}
    actions.say_facts(by, facts=told["facts"], **here)
    solve = told.get("solve")
    actions.name_impasse(
        by,
        goal=told["goal"],
        since=day,
        solve_cents=None if solve is None else solve * 100,
        runs_on=[(name, euros * 100) for name, euros in told.get("runs_on", {}).items()],
        **here,
    )


def _run_into(file: HouseholdFile, barrier: f.Barrier) -> None:
    by = file.cast.acting(barrier.professional)
    actions.record_barrier(by, text=barrier.text, in_household=file.id)


def play_reports(cast: Cast) -> None:
    """Write down what others of the town ran into, and how they get around it."""
    rules = {line.code: line.uuid for line in rule_lines()}
    for row in _told()["barrier"]:
        with clock.at(_weeks_ago(cast, row["weeks"])):
            for who, line in zip(row["by"], row["lines"], strict=True):
                _line(cast, who, line, row, rules.get(row["rule"]))
    for row in _told()["path"]:
        _path(cast, row, rules.get(row["rule"]))


def _weeks_ago(cast: Cast, weeks: int) -> Any:
    return Script(cast.now).moment(cast.today - timedelta(weeks=weeks), 0)


def _line(cast: Cast, who: str, line: str, row: "Mapping[str, Any]", rule: UUID | None) -> None:
    made = actions.record_barrier(cast.acting(who), text=line)
    actions.sort_barrier(
        cast.acting(who),
        barrier=made.uuid,
        kind=row["kind"],
        found=row["found"],
        law_claimed=row["claimed"],
        rule=rule,
        expected_version=made.version,
    )


def _path(cast: Cast, row: "Mapping[str, Any]", rule: UUID | None) -> None:
    with clock.at(_weeks_ago(cast, row["weeks"])):
        made = actions.record_workaround(
            cast.acting(row["by"]),
            what=row["what"],
            legality=row["legality"],
            against_will=row.get("against_will"),
            minutes=row.get("minutes"),
            cents=round(row["euros"] * 100) if "euros" in row else None,
            effect=row["effect"],
            rule=rule,
        )
        if "review" in row:
            actions.review_workaround(
                cast.acting(row["reviewer"]),
                workaround=made.uuid,
                review=row["review"],
                expected_version=made.version,
            )
    for number, who in enumerate(row["walked_by"]):
        with clock.at(_weeks_ago(cast, max(1, row["weeks"] - 1 - number))):
            actions.walk(cast.acting(who), workaround=made.uuid)
