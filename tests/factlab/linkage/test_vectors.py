# SPDX-License-Identifier: EUPL-1.2
"""Splink's pairs and vectors, weighed in whole milli-bits, are what Factlab's own statement finds."""

import math

import duckdb
import pytest
from splink import DuckDBAPI

from voordeur.factlab.linkage import vectors
from voordeur.factlab.linkage.comparisons import BLOCKS, COMPARISONS, WIDE_BLOCKS
from voordeur.factlab.linkage.model import Model
from voordeur.factlab.linkage.scoring import count_rare, score

EVERY = -1_000_000
"""Under any weight: all pairs are told."""


@pytest.fixture
def scored(linked_town):
    """A few of a town's records, with what is rare in them counted."""
    with duckdb.connect() as link:
        for table, some in (("lists", 3), ("spine", 1)):
            rows = linked_town.linking.link.sql(
                f"SELECT * FROM {table} WHERE clk IS NULL AND record % {some} = 0"
            ).to_arrow_table()
            link.register("rows", rows)
            link.execute(f"CREATE TABLE {table} AS FROM rows")
            link.unregister("rows")
        yield link, count_rare(link, "spine")


@pytest.mark.parametrize("within", [False, True])
def test_splink_finds_the_same_pairs_with_the_same_weights(scored, within):
    link, scale = scored
    model = Model.standard()
    left, right, blocks = ("lists", "lists", WIDE_BLOCKS) if within else ("lists", "spine", BLOCKS)
    score(link, left, right, "own", model, scale, EVERY, within=within, blocks=blocks)
    for table in {left, right}:
        link.execute(f"CREATE TABLE given_{table} AS {vectors.given(table, scale)}")
    found = vectors.compared(
        DuckDBAPI(connection=link),
        f"given_{left}",
        f"given_{right}",
        model,
        within=within,
        blocks=blocks,
    )
    query = vectors.weighed(found.physical_name, model, scale, EVERY)
    own, theirs = (link.sql(f"FROM ({one}) ORDER BY ALL").fetchall() for one in ("FROM own", query))
    assert own
    assert own == theirs

    # What Splink itself adds up, in fractions, is what whole milli-bits say: half of one per comparison.
    names = ", ".join(f"gamma_{one.name}" for one in COMPARISONS)
    for weight, *levels in link.sql(
        f"SELECT match_weight, {names} FROM {found.physical_name}"
    ).fetchall():
        whole = sum(
            model.odds[one.name][one.levels[len(one.levels) - 1 - at].name].weight
            for one, at in zip(COMPARISONS, levels, strict=True)
            if at >= 0
        )
        first_doubt = 1000 * math.log2(0.0001 / 0.9999)
        assert abs(1000 * weight - first_doubt - whole) <= len(COMPARISONS) / 2 + 0.01
