# SPDX-License-Identifier: EUPL-1.2
"""Projections are only a faster way to ask: what they hold equals a replay of the events."""

import pytest

from tests.history.writing import some
from voordeur.history import projections
from voordeur.history.models import Event, Stream
from voordeur.history.projections import REGISTRY, Projection

pytestmark = pytest.mark.django_db


@pytest.fixture
def last_of(monkeypatch):
    """A projection that keeps the last number per stream."""
    held: dict[str, int] = {}

    def apply(event: Event, stream: Stream) -> None:
        held[str(stream)] = event.facts["number"]

    monkeypatch.setattr(projections, "REGISTRY", {})
    projections.register(Projection("test.last", apply, held.clear))
    return held


def test_a_replay_gives_what_was_kept_on_the_way(clock, last_of):
    for count, stream in ((3, ("household", 1)), (1, ("person", 2)), (2, ("household", 1))):
        projections.apply(some(count, stream))
    kept = dict(last_of)
    last_of["stale"] = 1
    assert projections.rebuild("test.last") == 6
    assert last_of == kept == {"household:1": 1, "person:2": 0}


def test_the_projections_of_the_rooms_can_be_rebuilt(clock):
    some(2)
    for name in sorted(REGISTRY):
        assert projections.rebuild(name) == 2


def test_without_projections_nothing_is_asked(clock, monkeypatch, all_queries):
    monkeypatch.setattr(projections, "REGISTRY", {})
    events = some(1)
    with all_queries() as statements:
        projections.apply(events)
    assert statements == []
