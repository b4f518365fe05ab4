# SPDX-License-Identifier: EUPL-1.2
"""What a run found, in a few sentences for who reads no further: from figures that are told only.

A sentence whose figures are not told says so; none is made up of what was left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from voordeur.factlab.lenses.lens import Share
from voordeur.factlab.lenses.place import TOTAL
from voordeur.factlab.outputs import pictures
from voordeur.factlab.outputs.labels import Labels
from voordeur.factlab.outputs.report import (
    Told,
    figure,
    left_out,
    number,
    percent,
    shares,
    together,
)
from voordeur.factlab.wording import Say, gettext_noop

NEAR = 10
"""The dearest households that the summary tells of: about so many in a hundred."""


def sentences(told: Told, say: Say, labels: Labels) -> Iterator[str]:
    """Yield what was found, what nobody knows, how sure it is, and what was left out and why."""
    yield _stacking(told, say)
    yield _no_provision(told, say)
    yield _cost(told, say)
    yield _combination(told, say, labels)
    yield say(
        gettext_noop(
            "Between brackets stands how far a figure can be off because nobody knows for certain which "
            "records are of one person."
        )
    )
    yield _left_out(told, say)


def _stacking(told: Told, say: Say) -> str:
    safe = told.run.table("stacking")
    any_, two = figure(safe, stack="1+"), figure(safe, stack="2+")
    if safe is None or not (figure(safe) and any_ and two):
        return say(
            gettext_noop("How many households have one or more provisions could not be told.")
        )
    return say(
        gettext_noop(
            "Of {all} households, {any} have a provision ({share}); {two} of these have two or more "
            "({stacked})."
        )
    ).format(
        all=figure(safe),
        any=any_,
        share=_share(shares(safe, ("1+",), TOTAL)),
        two=two,
        stacked=_share(shares(safe, ("2+",), "1+")),
    )


def _no_provision(told: Told, say: Say) -> str:
    safe = told.run.table("help")
    problem, alone = figure(safe, help="problem"), figure(safe, help="problem_only")
    if safe is None or not alone:
        return say(
            gettext_noop(
                "How many households have an open problem and no provision could not be told."
            )
        )
    if not problem:
        return say(
            gettext_noop("{alone} households have an open problem and no provision at all.")
        ).format(alone=alone)
    return say(
        gettext_noop(
            "Of the {problem} households with an open problem, {alone} have no provision at all "
            "({share})."
        )
    ).format(problem=problem, alone=alone, share=_share(shares(safe, ("problem_only",), "problem")))


def _cost(told: Told, say: Say) -> str:
    ranks, costs = told.run.table("ranks"), told.run.table("rank_cost")
    points = pictures.curve(ranks, costs) if ranks and costs else []
    if len(points) < 3:
        return say(gettext_noop("In how few households the cost is found could not be told."))
    everybody, cents = points[-1]
    many, cost = min(points[1:-1], key=lambda one: (abs(100 * one[0] / everybody - NEAR), one[0]))
    return say(
        gettext_noop(
            "The {many} dearest households, {part} of the {everybody} with a known cost, take {share} "
            "of the {euro} euro that is known."
        )
    ).format(
        many=number(many),
        part=percent(Share("dearest", many, everybody, "ranked")),
        everybody=number(everybody),
        share=f"{round(100 * cost / cents)} %",
        euro=number(cents // 100),
    )


def _combination(told: Told, say: Say, labels: Labels) -> str:
    found = together(told, labels)
    if not found:
        return say(
            gettext_noop(
                "Of no combination of provisions could be told that it comes together more than chance."
            )
        )
    return say(
        gettext_noop(
            "{names}: {many} households have these together, {times} times as many as by chance."
        )
    ).format(names=found[0].name, many=found[0].many, times=found[0].times)


def _left_out(told: Told, say: Say) -> str:
    hidden = left_out(told.run)
    if not hidden:
        return say(gettext_noop("No figure had to be left out."))
    return say(
        gettext_noop(
            "{hidden} of {many} figures are left out: fewer than {least} households or people stand "
            "behind them, or such a figure would follow from them."
        )
    ).format(
        hidden=number(hidden),
        many=number(len(told.run.release.figures)),
        least=told.safety.rules.threshold,
    )


def _share(found: list[Share]) -> str:
    return percent(found[0]) if found else "–"
