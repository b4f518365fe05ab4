# SPDX-License-Identifier: EUPL-1.2
"""The one budget of households of Waterveen: other ways, a package, and money that came free."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache, partial
from typing import Any

from voordeur.door.access import open_household
from voordeur.money.actions import freeing, packages
from voordeur.money.actions.places import Place
from voordeur.provisions.actions import note_alternative
from voordeur.provisions.queries import provisions
from voordeur.town.play.files import HouseholdFile
from voordeur.town.play.script import Rank
from voordeur.town.population import data


@cache
def _told() -> Mapping[str, Mapping[str, Any]]:
    return {row["key"]: row for row in data("budget.toml")["household"]}


def play(file: HouseholdFile, begins: date) -> None:
    """Write down what could be done with the same money in a household, and what came free."""
    told = _told().get(file.household.key)
    if told is None:
        return
    script, today = file.script, file.cast.today
    day = max(begins, today - timedelta(days=21))
    for way in told["way"]:
        script.on(day, Rank.ENDS, partial(_way, file, way, day))
    for row in told["freed"]:
        script.on(
            max(begins, today - timedelta(days=row["days"])), Rank.ENDS, partial(_free, file, row)
        )


def _cents(row: Mapping[str, Any]) -> int | None:
    """Return the amount of a row in eurocents; None where it is told that nobody knows."""
    euros = row.get("euros")
    return None if euros is None else euros * 100


def _way(file: HouseholdFile, way: Mapping[str, Any], day: date) -> None:
    by = file.writer(day)
    row = note_alternative(
        by,
        household_id=file.id,
        name=way["name"],
        outcome=way["outcome"],
        cents=_cents(way),
        helps=way["helps"],
    )
    if not way.get("package"):
        return
    year = file.cast.today.year + 1
    days = {"from_date": date(year, 1, 1), "until": date(year + 1, 1, 1)}
    package = packages.work_out_package(
        by, household_id=file.id, alternative=row.uuid, measured="gross", **days
    ).uuid
    there = provisions(open_household(by, file.id, activity="town.budget"))
    packages.take_help_along(
        by,
        household_id=file.id,
        package=package,
        provisions_taken=[one.uuid for one in there if one.name.startswith(tuple(way["takes"]))],
    )
    for amount in way["amount"]:
        packages.add_line(
            by,
            household_id=file.id,
            package=package,
            measured="gross",
            amount=packages.Amount(
                side="together",
                what=amount["what"],
                place=Place(amount["law"]),
                payer=amount["payer"],
                cents=_cents(amount),
                rests_on=amount["rests_on"],
                **days,
            ),
        )


def _free(file: HouseholdFile, row: Mapping[str, Any]) -> None:
    """Free money of a pot, and use parts of it from the day after the year's contract."""
    today = file.cast.today
    by = file.writer(today)
    freed = freeing.free_money(
        by,
        household_id=file.id,
        saving=freeing.Saving(
            what=row["what"],
            pot=row["pot"],
            payer=row["payer"],
            place=Place(row["law"]),
            cents=row["euros"] * 100,
            rests_on=row["rests_on"],
            freed_from=today - timedelta(days=row["days"]),
            contract_ends=date(today.year, 12, 31),
            releasable=False,
            decided_by=row["decided_by"],
        ),
    )
    for place, use in enumerate(row["use"], start=1):
        freeing.use_again(
            by,
            household_id=file.id,
            freed=freed.uuid,
            to_pot=use["pot"],
            payer=use["payer"],
            goal=use["goal"],
            cents=use["euros"] * 100,
            from_date=date(today.year + 1, 1, 1),
            decided_by=use["decided_by"],
            expected_version=place,
        )
