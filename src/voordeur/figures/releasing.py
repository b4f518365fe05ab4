# SPDX-License-Identifier: EUPL-1.2
"""From exact tables to what may be shown, measure by measure. A sum; no Django.

Measures have no figure in common, so each is made safe by itself: what cannot be made safe takes
nothing else with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from voordeur.factlab.disclosure.release import Exposed, Figure, Published, publish
from voordeur.factlab.disclosure.rounding import Profile
from voordeur.factlab.disclosure.tables import Key
from voordeur.factlab.fault import Fault
from voordeur.figures.counting import ROUND_EUROS, Made, rounded_euros

LEFT_OUT = "left_out"
SECONDS = 10.0


@dataclass(slots=True)
class Safe:
    """What may be shown of this week: figures, the sums between them, and measures that may not."""

    figures: dict[Key, Figure] = field(default_factory=dict)
    sums: list[tuple[Key, tuple[Key, ...]]] = field(default_factory=list)
    measures: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)


def make_safe(made: Iterable[Made], week: str, profile: Profile, former: Published | None) -> Safe:
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
                earlier=[former] if former is not None else [],
                seconds=SECONDS,
            )
        except (Exposed, Fault):
            safe.refused.add(measure)
            continue
        safe.measures.add(measure)
        safe.figures |= {key: _as_shown(key, one) for key, one in said.figures.items()}
        safe.sums += said.sums
    return safe


def _as_shown(key: Key, one: Figure) -> Figure:
    """Return a figure as it is shown: amounts in thousands of euros, and never why one is missing."""
    if one.value is None:
        return Figure(None, one.lower, one.upper, LEFT_OUT)
    if key.measure != "cost":
        return one
    value, half = rounded_euros(one.value), ROUND_EUROS // 2
    return Figure(value, max(0.0, float(value - half)), float(value + half), one.state)
