# SPDX-License-Identifier: EUPL-1.2
"""What comes together and what comes before, as questions to a team meeting and never as decisions."""

from __future__ import annotations

from collections.abc import Iterator

from voordeur.factlab.combinations.finding import CARE, NO, YES
from voordeur.factlab.counting.axes import UNKNOWN, area_around
from voordeur.factlab.lenses.place import AREA, TOTAL
from voordeur.factlab.outputs import pictures
from voordeur.factlab.outputs.labels import Labels
from voordeur.factlab.outputs.report import Block, Grid, Section, Told, figure, number, together
from voordeur.factlab.publishing import SafeTable
from voordeur.factlab.wording import Say, gettext_noop


def combinations(told: Told, say: Say, labels: Labels) -> Section:
    """Return what comes together and what comes before, as questions to a team meeting."""
    blocks = [
        one
        for one in (
            _together(told, say, labels),
            _before(told, say, labels),
            _teams(told, say, labels),
        )
        if one
    ]
    return Section(
        "combinations",
        say(gettext_noop("Combinations")),
        say(
            gettext_noop(
                "Questions for a team meeting, not decisions: what comes together more than chance, and "
                "what comes before expensive care."
            )
        ),
        tuple(blocks),
    )


def _together(told: Told, say: Say, labels: Labels) -> Block:
    title = say(gettext_noop("Provisions that come together"))
    found = together(told, labels)
    if not found:
        nothing = gettext_noop(
            "Of no combination can it be told that it comes together more than chance: none stands out "
            "enough, or too few households have it."
        )
        return Block("together", title, (say(nothing),))
    head = (
        say(gettext_noop("Provisions")),
        say(gettext_noop("Households")),
        say(gettext_noop("Times as many as by chance")),
    )
    note = gettext_noop(
        "Among households with a provision. Corrected for every combination that could have been looked "
        "at; between brackets the 95 % interval."
    )
    return Block(
        "together",
        title,
        (say(note),),
        Grid(head, tuple((one.name, one.many, one.times) for one in found), "household"),
        pictures.come_together(found, say),
    )


def _before(told: Told, say: Say, labels: Labels) -> Block:
    title = say(gettext_noop("What comes before expensive care"))
    rows = tuple(_rows_before(told, labels))
    if not rows:
        nothing = gettext_noop(
            "Of no kind of provision can it be told that it starts before expensive care more often than "
            "elsewhere: none stands out enough, or too few households have it."
        )
        return Block("before", title, (say(nothing),))
    head = (
        say(gettext_noop("Starts before")),
        say(gettext_noop("With expensive care")),
        say(gettext_noop("Compared")),
        say(gettext_noop("Odds, times")),
    )
    note = say(
        gettext_noop(
            "Expensive care: {kinds}. In the two years before it, next to households of the same "
            "composition in the same district that have a provision and no expensive care. What comes "
            "before does not have to lead to it."
        )
    ).format(kinds=", ".join(labels.code("kind", kind) for kind in told.expensive))
    return Block(
        "before",
        title,
        (note,),
        Grid(head, rows, "household"),
    )


def _rows_before(told: Told, labels: Labels) -> Iterator[tuple[str, str, str, str]]:
    """Yield what may be told: kind, had it before of those with expensive care, of the others, odds."""
    for one in told.before:
        safe = told.run.table(one.asked.name)
        sides = [
            [figure(safe, **{CARE: care}, **at) for at in ({f"before {one.kind}": YES}, {})]
            for care in (YES, NO)
        ]
        if all(all(side) for side in sides):
            cases, controls = (" / ".join(side) for side in sides)
            odds = f"{one.odds} ({one.low}–{one.high})".replace(".", ",")
            yield labels.code("kind", one.kind), cases, controls, odds


def _teams(told: Told, say: Say, labels: Labels) -> Block | None:
    """Ask each district about the combination of laws that stands out there, from published figures."""
    safe = told.run.table("laws_households")
    if safe is None:
        return None
    areas = next(one for one in safe.asked.table.dimensions if one.name == AREA)
    rows = []
    for area in areas.codes:
        if area in {TOTAL, UNKNOWN} or area_around(area):
            continue
        found = _stands_out(safe, area)
        if found:
            code, part, base, times = found
            question = say(
                gettext_noop(
                    "{laws} together: {part} of {base} households with these laws, {times} times as often "
                    "as in the whole city. Does the team have these laws at hand, and who knows them well?"
                )
            ).format(
                laws=labels.code("laws", code),
                part=number(part),
                base=number(base),
                times=f"{times:.1f}".replace(".", ","),
            )
            rows.append((labels.code(AREA, area), question))
    if not rows:
        return None
    head = (say(gettext_noop("Area")), say(gettext_noop("Question to the team")))
    return Block(
        "teams",
        say(gettext_noop("Who should be in the team?")),
        (
            say(
                gettext_noop(
                    "From the combination of laws that stands out most in an area. The team knows better "
                    "than a figure whether it is so."
                )
            ),
        ),
        Grid(head, tuple(rows)),
    )


def _stands_out(safe: SafeTable, area: str) -> tuple[str, int, int, float] | None:
    base, city = safe.value(laws="any", area=area), safe.value(laws="any")
    found = []
    for code in ("J+P", "J+W", "P+W", "J+P+W"):
        part, whole = safe.value(laws=code, area=area), safe.value(laws=code)
        if part and whole and base and city:
            found.append((part / base / (whole / city), code, part))
    if not found or not base:
        return None
    times, code, part = max(found)
    return (code, part, base, times) if times >= 1.2 else None
