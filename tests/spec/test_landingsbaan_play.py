# SPDX-License-Identifier: EUPL-1.2
"""The households of 'Landingsbaan' as they are read in the played town."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.town.playing import NOON, opened, played, told
from tests.town.telling import holds
from voordeur.history import clock
from voordeur.intake.queries import worklist
from voordeur.provisions.queries import provisions
from voordeur.resident.queries.telling import notes
from voordeur.town.play.cast import Cast, as_member

pytestmark = pytest.mark.django_db
STORIES = (
    "miranda",
    "paula",
    "berend",
    "dismissed-father",
    "team-twins",
    "engels",
    "homeless-mother",
)


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """The town with the households of this text."""
    with played(django_db_blocker, told("tom-angela", *STORIES)) as cast:
        yield cast


@pytest.mark.parametrize("slug", STORIES)
def test_landingsbaan_every_story_is_readable_for_who_keeps_the_file(town: Cast, slug: str) -> None:
    [bundle] = told(slug).bundles()
    holds(town, bundle)


def test_landingsbaan_c1_the_signal_about_tom_and_angela_waits_for_the_team(town: Cast) -> None:
    with clock.at(NOON):
        lines = worklist(town.acting("noor"))
    assert [line.stage for line in lines] == ["received"]
    assert (lines[0].who or "").startswith("Tom Verschuur")


def test_landingsbaan_c1_what_angela_wrote_for_herself_is_hers_alone(town: Cast) -> None:
    angela, tom = (town.persons[f"tom-angela/{key}"] for key in ("angela", "tom"))
    with opened(town, as_member(angela), "tom-angela/home") as access:
        assert [note.text.startswith("Tom drinkt") for note in notes(access, angela)] == [True]
    for reader in (as_member(tom), town.acting("noor")):
        with opened(town, reader, "tom-angela/home") as access:
            assert notes(access, angela) == []


def test_landingsbaan_c1_before_triage_help_of_one_member_is_not_read(town: Cast) -> None:
    with opened(town, town.acting("noor"), "tom-angela/home") as access:
        lines = provisions(access)
    assert {line.name for line in lines if line.person_id is None} == {"Gezinscoach"}
