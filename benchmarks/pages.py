# SPDX-License-Identifier: EUPL-1.2
"""Pages at 1,000, 10,000 and 100,000 households on PostgreSQL: queries, bytes and time stay flat."""

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks import filling, yardstick

SIZES = (1_000, 10_000, 100_000)
TIMES = 15
MOST_QUERIES = 15
MOST_GROWTH = 1.5
MOST_TIMES_RAW = 5.0
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True, slots=True)
class Measured:
    """One page at one size; `raw` is the yardstick, both in milliseconds (median)."""

    page: str
    households: int
    requests: int
    queries: int
    log_statements: int
    size: int
    milliseconds: float
    raw: float

    @property
    def ratio(self) -> float:
        """Return how many times the yardstick the page takes."""
        return self.milliseconds / self.raw


@dataclass(frozen=True, slots=True)
class Claim:
    """Something the design promises, what was measured, and whether it held."""

    what: str
    measured: float
    limit: float

    @property
    def holds(self) -> bool:
        """Say whether the measured value is within the limit."""
        return self.measured <= self.limit


def run(sizes: tuple[int, ...] = SIZES, times: int = TIMES) -> dict[str, Any]:
    """Fill, measure and judge; needs Django on a fresh PostgreSQL with tables."""
    from voordeur.history import clock

    worker = filling.prepare()
    found: list[Measured] = []
    done = 0
    with clock.at(filling.START):
        for size in sizes:
            filling.fill(worker, done, size)
            done = size
            found += _measure(filling.scene(worker), size, times)
    claims = _judge(found, sizes)
    return {
        "measured": [asdict(one) | {"ratio": round(one.ratio, 2)} for one in found],
        "claims": [asdict(claim) | {"holds": claim.holds} for claim in claims],
    }


def _measure(scene: filling.Scene, size: int, times: int) -> list[Measured]:
    from django.db import connections
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(scene.account, backend=BACKEND)
    reader = f"account:{scene.account.pk}"
    home = f"/huishouden/{scene.household}/"
    pages: list[tuple[str, Callable[[], Any], tuple[str, ...], object]] = [
        ("today", lambda: client.get("/vandaag/"), yardstick.TODAY, reader),
        ("list of 100", lambda: client.get("/huishoudens/"), yardstick.LIST, reader),
        ("household", lambda: client.get(home), yardstick.HOUSEHOLD, _first_household()),
        (
            "search",
            lambda: client.post("/zoeken/", {"name": "Bakker"}),
            yardstick.SEARCH,
            reader,
        ),
    ]
    found = []
    for name, ask, statements, parameter in pages:
        answer = ask()
        if answer.status_code != 200:
            raise RuntimeError(f"{name} answered {answer.status_code}")
        parts = sorted(set(re.findall(r'(?:src|hx-get)="(/(?!static/)[^"]+)"', answer.text)))

        def whole(ask: Callable[[], Any] = ask, parts: list[str] = parts) -> None:
            ask()
            for part in parts:
                client.get(part)

        whole()
        caught = {alias: CaptureQueriesContext(connections[alias]) for alias in connections}
        for context in caught.values():
            context.__enter__()
        ask()
        for context in caught.values():
            context.__exit__(None, None, None)
        written = [
            query["sql"]
            for query in caught["log"].captured_queries
            if "accessrecord" in query["sql"]
        ]
        found.append(
            Measured(
                page=name,
                households=size,
                requests=1 + len(parts),
                queries=sum(len(context) for context in caught.values()),
                log_statements=len(written),
                size=len(answer.content),
                milliseconds=round(yardstick.timed(whole, times) * 1000, 2),
                raw=round(yardstick.seconds(statements, parameter, times) * 1000, 3),
            )
        )
    return found


def _first_household() -> int:
    from voordeur.people.models import Household

    return int(Household.objects.order_by("pk").values_list("pk", flat=True)[0])


def _judge(found: list[Measured], sizes: tuple[int, ...]) -> list[Claim]:
    claims = []
    for page in dict.fromkeys(one.page for one in found):
        rows = {one.households: one for one in found if one.page == page}
        small, large = rows[sizes[0]], rows[sizes[-1]]
        claims += [
            Claim(f"{page}: queries", max(r.queries for r in rows.values()), MOST_QUERIES),
            Claim(f"{page}: growth of queries", large.queries - small.queries, 0),
            Claim(f"{page}: statements in the access log", large.log_statements, 1),
            Claim(
                f"{page}: time at {sizes[-1]:,} over time at {sizes[0]:,}",
                round(large.milliseconds / small.milliseconds, 2),
                MOST_GROWTH,
            ),
            Claim(f"{page}: time over the yardstick", round(large.ratio, 2), MOST_TIMES_RAW),
        ]
    return claims
