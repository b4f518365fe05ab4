# SPDX-License-Identifier: EUPL-1.2
"""The canvas (Effectenarena): who invests in what, what that leads to, and with whom it lands.

The picture and the lists on the page come from the same boxes and lines. What is missing is pointed
out: who pays or gains and was not at the table, and what stands there without a reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from voordeur.money.scba.changing import COST, EFFECT, MEASURE, PARTY, key_of
from voordeur.money.scba.model import Model, Party
from voordeur.money.scba.review import BACKGROUNDS

COLUMNS = ("investment", "measure", "effect", "beneficiary")


@dataclass(frozen=True, slots=True)
class Box:
    """One thing on the canvas; `key` says which piece of the analysis it is."""

    key: str
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """That one box leads to another, by their keys."""

    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Canvas:
    """Everything on the canvas, column by column."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]

    def column(self, name: str) -> tuple[Box, ...]:
        """Return the boxes of a column."""
        return tuple(one for one in self.boxes if one.column == name)

    def leads_to(self, key: str) -> tuple[Box, ...]:
        """Return the boxes that a box leads to."""
        ends = {line.end for line in self.lines if line.start == key}
        return tuple(one for one in self.boxes if one.key in ends)


def canvas_of(model: Model) -> Canvas:
    """Return the canvas of an analysis; a party that gains from nothing stands there without a line."""
    names = {one.id: one.name for one in model.parties}
    boxes, lines = [], []
    for cost in model.costs:
        payers = ", ".join(names[one] for one in cost.pays)
        boxes.append(Box(key_of(COST, cost.id), "investment", f"{cost.about} ({payers})"))
        lines.append(Line(key_of(COST, cost.id), key_of(MEASURE, cost.intervention)))
    boxes += [Box(key_of(MEASURE, one.id), "measure", one.about) for one in model.interventions]
    for effect in model.effects:
        boxes.append(Box(key_of(EFFECT, effect.id), "effect", effect.about))
        lines.append(Line(key_of(MEASURE, effect.intervention), key_of(EFFECT, effect.id)))
        lines += [Line(key_of(EFFECT, effect.id), key_of(PARTY, one)) for one in effect.gains]
    boxes += [Box(key_of(PARTY, one.id), "beneficiary", one.name) for one in model.parties]
    return Canvas(tuple(boxes), tuple(lines))


HOUSEHOLD = "household"
"""The kind of the party that the work is for."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A perspective or a piece of the reasoning that is not there: a code, and what it is about."""

    code: str
    about: str = ""


def missing(model: Model) -> tuple[Missing, ...]:
    """Return what a group at the table should look at before it trusts its own picture."""
    return tuple(one for rule in (_nobody_asked, _parties, _reasoning) for one in rule(model))


def _nobody_asked(model: Model) -> Iterator[Missing]:
    yield from (Missing("background", one) for one in BACKGROUNDS if one not in model.drawn_by)
    if not any(one.kind == HOUSEHOLD for one in model.parties):
        yield Missing("no_household")


def _parties(model: Model) -> Iterator[Missing]:
    paying = {party for cost in model.costs for party in cost.pays}
    gaining = {party for effect in model.effects for party in effect.gains}
    for one in model.parties:
        yield from (Missing(code, one.name) for code in _of_party(model, one, paying, gaining))


def _of_party(model: Model, one: Party, paying: set[str], gaining: set[str]) -> Iterator[str]:
    if one.id not in paying | gaining:
        yield "household_without_effect" if one.kind == HOUSEHOLD else "party_without_link"
        return
    if one.kind == HOUSEHOLD and one.id not in gaining:
        yield "household_without_effect"
    # Residents speak for the household: that is the first of the backgrounds.
    at_table = one.id in model.drawn_by or (one.kind == HOUSEHOLD and "residents" in model.drawn_by)
    if not at_table:
        yield "payer_not_at_table" if one.id in paying else "gainer_not_at_table"


def _reasoning(model: Model) -> Iterator[Missing]:
    if not model.interventions:
        yield Missing("no_measure")
    with_effect = {one.intervention for one in model.effects}
    with_cost = {one.intervention for one in model.costs}
    for measure in model.interventions:
        if measure.id not in with_effect:
            yield Missing("measure_without_effect", measure.about)
        if measure.id not in with_cost:
            yield Missing("measure_without_investment", measure.about)
    yield from (
        Missing("effect_without_reason", one.about) for one in model.effects if not one.because
    )
