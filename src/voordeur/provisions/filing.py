# SPDX-License-Identifier: EUPL-1.2
"""Days on which nobody wrote down where a person lived belong to the file the help stands in.

A household is often registered long after the help began. Without this rule those days would
belong to no household and their cost would be in no sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from voordeur.ledger.entries import Period
from voordeur.provisions.sharing import MembershipDays


def gaps(window: Period, covered: Iterable[Period]) -> list[Period]:
    """Return the stretches of a closed window that no period covers, in order."""
    if window.until is None:
        raise ValueError("gaps are looked for in a window that ends")
    found: list[Period] = []
    at: date = window.from_
    for met in sorted(
        (met for one in covered if (met := window.meet(one)) is not None), key=lambda one: one.from_
    ):
        if met.from_ > at:
            found.append(Period(at, met.from_))
        at = max(at, met.until or window.until)
    if at < window.until:
        found.append(Period(at, window.until))
    return found


def with_gaps_filled(
    year: int, memberships: Sequence[MembershipDays], filed: Iterable[tuple[str, str]]
) -> list[MembershipDays]:
    """Return the memberships, and for each (person, household) filed the days that are nobody's."""
    calendar = Period.year(year)
    found = list(memberships)
    for person, household in sorted(set(filed)):
        own = [one.period for one in memberships if one.person == person]
        found += [MembershipDays(person, household, gap) for gap in gaps(calendar, own)]
    return found
