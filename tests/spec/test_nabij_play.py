# SPDX-License-Identifier: EUPL-1.2
"""The households of 'Nabij is beter' as they are read in the played town."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.town.playing import opened, played, told
from tests.town.telling import holds
from voordeur.door.refusal import NoEntry
from voordeur.plan.queries.plan import plan_of
from voordeur.plan.queries.voice import voices
from voordeur.provisions.queries import cost_sum
from voordeur.town.play.cast import Cast, as_member

pytestmark = pytest.mark.django_db
STORIES = (
    "gladys",
    "karima",
    "divorced-woman",
    "hakan-sandra",
    "mother-of-two",
    "homeless-youth",
)


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """The town with the households of this text."""
    with played(django_db_blocker, told(*STORIES)) as cast:
        yield cast


@pytest.mark.parametrize("slug", STORIES)
def test_nabij_every_story_is_readable_for_who_keeps_the_file(town: Cast, slug: str) -> None:
    [bundle] = told(slug).bundles()
    holds(town, bundle)


def test_nabij_a1_gladys_six_organisations_cost_168_000_euro_without_the_hospital(
    town: Cast,
) -> None:
    with opened(town, town.acting("noor"), "gladys/home") as access:
        costs = cost_sum(access, town.today.year)
    assert costs.costs.total.sum == 168_000_00
    assert costs.costs.total.unknown == 0
    assert len(costs.costs.by_provider) == 6
    assert {left.kind.code: left.interventions for left in costs.costs.not_counted}["medical"] == 1


def test_nabij_a1_gladys_the_municipality_pays_10_percent_before_2015(town: Cast) -> None:
    with opened(town, town.acting("noor"), "gladys/home") as access:
        [before] = cost_sum(access, town.today.year).regimes.values()
    paid = {share.payer: share.share.part.sum for share in before}
    assert paid == {"municipality": 16_800_00, "other_payers": 151_200_00}


def test_nabij_a1_gladys_own_word_comes_first(town: Cast) -> None:
    with opened(town, town.acting("noor"), "gladys/home") as access:
        said = {one.who: one.newest.first_priority for one in voices(access).members if one.newest}
    assert said["Gladys"] == "schulden"


def test_nabij_a5_an_offer_that_was_declined_is_in_no_step(town: Cast) -> None:
    with opened(town, town.acting("noor"), "mother-of-two/home") as access:
        picture = plan_of(access)
    assert [offer.accepted for offer in picture.offers] == [False]
    assert not any(step.network or step.offers for step in picture.steps)


def test_nabij_a1_nobody_of_another_story_opens_the_file_of_gladys(town: Cast) -> None:
    for stranger in ("karima/karima", "hakan-sandra/hakan"):
        with pytest.raises(NoEntry), opened(town, as_member(town.persons[stranger]), "gladys/home"):
            pass
