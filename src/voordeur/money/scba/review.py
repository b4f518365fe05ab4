# SPDX-License-Identifier: EUPL-1.2
"""What a reviewer would object to in an analysis that is sound in itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from voordeur.money.scba.assumption import Mark
from voordeur.money.scba.formula import exact
from voordeur.money.scba.model import Model, Stage, When, in_reading
from voordeur.money.scba.product import ONE
from voordeur.money.scba.rates import schedules
from voordeur.money.scba.sealing import SealState, seal_state

BACKGROUNDS = ("residents", "administrators", "professionals", "politicians")
"""Who should have drawn the reasoning together (Effectenarena)."""
LONG = 3
"""Years after which an effect that nobody measured is asked how long people were followed."""


@dataclass(frozen=True, slots=True)
class Objection:
    """One thing a reviewer would ask about: a code of `words.toml`, what it is about, and the facts."""

    code: str
    about: str = ""
    facts: dict[str, str] = field(default_factory=dict)


def objections(model: Model) -> tuple[Objection, ...]:
    """Return every objection, those about the whole first."""
    return tuple(one for rule in RULES for one in rule(model))


def _zero(model: Model) -> Iterator[Objection]:
    zero = model.zero
    state = seal_state(model)
    if state is SealState.BROKEN:
        yield Objection("zero_changed")
    elif zero.outcome_known is not None and zero.outcome_known <= zero.written:
        yield Objection("zero_written_after", facts={"written": zero.written.isoformat()})
    elif state is SealState.OPEN:
        yield Objection("zero_not_sealed")
    if not any(effect.zero for effect in model.effects):
        yield Objection("zero_without_figures")


def _money(model: Model) -> Iterator[Objection]:
    if not model.costs:
        yield Objection("no_costs")
    if model.horizon > 1 and model.discount == "none":
        yield Objection("no_discounting", facts={"years": str(model.horizon)})
    schedule = schedules().get(model.discount)
    if schedule is not None and not schedule.in_force(date(model.start, 1, 1)):
        yield Objection("schedule_not_in_force", schedule.name, {"start": str(model.start)})
    for cost in model.costs:
        if cost.alternative:
            yield Objection("alternative_cost", cost.about)
    years = {
        version.year
        for one in model.assumptions.values()
        if model.currency in one.unit.split("/") and not one.index
        for version in one.versions
    }
    if len(years) > 1:
        yield Objection(
            "prices_of_several_years", facts={"years": ", ".join(map(str, sorted(years)))}
        )


def _certainty(model: Model) -> Iterator[Objection]:
    source = model.assumptions.values()
    certain = [
        one.about
        for one in source
        if one.versions[0].mark in (Mark.ESTIMATED, Mark.FEW, Mark.AVERAGE)
        and one.versions[0].value is not None
        and one.versions[0].value.variance == 0
    ]
    if certain:
        yield Objection(
            "estimate_without_range", facts={"count": str(len(certain)), "all": "; ".join(certain)}
        )
    for one in source:
        if any(not version.source.strip() for version in one.versions):
            yield Objection("no_source", one.about)
        if one.is_disputed:
            yield Objection("disputed", one.about, {"count": str(len(one.versions))})
        if any(version.demo for version in one.versions):
            yield Objection("demo_figure", one.about)
        if any(version.value is None for version in one.versions):
            yield Objection("unknown_figure", one.about)


def _readings(model: Model) -> Iterator[Objection]:
    for piece in model.pieces:
        if len({(one.when, one.first, one.years, one.shares) for one in piece.timings}) > 1:
            yield Objection("timing_disputed", piece.about)
    if len(model.readings) > 1:
        nets = [float(exact(model, one).net()) for one in model.readings]
        if min(nets) < 0 < max(nets):
            yield Objection("readings_turn_the_sign")


def _effects(model: Model) -> Iterator[Objection]:
    for effect in model.effects:
        if effect.price is None:
            yield Objection("not_priced", effect.about)
            continue
        if not effect.zero:
            yield Objection("no_zero_for_effect", effect.about)
        if effect.attribution == ONE and not effect.less and not effect.transfer:
            yield Objection("all_attributed", effect.about)
        if not effect.because:
            yield Objection("no_reasoning", effect.about)
        if effect.evidence in (Mark.FEW, Mark.ESTIMATED):
            yield Objection("weak_evidence", effect.about, {"mark": str(effect.evidence)})
        timing = in_reading(effect.timings, "")
        last = timing.first + (len(timing.shares) if timing.when is When.SPREAD else timing.years)
        if timing.when is not When.ONCE and last - timing.first > 1 and not effect.relapse:
            yield Objection("no_relapse", effect.about)
        if last > model.horizon:
            yield Objection("beyond_horizon", effect.about, {"years": str(model.horizon)})
        counted = min(last, model.horizon) - timing.first
        if (
            timing.when is not When.ONCE
            and counted > LONG
            and effect.evidence in (Mark.FEW, Mark.ESTIMATED)
        ):
            facts = {"years": str(counted), "mark": str(effect.evidence)}
            yield Objection("longer_than_evidence", effect.about, facts)


def _twice(model: Model) -> Iterator[Objection]:
    """The same quantity at the same price under two names, which no claim of shares would see."""
    seen: dict[tuple[object, ...], str] = {}
    for effect in model.effects:
        if effect.price is None or effect.transfer or not effect.with_:
            continue
        sum_of = (tuple(map(str, effect.with_)), tuple(map(str, effect.zero)), str(effect.price))
        first = seen.setdefault(sum_of, effect.about)
        if first != effect.about:
            yield Objection("counted_twice", f"{first} / {effect.about}")


def _parties(model: Model) -> Iterator[Objection]:
    paying = {party for cost in model.costs for party in cost.pays}
    gaining = {party for effect in model.effects for party in effect.gains}
    for party in model.parties:
        if party.id in gaining and party.id not in paying:
            yield Objection("gains_without_paying", party.name)
        if party.id in paying and party.id not in gaining:
            yield Objection("pays_without_gaining", party.name)


def _drawn(model: Model) -> Iterator[Objection]:
    missing = [one for one in BACKGROUNDS if one not in model.drawn_by]
    if missing:
        yield Objection("perspective_missing", facts={"missing": ", ".join(missing)})
    if model.stage is Stage.EX_POST and any(
        effect.evidence is Mark.ESTIMATED for effect in model.effects
    ):
        yield Objection("ex_post_on_estimates")


RULES: tuple[Callable[[Model], Iterator[Objection]], ...] = (
    _zero,
    _money,
    _drawn,
    _readings,
    _certainty,
    _effects,
    _twice,
    _parties,
)
