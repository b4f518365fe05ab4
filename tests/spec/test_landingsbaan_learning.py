# SPDX-License-Identifier: EUPL-1.2
"""Landingsbaan: lists of competences to reflect with, and no score of who works with them."""

import pytest

from tests import factories as make
from tests.coordination.making import signed_in
from voordeur.desk.reflection import reflections
from voordeur.history.models import Event

SIZES = {"generalist": 10, "profiel": 9, "dilemmas": 6, "bureaucratie": 5, "ladder": 5}


def test_landingsbaan_r093_the_lists_are_whole_with_source_and_in_both_languages():
    assert {one.code: len(one.items) for one in reflections()} == SIZES
    for one in reflections():
        assert one.source
        for words in (one.title, one.ask, *one.items):
            assert words.nl
            assert words.en


def test_landingsbaan_s33_the_ladder_goes_from_one_discipline_to_the_whole():
    ladder = next(one for one in reflections() if one.code == "ladder")
    rungs = [words.nl.split(":")[0].split()[0] for words in ladder.items]
    assert rungs == [
        "Monodisciplinair", "Interdisciplinair", "Intradisciplinair", "Transdisciplinair",
        "Holistisch",
    ]  # fmt: skip


@pytest.mark.django_db
def test_landingsbaan_r094_teams_reflect_together_and_nobody_is_scored(clock):
    """The page has nothing to fill in, leaves no event, and leads to noting time for the team."""
    worker = make.a_worker()
    browser = signed_in(worker)
    before = Event.objects.count()
    page = browser.get("/reflectie/").content.decode()
    main = page.split("<main", 1)[1].split("</main", 1)[0]
    assert "<form" not in main
    assert "<input" not in main
    assert "/berichten/#leren" in main
    assert "/reflectie/" in browser.get("/berichten/").content.decode()
    assert browser.post("/reflectie/").status_code == 405
    assert Event.objects.count() == before
    assert signed_in(make.a_worker("controller")).get("/reflectie/").status_code == 403
