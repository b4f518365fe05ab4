# SPDX-License-Identifier: EUPL-1.2
"""The verb of figures: freezing those of the week, once, and only what no attacker beats."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from voordeur.door.access import for_system
from voordeur.door.deed import Deed, action
from voordeur.door.matrix import Purpose
from voordeur.door.reader import system
from voordeur.door.refusal import Refusal
from voordeur.factlab.disclosure.release import Published
from voordeur.factlab.disclosure.rounding import profiles
from voordeur.figures.counting import Made, tables_of
from voordeur.figures.models import Release
from voordeur.figures.queries import facts_now, households_touched
from voordeur.figures.releasing import Safe, make_safe
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
    must have, so that two weeks cannot be subtracted to find one; and when the attacker beats the
    new one. What never was safe is not shown. Raises Refusal when this week was frozen already.
    """
    week = this_week()
    if Release.objects.filter(week=week).exists():
        raise Refusal(_("The figures of this week stand already."))
    # Everything is counted, nothing is shown: readers get counts that were made safe.
    deed.access = for_system(deed.reader, purpose=Purpose.FIGURES)
    profile = profiles()[PROFILE]
    last = Release.objects.order_by("-week").first()
    former = Published.parse(last.record) if last is not None else None
    standing = {row["code"]: row for row in last.tables} if last is not None else {}
    made = tables_of(facts_now(deed.access), week)
    fresh = [one for one in made if _is_moved(one, standing, profile.threshold)]
    safe = make_safe(fresh, week, profile, former)
    tables = [_row(one, standing, safe, week) for one in made]
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


def _is_moved(one: Made, standing: dict[str, dict[str, Any]], threshold: int) -> bool:
    """Say whether enough happened since a table was counted to count it anew."""
    former = standing.get(one.code)
    if former is None:
        return True
    return (
        households_touched(one.moved_by, datetime.fromisoformat(former["counted_at"])) >= threshold
    )


def _row(one: Made, standing: dict[str, dict[str, Any]], safe: Safe, week: str) -> dict[str, Any]:
    """Return a table as it is kept: new, or as it stood, or with nothing shown when never safe."""
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
        "since": week,
        "counted_at": clock.now().isoformat(),
        "rows": [[code, value(code)] for code in dimension.leaves],
        "total": value(dimension.total),
    }
