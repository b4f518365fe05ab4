# SPDX-License-Identifier: EUPL-1.2
"""The status graphs of this room as data; drawn into docs/states/ (measure, concern). Pure."""

from typing import Final

# From state to the verbs that lead on, and where to.
MEASURE: Final[dict[str, dict[str, str]]] = {
    "threatened": {"impose": "in_force", "avert": "averted"},
    "in_force": {"lift": "lifted"},
    "averted": {"threaten_again": "threatened"},
    "lifted": {"threaten_again": "threatened"},
}
CONCERN: Final[dict[str, dict[str, str]]] = {
    "open": {"weigh": "open", "agree": "open", "act_at_once": "open", "close": "closed"},
    "closed": {},
}
MEASURE_STARTS: Final = ("threatened", "in_force")


def after(state: str, verb: str) -> str | None:
    """Return the state of a measure that a verb leads to, or None when it cannot be done."""
    return MEASURE[state].get(verb)
