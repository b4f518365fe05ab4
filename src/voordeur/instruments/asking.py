# SPDX-License-Identifier: EUPL-1.2
"""The form of a measurement as plain data: what is asked, what was typed, what it says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from voordeur.instruments.instrument import Area, Instrument
from voordeur.instruments.measurement import Rating
from voordeur.instruments.parts import part_of
from voordeur.instruments.words import SkipReason

SHORT = 6
"""Up to this many areas a list is asked whole; a longer one starts with choosing what matters."""
OPEN = ""
Typed = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to one area; `value` is what the form sends."""

    value: str
    label: str
    explanation: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """One area in the form: its levels, the reasons for no level, and the way back to nothing."""

    id: str
    title: str
    explanation: str
    levels: tuple[Choice, ...]
    reasons: tuple[Choice, ...]
    untouched: bool
    has_reason: bool


def offered(
    instrument: Instrument, open_parts: frozenset[str], *, is_person: bool
) -> tuple[tuple[Area, ...], tuple[Area, ...]]:
    """Return the areas this reader can rate, and those in a part that is not open to them."""
    can: list[Area] = []
    cannot: list[Area] = []
    for area in instrument.areas:
        part = part_of(area, is_person=is_person)
        (can if part in open_parts else cannot).append(area)
    return tuple(can), tuple(cannot)


def chosen_areas(typed: Typed, areas: Iterable[Area]) -> tuple[Area, ...]:
    """Return the areas that were ticked, in the order of the instrument; unknown ones fall away."""
    ticked = set(typed.get("areas", ()))
    return tuple(area for area in areas if area.id in ticked)


def _last(typed: Typed, name: str) -> str:
    values = typed.get(name, ())
    return values[-1] if values else ""


def asked(
    instrument: Instrument, areas: Iterable[Area], typed: Typed, language: str
) -> tuple[Asked, ...]:
    """Return the questions of the form, with what was typed before."""
    questions = []
    for area in areas:
        said = _last(typed, f"area-{area.id}")
        levels = tuple(
            Choice(
                str(level.value),
                f"{level.value} · {level.name.in_language(language)}",
                text.in_language(language)
                if (text := instrument.explain(area.id, level.value))
                else "",
                said == str(level.value),
            )
            for level in instrument.levels
        )
        reasons = tuple(
            Choice(each.value, each.label.in_language(language), "", said == each.value)
            for each in SkipReason
        )
        has_reason = any(each.chosen for each in reasons)
        questions.append(
            Asked(
                area.id,
                area.title.in_language(language),
                area.explanation.in_language(language),
                levels,
                reasons,
                not has_reason and not any(each.chosen for each in levels),
                has_reason,
            )
        )
    return tuple(questions)


def answers(instrument: Instrument, areas: Iterable[Area], typed: Typed) -> tuple[Rating, ...]:
    """Return what was filled in; an area that was left open, or answered with nonsense, is not there."""
    found = []
    levels = {str(level.value): level.value for level in instrument.levels}
    reasons = {each.value: each for each in SkipReason}
    for area in areas:
        said = _last(typed, f"area-{area.id}")
        if said in levels:
            found.append(Rating(area.id, level=levels[said]))
        elif said in reasons:
            found.append(Rating(area.id, reason=reasons[said]))
    return tuple(found)


def typed_from(ratings: Iterable[Rating]) -> dict[str, list[str]]:
    """Return a measurement as the form would have sent it, to correct it."""
    ratings = tuple(ratings)
    said = {
        f"area-{each.area}": [str(each.level) if each.level is not None else str(each.reason)]
        for each in ratings
    }
    return {"areas": [each.area for each in ratings], **said}
