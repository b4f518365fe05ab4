# SPDX-License-Identifier: EUPL-1.2
"""The SQL of counting, as named steps: one function, one statement.

Written once, in the words that DuckDB and Spark share: sets are words of 63 bits that `bit_or`
joins and `bit_count` counts, and no bit is shifted. A step reads the tables of the contract
(`voordeur.factlab.linked`), the codebook (`code`), and the steps before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from voordeur.factlab.counting.axes import Axis
from voordeur.factlab.counting.conditions import quoted
from voordeur.factlab.counting.facts import WORD, Codebook, Period


class Step(NamedTuple):
    """A query with the name by which later steps know it."""

    name: str
    sql: str


def statement(steps: Sequence[Step]) -> str:
    """Return one statement that ends with the last step."""
    *before, last = steps
    if not before:
        return last.sql
    return "WITH " + ",\n".join(f"{step.name} AS ({step.sql})" for step in before) + f"\n{last.sql}"


def codebook_rows(book: Codebook) -> Iterable[tuple[str, str, int, int]]:
    """Yield set, code, word and bit for every code."""
    for name, codes in book.sets.items():
        for place, code in enumerate(codes):
            yield name, code, place // WORD, 1 << place % WORD


def running(clustering: str, period: Period) -> Step:
    """Provisions that run in the period; one whose days are not known counts too."""
    return Step("running", _running(f"{clustering}.provision", period))


def _running(table: str, period: Period) -> str:
    return (
        f"SELECT * FROM {table} WHERE (from_day IS NULL OR from_day < DATE "
        f"'{period.until}') AND (to_day IS NULL OR to_day > DATE '{period.start}')"
    )


def stacked(unit: str, book: Codebook) -> Step:
    """What comes together per household or person: sets as bits, and sums."""
    masks = ", ".join(
        union(mask, alias, book.words(mask))
        for mask, alias in (("kinds", "k"), ("laws", "l"), ("sources", "s"))
    )
    return Step(
        "stacked",
        f"SELECT running.{unit} AS unit, min(household) AS household, count(*) AS provisions, {masks}, "
        "sum(CASE WHEN law IS NULL THEN 1 ELSE 0 END) AS law_unknown, "
        "sum(CASE WHEN intended THEN 1 ELSE 0 END) AS intended, "
        "sum(CASE WHEN NOT intended THEN 1 ELSE 0 END) AS unintended, "
        "sum(cost_cents) AS cost_cents, "
        "sum(CASE WHEN cost_cents IS NULL THEN 1 ELSE 0 END) AS cost_unknown FROM running "
        "JOIN code AS k ON k.set_name = 'kinds' AND k.code = running.kind "
        "LEFT JOIN code AS l ON l.set_name = 'laws' AND l.code = running.law "
        "JOIN code AS s ON s.set_name = 'sources' AND s.code = running.source "
        f"WHERE running.{unit} IS NOT NULL GROUP BY running.{unit}",
    )


def in_numbers(period: Period) -> Step:
    """Provisions that run in the period, in whole numbers, below zero where something is not known.

    Of no clustering: which record each of them stood in, so that it is made once for all of them.
    """
    return Step(
        "in_numbers",
        "SELECT running.record, k.place AS kinds, coalesce(l.place, -1) AS laws, s.place AS sources, "
        "CASE WHEN intended THEN 1 WHEN NOT intended THEN 0 ELSE -1 END AS intended, "
        f"coalesce(cost_cents, -1) AS cost_cents FROM ({_running('main.provision_row', period)}) AS running "
        "JOIN main.record AS record USING (record) "
        "JOIN code AS k ON k.set_name = 'kinds' AND k.code = running.kind "
        "LEFT JOIN code AS l ON l.set_name = 'laws' AND l.code = running.law "
        "JOIN code AS s ON s.set_name = 'sources' AND s.code = record.source",
    )


def union(mask: str, alias: str, words: int) -> str:
    """Return the columns that join the bits of all rows of a group; NULL joins nothing."""
    if words == 1:
        return f"bit_or({alias}.bit) AS {mask}_0"
    return ", ".join(
        f"bit_or(CASE WHEN {alias}.word = {word} THEN {alias}.bit ELSE 0 END) AS {mask}_{word}"
        for word in range(words)
    )


def troubled(clustering: str, book: Codebook) -> Step:
    """The life areas in which a household has a problem, open or solved."""
    masks = ", ".join(
        f"bit_or(CASE WHEN a.word = {word} AND state = '{state}' THEN a.bit ELSE 0 END) "
        f"AS {state}_{word}"
        for state in ("open", "solved")
        for word in range(book.words(state))
    )
    return Step(
        "troubled",
        f"SELECT household, {masks} FROM {clustering}.problem "
        "JOIN code AS a ON a.set_name = 'areas' AND a.code = area GROUP BY household",
    )


def facts(clustering: str, unit: str, book: Codebook) -> Step:
    """One row per household, also those without any provision; per person with a provision."""
    masks = ", ".join(
        f"coalesce({mask}_{word}, 0) AS {mask}_{word}"
        for mask in ("kinds", "laws", "sources", "open")
        for word in range(book.words(mask))
    )
    solved = ", ".join(
        # Solved here and open again is open.
        f"coalesce(solved_{word} - (solved_{word} & open_{word}), 0) AS solved_{word}"
        for word in range(book.words("solved"))
    )
    sums = ", ".join(
        f"coalesce({name}, 0) AS {name}"
        for name in ("provisions", "law_unknown", "intended", "unintended", "cost_unknown")
    )
    joins = (
        f"FROM {clustering}.household AS h LEFT JOIN stacked ON stacked.household = h.household"
        if unit == "household"
        else f"FROM stacked JOIN {clustering}.household AS h ON stacked.household = h.household"
    )
    own = "h.household" if unit == "household" else "stacked.unit"
    return Step(
        "facts",
        f"SELECT {own} AS unit, neighbourhood, district, municipality, h.kind AS kind, {masks}, {solved}, "
        f"{sums}, cost_cents, CASE WHEN cost_cents IS NULL THEN NULL ELSE row_number() OVER "
        f"(ORDER BY cost_cents DESC NULLS LAST, {own}) END AS cost_rank "
        f"{joins} LEFT JOIN troubled ON troubled.household = h.household",
    )


def cells(table: str, axes: Sequence[Axis], book: Codebook) -> Step:
    """How many stand at each combination of codes."""
    chosen = "".join(f"{axis.sql(book)} AS axis_{at}, " for at, axis in enumerate(axes))
    return Step("cells", f"SELECT {chosen}count(*) AS many FROM {table} {_group(len(axes))}")


def costs(table: str, axes: Sequence[Axis], book: Codebook) -> Step:
    """What is known to be paid for households, dearest first within each combination of codes."""
    chosen = "".join(f"{axis.sql(book)} AS axis_{at}, " for at, axis in enumerate(axes))
    names = "".join(f"axis_{at}, " for at in range(len(axes)))
    within = f"PARTITION BY {names.rstrip(', ')} " if axes else ""
    placed = f"SELECT {chosen}cost_cents FROM {table} WHERE cost_cents > 0"
    return Step(
        "costs",
        f"SELECT {names}sum(cost_cents) AS total, count(*) AS many, "
        "max(CASE WHEN place = 1 THEN cost_cents END) AS first, "
        "max(CASE WHEN place = 2 THEN cost_cents END) AS second FROM "
        f"(SELECT {names}cost_cents, row_number() OVER ({within}ORDER BY cost_cents DESC) AS place "
        f"FROM ({placed}) AS placed) AS ordered {_group(len(axes))}",
    )


def baskets(table: str, mask: str, axis: Axis | None, book: Codebook) -> Step:
    """How many households have exactly this set."""
    words = ", ".join(f"{mask}_{word}" for word in range(book.words(mask)))
    place = axis.sql(book) if axis else quoted("")
    return Step(
        "baskets",
        f"SELECT {place} AS place, {words}, count(*) AS many FROM {table} "
        f"GROUP BY 1, {', '.join(str(2 + at) for at in range(book.words(mask)))}",
    )


def seen(clustering: str) -> Step:
    """Life areas as each source sees them, once per household: open where anything is open."""
    once = (
        "SELECT source, household, area, max(CASE WHEN state = 'open' THEN 1 ELSE 0 END) AS still "
        f"FROM {clustering}.problem GROUP BY source, household, area"
    )
    return Step(
        "seen",
        "SELECT source, area, CASE WHEN still = 1 THEN 'open' ELSE 'solved' END AS state, "
        f"count(*) AS many FROM ({once}) AS once GROUP BY source, area, still",
    )


def given(clustering: str, period: Period) -> Step:
    """How many provisions ran in the period, per source, law and kind."""
    return Step(
        "given",
        f"SELECT source, law, kind, count(*) AS many FROM ({running(clustering, period).sql}) AS "
        "running GROUP BY source, law, kind",
    )


def places(table: str, axes: Sequence[Axis], book: Codebook) -> Step:
    """Where each household with a provision stands."""
    chosen = "".join(f", {axis.sql(book)} AS axis_{at}" for at, axis in enumerate(axes))
    return Step("places", f"SELECT unit{chosen} FROM {table} WHERE provisions > 0 ORDER BY unit")


def prices(clustering: str) -> Step:
    """The middle one of the known costs per kind; of two in the middle the lower."""
    ordered = (
        "SELECT kind, cost_cents, row_number() OVER (PARTITION BY kind ORDER BY cost_cents) AS place, "
        f"count(*) OVER (PARTITION BY kind) AS many FROM {clustering}.provision "
        "WHERE cost_cents IS NOT NULL"
    )
    return Step(
        "prices",
        f"SELECT kind, cost_cents FROM ({ordered}) AS ordered "
        "WHERE place = CAST(floor((many + 1) / 2) AS BIGINT)",
    )


def starts(clustering: str) -> Step:
    """The first day of each kind of provision in each household, in days since 1970.

    `known`: of how many provisions the first day is known; of none, `day` says nothing.
    """
    return Step(
        "starts",
        "SELECT household, kind, coalesce(date_diff('day', DATE '1970-01-01', min(from_day)), 0) "
        "AS day, count(from_day) AS known, count(*) - count(from_day) AS unknown "
        f"FROM {clustering}.provision GROUP BY household, kind ORDER BY household, kind",
    )


def _group(many: int) -> str:
    return f"GROUP BY {', '.join(str(at + 1) for at in range(many))}" if many else ""
