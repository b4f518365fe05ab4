# SPDX-License-Identifier: EUPL-1.2
"""What a change said before and after, field by field, from the sealed part of its event."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Changed:
    """One field that is otherwise than it was; None or an empty text: nothing stood there."""

    field: str
    before: Any
    after: Any


def changed(body: Mapping[str, Any]) -> tuple[Changed, ...]:
    """Return the fields in which before and after differ, in the order of the event.

    An event that is no change, or of which either side cannot be read, gives nothing.

    >>> changed({"before": {"text": "a", "area": "x"}, "after": {"text": "b", "area": "x"}})
    (Changed(field='text', before='a', after='b'),)
    """
    before, after = body.get("before"), body.get("after")
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return ()
    names = [*before, *(name for name in after if name not in before)]
    return tuple(
        Changed(name, before.get(name), after.get(name))
        for name in names
        if (before.get(name) or None) != (after.get(name) or None)
    )
