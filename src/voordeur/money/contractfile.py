# SPDX-License-Identifier: EUPL-1.2
"""The terms of a contract as they are kept: plain data, read into what the linter looks through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from voordeur.door.refusal import Refusal
from voordeur.money.contracts import Asked, Contract, PaysFor, Watched

YES_NO = (
    "risk_both_ways",
    "baseline",
    "creaming_check",
    "cap",
    "steerable",
    "releases_in_year",
    "price_only",
    "stays_level_counts",
    "satisfaction_alone",
)
NUMBERS = ("result_percent", "relapse_months", "indicators", "outcome_indicators")


def contract_of(name: str, terms: Mapping[str, Any]) -> Contract:
    """Return the contract that kept terms say; raises Refusal for terms that cannot be."""
    return Contract(
        name=name,
        pays_for=frozenset(PaysFor(one) for one in terms["pays_for"]),
        result_share=terms["result_percent"] / 100,
        relapse_months=terms["relapse_months"],
        indicators=terms["indicators"],
        outcome_indicators=terms["outcome_indicators"],
        watched=frozenset(Watched(one) for one in terms["watched"]),
        asks=tuple(Asked(what, reason) for what, reason in terms["asks"]),
        **{key: terms[key] for key in YES_NO},
    )


def terms_of(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return terms as they are kept, from what a form or a file says; unknown keys are left out."""
    pays = sorted(PaysFor(one) for one in said.get("pays_for", ()))
    if not pays:
        raise Refusal("It is not said what is paid for.", "pays_for", "Choose at least one.")
    return {
        "pays_for": [one.value for one in pays],
        "watched": sorted(Watched(one).value for one in said.get("watched", ())),
        "asks": [[what, reason] for what, reason in said.get("asks", ())],
        **{key: bool(said.get(key)) for key in YES_NO},
        **{key: int(said.get(key) or 0) for key in NUMBERS},
    }


def read_asks(text: str) -> tuple[tuple[str, str], ...]:
    """Read what is asked for, one a line as 'what: why'; without the colon there is no reason.

    >>> read_asks("days waited: to see who waits\\nturnover")
    (('days waited', 'to see who waits'), ('turnover', ''))
    """
    parts = (line.partition(":") for line in text.splitlines() if line.strip())
    return tuple((what.strip(), why.strip()) for what, _, why in parts)


def written_asks(asks: tuple[Asked, ...]) -> str:
    """Write what is asked for as it is typed."""
    return "\n".join(f"{one.what}: {one.reason}" if one.reason else one.what for one in asks)
