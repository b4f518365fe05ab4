# SPDX-License-Identifier: EUPL-1.2
"""Small made-up cities for the tests of safe figures, and attackers that share no code with ours."""

from collections.abc import Iterator, Mapping
from itertools import product

import numpy as np
from hypothesis import strategies as st

from voordeur.factlab.disclosure import Dimension, System, Table, counts

CITY = Dimension(
    "area",
    "city",
    {"city": ("north", "south"), "north": ("n1", "n2"), "south": ("s1", "s2", "s3")},
)
LAW = Dimension.flat("law", ["youth", "wmo", "income"])
AGE = Dimension.flat("age", ["young", "old"])


def flat(rows: list[list[int]]) -> System:
    """Return a table of rows and columns with its totals."""
    down = Dimension.flat("row", [f"r{index}" for index in range(len(rows))])
    across = Dimension.flat("column", [f"c{index}" for index in range(len(rows[0]))])
    leaves = {
        (f"r{i}", f"c{j}"): value for i, row in enumerate(rows) for j, value in enumerate(row)
    }
    return System.of([counts("households", "2025", [down, across], leaves)])


def place(system: System, **at: str) -> int:
    """Return the place of a figure by its codes."""
    return next(index for index, key in enumerate(system.keys) if dict(key.at) == at)


@st.composite
def linked(draw: st.DrawFn) -> list[Table]:
    """Return two or three tables that share margins: area by law, area by age, and sometimes law by age.

    All are counted from the same households, as they would be.
    """
    size = st.one_of(st.integers(0, 12), st.integers(0, 60))
    atoms = {codes: draw(size) for codes in product(CITY.leaves, LAW.leaves, AGE.leaves)}
    pairs = [(0, 1), (0, 2)] + ([(1, 2)] if draw(st.booleans()) else [])
    dimensions = (CITY, LAW, AGE)
    tables = []
    for first, second in pairs:
        leaves: dict[tuple[str, ...], int] = {}
        for codes, value in atoms.items():
            at = (codes[first], codes[second])
            leaves[at] = leaves.get(at, 0) + value
        tables.append(counts("households", "2025", (dimensions[first], dimensions[second]), leaves))
    return tables


def crossed(seed: int) -> Table:
    """Return one table of area by law by age, always the same for a seed."""
    draw = np.random.default_rng(seed)
    leaves = {
        codes: int(draw.integers(0, 20)) for codes in product(CITY.leaves, LAW.leaves, AGE.leaves)
    }
    return counts("households", "2025", (CITY, LAW, AGE), leaves)


def city_of_neighbourhoods() -> Table:
    """Return a table of nearly 5,000 figures, half of them small: a hundred areas by 44 kinds of help."""
    draw = np.random.default_rng(1)
    districts = [f"d{index}" for index in range(10)]
    areas = {"city": tuple(districts)} | {
        one: tuple(f"{one}n{index}" for index in range(10)) for one in districts
    }
    area = Dimension("area", "city", areas)
    kind = Dimension.flat("kind", [f"k{index:02}" for index in range(44)])
    sizes = np.outer(draw.lognormal(0, 0.6, 100), draw.lognormal(0, 0.9, 44))
    leaves = dict(
        zip(product(area.leaves, kind.leaves), draw.poisson(8.8 * sizes).flat, strict=True)
    )
    return counts("households", "2025", [area, kind], {at: int(one) for at, one in leaves.items()})


def whole_tables(
    system: System, left_out: frozenset[int], most: int
) -> Iterator[Mapping[int, int]]:
    """Yield every way to fill in what was left out with whole numbers; by trying them all."""
    hidden = sorted(left_out)
    values = {index: cell.value for index, cell in enumerate(system.cells)}
    for guess in product(range(most + 1), repeat=len(hidden)):
        filled = values | dict(zip(hidden, guess, strict=True))
        if all(filled[total] == sum(filled[p] for p in parts) for total, parts in system.equations):
            yield dict(zip(hidden, guess, strict=True))


def counted_per_line(system: System, sensitive: frozenset[int]) -> frozenset[int]:
    """Leave out so much that no line has exactly one gap: the rule of thumb, which is not enough."""
    left_out = set(sensitive)
    while True:
        lonely = [
            {total, *parts}
            for total, parts in system.equations
            if len(left_out & {total, *parts}) == 1
        ]
        if not lonely:
            return frozenset(left_out)
        rest = lonely[0] - left_out
        left_out.add(min(rest, key=lambda one: (system.values[one], one)))
