# SPDX-License-Identifier: EUPL-1.2
"""Rules of Waterveen, what stands in the way, and the paths around it."""

from datetime import date, datetime, timedelta
from functools import cache, partial
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zlib import crc32

from voordeur.history import clock
from voordeur.leeway import actions
from voordeur.leeway.queries.mandates import mandates_of
from voordeur.leeway.queries.rules import rule_lines
from voordeur.leeway.starter import starter_text
from voordeur.town import facts as f
from voordeur.town.play.cast import MAKER, Cast
from voordeur.town.play.files import HouseholdFile
from voordeur.town.play.script import Rank, Script
from voordeur.town.population import data

#: Who decides on which rung, within how many days, and whether across organisations.
LADDER = (
    ("carla", "Teamleider wijkteam", 2, False),
    ("salima", "Programmamanager sociaal domein", 3, False),
    ("mathilde", "Wethouder", 5, True),
)
#: The rules that the wijkteam may set aside.
MANDATE = (
    "bijzondere-bijstand-papieren",
    "overzicht-met-huur",
    "regeling-na-overzicht",
    "teamkas",
    "voorschot-voor-klanten",
)
#: One in so many drawn households with a case waits for something.
EVERY = 2

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


def set_ladder(cast: Cast, day: date) -> None:
    """Set the ladder, and give the wijkteam of the demo its mandate with a budget of its own."""
    for place, (who, name, days, overrules) in enumerate(LADDER, 1):
        actions.set_rung(
            MAKER,
            place=place,
            name=name,
            account=cast.accounts[who].pk,
            days=days,
            may_overrule=overrules,
        )
    rules = {line.code: line.uuid for line in rule_lines()}
    actions.give_mandate(
        MAKER,
        powers="Een plek in de opvang zonder binding met de regio",
        rules=[rules["opvang-met-binding"]],
        from_date=day,
        account=cast.accounts["mathilde"].pk,
    )
    actions.give_mandate(
        MAKER,
        powers="Kleine bedragen en uitzonderingen voor wat vastzit",
        rules=[rules[code] for code in MANDATE],
        from_date=day,
        team_id=cast.teams["team-oudewerf"].pk,
        limit_cents=500_00,
        budget_cents=15_000_00,
    )


def play(file: HouseholdFile, begins: date) -> None:
    """Write down what stood in the way in one household, and what was done about it."""
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
    for table, move in (("decided", _decide), ("escalated", _escalate), ("turned", _turn)):
        for row in _told()[table]:
            if row["household"] == file.household.key:
                day = max(file.cast.today - timedelta(days=row["days"]), begins)
                file.script.on(day, Rank.ENDS, partial(move, file, row))


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


def _rule(code: str) -> UUID:
    return next(line.uuid for line in rule_lines() if line.code == code)


def _decide(file: HouseholdFile, row: "Mapping[str, Any]") -> None:
    by = file.cast.acting(row["by"])
    made = actions.decide(
        by,
        household_id=file.id,
        mandate=mandates_of(by)[0].uuid,
        rule=_rule(row["rule"]),
        asked_on=clock.today(),
        cents=row["euros"] * 100,
        why=row["why"],
        reasons=actions.Reasons(
            known=row["known"],
            done=row["done"],
            difference=row["difference"],
            ground=row["ground"],
            ground_words=row["words"],
            social=row["social"],
            economic=row["economic"],
        ),
    )
    actions.pay(
        by,
        household_id=file.id,
        decision=made.uuid,
        paid_on=clock.today(),
        expected_version=made.version,
    )
    actions.say_without(
        by,
        household_id=file.id,
        decision=made.uuid,
        without=row["without"],
        expected_version=made.version + 1,
    )
    if "returns" in row:
        back = row["returns"]
        actions.say_return(
            by,
            household_id=file.id,
            decision=made.uuid,
            person_id=file.cast.persons[back["person"]],
            what=back["what"],
            hours=back["hours"],
        )


def _escalate(file: HouseholdFile, row: "Mapping[str, Any]") -> None:
    actions.escalate(
        file.cast.acting(row["by"]),
        household_id=file.id,
        threat=row["threat"],
        blocks=row["blocks"],
        tried=row["tried"],
        rule=_rule(row["rule"]),
    )


def _turn(file: HouseholdFile, row: "Mapping[str, Any]") -> None:
    actions.record_turned_away(
        file.cast.acting(row["by"]),
        household_id=file.id,
        organisation_id=file.cast.organisations[row["gate"]].pk,
        how=row["how"],
        ground=row["ground"],
        rule=_rule(row["rule"]),
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
    for row in _told()["asked"]:
        _ask(cast, row, rules[row["rule"]])


def _ask(cast: Cast, row: "Mapping[str, Any]", rule: UUID) -> None:
    with clock.at(_ago(cast, row["days"])):
        made = actions.ask_policy(cast.acting(row["by"]), rule=rule, question=row["question"])
    if "answer" not in row:
        return
    with clock.at(_ago(cast, row["answered"])):
        owner = cast.acting("ruud")
        made = actions.answer_policy(
            owner,
            policy_case=made.uuid,
            kind=row["kind"],
            answer=row["answer"],
            expected_version=made.version,
        )
        actions.take_small_step(
            owner,
            policy_case=made.uuid,
            step=row["step"],
            expected=row["expected"],
            unexpected=row["unexpected"],
            look_on=cast.today + timedelta(days=row["look_in"]),
            expected_version=made.version,
        )


def _ago(cast: Cast, days: int) -> datetime:
    return Script(cast.now).moment(cast.today - timedelta(days=days), 0)


def _weeks_ago(cast: Cast, weeks: int) -> datetime:
    return _ago(cast, 7 * weeks)


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
