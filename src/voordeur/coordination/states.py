# SPDX-License-Identifier: EUPL-1.2
"""The status graph of a coordinator's appointment, as data; drawn into the docs."""

from typing import Final

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
