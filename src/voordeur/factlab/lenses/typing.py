# SPDX-License-Identifier: EUPL-1.2
"""Typing schemes, layers of the pyramid and definitions, read from files: parameters, not code."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from voordeur.factlab.counting import Classes, Condition
from voordeur.factlab.counting.conditions import read
from voordeur.factlab.fault import Fault, gettext_noop

OTHER = "other"
EUROCENTS = 100


@dataclass(frozen=True)
class Named:
    """A condition with what it is called."""

    code: str
    words: Mapping[str, str]
    condition: Condition

    def say(self, language: str) -> str:
        """Return what it is called in a language."""
        return self.words.get(language, self.words["en"])


@dataclass(frozen=True)
class Scheme:
    """Household types that exclude each other: the first that fits counts."""

    code: str
    words: Mapping[str, str]
    source: str
    year: int
    types: tuple[Named, ...]

    @property
    def axis(self) -> Classes:
        """Return the axis at which a household stands at exactly one type."""
        classes = tuple((one.code, one.condition) for one in self.types)
        return Classes(f"type_{self.code}", classes, OTHER)


@dataclass(frozen=True)
class Layer:
    """A layer of the pyramid: shares of the base in percents, cost per household a year in eurocents.

    Both are ranges, low and high; equal where the source gives one number.
    """

    code: str
    words: Mapping[str, str]
    share: tuple[float, float]
    cost_cents: tuple[int, int]
    source: str
    year: int

    def __post_init__(self) -> None:
        """Refuse ranges that run backwards and shares that cannot be."""
        if (
            not 0 < self.share[0] <= self.share[1] <= 100
            or not 0 <= self.cost_cents[0] <= self.cost_cents[1]
        ):
            raise Fault(
                gettext_noop("A share or cost that cannot be."),
                f"layer {self.code}",
                gettext_noop("Correct it."),
            )


@dataclass(frozen=True)
class Pyramid:
    """The layers, dearest first, and of which households the shares are taken."""

    base: Literal["all", "provision"]
    layers: tuple[Layer, ...]


@dataclass(frozen=True)
class Parameters:
    """Everything about the lenses that is data: own files of a municipality add to what comes along."""

    schemes: tuple[Scheme, ...]
    pyramid: Pyramid
    definitions: tuple[Named, ...]
    names: Mapping[tuple[str, str], Mapping[str, str]]
    """What codes of deliveries are called: by dimension (kind, life_area, area, source) and code."""

    @classmethod
    def load(cls, folder: Path | None = None) -> Parameters:
        """Read the parameters; files of the same name in `folder` take the place of ours.

        Raises Fault naming the file and the line that cannot be read.
        """
        schemes = _table("schemes.toml", folder)
        pyramid = _table("pyramid.toml", folder)
        definitions = _table("definitions.toml", folder)
        try:
            return cls(
                tuple(_scheme(code, given) for code, given in schemes.items()),
                _pyramid(pyramid),
                tuple(
                    _named(code, given, "definitions.toml") for code, given in definitions.items()
                ),
                {
                    (dimension, code): _words(words)
                    for table in (_table("names.toml", None), _table("names.toml", folder))
                    for dimension, codes in table.items()
                    for code, words in codes.items()
                },
            )
        except (KeyError, TypeError, ValueError) as error:
            raise Fault(
                gettext_noop("Something is missing or of the wrong kind: {error}."),
                "schemes.toml, pyramid.toml, definitions.toml, names.toml",
                gettext_noop("Compare it with the file that comes along."),
                error=error,
            ) from error


def _table(name: str, folder: Path | None) -> dict[str, Any]:
    own = folder / name if folder else None
    source = own if own and own.is_file() else files("voordeur.factlab.lenses") / name
    try:
        return tomllib.loads(source.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Fault(
            gettext_noop("This is no TOML: {error}."),
            name,
            gettext_noop("Mend the line it names."),
            error=error,
        ) from error


def _words(given: Mapping[str, Any]) -> Mapping[str, str]:
    return {"nl": str(given["nl"]), "en": str(given["en"])}


def _named(code: str, given: Mapping[str, Any], where: str) -> Named:
    return Named(code, _words(given), read(given["when"], f"{where}, {code}"))


def _scheme(code: str, given: Mapping[str, Any]) -> Scheme:
    types = tuple(_named(one["code"], one, f"schemes.toml, {code}") for one in given["types"])
    return Scheme(code, _words(given), given["source"], given["year"], types)


def _pyramid(given: Mapping[str, Any]) -> Pyramid:
    if given["base"] not in {"all", "provision"}:
        raise Fault(
            gettext_noop("The base is all or provision."),
            "pyramid.toml",
            gettext_noop("Choose one of the two."),
        )
    return Pyramid(
        given["base"],
        tuple(
            Layer(
                one["code"],
                _words(one),
                (float(one["share"][0]), float(one["share"][1])),
                (one["cost"][0] * EUROCENTS, one["cost"][1] * EUROCENTS),
                one["source"],
                one["year"],
            )
            for one in given["layers"]
        ),
    )
