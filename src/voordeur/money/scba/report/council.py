# SPDX-License-Identifier: EUPL-1.2
"""Pages for the council: three sentences first, then sliders of links, and what they come to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from voordeur.money.scba.model import Model
from voordeur.money.scba.montecarlo import DRAWS
from voordeur.money.scba.report.blocks import Bullets, Choice, Document, Option, Section, Text
from voordeur.money.scba.report.document import summary
from voordeur.money.scba.report.findings import find
from voordeur.money.scba.report.words import Language, percent, word
from voordeur.money.scba.whatif import (
    ATTRIBUTIONS,
    ZEROS,
    Setting,
    as_it_is,
    changed,
    horizons,
    settings,
)


def council(
    model: Model, stem: str, language: Language = "nl", *, draws: int = DRAWS, seed: int = 1
) -> Iterator[tuple[str, Document]]:
    """Return a page per state of the sliders, with the name of its file; the first is as it is.

    `stem` begins the name of every file, so that the pages find each other in one folder.
    """
    for setting in settings(model):
        yield (
            file_of(model, setting, stem),
            state(
                model,
                setting,
                lambda one: file_of(model, one, stem),
                language,
                draws=draws,
                seed=seed,
            ),
        )


def state(
    model: Model,
    setting: Setting,
    link: Callable[[Setting], str],
    language: Language = "nl",
    *,
    draws: int = DRAWS,
    seed: int = 1,
) -> Document:
    """Return the page of one state of the sliders; `link` says where the page of another stands."""
    found = find(changed(model, setting), draws=draws, seed=seed)
    three, parties, unpriced = summary(found, language)
    sliders = Section(
        word("council_what_if", language),
        (Text(word("council_intro", language)), *_sliders(model, setting, link, language)),
    )
    sections = (three, sliders, parties, unpriced, _conditions(model, language))
    return Document(
        model.title,
        word("council", language),
        language,
        tuple(one for one in sections if one.blocks),
    )


def file_of(model: Model, setting: Setting, stem: str) -> str:
    """Return the name of the page of a state."""
    return f"{stem}.html" if setting == as_it_is(model) else f"{stem}-{setting.code}.html"


def _conditions(model: Model, language: Language) -> Section:
    held = tuple(one for each in model.interventions for one in each.conditions)
    return Section(word("conditions", language), (Bullets(held),) if held else ())


def _sliders(
    model: Model, now: Setting, link: Callable[[Setting], str], language: Language
) -> Iterator[Choice]:
    def choice(label: str, states: list[tuple[str, Setting]]) -> Choice:
        options = tuple(Option(text, link(setting), setting == now) for text, setting in states)
        return Choice(word(label, language), options)

    def part(share: float) -> str:
        if share == ATTRIBUTIONS[0]:
            return word("as_assumed", language)
        return word("less", language, share=percent(share))

    yield choice(
        "slider_attribution", [(part(one), replace(now, attribution=one)) for one in ATTRIBUTIONS]
    )
    yield choice(
        "slider_zero",
        [
            (word("as_assumed" if one == ZEROS[0] else "more", language), replace(now, zero=one))
            for one in ZEROS
        ],
    )
    yield choice(
        "slider_horizon",
        [
            (word("years_count", language, years=str(one)), replace(now, horizon=one))
            for one in horizons(model)
        ],
    )
    yield choice(
        "slider_payer",
        [
            (word("payer_shared" if one else "payer_now", language), replace(now, shared=one))
            for one in (False, True)
        ],
    )
