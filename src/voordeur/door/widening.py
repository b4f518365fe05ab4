# SPDX-License-Identifier: EUPL-1.2
"""Whose view a merge would widen: standing that holds for one of two files and not for the other.

A merge may not show anybody anything. So who was let in to one of the two only, is let go, unless
whoever merges lets them in to the whole and says so.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from django.db.models import Q

from voordeur.door.deed import Deed
from voordeur.door.mandate import MARK
from voordeur.door.models import Account, LegalHold, Standing


def _running(now: datetime, *either: Q, **where: object) -> list[Standing]:
    runs = Q(valid_until=None) | Q(valid_until__gt=now)
    rows = Standing.objects.filter(runs, *either, item=None, **where)
    return list(rows.order_by("pk"))


def _without_twin(
    rows: Iterable[Standing], side: Callable[[Standing], object], rest: Callable[[Standing], object]
) -> list[Standing]:
    """Return rows that have no equal on the other side."""
    rows = list(rows)
    there = {(row.reader, row.relation, row.compartment, rest(row), side(row)) for row in rows}
    sides = {side(row) for row in rows}
    return [
        row
        for row in rows
        if not any(
            (row.reader, row.relation, row.compartment, rest(row), other) in there
            for other in sides - {side(row)}
        )
    ]


def accounts_of(person_ids: Collection[int]) -> dict[int, int]:
    """Return the accounts that these persons sign in with, and whose each is; one query."""
    rows = Account.objects.filter(person_id__in=person_ids).order_by("pk")
    return {pk: person for pk, person in rows.values_list("pk", "person_id") if person is not None}


def by_persons(
    persons: Collection[int],
    accounts: Collection[int],
    shared_homes: Collection[int],
    now: datetime,
) -> list[Standing]:
    """Return standing narrowed to one of two persons in a household that has rows of both; one query.

    The two themselves, with their accounts, are left out: it is their own file.
    """
    either = Q(person_id__in=persons) | Q(person_id=None, reason__startswith=MARK)
    found = _running(now, either, household_id__in=shared_homes)
    rows = [row for row in found if row.person_id is not None]
    own = {f"person:{number}" for number in persons} | {f"account:{pk}" for pk in accounts}
    others = [row for row in rows if row.reader not in own]
    ending = _without_twin(others, lambda row: row.person_id, lambda row: row.household_id)
    # What a mandate shows of the household together ends with the mandate itself.
    marks = {row.reason for row in ending if row.reason.startswith(MARK)}
    along = [row for row in found if row.person_id is None and row.reason in marks]
    return [*ending, *along]


def by_households(
    source: int, target: int, shared_persons: Collection[int], now: datetime
) -> list[Standing]:
    """Return standing in one of two households without the same in the other.

    What is narrowed to a person of whom only one household has rows, stays: nothing is added to it.
    """
    rows = [
        row
        for row in _running(now, household_id__in=[source, target])
        if row.person_id is None or row.person_id in shared_persons
    ]
    return _without_twin(rows, lambda row: row.household_id, lambda row: row.person_id)


def let_go(deed: Deed, row: Standing) -> None:
    """Note that a standing ended; whoever merges changes the row, so that it can be undone."""
    if row.person_id is None and row.reason.startswith(MARK):
        # It is told with the mandate, in the part of the member who gave it.
        return
    part = row.compartment or ("own" if row.person_id is not None else "name")
    deed.happened(
        "door.standing_ended",
        {"standing": [row.pk], "reader": row.reader, "relation": row.relation},
        about=(row.person_id, part),
        stream=("household", row.household_id),
    )


def held(subjects: Collection[str], now: datetime) -> bool:
    """Say whether a legal hold lies on one of these subjects: then nothing in it may move."""
    rows = LegalHold.objects.filter(subject__in=subjects, since__lte=now)
    return rows.filter(Q(until=None) | Q(until__gt=now)).exists()


def called(readers: Collection[str]) -> dict[str, str]:
    """Return the names of accounts behind reader keys; teams and members are named by others."""
    numbers = [int(key.partition(":")[2]) for key in readers if key.startswith("account:")]
    rows = Account.objects.filter(pk__in=numbers).order_by("pk").values_list("pk", "name")
    return {f"account:{pk}": name for pk, name in rows}
