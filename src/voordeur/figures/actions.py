# SPDX-License-Identifier: EUPL-1.2
"""The verb of figures: freezing those of the week, once, and only what no attacker beats."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from voordeur.door.access import for_system
from voordeur.door.deed import Deed, action
from voordeur.door.matrix import Purpose
from voordeur.door.reader import system
from voordeur.door.refusal import Refusal
from voordeur.factlab.disclosure.published import Published
from voordeur.factlab.disclosure.rounding import Profile, profiles
from voordeur.figures.counting import Facts, Made, tables_of
from voordeur.figures.models import Release
from voordeur.figures.queries import Touched, facts_now, issues, touched_since
from voordeur.figures.releasing import Safe, make_safe, told_by_amounts, told_by_weeks
from voordeur.history import clock

PROFILE = "voordeur"
SYSTEM = ("system", 1)
READER = system("figures")


def this_week() -> str:
    """Return the present ISO week: 2026-W48."""
    year, week, _day = clock.today().isocalendar()
    return f"{year}-W{week:02d}"


def freeze_if_due() -> bool:
    """Freeze the figures of this week when that was not done yet; say whether it was done now."""
    if Release.objects.filter(week=this_week()).exists():
        return False
    freeze_week(READER)
    return True


@action("figures.freeze", household=False)
def freeze_week(deed: Deed) -> Release:
    """Freeze the figures of this week: counted, made safe together, and tried by the attacker.

    A table stands as it was until something happened in at least as many households as a figure
    must have; when the attacker beats the new one; and when the new one tells, together with those
    of earlier weeks, of fewer households than that. What never was safe is not shown. Raises
    Refusal when this week was frozen already.
    """
    week = this_week()
    if Release.objects.filter(week=week).exists():
        raise Refusal(_("The figures of this week stand already."))
    # Everything is counted, nothing is shown: readers get counts that were made safe.
    deed.access = for_system(deed.reader, purpose=Purpose.FIGURES)
    profile = profiles()[PROFILE]
    last = Release.objects.order_by("-week").first()
    former = Published.parse(last.record) if last is not None else None
    facts = facts_now(deed.access)
    made = tables_of(facts, week)
    about = {one.code: one.of for one in made}
    standing = {
        row["code"]: row
        for row in (last.tables if last is not None else [])
        if about.get(row["code"]) == row.get("of", "")
    }
    touched = {
        one.code: touched_since(one.moved_by, datetime.fromisoformat(before["counted_at"]))
        for one in made
        if (before := standing.get(one.code)) is not None
    }
    # Tables of one measure share their total, so they are counted anew together or not at all.
    stays = {
        one.table.measure
        for one in made
        if one.code in touched and touched[one.code].number < profile.threshold
    }
    fresh = [one for one in made if one.table.measure not in stays]
    safe = make_safe(fresh, week, profile, former)
    for one in fresh:
        near = touched.get(one.code)
        if near is not None and _tells_too_much(
            one, facts, near, standing[one.code], safe, profile
        ):
            safe.take_back(one.table.measure)
    tables = [_row(one, standing, touched, safe, week) for one in made]
    kept = {(row["measure"], row["since"]) for row in tables} - {(m, week) for m in safe.measures}
    before = former.figures.items() if former is not None else ()
    figures = {key: one for key, one in before if (key.measure, key.period) in kept}
    record = Published(week, PROFILE, profile.threshold, figures | safe.figures, tuple(safe.sums))
    row = Release.objects.create(
        week=week,
        made_at=deed.now,
        profile=profile.name,
        threshold=profile.threshold,
        tables=tables,
        record=record.plain(),
    )
    deed.happened(
        "figures.frozen",
        {
            "release": row.pk,
            "week": week,
            "renewed": sorted(safe.measures),
            "refused": sorted(safe.refused),
        },
        stream=SYSTEM,
        about=(None, "name"),
    )
    return row


def _tells_too_much(
    one: Made,
    facts: Facts,
    touched: Touched,
    standing: dict[str, Any],
    safe: Safe,
    profile: Profile,
) -> bool:
    """Say whether a new table gives away, with those of earlier weeks, what changed for a few."""
    measure = one.table.measure
    if measure not in safe.measures:
        return False
    if measure != "cost":
        before = issues(measure, one.of)
        now = safe.issue(measure, one.moved(touched.number))
        return told_by_weeks(before, now, profile.threshold)
    shown = dict(standing["rows"]) | {"": standing["total"]}
    new = _row(one, {}, {}, safe, "")
    return told_by_amounts(
        shown,
        dict(new["rows"]) | {"": new["total"]},
        facts.paying(standing["dimension"], touched.households),
        profile.threshold,
    )


def _row(
    one: Made,
    standing: Mapping[str, dict[str, Any]],
    touched: Mapping[str, Touched],
    safe: Safe,
    week: str,
) -> dict[str, Any]:
    """Return a table as it is kept: new, or as it stood, or with nothing shown when never safe.

    `moved`: at most so many units came or left since the issue before it; None: there is none.
    """
    measure = one.table.measure
    if measure not in safe.measures and one.code in standing:
        return standing[one.code]
    (dimension,) = one.table.dimensions

    def value(code: str) -> int | None:
        found = safe.figures.get(one.table.key((code,)))
        return None if found is None else found.value

    return {
        "code": one.code,
        "measure": measure,
        "dimension": dimension.name,
        "of": one.of,
        "since": week,
        "counted_at": clock.now().isoformat(),
        "moved": one.moved(touched[one.code].number) if one.code in touched else None,
        "rows": [[code, value(code)] for code in dimension.leaves],
        "total": value(dimension.total),
    }
