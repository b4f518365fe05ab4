# SPDX-License-Identifier: EUPL-1.2
"""What a file of outcomes says, in sentences: the design first, what it cannot show last."""

from __future__ import annotations

import math
from collections.abc import Iterator

from voordeur.intake.outreach import Z_95
from voordeur.money.comparing import Design
from voordeur.money.estimates import Estimate, TooFew
from voordeur.money.outcomefile import Found
from voordeur.money.scba.report.words import Language, number, word
from voordeur.money.survival import Hazards, Staying


def sentences(found: Found, language: Language) -> list[str]:
    """Return what was found, one sentence a line, in Dutch or English."""
    design = str(found.design)
    said = [_said("design", language, design=word(design, language, "design"))]
    if found.left_out:
        said.append(_said("left_out", language, count=str(found.left_out)))
    said += _answer(found, language)
    return [*said, _said("cannot", language, caveat=word(design, language, "caveat"))]


def _answer(found: Found, language: Language) -> Iterator[str]:
    match found.answer:
        case TooFew(have, need):
            yield _said("too_few", language, have=str(have), need=str(need))
        case Estimate() as one:
            yield from _estimate(one, found, language)
        case Hazards() as one:
            yield _said("events", language, cases=str(one.cases), events=str(one.events))
            for name, log, error in zip(one.names, one.coefficients, one.errors, strict=True):
                times, low, high = (
                    number(math.exp(log + side * Z_95 * error), language, digits=3)
                    for side in (0, -1, 1)
                )
                yield _said(
                    "hazard",
                    language,
                    name=name,
                    times=times,
                    low=low,
                    high=high,
                    log=number(log, language),
                )
        case rows:
            yield from (_staying(one, language) for one in rows)


def _estimate(one: Estimate, found: Found, language: Language) -> Iterator[str]:
    if one.control:
        yield _said("groups", language, treated=str(one.treated), control=str(one.control))
    else:
        yield _said("group", language, treated=str(one.treated))
    plain = "change" if found.design == Design.BEFORE else "difference"
    value, low, high = (number(each, language) for each in (one.value, one.low, one.high))
    yield _said("effect" if found.is_effect else plain, language, value=value, low=low, high=high)
    if not one.says_something:
        yield _said("may_be_nothing", language)


def _staying(one: Staying, language: Language) -> str:
    share, low, high = (f"{100 * each:.0f} %" for each in (one.share, one.low, one.high))
    return _said(
        "staying",
        language,
        until=number(one.until, language),
        share=share,
        low=low,
        high=high,
        followed=str(one.followed),
    )


def _said(key: str, language: Language, **facts: str) -> str:
    return word(key, language, "found", **facts)
