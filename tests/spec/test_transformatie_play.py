# SPDX-License-Identifier: EUPL-1.2
"""The Van Dalen family as it is read in the played town."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.town.playing import opened, played, told
from tests.town.telling import holds
from voordeur.plan.queries.versions import signatures
from voordeur.town.play.cast import Cast, as_member

pytestmark = pytest.mark.django_db
STORIES = ("van-dalen",)


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """The town with the households of this text."""
    with played(django_db_blocker, told(*STORIES)) as cast:
        yield cast


@pytest.mark.parametrize("slug", STORIES)
def test_transformatie_every_story_is_readable_for_who_keeps_the_file(
    town: Cast, slug: str
) -> None:
    [bundle] = told(slug).bundles()
    holds(town, bundle)


def test_transformatie_6_1_a_son_who_did_not_agree_reads_the_same_plan(town: Cast) -> None:
    jeffrey = town.persons["van-dalen/jeffrey"]
    with opened(town, as_member(jeffrey), "van-dalen/home") as access:
        words = {one.person_id: one.word for one in signatures(access)}
    assert words[jeffrey] == "not_agreed"
    assert len(words) == 3
