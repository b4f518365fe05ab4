# SPDX-License-Identifier: EUPL-1.2
"""From exact tables to what may be shown, measure by measure. A sum; no Django.

Measures have no figure in common, so each is made safe by itself: what cannot be made safe takes
nothing else with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from voordeur.factlab.disclosure.published import Figure, Published
from voordeur.factlab.disclosure.release import Exposed, publish
from voordeur.factlab.disclosure.rounding import Profile
from voordeur.factlab.disclosure.tables import Key
from voordeur.factlab.fault import Fault
from voordeur.figures.counting import ROUND_EUROS, Made, rounded_euros
from voordeur.figures.weeks import Issue, worked_out

LEFT_OUT = "left_out"


@dataclass(slots=True)
class Safe:
    """What may be shown of this week: figures, the sums between them, and measures that may not."""

    figures: dict[Key, Figure] = field(default_factory=dict)
    sums: list[tuple[Key, tuple[Key, ...]]] = field(default_factory=list)
    measures: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)

    def take_back(self, measure: str) -> None:
        """Say nothing of a measure: it is refused."""
        self.measures.discard(measure)
        self.refused.add(measure)
        self.figures = {key: one for key, one in self.figures.items() if key.measure != measure}
        self.sums = [one for one in self.sums if one[0].measure != measure]

    def issue(self, measure: str, moved: int) -> Issue:
        """Return what would be said of a measure, for the trial of all weeks together."""
        figures = {key: one for key, one in self.figures.items() if key.measure == measure}
        return Issue(figures, tuple(one for one in self.sums if one[0].measure == measure), moved)


def make_safe(made: Sequence[Made], week: str, profile: Profile, former: Published | None) -> Safe:
    """Leave out, round and try each measure, with all that was published before known too.

    A measure that the attacker beats, or that cannot be protected, is in `refused` and nothing of
    it is shown.
    """
    tables = [one.table for one in made]
    safe = Safe()
    for measure in dict.fromkeys(table.measure for table in tables):
        group = [table for table in tables if table.measure == measure]
        try:
            said = publish(
                week,
                group,
                profile,
                also=[
                    key
                    for one in made
                    if one.table.measure == measure
                    for key in one.in_few(profile.threshold)
                ],
                earlier=[former] if former is not None else [],
            )
        except (Exposed, Fault):
            safe.refused.add(measure)
            continue
        safe.measures.add(measure)
        safe.figures |= {key: _as_shown(key, one) for key, one in said.figures.items()}
        safe.sums += said.sums
    return safe


def told_by_weeks(before: Sequence[Issue], now: Issue, threshold: int) -> bool:
    """Say whether an issue tells too much together with those before it, or cannot follow on them."""
    try:
        return bool(before and worked_out([*before, now], threshold))
    except Fault:
        return True


def told_by_amounts(
    before: Mapping[str, int | None],
    now: Mapping[str, int | None],
    touched: Mapping[str, int],
    threshold: int,
) -> bool:
    """Say whether a difference between two amounts is of few: of fewer households than a figure.

    `touched`: in how many of the households in it something happened. Codes are those of rows, and
    '' for the total. What was not shown before, or is not now, tells no difference.
    """
    return any(
        None not in {was, now.get(code)} and was != now[code] and touched.get(code, 0) < threshold
        for code, was in before.items()
    )


def _as_shown(key: Key, one: Figure) -> Figure:
    """Return a figure as it is shown: amounts in thousands of euros, and never why one is missing."""
    if one.value is None:
        return Figure(None, one.lower, one.upper, LEFT_OUT)
    if key.measure != "cost":
        return one
    value, half = rounded_euros(one.value), ROUND_EUROS // 2
    return Figure(value, max(0.0, float(value - half)), float(value + half), one.state)
