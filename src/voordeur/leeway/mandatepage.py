# SPDX-License-Identifier: EUPL-1.2
"""What the register of mandates shows: who, what, what is left, and how quick where enough was decided."""

from dataclasses import dataclass

from voordeur.history import clock
from voordeur.leeway.deciding import Speed, speed
from voordeur.leeway.queries.mandates import MandateLine, mandate_lines, spent_by_mandate
from voordeur.leeway.queries.rules import rule_lines


@dataclass(frozen=True, slots=True)
class MandateItem:
    """A mandate in words. `speed` is None while fewer than five households got a decision."""

    line: MandateLine
    rules: tuple[str, ...]
    holds: bool
    speed: Speed | None


def mandate_items() -> list[MandateItem]:
    """Return the register with its figures; six queries at most."""
    titles = {one.code: one.title for one in rule_lines()}
    spent, day = spent_by_mandate(), clock.today()
    return [
        MandateItem(
            line,
            tuple(titles.get(code, code) for code in line.rules),
            line.mandate.holds_on(day),
            speed(spent[line.id]) if line.id in spent else None,
        )
        for line in mandate_lines()
    ]
