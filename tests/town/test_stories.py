# SPDX-License-Identifier: EUPL-1.2
"""A story file is read strictly, and a demo leaves the beginning of a story to its user."""

from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest

from voordeur.town import draw
from voordeur.town.bsn import synthetic_numbers
from voordeur.town.facts import Bundle
from voordeur.town.stories import SLUGS, story, tell
from voordeur.town.stories.reading import Reading

FACTS = draw(1)


def read(slug: str, file: dict[str, Any]) -> Bundle:
    return Reading(slug, file, FACTS.town, synthetic_numbers(), to_the_end=False).bundle()


def test_all_stories_are_told_and_name_their_source() -> None:
    told = [bundle.households[0].story for bundle in FACTS.stories()]
    assert told == list(SLUGS)
    assert len(SLUGS) == 18
    texts = ("landingsbaan", "nabij", "transformatie", "eigen-tuin")
    for slug in SLUGS:
        assert story(slug)["source"].startswith(texts)
        assert set(story(slug)["title"]) == {"nl", "en"}


def test_tom_and_angela_begin_with_an_open_signal_and_nothing_after_it() -> None:
    begin = next(FACTS.stories())
    assert [signal.state for signal in begin.signals] == ["open"]
    assert begin.households[0].stage == "signal"
    for later in (begin.visits, begin.triages, begin.cases, begin.problems, begin.plans):
        assert later == ()


def test_what_follows_can_be_told_to_the_end() -> None:
    end = next(tell(FACTS.town, synthetic_numbers(), to_the_end=True))
    assert end.households[0].stage == "plan"
    assert len(end.steps) == 3
    assert end.plans[0].agreed == FACTS.town.today


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda file: file.update(dragons=[]), "unknown table dragons"),
        (lambda file: file["signal"][0].update(colour="red"), "has no colour"),
        (lambda file: file["signal"][0].pop("text"), "needs text"),
    ],
)
def test_a_slip_in_a_story_file_is_an_error_with_its_place(spoil: Any, sentence: str) -> None:
    file = deepcopy(story("berend"))
    spoil(file)
    with pytest.raises(ValueError, match=rf"berend.toml: .*{sentence}"):
        read("berend", file)


def test_dates_in_a_story_are_days_from_today() -> None:
    later = draw(1, "small", FACTS.town.today + timedelta(days=40))
    then, now = next(later.stories()), next(FACTS.stories())
    assert then.signals[0].received - now.signals[0].received == timedelta(days=40)
    ages = [[p.age_on(t.town.today) for p in b.persons] for t, b in ((later, then), (FACTS, now))]
    assert ages[0] == ages[1] == [36, 33, 6, 4, 0]
