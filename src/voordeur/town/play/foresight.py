# SPDX-License-Identifier: EUPL-1.2
"""What would have happened without the plan in households of Waterveen, and how it went."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache, partial
from typing import Any
from uuid import UUID
from zlib import crc32

from voordeur.money.actions.places import Place
from voordeur.money.actions.zero import Forecast, foresee, tell_outcome
from voordeur.town.play.files import HouseholdFile
from voordeur.town.play.script import Rank
from voordeur.town.population import data


@cache
def _told() -> Mapping[str, Any]:
    return data("foresight.toml")


def play(file: HouseholdFile, begins: date) -> None:
    """Write down and seal what would happen without the plan; later, how that went."""
    key, today = file.household.key, file.cast.today
    for row in _told()["story"]:
        if row["key"] == key:
            file.script.on(begins, Rank.ENDS, partial(_foresee, file, row, begins))
    usual = _told()["usual"]
    row = usual[crc32(key.encode()) % len(usual)]
    known = begins + timedelta(days=row["days"] + 1)
    if file.case is not None and known <= today:
        sealed: list[UUID] = []
        file.script.on(begins, Rank.ENDS, lambda: sealed.append(_foresee(file, row, begins).uuid))
        file.script.on(known, Rank.ENDS, lambda: _tell(file, row, known, sealed[0]))


def _foresee(file: HouseholdFile, row: Mapping[str, Any], day: date) -> Any:
    euros = row.get("euros")
    return foresee(
        file.writer(day),
        household_id=file.id,
        forecast=Forecast(
            kind=row["kind"],
            what=row["what"],
            place=Place(row["law"]),
            percent=row["percent"],
            by_date=day + timedelta(days=row["days"]),
            payer=row["payer"],
            cents=None if euros is None else euros * 100,
            rests_on=row["rests_on"],
        ),
    )


def _tell(file: HouseholdFile, row: Mapping[str, Any], day: date, foreseen: UUID) -> None:
    tell_outcome(
        file.writer(day),
        household_id=file.id,
        foreseen=foreseen,
        came=row["came"],
        rests_on=row["known"],
    )
