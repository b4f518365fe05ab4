# SPDX-License-Identifier: EUPL-1.2
"""The graphs in the docs are those of the code, and every state can be reached and told."""

from pathlib import Path

import pytest

from voordeur.safety.models.measure import STATES
from voordeur.safety.states import CONCERN, MEASURE, MEASURE_STARTS

DOCS = Path(__file__).resolve().parents[2] / "docs" / "states"


def drawn(graph, starts):
    """Return a status graph as the lines of its drawing."""
    lines = [f"    [*] --> {state}" for state in starts]
    lines += [
        f"    {state} --> {to}: {verb}"
        for state, ways in graph.items()
        for verb, to in ways.items()
    ]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("name", "graph", "starts"),
    [("measure", MEASURE, MEASURE_STARTS), ("concern", CONCERN, ("open",))],
)
def test_the_drawing_in_the_docs_is_the_graph_of_the_code(name, graph, starts):
    assert drawn(graph, starts) in (DOCS / f"{name}.md").read_text("utf-8")


def test_a_measure_has_the_states_of_its_graph_and_time_alone_closes_no_concern():
    assert set(MEASURE) == set(STATES)
    assert {verb for verb, to in CONCERN["open"].items() if to == "closed"} == {"close"}
