# SPDX-License-Identifier: EUPL-1.2
"""What a room shows on the household page: a template with plain data, and tags that keep apart."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Panel:
    """One block of the household page; `order` is its place, low first.

    Panels tagged `safety` and `money` never stand in one response: the desk sees to it.
    """

    key: str
    title: str
    template: str
    context: dict[str, Any]
    order: int = 50
    wide: bool = False
    tags: frozenset[str] = field(default_factory=frozenset)
