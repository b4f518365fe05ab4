# SPDX-License-Identifier: EUPL-1.2
"""What may be laid side by side across versions, and the totals an instrument allows.

No level is ever converted from one version to another: these answers only say what a reader may
compare with care, and refuse the rest.
"""

from dataclasses import dataclass
from enum import StrEnum

from voordeur.instruments.errors import NotComparableError
from voordeur.instruments.instrument import Instrument
from voordeur.instruments.measurement import Measurement
from voordeur.instruments.words import Text, TotalRule


class Comparability(StrEnum):
    """How an area of an older version relates to a newer one."""

    SAME = "same"
    RENAMED = "renamed"
    SPLIT = "split"
    GONE = "gone"

    @property
    def label(self) -> Text:
        """The words on the screen."""
        return _COMPARABILITY_LABELS[self]


_COMPARABILITY_LABELS = {
    Comparability.SAME: Text("zelfde gebied", "same area"),
    Comparability.RENAMED: Text("andere naam en afbakening", "other name and scope"),
    Comparability.SPLIT: Text(
        "gesplitst: niveaus niet naast elkaar leggen", "split: do not lay levels side by side"
    ),
    Comparability.GONE: Text("bestaat niet meer", "no longer there"),
}


@dataclass(frozen=True, slots=True)
class AreaContinuation:
    """Where an area of an older version went; the areas of the newer one, in order."""

    old: str
    new: tuple[str, ...]
    comparability: Comparability


@dataclass(frozen=True, slots=True)
class Total:
    """A total of one measurement; `value` is None as soon as one area has no level."""

    instrument: str
    version: str
    value: int | None


def continuations(older: Instrument, newer: Instrument) -> tuple[AreaContinuation, ...]:
    """Return, for each area of an older version, where it went in a newer one.

    Raises NotComparableError when the newer one does not say how it follows the older one.
    """
    succession = next((each for each in newer.succeeds if each.version == older.version), None)
    if older.id != newer.id or succession is None:
        raise NotComparableError(
            f"{newer.id} {newer.version} does not say how it follows "
            f"{older.id} {older.version}. Show each version by itself."
        )
    links = {link.old: link.new for link in succession.links}
    return tuple(
        AreaContinuation(area.id, links.get(area.id, ()), _kind(area.id, links.get(area.id, ())))
        for area in older.areas
    )


def _kind(old: str, new: tuple[str, ...]) -> Comparability:
    if not new:
        return Comparability.GONE
    if len(new) > 1:
        return Comparability.SPLIT
    return Comparability.SAME if new == (old,) else Comparability.RENAMED


def total(instrument: Instrument, measurement: Measurement) -> Total:
    """Return the sum over all areas, where the instrument allows one; all of ours do not.

    Unknown (None) when one area has no level: a part of the areas is not the whole. Raises
    NotComparableError when the instrument allows no total or the measurement is of another version.
    """
    if instrument.total is TotalRule.NONE:
        raise NotComparableError(
            f"{instrument.id} {instrument.version} has no total. Show the areas, each by itself."
        )
    if (measurement.instrument, measurement.version) != (instrument.id, instrument.version):
        raise NotComparableError(
            f"taken with {measurement.instrument} {measurement.version}, "
            f"not with {instrument.id} {instrument.version}. Look up the version it names."
        )
    ratings = [measurement.rating(area.id) for area in instrument.areas]
    levels = [rating.level for rating in ratings if rating is not None and rating.level is not None]
    value = sum(levels) if len(levels) == len(instrument.areas) else None
    return Total(instrument.id, instrument.version, value)


def total_change(earlier: Total, later: Total) -> int | None:
    """Return later minus earlier, None when one is unknown.

    Raises NotComparableError over versions.
    """
    if (earlier.instrument, earlier.version) != (later.instrument, later.version):
        raise NotComparableError(
            f"a total of {earlier.instrument} {earlier.version} and one of "
            f"{later.instrument} {later.version} count other areas. Do not compare them."
        )
    if earlier.value is None or later.value is None:
        return None
    return later.value - earlier.value
