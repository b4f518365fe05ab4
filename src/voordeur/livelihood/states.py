# SPDX-License-Identifier: EUPL-1.2
"""The status graph of a debt as data; drawn into docs/states/debt.md. Pure."""

from typing import Final

# From state to the verbs that lead on, and where to.
DEBT: Final[dict[str, dict[str, str]]] = {
    "open": {"arrange": "arranged", "go_to_court": "at_court", "settle": "settled"},
    "arranged": {"fall_behind": "open", "go_to_court": "at_court", "settle": "settled"},
    "at_court": {"arrange": "arranged", "settle": "settled"},
    "settled": {},
}
DEBT_STARTS: Final = ("open", "arranged", "at_court")


def after(state: str, verb: str) -> str | None:
    """Return the state of a debt that a verb leads to, or None when it cannot be done."""
    return DEBT[state].get(verb)
