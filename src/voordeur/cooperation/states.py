# SPDX-License-Identifier: EUPL-1.2
"""The one status graph of assigning, handing over, asking and referring, as data. Pure.

Drawn into docs/states/referral.md.
"""

from typing import Final

KINDS: Final = ("assignment", "transfer", "request", "referral")
# From state to the verbs that lead on, and where to. It is the same for all four kinds.
REFERRAL: Final[dict[str, dict[str, str]]] = {
    "asked": {
        "accept": "accepted",
        "refuse": "refused",
        "wait": "waiting",
        "withdraw": "withdrawn",
    },
    "waiting": {
        "accept": "accepted",
        "refuse": "refused",
        "wait": "waiting",
        "withdraw": "withdrawn",
    },
    "accepted": {
        "start": "started",
        "send_on": "sent_on",
        "wait": "waiting",
        "withdraw": "withdrawn",
    },
    "started": {"finish": "finished"},
    "finished": {},
    "refused": {},
    "sent_on": {},
    "withdrawn": {},
}
OPEN: Final = ("asked", "waiting", "accepted")
# The three outcomes of an intake, and the verb each one is.
INTAKES: Final = {"fits": "start", "lighter": "send_on", "heavier": "send_on"}


def after(state: str, verb: str) -> str | None:
    """Return the state a verb leads to, or None when it cannot be done from this state."""
    return REFERRAL[state].get(verb)


def drawn() -> str:
    """Return the graph as a Mermaid diagram, for the documentation."""
    lines = ["stateDiagram-v2", "    [*] --> asked"]
    for state, moves in REFERRAL.items():
        lines += [f"    {state} --> {to}: {verb}" for verb, to in moves.items()]
        if not moves:
            lines.append(f"    {state} --> [*]")
    return "\n".join(lines)
