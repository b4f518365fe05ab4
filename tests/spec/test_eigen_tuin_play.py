# SPDX-License-Identifier: EUPL-1.2
"""The households of 'Eigen tuin' as they are read in the played town."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.town.playing import opened, played, told
from tests.town.telling import holds
from voordeur.coordination.queries import claims
from voordeur.town.play.cast import Cast

pytestmark = pytest.mark.django_db
STORIES = ("turning-eighteen", "stuck")


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """The town with the households of this text."""
    with played(django_db_blocker, told(*STORIES)) as cast:
        yield cast


@pytest.mark.parametrize("slug", STORIES)
def test_eigen_tuin_every_story_is_readable_for_who_keeps_the_file(town: Cast, slug: str) -> None:
    [bundle] = told(slug).bundles()
    holds(town, bundle)


def test_eigen_tuin_a20_a_claim_on_coordination_stands_beside_the_appointed_one(
    town: Cast,
) -> None:
    with opened(town, town.acting("wim"), "stuck/home") as access:
        assert len(claims(access)) == 1
