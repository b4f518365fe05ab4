# SPDX-License-Identifier: EUPL-1.2
"""The terms and lists of `intake.toml`, read once. Pure."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list, with its label in both languages."""

    code: str
    nl: str
    en: str

    def label(self, language: str) -> str:
        """Return the label in Dutch, or in English for `en`."""
        return self.en if language == "en" else self.nl


@dataclass(frozen=True, slots=True)
class Terms:
    """How long things may take, in days."""

    triage_days: Mapping[str, int]
    expires_days: int
    look_back_days: int
    outreach_days: int

    def triage_due(self, received: date, urgency: str) -> date:
        """Return the last day on which triage of a signal is in time."""
        return received + timedelta(days=self.triage_days[urgency])

    def expires_on(self, received: date) -> date:
        """Return the first day on which a signal is gone."""
        return received + timedelta(days=self.expires_days)


ListName = Literal["source", "way", "result", "threshold", "outcome", "stage", "rule"]


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("intake.toml").read_text("utf-8"))


@cache
def terms() -> Terms:
    """Return the terms that come with the product."""
    return Terms(**_data()["terms"])


@cache
def choices(name: ListName) -> Mapping[str, Choice]:
    """Return a list by code, in the order of the file."""
    return {
        row["code"]: Choice(row["code"], row["label"]["nl"], row["label"]["en"])
        for row in _data()[name]
    }


@cache
def contact_results() -> frozenset[str]:
    """Return the outcomes of an attempt in which somebody of the household was spoken to."""
    return frozenset(row["code"] for row in _data()["result"] if row["contact"])
