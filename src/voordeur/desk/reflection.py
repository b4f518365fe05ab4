# SPDX-License-Identifier: EUPL-1.2
"""Lists of competences and dilemmas to reflect with; nothing is scored, sent or kept."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from voordeur.door.pages import page
from voordeur.door.roomwords import Words


@dataclass(frozen=True, slots=True)
class Reflection:
    """One list: its source, its items in order, and the question to ask oneself with it."""

    code: str
    source: str
    title: Words
    ask: Words
    items: tuple[Words, ...]


@cache
def reflections() -> tuple[Reflection, ...]:
    """Return the lists of `reflection.toml`, in the order of the file."""
    text = files("voordeur.desk").joinpath("reflection.toml").read_text(encoding="utf-8")
    return tuple(
        Reflection(
            row["code"],
            row["source"],
            Words(**row["title"]),
            Words(**row["ask"]),
            tuple(Words(**item) for item in row["items"]),
        )
        for row in tomllib.loads(text)["list"]
    )


@require_safe
@page("professional", "triage", "team_lead")
def reflect(request: HttpRequest) -> HttpResponse:
    """Show the lists, for oneself or for a session of two teams; there is nothing to fill in."""
    return render(request, "desk/pages/reflection.html", {"lists": reflections()})
