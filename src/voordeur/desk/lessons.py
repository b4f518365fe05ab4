# SPDX-License-Identifier: EUPL-1.2
"""Lessons inside the product: per role a few steps, each with where to go, what to do and what one sees."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from voordeur.desk.demo import demo_is_on
from voordeur.door.pages import page, who_asks
from voordeur.door.reader import Reader
from voordeur.door.refusal import NoEntry
from voordeur.door.roomwords import Words


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the URL name of the page to open, what to do there, and what one sees then."""

    page: str
    do: Words
    see: Words


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson for some roles; `minutes` is about how long it takes."""

    code: str
    roles: frozenset[str]
    minutes: int
    title: Words
    why: Words
    steps: tuple[Step, ...]


@cache
def lessons() -> tuple[Lesson, ...]:
    """Return the lessons of `lessons.toml`, in the order of the file."""
    text = files("voordeur.desk").joinpath("lessons.toml").read_text(encoding="utf-8")
    return tuple(
        Lesson(
            row["code"],
            frozenset(row["roles"]),
            row["minutes"],
            Words(**row["title"]),
            Words(**row["why"]),
            tuple(
                Step(step["page"], Words(**step["do"]), Words(**step["see"]))
                for step in row["step"]
            ),
        )
        for row in tomllib.loads(text)["lesson"]
    )


def lessons_for(roles: Iterable[str]) -> list[Lesson]:
    """Return the lessons for who has these roles."""
    held = frozenset(roles)
    return [lesson for lesson in lessons() if lesson.roles & held]


def _shell(reader: Reader) -> str:
    return "desk/base.html" if reader.person_id is None else "desk/base_resident.html"


@require_safe
@page()
def lesson_list(request: HttpRequest) -> HttpResponse:
    """Show the lessons for the roles of who is signed in."""
    reader = who_asks(request)
    context = {
        "lessons": lessons_for(reader.roles),
        "shell": _shell(reader),
        "practice": demo_is_on(),
    }
    return render(request, "desk/pages/lessons.html", context)


@require_safe
@page()
def lesson(request: HttpRequest, lesson: str) -> HttpResponse:
    """Show one step of a lesson (`?stap=2`); where one is stands in the address, nothing is kept."""
    reader = who_asks(request)
    found = next((one for one in lessons_for(reader.roles) if one.code == lesson), None)
    raw = request.GET.get("stap", "1")
    step = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 3 else 0
    if found is None or not 1 <= step <= len(found.steps):
        raise NoEntry("This lesson is not here.")
    context = {
        "lesson": found,
        "step": found.steps[step - 1],
        "number": step,
        "last": len(found.steps),
        "before": step - 1,
        "after": step + 1 if step < len(found.steps) else 0,
        "shell": _shell(reader),
        "practice": demo_is_on(),
    }
    return render(request, "desk/pages/lesson.html", context)
