# SPDX-License-Identifier: EUPL-1.2
"""The status graph of a household signal, as data; drawn into docs/states/signal.md. Pure."""

from typing import Final

# From stage to the verbs that lead on, and where to.
SIGNAL: Final[dict[str, dict[str, str]]] = {
    "received": {
        "reach_out": "contact",
        "start_triage": "triage",
        "set_aside": "set_aside",
        "expire": "expired",
    },
    "contact": {
        "reach_out": "contact",
        "start_triage": "triage",
        "wait": "waiting",
        "set_aside": "set_aside",
        "expire": "expired",
    },
    "triage": {
        "reach_out": "triage",
        "wait": "waiting",
        "decide": "decided",
        "set_aside": "set_aside",
        "expire": "expired",
    },
    "waiting": {
        "reach_out": "contact",
        "start_triage": "triage",
        "set_aside": "set_aside",
        "expire": "expired",
    },
    "decided": {"set_aside": "set_aside"},
    "expired": {},
    "set_aside": {},
}
OPEN: Final = ("received", "contact", "triage", "waiting")
OUTCOMES: Final = ("no_action", "advice", "single_question", "household_approach")


def after(stage: str, verb: str) -> str | None:
    """Return the stage a verb leads to, or None when it cannot be done from this stage."""
    return SIGNAL[stage].get(verb)


def drawn() -> str:
    """Return the graph as a Mermaid diagram, for the documentation."""
    lines = ["stateDiagram-v2", "    [*] --> received"]
    for stage, moves in SIGNAL.items():
        lines += [f"    {stage} --> {to}: {verb}" for verb, to in moves.items()]
        if not moves:
            lines.append(f"    {stage} --> [*]")
    return "\n".join(lines)
