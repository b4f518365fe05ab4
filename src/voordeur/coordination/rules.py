# SPDX-License-Identifier: EUPL-1.2
"""The rules of coordination as data: when a case is stuck here, and which events move it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.conf import settings

from voordeur.coordination.stuck import StuckRule


@dataclass(frozen=True, slots=True)
class Moving:
    """Kinds of events that move a household, that make a joint plan, and that are a station."""

    moves: frozenset[str]
    joint_plan: frozenset[str]
    stations: Mapping[str, str]


@cache
def moving() -> Moving:
    """Return which events count for what, from `moving.toml`."""
    text = files("voordeur.coordination").joinpath("moving.toml").read_text(encoding="utf-8")
    row = tomllib.loads(text)
    return Moving(frozenset(row["moves"]), frozenset(row["joint_plan"]), row["stations"])


def stuck_rule() -> StuckRule:
    """Return when a case counts as stuck in this municipality."""
    config = settings.CONFIG
    return StuckRule(
        helpers=config.stuck_helpers,
        days_without_plan=config.stuck_days_without_plan,
        days_without_movement=config.stuck_days_without_movement,
    )
