# SPDX-License-Identifier: EUPL-1.2
"""Pairs and their comparison vectors by Splink, on any of its engines, weighed in whole milli-bits.

What Splink finds is which records are compared, and in which level each comparison of them falls
(`gamma_…`). What it adds up is left: those are fractions, and what comes of them hangs on the engine.
The levels are weighed as `scoring` weighs them, so both give the same pairs with the same weights.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from splink import Linker

from voordeur.factlab.linkage.comparisons import BLOCKS, COMPARISONS, Blocks, Comparison
from voordeur.factlab.linkage.model import Model
from voordeur.factlab.linkage.scoring import RARE, Scale, rarities, rarity, weights
from voordeur.factlab.linkage.training import settings


def given(records: str, scale: Scale) -> str:
    """Return the query for what Splink is given of a standardised table: how rare names are, too."""
    columns = sorted({column for one in COMPARISONS for column in one.columns})
    rare = ", ".join(f"{rarity(f'rare_{one}', scale)} AS rarity_{one}" for one in RARE)
    return (
        f"SELECT l.record, {', '.join(f'l.{column}' for column in columns)}, {rare} "
        f"FROM {records} AS l {rarities('l')}"
    )


def compared(
    database: Any, left: str, right: str, model: Model, *, within: bool, blocks: Blocks = BLOCKS
) -> Any:
    """Return Splink's table of pairs with their vectors.

    `database`: one of Splink's, in which `left` and `right` are what queries of `given` gave.
    `within`: they are the same table, and each pair stands there once.
    """
    tables = [
        database.register(table, dataset_display_name=side)
        for side, table in (("left", left), ("right", right))
    ]
    wanted = replace(
        settings("dedupe_only" if within else "link_only", model, blocks=blocks, rare=False),
        # The only way to have the levels in what is told.
        retain_matching_columns=True,
        additional_columns_to_retain=[f"rarity_{column}" for column in RARE],
    )
    linker = Linker(tables[0] if within else tables, wanted, log_level=None)
    return linker.inference.predict(warning_mode="never")


def weighed(vectors: str, model: Model, scale: Scale, least: int) -> str:
    """Return the query for pairs (left, right, weight) that weigh at least `least` milli-bits."""
    sums = " + ".join(_weight(comparison, model) for comparison in COMPARISONS)
    return (
        "SELECT * FROM (SELECT record_l AS left_record, record_r AS right_record, "
        f"CAST({scale.prior} + {sums} AS INTEGER) AS weight FROM {vectors}) AS weighed "
        f"WHERE weight >= {int(least)}"
    )


def _weight(comparison: Comparison, model: Model) -> str:
    """Weigh the level of a vector; Splink numbers the best one highest, and -1 says nothing."""
    levels = [weight for _, weight in weights(comparison, model, lambda one: f"rarity_{one}_l")]
    cases = " ".join(
        f"WHEN {len(levels) - place} THEN {weight}" for place, weight in enumerate(levels, start=1)
    )
    return f"CASE gamma_{comparison.name} {cases} ELSE 0 END"
