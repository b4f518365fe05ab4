# SPDX-License-Identifier: EUPL-1.2
"""What is compared between two records, and how well it can agree, best first.

Conditions are SQL over the two records `l` and `r` of `standardise`, only with functions that
every engine knows; the same text trains the model (Splink) and scores the pairs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

type Blocks = tuple[tuple[str, ...], ...]

_SIDE = re.compile(r"\b([lr])\.(\w+)")


@dataclass(frozen=True, slots=True)
class Level:
    """One way to agree. `rare`: agreeing on a rare value of this column says more."""

    name: str
    condition: str
    rare: str = ""

    @property
    def for_splink(self) -> str:
        """The condition as Splink writes columns: `surname_l`."""
        return as_splink(self.condition)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One thing compared; `unknown` is the condition under which it says nothing."""

    name: str
    unknown: str
    levels: tuple[Level, ...]
    columns: tuple[str, ...]


def as_splink(condition: str) -> str:
    """Write `l.surname` as `surname_l`."""
    return _SIDE.sub(r"\2_\1", condition)


def _alike(left: str, right: str, least: float) -> str:
    return f"jaro_winkler_similarity({left}, {right}) >= {least}"


FIRST = Comparison(
    "first",
    "l.initial IS NULL OR r.initial IS NULL",
    (
        Level("same", "l.first = r.first", rare="first"),
        Level("same_root", "l.root = r.root"),
        Level("alike", _alike("l.first", "r.first", 0.88)),
        Level(
            "same_initials",
            "(l.first IS NULL OR r.first IS NULL) AND l.initials = r.initials "
            "AND length(l.initials) > 1",
        ),
        Level("same_initial", "(l.first IS NULL OR r.first IS NULL) AND l.initial = r.initial"),
        Level("other_name_same_initial", "l.initial = r.initial"),
        Level("other", "ELSE"),
    ),
    ("first", "root", "initials", "initial"),
)
SURNAME = Comparison(
    "surname",
    "l.surname IS NULL OR r.surname IS NULL",
    (
        Level("same", "l.surname = r.surname", rare="surname"),
        Level("half", "l.surname = r.other OR l.other = r.surname OR l.other = r.other"),
        Level("alike", _alike("l.surname", "r.surname", 0.9)),
        Level("sounds", "l.sound = r.sound"),
        Level(
            "half_alike",
            f"{_alike('l.surname', 'r.other', 0.9)} OR {_alike('l.other', 'r.surname', 0.9)}",
        ),
        Level("other", "ELSE"),
    ),
    ("surname", "other", "sound"),
)
BIRTH = Comparison(
    "birth",
    "l.year IS NULL OR r.year IS NULL",
    (
        Level("same", "l.birth = r.birth"),
        Level("swapped", "l.year = r.year AND l.month = r.day AND l.day = r.month"),
        Level(
            "two_parts",
            "(l.year = r.year AND (l.month = r.month OR l.day = r.day)) "
            "OR (l.month = r.month AND l.day = r.day)",
        ),
        Level("year", "l.year = r.year AND (l.birth IS NULL OR r.birth IS NULL)"),
        Level("other", "ELSE"),
    ),
    ("birth", "year", "month", "day"),
)
SEX = Comparison(
    "sex",
    "l.sex IS NULL OR r.sex IS NULL",
    (Level("same", "l.sex = r.sex"), Level("other", "ELSE")),
    ("sex",),
)
ADDRESS = Comparison(
    "address",
    "(l.area IS NULL OR r.area IS NULL) AND (l.street IS NULL OR r.street IS NULL)",
    (
        Level("door", "l.postcode = r.postcode AND l.house = r.house AND l.addition = r.addition"),
        Level("house", "l.postcode = r.postcode AND l.house = r.house"),
        Level("street_and_number", "l.street = r.street AND l.house = r.house"),
        Level("postcode", "l.postcode = r.postcode"),
        Level("street", "l.street = r.street"),
        Level("area", "l.area = r.area"),
        Level("other", "ELSE"),
    ),
    ("postcode", "area", "house", "addition", "street"),
)
BSN = Comparison(
    "bsn",
    "l.bsn IS NULL OR r.bsn IS NULL",
    (Level("same", "l.bsn = r.bsn"), Level("other", "ELSE")),
    ("bsn",),
)
COMPARISONS = (FIRST, SURNAME, BIRTH, SEX, ADDRESS, BSN)

BLOCKS: Blocks = (
    ("bsn",),
    ("birth", "initial"),
    ("birth", "sound"),
    ("birth", "area"),
    ("postcode", "house"),
    ("surname", "root", "year"),
)
"""Two records are compared when they agree on all columns of one of these."""

WIDE_BLOCKS: Blocks = (
    *BLOCKS,
    ("birth",),
    ("street", "house"),
    ("area", "house"),
    ("surname", "root"),
    ("surname", "area"),
    ("root", "area"),
)
"""For small lists, and lists without whole postcodes: more pairs, and so more time."""

TRAINING_BLOCKS: Blocks = (("birth",), ("surname", "root"))
"""Where the model learns how often records of one person agree: blocks in which members of one
household do not stand in for one person, as they would behind one door."""
