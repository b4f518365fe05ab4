# SPDX-License-Identifier: EUPL-1.2
"""An assumption is a record: what is believed, in which unit, from where, how sure; never a bare number."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from voordeur.door.refusal import Refusal
from voordeur.money.scba.distribution import Distribution


class Mark(StrEnum):
    """How a figure came to be."""

    MEASURED = "measured"
    FEW = "few cases"
    ESTIMATED = "estimated"
    AVERAGE = "average"
    UNQUANTIFIABLE = "not quantifiable"


@dataclass(frozen=True, slots=True)
class Version:
    """One belief about a figure; `value` None: nobody knows.

    `reading` names the reading of the facts it belongs to, when two disagree. `demo` marks a figure
    that was made up to show the tool, which no report may hide.
    """

    value: Distribution | None
    source: str
    year: int
    mark: Mark
    reading: str = ""
    by: str = ""
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Assumption:
    """A figure with its unit and every version of it; those that disagree stand side by side.

    `index` names the price index that brings a price of the version's year to the price year of the
    model.
    """

    id: str
    about: str
    unit: str
    versions: tuple[Version, ...]
    index: str = ""

    def __post_init__(self) -> None:
        if not self.versions:
            raise Refusal(
                "An assumption says nothing.",
                f"assumption {self.id}",
                "Give it a value or 'unknown'.",
            )
        labels = [version.reading for version in self.versions]
        if len(set(labels)) < len(labels):
            raise Refusal(
                "Two versions belong to the same reading.",
                f"assumption {self.id}",
                "Give each version that disagrees a 'reading' of its own.",
            )
        units(self.unit)

    def in_reading(self, reading: str) -> Version:
        """Return the version of a reading, or the first one where that reading has none."""
        return next((one for one in self.versions if one.reading == reading), self.versions[0])

    @property
    def is_share(self) -> bool:
        """True when the unit is a part of a whole."""
        return not units(self.unit)

    @property
    def is_disputed(self) -> bool:
        """True when two versions say different things."""
        return len({version.value for version in self.versions}) > 1


WITHOUT_UNIT = frozenset({"share", "factor", "1", ""})
REFUSED_UNITS = {
    "%": "Write 'share' and the value between 0 and 1.",
    "percent": "Write 'share' and the value between 0 and 1.",
    "percentage": "Write 'share' and the value between 0 and 1.",
}


def units(text: str) -> Counter[str]:
    """Return the powers of each unit: 'EUR/case' is EUR¹ case⁻¹; a share has none.

    >>> sorted(units("EUR/case/year").items())
    [('EUR', 1), ('case', -1), ('year', -1)]
    """
    found: Counter[str] = Counter()
    for place, piece in enumerate(text.split("/")):
        for word in (one.strip() for one in piece.split("*")):
            if word.lower() in REFUSED_UNITS:
                raise Refusal(
                    f"'{word}' is no unit.", f"unit '{text}'", REFUSED_UNITS[word.lower()]
                )
            if word not in WITHOUT_UNIT:
                found[word] += -1 if place else 1
    return Counter({unit: power for unit, power in found.items() if power})


def unit_text(powers: Counter[str]) -> str:
    """Write units for people: 'EUR/case', or 'share' when there are none."""
    over = "*".join(sorted(unit for unit, power in powers.items() for _ in range(max(power, 0))))
    under = "".join(
        f"/{unit}" for unit, power in sorted(powers.items()) for _ in range(max(-power, 0))
    )
    return over + under or "share" if over or not under else "1" + under
