# SPDX-License-Identifier: EUPL-1.2
"""What goes wrong between a person and a row about them, with the rates of `noise.toml`.

Every change is named, so that linkage can be judged per kind of error.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from random import Random
from typing import Any

FIELDS = (
    "first",
    "initials",
    "prefix",
    "surname",
    "birth",
    "sex",
    "street",
    "number",
    "addition",
    "postcode",
    "bsn",
)
"""What a row says about a person; `birth` as 1987-03-12, `sex` as m or v; all text."""

_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_ALIKE = (("m", "rn"), ("rn", "m"), ("o", "0"), ("l", "1"), ("i", "l"), ("s", "5"), ("e", "c"))
_SOUNDS = (
    ("ij", "ei"),
    ("ij", "y"),
    ("ei", "ij"),
    ("ck", "k"),
    ("c", "k"),
    ("k", "c"),
    ("ph", "f"),
    ("s", "z"),
    ("z", "s"),
    ("aa", "a"),
    ("oe", "u"),
    ("th", "t"),
    ("dt", "d"),
    ("v", "f"),
)


@dataclass(frozen=True)
class Noise:
    """The rates, as read from `noise.toml`."""

    version: int
    per_cell: Mapping[str, float]
    fields: Mapping[str, tuple[str, ...]]
    per_row: Mapping[str, float]
    postcode_digits: tuple[float, ...]


@cache
def rates() -> Noise:
    """Return the frozen rates."""
    found = tomllib.loads(
        resources.files(__package__).joinpath("noise.toml").read_text(encoding="utf-8")
    )
    return Noise(
        found["version"],
        found["published"],
        {kind: tuple(fields) for kind, fields in found["fields"].items()},
        found["own"],
        tuple(found["published_digits"]["postcode"]),
    )


@cache
def names() -> Mapping[str, Any]:
    """Return the lists of names."""
    source = resources.files(__package__).joinpath("names.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def spoil(row: dict[str, str], housemate: Mapping[str, str], dice: Random) -> list[str]:
    """Make the errors of one row, in place; return their kinds.

    `housemate` is a row of another member of the household; empty for somebody who lives alone.
    """
    made = []
    for kind, chance in rates().per_cell.items():
        for field in rates().fields[kind]:
            if dice.random() >= chance or not row[field]:
                continue
            before = row[field]
            if kind == "of_housemate":
                row[field] = housemate.get(field) or before
            else:
                row[field] = _CHANGES[kind](before, dice)
            if field == "first":
                row["initials"] = _initials(row["initials"], row["first"])
            if row[field] != before:
                made.append(kind)
    return made


def _initials(initials: str, first: str) -> str:
    return first[:1].upper() + initials[1:] if first else ""


def _pick(options: str | list[str], dice: Random) -> str:
    return options[int(dice.random() * len(options))]


def _typo(text: str, dice: Random) -> str:
    at = int(dice.random() * len(text))
    way = int(dice.random() * 4)
    if way == 0 and len(text) > 2:
        return text[:at] + text[at + 1 :]
    if way == 1:
        return text[: at + 1] + text[at:]
    if way == 2 and at + 1 < len(text):
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    for keys in _KEYS:
        found = keys.find(text[at].lower())
        if found >= 0:
            beside = keys[max(0, found - 1)] + keys[min(len(keys) - 1, found + 1)]
            return (
                text[:at] + _pick(beside.replace(keys[found], "") or beside, dice) + text[at + 1 :]
            )
    return text


def _replaced(pairs: tuple[tuple[str, str], ...]) -> Callable[[str, Random], str]:
    def change(text: str, dice: Random) -> str:
        low = text.lower()
        there = [pair for pair in pairs if pair[0] in low]
        if not there:
            return text
        old, new = there[int(dice.random() * len(there))]
        at = low.index(old)
        return text[:at] + (new.capitalize() if at == 0 else new) + text[at + len(old) :]

    return change


def _digit(text: str, dice: Random) -> str:
    places = [at for at, sign in enumerate(text) if sign.isdigit()]
    if not places:
        return text
    at = places[int(dice.random() * len(places))]
    return text[:at] + str(int(dice.random() * 10)) + text[at + 1 :]


def _swapped(birth: str, dice: Random) -> str:
    del dice
    year, month, day = birth.split("-")
    return f"{year}-{day}-{month}"


def _postcode(text: str, dice: Random) -> str:
    signs = list(text)
    for at, chance in enumerate(rates().postcode_digits):
        if dice.random() < chance:
            signs[at] = str(int(dice.random() * 9) + 1)
    return "".join(signs)


_CHANGES: Mapping[str, Callable[[str, Random], str]] = {
    "blank": lambda text, dice: "",
    "typo": _typo,
    "misread": _replaced(_ALIKE),
    "by_ear": _replaced(_SOUNDS),
    "placeholder": lambda text, dice: _pick(names()["placeholder"], dice),
    "wrong_digit": _digit,
    "swapped": _swapped,
    "wrong_postcode": _postcode,
    "wrong_sex": lambda text, dice: "v" if text == "m" else "m",
}
