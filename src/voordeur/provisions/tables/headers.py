# SPDX-License-Identifier: EUPL-1.2
"""Finding the row of column names, and guessing which field a column is.

A guess is a proposal with a score. It becomes a mapping only when somebody who has seen it says
so: nothing here is applied by itself.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from voordeur.provisions.tables.mapping import Column, Mapping
from voordeur.provisions.tables.sheets import Broken, RawRow
from voordeur.provisions.tables.targets import Target, targets
from voordeur.provisions.tables.values import tidy

SEARCHED_ROWS = 20
THRESHOLD = 0.75
"""Below this score a column gets no proposal."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A field for a column with a score from 0 to 1; `field` None when nothing fits.

    `kept` says that it is no guess: somebody chose it for an earlier table of this source.
    """

    header: str
    field: str | None
    score: float
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Guess:
    """What the headers of a source suggest, to be shown and corrected before use."""

    target: str
    proposals: tuple[Proposal, ...]
    before: tuple[Column, ...] = ()
    """The columns of the earlier table: how values were translated there holds here too."""

    def seen(self, source: str, **corrections: str | None) -> Mapping:
        """The mapping after a person has looked at the proposals.

        `corrections` gives for a field the header it should come from instead, or None for none.
        """
        chosen = {proposal.field: proposal.header for proposal in self.proposals if proposal.field}
        for name, header in corrections.items():
            chosen = {known: of for known, of in chosen.items() if known != name and of != header}
            if header is not None:
                chosen[name] = header
        known = {(column.header, column.field): column for column in self.before}
        columns = tuple(
            known.get((header, name), Column(header, name)) for name, header in chosen.items()
        )
        return Mapping(source, self.target, columns)


def find_header(rows: Sequence[RawRow]) -> int | None:
    """The position in `rows` of the row of column names, or None.

    Of the first twenty rows it is the one with most known column names; without any, the first
    that is all text, at least two cells, and nearly as wide as the widest.
    """
    searched = rows[:SEARCHED_ROWS]
    scores = [sum(_folded(tidy(cell)) in _known() for cell in _texts(row)) for row in searched]
    if scores and max(scores) >= 2:
        return scores.index(max(scores))
    widest = max((len(_texts(row)) for row in searched), default=0)
    for position, row in enumerate(searched):
        filled = [cell for cell in row.cells if cell not in (None, "")]
        texts = _texts(row)
        names = len(texts) == len(filled) and len(set(texts)) == len(texts)
        if names and 2 <= len(texts) >= 0.6 * widest:
            return position
    return None


def headers_of(row: RawRow) -> tuple[str, ...]:
    """The column names in a header row, tidied; empty for a column without a name."""
    return tuple("" if isinstance(cell, Broken) else tidy(cell) for cell in row.cells)


def guess(headers: Sequence[str], target: str, kept: Mapping | None = None) -> Guess:
    """Propose a field for each column; each field at most once, best scores first.

    `kept` are the columns somebody chose for an earlier table of the same source: those come first
    where this table has them. Raises KeyError for an unknown target.
    """
    wanted = targets()[target]
    before = kept.columns if kept else ()
    chosen = {
        tidy(column.header): column.field for column in before if column.field in wanted.fields
    }
    scored = sorted(
        (
            (score, -position, name)
            for position, header in enumerate(headers)
            for name, score in _scores(header, wanted).items()
            if score >= THRESHOLD
        ),
        reverse=True,
    )
    taken: dict[int, tuple[str, float, bool]] = {
        position: (chosen[header], 1.0, True)
        for position, header in enumerate(headers)
        if header in chosen and header not in headers[:position]
    }
    used = {name for name, _score, _kept in taken.values()}
    for score, minus_position, name in scored:
        if -minus_position not in taken and name not in used:
            taken[-minus_position] = (name, score, False)
            used.add(name)
    return Guess(
        target,
        tuple(
            Proposal(header, *taken.get(position, (None, 0.0, False)))
            for position, header in enumerate(headers)
        ),
        tuple(before),
    )


def _scores(header: str, target: Target) -> dict[str, float]:
    name = _folded(header)
    if not name:
        return {}
    return {
        wanted.name: max(
            _likeness(name, _folded(word))
            for word in (*wanted.synonyms, wanted.label.nl, wanted.label.en, wanted.name)
        )
        for wanted in target.fields.values()
    }


def _likeness(name: str, word: str) -> float:
    if name == word:
        return 1.0
    if name.replace(" ", "") == word.replace(" ", ""):
        return 0.95
    if len(word) > 3 and set(word.split()) <= set(name.split()):
        return 0.8
    return 0.9 * SequenceMatcher(None, name, word).ratio()


@cache
def _known() -> frozenset[str]:
    return frozenset(
        _folded(word)
        for target in targets().values()
        for wanted in target.fields.values()
        for word in (*wanted.synonyms, wanted.label.nl, wanted.label.en)
    )


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9]+", letters))


def _texts(row: RawRow) -> list[str]:
    return [
        cell
        for cell in row.cells
        if isinstance(cell, str) and cell.strip() and re.search(r"[^\W\d_]", cell)
    ]
