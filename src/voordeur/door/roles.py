# SPDX-License-Identifier: EUPL-1.2
"""The roles an account can have, and which are never in one hand.

A role opens no household: that is `standing`.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from voordeur.door.roomwords import Words

ROLES = (
    "professional",
    "triage",
    "team_lead",
    "policy_officer",
    "controller",
    "analyst",
    "project_leader",
    "council",
    "administrator",
    "privacy_officer",
    "resident",
    "supporter",
    "partner",
    "system",
)


@dataclass(frozen=True, slots=True)
class Apart:
    """Two roles that one account never has together, and why."""

    roles: tuple[str, str]
    why: Words


@cache
def kept_apart() -> tuple[Apart, ...]:
    """Return the pairs of `apart.toml`; raises ValueError for a pair that names no known role."""
    text = files("voordeur.door").joinpath("apart.toml").read_text(encoding="utf-8")
    found = []
    for row in tomllib.loads(text)["apart"]:
        one, other = row["roles"]
        if one == other or not {one, other} <= set(ROLES):
            raise ValueError(f"apart.toml names {row['roles']}, which are no two known roles")
        found.append(Apart((one, other), Words(row["nl"], row["en"])))
    return tuple(found)


def clash(roles: Iterable[str]) -> Apart | None:
    """Return the first pair among these roles that is never in one hand, or None."""
    given = set(roles)
    return next((pair for pair in kept_apart() if given.issuperset(pair.roles)), None)
