# SPDX-License-Identifier: EUPL-1.2
"""Fixtures and guard rails of every test."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from hypothesis import settings

from tests import guard

# A busy machine makes a sound example slow; how fast things are is the benchmarks' business.
settings.register_profile("voordeur", deadline=None)
settings.load_profile("voordeur")

THREE = ("default", "log", "keys")
FIRST = ("long", "heavy")
"""Marks of what takes long; these begin first, so that no worker is left alone with one."""


def pytest_configure(config: pytest.Config) -> None:
    """Compile the Dutch catalogues, and refuse a run that only thinks it is on PostgreSQL."""
    if not hasattr(config, "workerinput"):
        subprocess.run(
            [sys.executable, "-m", "voordeur.cli", "messages", "compile"],
            check=True,
            capture_output=True,
        )
    if on_postgres() and not os.environ.get("VOORDEUR_DATABASE_URL"):
        raise pytest.UsageError("VOORDEUR_TEST_DATABASE=postgres needs -p tests.postgres")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every database test all three databases, and let what takes long begin first."""
    items.sort(key=lambda item: [item.get_closest_marker(name) is None for name in FIRST])
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker is not None and "databases" not in marker.kwargs:
            item.add_marker(
                pytest.mark.django_db(*marker.args, **marker.kwargs, databases="__all__"),
                append=False,
            )


@pytest.fixture(scope="session", autouse=True)
def _rails() -> Iterator[None]:
    from django.template import engines
    from django.test import TransactionTestCase

    from voordeur.history.appendonly import purge_permit

    for engine in engines.all():
        engine.engine.string_if_invalid = guard.UndefinedVariable()
    teardown = TransactionTestCase._fixture_teardown

    def permitted(self: TransactionTestCase) -> None:
        with purge_permit():
            teardown(self)

    TransactionTestCase._fixture_teardown = permitted
    with guard.offline(), guard.shuffled():
        yield
    TransactionTestCase._fixture_teardown = teardown


@pytest.fixture(autouse=True)
def _personal(request: pytest.FixtureRequest) -> Iterator[None]:
    from voordeur.door import access

    if request.node.get_closest_marker("django_db") is None:
        yield
        return
    request.getfixturevalue("_django_db_helper")
    with guard.personal_reads(), access.scope():
        yield


@pytest.fixture(autouse=True)
def _one_factor(request: pytest.FixtureRequest, settings: object) -> None:
    """Sign in with one factor and stay in when a test turns the clock, except where that is tested."""
    if request.node.get_closest_marker("two_factors") is None:
        settings.SECOND_FACTOR = False
        settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "IdleMiddleware" not in one]


@pytest.fixture
def friday() -> datetime:
    """A fixed moment: Friday 13 November 2026, ten in the morning in Amsterdam."""
    return datetime(2026, 11, 13, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock(friday: datetime) -> Iterator[Callable[[datetime], AbstractContextManager[None]]]:
    """Set the clock to that Friday; call it for another moment."""
    from voordeur.history import clock as product

    with product.at(friday):
        yield product.at


@pytest.fixture
def all_queries() -> Callable[[], AbstractContextManager[list[str]]]:
    """Count every statement on the three databases, session, user, door and log included."""

    @contextmanager
    def count() -> Iterator[list[str]]:
        caught = [CaptureQueriesContext(connections[alias]) for alias in THREE]
        statements: list[str] = []
        for context in caught:
            context.__enter__()
        try:
            yield statements
        finally:
            for context in caught:
                context.__exit__(None, None, None)
                statements += [query["sql"] for query in context.captured_queries]

    return count


def on_postgres() -> bool:
    """Say whether this run is on PostgreSQL."""
    return os.environ.get("VOORDEUR_TEST_DATABASE") == "postgres"
