# SPDX-License-Identifier: EUPL-1.2
"""A made-up city of linked data, of any size, drawn in SQL: for measuring and for trying out.

Nothing in it was linked: the three clusterings differ in a few households that were split or
joined, so that figures have an interval. Nothing in it is about a real place.
"""

import duckdb

from voordeur.factlab.linked import CLUSTERINGS, create

LAWS = ("jeugdwet", "wmo", "participatiewet", "wgs", "zvw", "wlz")
AREAS = ("money", "mental_health", "parenting", "social_network", "home", "safety")


def city(
    households: int,
    provisions: int,
    *,
    kinds: int = 60,
    sources: int = 36,
    neighbourhoods: int = 83,
    districts: int = 12,
) -> duckdb.DuckDBPyConnection:
    """Return a database of the contract, filled; about a quarter of the households has provisions."""
    link = duckdb.connect()
    create(link)
    link.execute(
        # A number between 0 and 1 that is the same for the same two numbers.
        "CREATE MACRO chance(a, b) AS (hash(a * 1000003 + b) % 1000003) / 1000003.0"
    )
    link.execute(
        "INSERT INTO main.source SELECT 'source_' || lpad(i::VARCHAR, 2, '0'), 'Institution ' || i, "
        "'figures', 'law', DATE '2025-01-01', DATE '2026-01-01', i < $last, "
        "CASE WHEN i < $last THEN 1 END, CASE WHEN i < $last THEN 0 END FROM range($sources) t(i)",
        {"last": sources - 1, "sources": sources},
    )
    link.execute(
        "CREATE TEMP TABLE drawn AS SELECT i, "
        "floor(power(chance(i, 1), 1.7) * $having)::BIGINT AS household, "
        "floor(power(chance(i, 2), 1.6) * $kinds)::BIGINT AS kind FROM range($provisions) t(i)",
        {"having": households // 4, "kinds": kinds, "provisions": provisions},
    )
    link.execute(
        "INSERT INTO main.record SELECT i, 'source_' || lpad((kind % $last)::VARCHAR, 2, '0'), "
        "'made.csv', i + 2 FROM drawn",
        {"last": sources - 1},
    )
    laws = "['" + "', '".join(LAWS) + "']"
    areas = "['" + "', '".join(AREAS) + "']"
    link.execute(
        "INSERT INTO main.provision_row SELECT i, i, 'kind_' || lpad(kind::VARCHAR, 2, '0'), "
        f"{laws}[1 + (kind % {len(LAWS)})::INTEGER], 'municipality', "
        "DATE '2024-06-01' + floor(chance(i, 3) * 500)::INTEGER, NULL, "
        "CASE WHEN chance(i, 4) < 0.9 THEN floor(20000 * exp(chance(i, 5) * 5))::BIGINT END, "
        "CASE WHEN chance(i, 6) < 0.05 THEN chance(i, 6) < 0.02 END FROM drawn"
    )
    problems = households // 5
    link.execute(
        "INSERT INTO main.record SELECT $start + i, 'source_00', 'problems.csv', i + 2 "
        "FROM range($many) t(i)",
        {"start": provisions, "many": problems},
    )
    link.execute(
        f"INSERT INTO main.problem_row SELECT i, {provisions} + i, "
        f"{areas}[1 + floor(chance(i, 7) * {len(AREAS)})::INTEGER], "
        "CASE WHEN chance(i, 8) < 0.7 THEN 'open' ELSE 'solved' END FROM range($many) t(i)",
        {"many": problems},
    )
    for place, clustering in enumerate(CLUSTERINGS):
        # From few links to many: one household in a hundred is split, or joined to its neighbour.
        shift = (
            f"CASE WHEN household % 100 = 7 THEN household + {households} ELSE household END",
            "household",
            "CASE WHEN household % 100 = 7 THEN household - 1 ELSE household END",
        )[place]
        link.execute(
            f"INSERT INTO {clustering}.link SELECT i, household * 10, {shift} FROM drawn UNION ALL "
            f"SELECT {provisions} + i, NULL, {shift} FROM (SELECT i, "
            f"floor(power(chance(i, 9), 1.3) * {households} * 0.6)::BIGINT AS household "
            f"FROM range({problems}) t(i))"
        )
        link.execute(
            f"INSERT INTO {clustering}.household SELECT household, "
            "'n' || lpad(place::VARCHAR, 3, '0'), 'd' || lpad((place % $districts)::VARCHAR, 2, '0'), "
            "'city', NULL, ['single', 'couple', 'lone_parent', 'couple_children', 'other']"
            "[1 + floor(chance(household, 11) * 5)::INTEGER] FROM (SELECT household, "
            "floor(power(chance(household % $all, 10), 1.3) * $places)::BIGINT AS place FROM "
            f"(SELECT i AS household FROM range($all) t(i) UNION SELECT household FROM {clustering}.link))",
            {"all": households, "places": neighbourhoods, "districts": districts},
        )
    link.execute("DROP TABLE drawn")
    return link
