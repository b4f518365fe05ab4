# SPDX-License-Identifier: EUPL-1.2
"""The permission matrix as data: what each relation sees of each compartment, and who may act."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from functools import cache
from importlib.resources import files
from typing import Any


class Answer(IntEnum):
    """What a reader gets of one piece; the highest answer of all the reader's relations counts."""

    HIDDEN = 0
    MASKED = 1
    SHOWN = 2


class Purpose(StrEnum):
    """What the data are used for; nothing identifiable passes from one to another."""

    HELP = "help"
    BUYING = "buying"
    FIGURES = "figures"
    SUPERVISION = "supervision"


class MatrixError(Exception):
    """The matrix file says something that cannot be; the message names the table and the key."""


@dataclass(frozen=True, slots=True)
class Basis:
    """A legal basis: law, article and the purposes it can carry."""

    code: str
    law: str
    article: str
    purposes: tuple[str, ...]
    nl: str
    en: str
    source: str = ""
    """Where the text of the law is: its number in the register of laws."""
    checked: date | None = None
    """When the privacy officer of the municipality looked at it; None: still to do."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Cells (relation, compartment) → answer, purposes per relation, and holders per act."""

    compartments: tuple[str, ...]
    cells: Mapping[tuple[str, str], Answer]
    purposes: Mapping[str, Purpose]
    acts: Mapping[str, frozenset[str]]

    def answer(self, relations: Iterable[str], compartment: str) -> Answer:
        """Return the best answer that any of these relations gives for a compartment."""
        return max(
            (self.cells[relation, compartment] for relation in relations), default=Answer.HIDDEN
        )

    def cells_with(self, answer: Answer, purpose: Purpose) -> list[str]:
        """Return `relation/compartment` of all cells that give at least this answer for a purpose."""
        return sorted(
            f"{relation}/{compartment}"
            for (relation, compartment), given in self.cells.items()
            if given >= answer and self.purposes[relation] is purpose
        )

    def may(self, act: str, holders: Iterable[str]) -> bool:
        """Say whether one of these relations or `role:…` may do an act; unknown acts raise KeyError."""
        return not self.acts[act].isdisjoint(holders)


def parse(data: Mapping[str, Any]) -> Matrix:
    """Build a Matrix from parsed TOML; raises MatrixError naming what is wrong and where."""
    compartments = tuple(data["compartments"])
    cells: dict[tuple[str, str], Answer] = {}
    purposes: dict[str, Purpose] = {}
    for relation, row in data["relations"].items():
        purposes[relation] = Purpose(row["purpose"])
        extra = set(row) - {"purpose", *compartments}
        if extra:
            raise MatrixError(f"[relations.{relation}] has the unknown compartment {min(extra)!r}")
        for compartment in compartments:
            if compartment not in row:
                raise MatrixError(f"[relations.{relation}] lacks {compartment!r}")
            cells[relation, compartment] = Answer[row[compartment].upper()]
    acts = {act: frozenset(holders) for act, holders in data["acts"].items()}
    for act, holders in acts.items():
        for holder in holders:
            if not holder.startswith("role:") and holder not in purposes:
                raise MatrixError(f"[acts] {act!r} names the unknown relation {holder!r}")
    return Matrix(compartments, cells, purposes, acts)


@cache
def matrix() -> Matrix:
    """Return the shipped matrix."""
    text = files("voordeur.door").joinpath("matrix.toml").read_text(encoding="utf-8")
    return parse(tomllib.loads(text))


@cache
def bases() -> Mapping[str, Basis]:
    """Return the legal bases by code."""
    text = files("voordeur.door").joinpath("bases.toml").read_text(encoding="utf-8")
    return {
        code: Basis(
            code,
            row["law"],
            row["article"],
            tuple(row["purposes"]),
            row["nl"],
            row["en"],
            row["source"],
            row.get("checked"),
        )
        for code, row in tomllib.loads(text)["bases"].items()
    }
