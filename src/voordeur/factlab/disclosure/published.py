# SPDX-License-Identifier: EUPL-1.2
"""What was published: a record that holds nothing of what was left out, for the trials of later releases."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from voordeur.factlab.disclosure.tables import Key
from voordeur.factlab.fault import Fault, gettext_noop

Sum = tuple[Key, tuple[Key, ...]]
Bound = tuple[Key, Key]
"""A figure, and another that it is never more than, whoever lives there."""
HIDDEN = "nobody tells"
"""The measure of numbers that stand in sums and in no table: they tie figures of different tables."""


@dataclass(frozen=True)
class Figure:
    """A figure as it was published: `value` None where it was left out, and why."""

    value: int | None
    lower: float
    upper: float
    state: str
    """published, small (sensitive itself), protecting (left out for another), or unknown."""


@dataclass(frozen=True)
class Published:
    """What the world knows after a release: figures, the sums between them, and the rules used."""

    name: str
    profile: str
    threshold: int
    figures: Mapping[Key, Figure]
    sums: tuple[Sum, ...]
    lost: float = 0.0
    proved: bool = True
    divisions: tuple[Mapping[str, Any], ...] = ()
    """How what was counted was divided, as plain values, for who ties later figures to these."""

    def write(self, path: Path) -> None:
        """Keep this release for the trials of later ones; holds nothing that was left out."""
        draft = path.with_suffix(".part")
        draft.write_text(json.dumps(self.plain()) + "\n", encoding="utf-8")
        draft.replace(path)

    def plain(self) -> dict[str, Any]:
        """Return this release as plain values, for who keeps it elsewhere than in a file."""
        return {
            "name": self.name,
            "profile": self.profile,
            "threshold": self.threshold,
            "proved": self.proved,
            "divisions": list(self.divisions),
            "figures": [
                [*_plain(key), one.value, one.lower, _finite(one.upper), one.state]
                for key, one in self.figures.items()
            ],
            "sums": [
                [_plain(total), [_plain(part) for part in parts]] for total, parts in self.sums
            ],
        }

    @classmethod
    def read(cls, path: Path) -> Published:
        """Read a release that was kept; raises Fault when the file is no release."""
        try:
            return cls.parse(json.loads(path.read_text(encoding="utf-8")))
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise Fault(
                gettext_noop("This file is no release that was kept."),
                path.name,
                gettext_noop("Give the file as it was written."),
            ) from error

    @classmethod
    def parse(cls, record: Mapping[str, Any]) -> Published:
        """Return a release from its plain values; raises as Python does for what is none."""
        figures = {
            _key(row[:3]): Figure(row[3], row[4], _infinite(row[5]), row[6])
            for row in record["figures"]
        }
        sums = tuple(
            (_key(total), tuple(_key(part) for part in parts)) for total, parts in record["sums"]
        )
        return cls(
            record["name"],
            record["profile"],
            record["threshold"],
            figures,
            sums,
            divisions=tuple(record.get("divisions", ())),
        )


def _plain(key: Key) -> list[Any]:
    return [key.measure, key.period, [list(pair) for pair in key.at]]


def _key(row: Sequence[Any]) -> Key:
    return Key(row[0], row[1], tuple((pair[0], pair[1]) for pair in row[2]))


def _finite(value: float) -> float | None:
    return None if np.isinf(value) else value


def _infinite(value: float | None) -> float:
    return np.inf if value is None else value
