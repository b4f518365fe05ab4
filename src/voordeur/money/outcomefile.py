# SPDX-License-Identifier: EUPL-1.2
"""A file (CSV) with outcomes of people, a line each, and what it says by the design that is asked for.

The file is read and nothing of it is kept. A line without a figure that is needed is left out, and
how many were is said: what nobody knows is no nought.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from voordeur.door.refusal import Refusal
from voordeur.money import estimates, survival
from voordeur.money.comparing import Design, check_called, number_in, yes_or_no
from voordeur.money.estimates import Estimate, TooFew
from voordeur.money.survival import Hazards, Staying


class OutcomeFile:
    """The lines of a file by the names in its first line; parted by a semicolon, a comma or a tab."""

    def __init__(self, text: str, name: str) -> None:
        head, *_ = text.splitlines() or [""]
        self._parted = max(";\t,", key=head.count)
        self.name = name
        rows = list(csv.reader(text.splitlines(), delimiter=self._parted))
        self.columns = tuple(one.strip() for one in rows[0]) if rows else ()
        self._rows = [row for row in rows[1:] if any(part.strip() for part in row)]
        self.left_out = 0
        """How many lines of the last question lacked a figure."""
        if len(set(self.columns)) < len(self.columns) or not self._rows:
            raise Refusal(
                "The file has no lines, or two columns of one name.",
                name,
                "Begin with a line of names, each once; then a line a person.",
            )

    @classmethod
    def read(cls, path: Path) -> OutcomeFile:
        """Read a file; raises Refusal when it is not there or is no text."""
        try:
            return cls(path.read_text(encoding="utf-8-sig"), path.name)
        except (OSError, UnicodeDecodeError) as error:
            raise Refusal(
                "The file cannot be read.", str(path), "Give the path of a CSV file."
            ) from error

    def lines(self, *columns: str) -> list[list[str]]:
        """Return these columns of every line that has them all."""
        for column in columns:
            if column not in self.columns:
                raise Refusal(
                    f"There is no column '{column}'.",
                    self.name,
                    f"Choose of: {', '.join(self.columns)}.",
                )
        places = [self.columns.index(column) for column in columns]
        found = [
            [row[place].strip() if place < len(row) else "" for place in places]
            for row in self._rows
        ]
        whole = [row for row in found if all(row)]
        self.left_out = len(found) - len(whole)
        return whole

    def number(self, text: str, column: str) -> float:
        """Return a number; a comma is a decimal sign where it does not part the columns."""
        return number_in(text, f"{self.name}: {column}")

    def said(self, text: str, column: str) -> bool:
        """Return a yes or a no."""
        found = yes_or_no(text)
        if found is None and text in ("0.0", "1.0"):
            found = text == "1.0"
        if found is None:
            raise Refusal(
                f"'{text}' is neither yes nor no.",
                f"{self.name}: {column}",
                "Write 1 or 0, ja or nee.",
            )
        return found


@dataclass(frozen=True, slots=True)
class Found:
    """What a file says: the answer, whether it may be called an effect, how many lines were left out."""

    design: Design | str
    answer: Estimate | TooFew | Hazards | tuple[Staying, ...]
    is_effect: bool
    left_out: int


def beside_others(
    file: OutcomeFile,
    outcome: str,
    helped: str,
    *,
    alike: Sequence[str] = (),
    is_effect: bool = False,
) -> Found:
    """Compare an outcome of who got help with that of others, or of others who are alike."""
    design = Design.ALIKE if alike else Design.GROUP
    sides: tuple[list[tuple[tuple[str, ...], float]], ...] = ([], [])
    for value, got, *traits in file.lines(outcome, helped, *alike):
        side = sides[0 if file.said(got, helped) else 1]
        side.append((tuple(traits), file.number(value, outcome)))
    answer = (
        estimates.matched(*sides)
        if alike
        else estimates.difference(*([value for _, value in side] for side in sides))
    )
    return Found(design, answer, is_effect, file.left_out)


def before_after(
    file: OutcomeFile, before: str, after: str, helped: str = "", *, is_effect: bool = False
) -> Found:
    """Compare before and after, beside others when the file says who got help; else it is a change."""
    design = Design.BOTH if helped else Design.BEFORE
    check_called(design, is_effect=is_effect, where="--effect")
    sides: tuple[list[tuple[float, float]], ...] = ([], [])
    for first, last, *got in file.lines(before, after, *filter(None, [helped])):
        side = sides[1 if got and not file.said(got[0], helped) else 0]
        side.append((file.number(first, before), file.number(last, after)))
    answer = estimates.difference_in_differences(*sides) if helped else estimates.change(sides[0])
    return Found(design, answer, is_effect, file.left_out)


def panel(
    file: OutcomeFile, unit: str, year: str, helped: str, outcome: str, *, is_effect: bool = False
) -> Found:
    """Compare units (neighbourhoods, teams) over years, some of which got help from some year on."""
    lines = file.lines(unit, year, helped, outcome)
    answer = estimates.two_way(
        [line[0] for line in lines],
        [line[1] for line in lines],
        [file.said(line[2], helped) for line in lines],
        [file.number(line[3], outcome) for line in lines],
    )
    return Found("panel, units and years", answer, is_effect, file.left_out)


def staying(
    file: OutcomeFile,
    time: str,
    relapse: str,
    until: Sequence[float],
    helped: str = "",
    *,
    is_effect: bool = False,
) -> Found:
    """Say how many stay without a relapse at some times; or at one time beside who got no help."""
    if not helped:
        check_called(Design.BEFORE, is_effect=is_effect, where="--effect")
    sides: tuple[list[tuple[float, bool]], ...] = ([], [])
    for how_long, fell, *got in file.lines(time, relapse, *filter(None, [helped])):
        side = sides[1 if got and not file.said(got[0], helped) else 0]
        side.append((file.number(how_long, time), file.said(fell, relapse)))
    if helped:
        found = survival.staying_beside(*sides, until=until[-1])
        return Found(Design.STAYING, found, is_effect, file.left_out)
    times, fell_back = zip(*sides[0], strict=True) if sides[0] else ((), ())
    answer = survival.staying(times, fell_back, until=until)
    return Found("staying", answer, False, file.left_out)


def hazards(file: OutcomeFile, time: str, relapse: str, traits: Sequence[str]) -> Found:
    """Say per trait how many times as fast a relapse comes: Cox."""
    lines = file.lines(time, relapse, *traits)
    answer = survival.cox(
        [file.number(line[0], time) for line in lines],
        [file.said(line[1], relapse) for line in lines],
        {
            trait: [file.number(line[place], trait) for line in lines]
            for place, trait in enumerate(traits, start=2)
        },
    )
    return Found("hazards", answer, False, file.left_out)
