# SPDX-License-Identifier: EUPL-1.2
"""The status graphs of a case and of a coordinator's appointment; drawn into docs/states/. Pure."""

from collections.abc import Mapping
from typing import Final

CASE: Final[dict[str, dict[str, str]]] = {
    "open": {"close": "closed"},
    "closed": {"reopen": "open"},
}
# From state to the verbs that lead on, and where to.
APPOINTMENT: Final[dict[str, dict[str, str]]] = {
    "proposed": {"accept": "appointed", "decline": "declined", "withdraw": "withdrawn"},
    "appointed": {"end": "ended"},
    "declined": {},
    "withdrawn": {},
    "ended": {},
}
LAYERS: Final = ("case", "process")


def after(state: str, verb: str) -> str | None:
    """Return the state a verb leads to, or None when it cannot be done from this state."""
    return APPOINTMENT[state].get(verb)


def drawn(graph: Mapping[str, Mapping[str, str]], first: str) -> str:
    """Return a graph as a Mermaid diagram, for the documentation."""
    lines = ["stateDiagram-v2", f"    [*] --> {first}"]
    for state, moves in graph.items():
        lines += [f"    {state} --> {to}: {verb}" for verb, to in moves.items()]
        if not moves:
            lines.append(f"    {state} --> [*]")
    return "\n".join(lines)
