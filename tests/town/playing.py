# SPDX-License-Identifier: EUPL-1.2
"""A played town for a whole module of tests: played once, taken back after the last test."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.db import transaction

from tests.conftest import THREE
from voordeur.door.access import Access, open_household, scope
from voordeur.door.reader import Reader
from voordeur.history import clock
from voordeur.town.bsn import synthetic_numbers
from voordeur.town.draw import DEFAULT_TODAY, Facts
from voordeur.town.facts import Bundle
from voordeur.town.frame import frame
from voordeur.town.play import play
from voordeur.town.play.cast import Cast
from voordeur.town.stories import SLUGS, tell

#: The present moment of the played towns: noon on the default day.
NOON = datetime(2026, 9, 1, 10, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Told(Facts):
    """The town with some of its stories and the first few of its drawn households."""

    slugs: tuple[str, ...] = SLUGS
    drawn_first: int = 0

    def bundles(self) -> Iterator[Bundle]:
        """Yield the chosen stories and households, as often as asked."""
        stories = zip(SLUGS, tell(self.town, synthetic_numbers()), strict=True)
        yield from (bundle for slug, bundle in stories if slug in self.slugs)
        yield from islice(self.drawn(), self.drawn_first)


def told(*slugs: str, drawn_first: int = 0, seed: int = 1) -> Told:
    """Return the facts of some stories; without a name of all of them."""
    return Told(frame(seed, "small", DEFAULT_TODAY), slugs or SLUGS, drawn_first)


@contextmanager
def played(blocker: Any, facts: Facts) -> Iterator[Cast]:
    """Play facts into the test databases and take everything back afterwards."""
    with blocker.unblock(), ExitStack() as stack:
        for alias in THREE:
            stack.enter_context(transaction.atomic(alias))
        with clock.at(NOON):
            cast = play(facts)
            yield cast
        for alias in THREE:
            transaction.set_rollback(True, using=alias)


@contextmanager
def opened(cast: Cast, reader: Reader, household: str) -> Iterator[Access]:
    """Open a household of the town for a reader, as a page does; raises NoEntry when it cannot."""
    with clock.at(NOON), scope():
        yield open_household(reader, cast.households[household], activity="test")
