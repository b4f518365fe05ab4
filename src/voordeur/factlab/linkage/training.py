# SPDX-License-Identifier: EUPL-1.2
"""Learning how often records of one person agree, with Splink on DuckDB.

Splink draws pairs of records by a hash of their number and then finds the shares by expectation
maximisation. Sums of fractions depend on the order in which threads add them up, so training runs
on one thread, over sorted records; what comes out is rounded (`model`).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal

import duckdb
import splink.comparison_level_library as levels
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.comparison_library import CustomComparison
from splink.internals.comparison_level_creator import ComparisonLevelCreator

from voordeur.factlab.linkage.comparisons import (
    BLOCKS,
    COMPARISONS,
    TRAINING_BLOCKS,
    Blocks,
    Comparison,
    as_splink,
)
from voordeur.factlab.linkage.model import Model, Odds, rounded

type LinkType = Literal["link_only", "dedupe_only", "link_and_dedupe"]

PAIRS = 1_000_000
"""How many pairs of records are drawn at most to learn how often two people agree."""

LIKELY_PAIRS = 250_000
"""How many pairs in a block are drawn at most to learn how often records of one person agree."""

RECORDS = 200_000
"""How many records of a table are learned from at most: more of the same teach nothing new."""


def settings(
    link_type: LinkType, model: Model | None = None, *, blocks: Blocks = BLOCKS, rare: bool = True
) -> SettingsCreator:
    """Return the comparisons as Splink settings; with a model: as a trained model.

    `rare`: Splink counts how rare values are, and lets that weigh.
    """
    return SettingsCreator(
        link_type=link_type,
        comparisons=[_comparison(one, model, rare=rare) for one in COMPARISONS],
        blocking_rules_to_generate_predictions=[block_on(*block) for block in blocks],
        unique_id_column_name="record",
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )


def _comparison(comparison: Comparison, model: Model | None, *, rare: bool) -> CustomComparison:
    made: list[ComparisonLevelCreator | dict[str, Any]] = [
        levels.CustomLevel(as_splink(comparison.unknown), "unknown").configure(is_null_level=True)
    ]
    for level in comparison.levels:
        one = (
            levels.ElseLevel()
            if level.condition == "ELSE"
            else levels.CustomLevel(level.for_splink, level.name, base_dialect_str="duckdb")
        )
        chosen: dict[str, Any] = {"label_for_charts": level.name}
        if rare and level.rare:
            chosen["tf_adjustment_column"] = level.rare
        if model:
            odds = model.odds[comparison.name][level.name]
            chosen |= {"m_probability": odds.m, "u_probability": odds.u}
        made.append(one.configure(**chosen))
    return CustomComparison(output_column_name=comparison.name, comparison_levels=made)


def train(
    link: duckdb.DuckDBPyConnection, others: str, spine: str | None, start: Model, origin: str
) -> Model:
    """Learn a model from the standardised table `others` against `spine`, or within itself.

    What these records cannot teach (a level that hardly occurs) is taken from `start`.
    """
    with _one_thread(link):
        database = DuckDBAPI(connection=link)
        names = [name for name in (others, spine) if name]
        for name in names:
            _sample(link, name)
        tables = [database.register(f"{name}_learned", dataset_display_name=name) for name in names]
        linker = Linker(
            tables if spine else tables[0],
            settings("link_only" if spine else "dedupe_only"),
            log_level=logging.ERROR,
        )
        linker.training.estimate_u_using_random_sampling(max_pairs=PAIRS, seed=1)
        for block in TRAINING_BLOCKS:
            linker.training.estimate_parameters_using_expectation_maximisation(
                block_on(*block), estimate_without_term_frequencies=True, max_pairs=LIKELY_PAIRS
            )
        learned = linker.misc.save_model_to_json()
        database.delete_tables_created_by_splink_from_db()
        for name in names:
            link.execute(f"DROP TABLE {name}_learned")
    return Model(origin, _odds(learned, start))


def _sample(link: duckdb.DuckDBPyConnection, table: str) -> None:
    """Make `<table>_learned`: what is learned from, in the order of the records.

    Records are numbered by what they say, in no order that means anything: each so many is taken.
    """
    [(records,)] = link.sql(f"SELECT count(*) FROM {table}").fetchall()
    columns = sorted({column for one in COMPARISONS for column in one.columns})
    link.execute(
        f"CREATE OR REPLACE TEMP TABLE {table}_learned AS SELECT record, {', '.join(columns)} "
        f"FROM {table} WHERE record % {1 + records // RECORDS} = 0 ORDER BY record"
    )


@contextmanager
def _one_thread(link: duckdb.DuckDBPyConnection) -> Iterator[None]:
    [(threads,)] = link.sql("SELECT current_setting('threads')").fetchall()
    link.execute("SET threads = 1")
    try:
        yield
    finally:
        link.execute(f"SET threads = {int(threads)}")


def _odds(learned: Mapping[str, Any], start: Model) -> dict[str, dict[str, Odds]]:
    found: dict[str, dict[str, Odds]] = {}
    for comparison, plain in zip(COMPARISONS, learned["comparisons"], strict=True):
        given = start.odds[comparison.name]
        found[comparison.name] = {}
        for level, one in zip(comparison.levels, plain["comparison_levels"][1:], strict=True):
            m = one.get("m_probability") or given[level.name].m
            u = one.get("u_probability") or given[level.name].u
            found[comparison.name][level.name] = Odds(rounded(m), rounded(u))
    return found
