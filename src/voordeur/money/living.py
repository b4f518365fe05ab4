# SPDX-License-Identifier: EUPL-1.2
"""An analysis that lives: what was believed beside what the town sees, and what both come to.

The belief before stays in sight. A figure that was seen more than once keeps its first belief as the
indicative one; what is believed now is the actual one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from voordeur.door.refusal import Refusal
from voordeur.money.estimates import LEAST
from voordeur.money.scba.assumption import Assumption, Mark
from voordeur.money.scba.changing import keep_seal, with_piece
from voordeur.money.scba.distribution import KINDS, Distribution, kind_of, parameters
from voordeur.money.scba.model import Model
from voordeur.money.scba.montecarlo import sample
from voordeur.money.scba.spread import Spread, outcome_of
from voordeur.money.updating import Seen, Updated, update

DRAWS = 2_000
SEED = 1

UPDATABLE = ("beta", "gamma", "normal")
"""The kinds of belief that an observation can update: a share, a rate, an amount."""


def updatable(model: Model) -> tuple[Assumption, ...]:
    """Return the figures that can meet an observation: one belief, of a kind that can learn."""
    return tuple(
        one
        for one in model.assumptions.values()
        if len(one.versions) == 1
        and one.versions[0].value is not None
        and kind_of(one.versions[0].value) in UPDATABLE
    )


def observed(
    model: Model, name: str, seen: Seen, *, source: str, year: int
) -> tuple[Model, Updated]:
    """Return the model with a figure updated by what was seen, and the belief before and after.

    Refused below ten observations ("too few to say": it could point at somebody, and it says
    nothing), for a figure on which two disagree, and where it would change a sealed zero alternative.
    """
    one = model.assumptions.get(name)
    if one is None:
        raise Refusal("This is not in the analysis any more.", "figure", "Look again.")
    if seen.base < LEAST:
        raise Refusal("Too few to say.", "base", "Wait until there are ten or more.")
    if len(one.versions) > 1:
        raise Refusal("Two beliefs stand here.", "figure", "Keep one of them first.")
    version = one.versions[0]
    if version.value is None:
        raise Refusal("Nothing is believed of this yet.", "figure", "Write down a belief first.")
    found = update(version.value, seen)
    # What was made up before stays in what is believed now, so the mark of that stays too.
    now = replace(version, value=found.after, source=source, year=year, mark=Mark.MEASURED)
    return keep_seal(model, with_piece(model, replace(one, versions=(now,)))), found


def as_record(belief: Distribution) -> dict[str, object]:
    """Return a belief as plain values, to keep."""
    return {"kind": kind_of(belief), **parameters(belief)}


def from_record(row: dict[str, object]) -> Distribution:
    """Return the belief that was kept."""
    given = {name: value for name, value in row.items() if name != "kind"}
    made: Distribution = KINDS[str(row["kind"])](**given)
    return made


def observed_anew(
    model: Model, name: str, first: Distribution, seen: Seen, *, source: str, year: int
) -> tuple[Model, Updated]:
    """Return the model with a figure that learns from a newer issue of what it learned from before.

    The newer issue takes the place of the older: both start from the belief `first`, so that nobody
    is counted twice.
    """
    one = model.assumptions.get(name)
    if one is None or len(one.versions) != 1:
        raise Refusal("This is not in the analysis any more.", "figure", "Look again.")
    again = with_piece(model, replace(one, versions=(replace(one.versions[0], value=first),)))
    return observed(again, name, seen, source=source, year=year)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the analysis came to before anything was seen, and what it comes to now."""

    indicative: Spread | None
    actual: Spread | None


def as_believed_first(model: Model, first: Iterable[tuple[str, Distribution]]) -> Model:
    """Return the model with the first belief of each figure that was seen since."""
    for name, belief in first:
        one = model.assumptions.get(name)
        if one is not None:
            versions = tuple(replace(version, value=belief) for version in one.versions[:1])
            model = with_piece(model, replace(one, versions=(*versions, *one.versions[1:])))
    return model


def standing(model: Model, first: Sequence[tuple[str, Distribution]]) -> Standing:
    """Return the net for everybody as it was foreseen and as it is now, each as a range."""
    nets = [
        outcome_of(sample(one, reading=one.readings[0], draws=DRAWS, seed=SEED), "society").net
        for one in (as_believed_first(model, first), model)
    ]
    return Standing(*nets)
