# SPDX-License-Identifier: EUPL-1.2
"""Laws and payers as dated data."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Law:
    """A law under which help is given, valid in [from_, until)."""

    code: str
    nl: str
    en: str
    from_: date
    until: date | None
    basis: str

    def in_force(self, on: date) -> bool:
        """Say whether the law is in force on a date."""
        return self.from_ <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class Payer:
    """A party that a euro comes from; who gains may be another."""

    code: str
    nl: str
    en: str


@cache
def _data() -> dict[str, dict[str, dict[str, object]]]:
    text = files("voordeur.partners").joinpath("laws.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def laws() -> Mapping[str, Law]:
    """Return all laws by code."""
    return {
        code: Law(
            code=code,
            nl=str(row["nl"]),
            en=str(row["en"]),
            from_=row["from"],  # type: ignore[arg-type]
            until=row.get("until"),  # type: ignore[arg-type]
            basis=str(row["basis"]),
        )
        for code, row in _data()["laws"].items()
    }


@cache
def payers() -> Mapping[str, Payer]:
    """Return all payers by code."""
    return {
        code: Payer(code, str(row["nl"]), str(row["en"])) for code, row in _data()["payers"].items()
    }
