# SPDX-License-Identifier: EUPL-1.2
"""What projects claim together, in sentences: every total with its range, every count with its unit."""

from __future__ import annotations

from collections.abc import Iterator

from voordeur.money.scba.claims import Moment, PortfolioTotal, Support, difference
from voordeur.money.scba.model import Basis
from voordeur.money.scba.portfoliofile import Portfolio
from voordeur.money.scba.report.words import Language, money, number, word


def portfolio_said(made: Portfolio, language: Language) -> list[str]:
    """Return what may be said of the projects together, one sentence a line."""
    return [
        *_totals(made, language),
        *_counts(made, language),
        *_support(made, language),
        *_compared(made, language),
        *(
            _word(
                "at_start" if one.moment is Moment.START else "reached",
                language,
                about=one.name,
                value=number(one.value, language),
            )
            for one in made.indicators
        ),
    ]


def _totals(made: Portfolio, language: Language) -> Iterator[str]:
    for view, total in made.totals.items():
        yield _word(
            "total" if total.low < total.high else "one", language, **_euros(view, total, language)
        )
        for one in made.claims[view]:
            if one.warnings:
                yield _word(
                    "scopes", language, project=one.project, low=one.low_scope, high=one.high_scope
                )
        if total.basis is Basis.UNKNOWN:
            yield _word("basis_unknown", language)


def _euros(view: str, total: PortfolioTotal, language: Language) -> dict[str, str]:
    return {
        "view": view,
        "low": money(total.low, language),
        "high": money(total.high, language),
        "middle": money(total.middle, language),
    }


def _counts(made: Portfolio, language: Language) -> Iterator[str]:
    if made.counts:
        yield _word(
            "count",
            language,
            count=number(made.count, language),
            unit=made.counts[0].unit,
            projects=str(len({one.project for one in made.counts})),
        )
        persons = made.persons
        if persons is None:
            yield _word("persons_unknown", language)
        else:
            yield _word("persons", language, count=number(persons, language))


def _support(made: Portfolio, language: Language) -> Iterator[str]:
    for support, projects in made.support.items():
        if projects:
            yield _word(SUPPORT[support], language, projects=", ".join(projects))


SUPPORT = {
    Support.SUPPORTED: "supported",
    Support.UNQUANTIFIABLE: "unquantifiable",
    Support.NONE: "no_analysis",
}


def _compared(made: Portfolio, language: Language) -> Iterator[str]:
    for one in made.compared:
        points, times = difference(one.rate, one.usual)
        facts = {"about": one.about, "points": number(round(points, 1), language)}
        if times is None:
            yield _word("points", language, **facts)
        else:
            times_as = number(round(times, 1), language)
            yield _word("points_and_times", language, **facts, times=times_as)


def _word(key: str, language: Language, **facts: str) -> str:
    return word(key, language, "portfolio", **facts)
