# SPDX-License-Identifier: EUPL-1.2
"""Both engines give the same answer to every question."""

from collections.abc import Iterator

import duckdb
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factlab.counting.worlds import AREAS, KINDS, LAWS, SOURCES, database, emptied, fill, rows
from voordeur.factlab.counting import (
    All,
    Any,
    Area,
    Axis,
    Classes,
    Condition,
    DuckEngine,
    Has,
    Is,
    Not,
    Number,
    Period,
    PlainEngine,
    Rows,
)
from voordeur.factlab.counting.conditions import read
from voordeur.factlab.counting.facts import LABELS, MASKS, NUMBERS
from voordeur.factlab.fault import Fault

YEAR = Period.year(2025)
CODES = {"kinds": KINDS, "laws": LAWS, "sources": SOURCES, "open": AREAS, "solved": AREAS}


@pytest.fixture(scope="module")
def link() -> Iterator[duckdb.DuckDBPyConnection]:
    one = database(Rows())
    yield one
    one.close()


def _has(mask: str) -> st.SearchStrategy[Condition]:
    codes = st.lists(st.sampled_from([*CODES[mask], "it's nothing"]), max_size=3)
    return codes.map(lambda found: Has(mask, tuple(found)))


simple = st.one_of(
    st.sampled_from(MASKS).flatmap(_has),
    st.builds(
        Number,
        st.sampled_from([*MASKS, *NUMBERS]),
        st.integers(0, 3),
        st.one_of(st.none(), st.integers(0, 400)),
    ),
    st.sampled_from(MASKS).flatmap(
        lambda mask: st.builds(
            Number,
            st.just(mask),
            st.integers(0, 2),
            st.just(2),
            st.lists(st.sampled_from(CODES[mask]), max_size=4).map(tuple),
        )
    ),
    st.builds(
        Is,
        st.sampled_from(LABELS),
        st.lists(st.sampled_from(["n1", "d2", "m", "couple", "o'x"]), max_size=2).map(tuple),
    ),
)
conditions = st.recursive(
    simple,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(All, st.lists(inner, max_size=2).map(tuple)),
        st.builds(Any, st.lists(inner, max_size=2).map(tuple)),
    ),
    max_leaves=4,
)
axes = st.one_of(
    st.sampled_from(LABELS).map(lambda label: Area(label, label)),
    st.just(Area("area", "neighbourhood", ("district", "municipality"))),
    st.lists(conditions, max_size=3).map(
        lambda found: Classes(
            "class", tuple((f"c{at}", one) for at, one in enumerate(found)), "none"
        )
    ),
)


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_both_engines_give_the_same_answer(
    link: duckdb.DuckDBPyConnection, data: st.DataObject
) -> None:
    given_rows = data.draw(rows())
    emptied(link)
    fill(link, given_rows)
    duck = DuckEngine(link, YEAR)
    plain = PlainEngine({"strict": given_rows, "middle": given_rows}, SOURCES, YEAR, SOURCES[2:])
    assert (duck.book, duck.gaps) == (plain.book, plain.gaps)
    asked: list[Axis] = data.draw(st.lists(axes, max_size=2))
    for unit in ("household", "person"):
        assert duck.cells("middle", asked, unit) == plain.cells("middle", asked, unit)
    assert duck.amounts("strict", asked) == plain.amounts("strict", asked)
    assert duck.seen("lenient") == plain.seen("middle")
    assert duck.places("strict", asked) == plain.places("strict", asked)
    assert duck.prices("strict") == plain.prices("strict")
    assert duck.given("lenient") == plain.given("middle")
    axis = asked[0] if asked else None
    mask = data.draw(st.sampled_from(MASKS))
    assert duck.baskets("middle", mask, axis) == plain.baskets("middle", mask, axis)
    mine, theirs = duck.starts("middle"), plain.starts("middle")
    assert mine.unknown == theirs.unknown
    for one in ("households", "kinds", "days"):
        assert np.array_equal(getattr(mine, one), getattr(theirs, one))


def test_a_condition_is_read_from_a_file_and_a_line_that_is_none_is_named() -> None:
    found = read(
        {"kinds": ["a"], "no_open": ["money"], "laws_min": 2, "any": [{"household": ["couple"]}]},
        "x",
    )
    assert found == All(
        (
            Has("kinds", ("a",)),
            Not(Has("open", ("money",))),
            Number("laws", 2),
            Any((All((Is("kind", ("couple",)),)),)),
        )
    )
    with pytest.raises(Fault, match=r"types\.toml: 'kind' is no condition"):
        read({"kind": ["a"]}, "types.toml")


@pytest.mark.parametrize("make", [lambda: Has("x", ()), lambda: Number("x"), lambda: Is("x", ())])
def test_what_is_no_fact_of_a_household_is_refused(make: object) -> None:
    with pytest.raises(Fault, match="no fact of a household"):
        make()


def test_the_sql_of_counting_can_be_said_in_the_words_of_spark() -> None:
    sqlglot = pytest.importorskip("sqlglot")
    from voordeur.factlab.counting import steps
    from voordeur.factlab.counting.facts import Codebook

    book = Codebook({"kinds": KINDS, "laws": LAWS, "sources": SOURCES, "areas": AREAS})
    query = steps.statement(
        [
            steps.running("middle", YEAR),
            steps.stacked("household", book),
            steps.troubled("middle", book),
            steps.facts("middle", "household", book),
        ]
    )
    spoken = sqlglot.transpile(query, read="duckdb", write="spark")[0]
    assert "BIT_OR" in spoken
    assert "kinds_1" in spoken
