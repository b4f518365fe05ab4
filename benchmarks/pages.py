# SPDX-License-Identifier: EUPL-1.2
"""Pages at 1,000, 10,000 and 100,000 households on PostgreSQL: queries, rows, bytes and time."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks import filling, yardstick

SIZES = (1_000, 10_000, 100_000)
TIMES = 15
MOST_QUERIES = 15
MOST_GROWTH = 1.5
MOST_TIMES_RAW = 5.0
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PART = re.compile(r'(?:src|hx-get)="(/(?!static/)[^"]+)"')


@dataclass(frozen=True, slots=True)
class Measured:
    """One page at one size, all requests until it is complete; times are medians in milliseconds."""

    page: str
    households: int
    requests: int
    queries: int
    """Of the request that asks most: session, account, door and log counted in."""
    log_statements: int
    """Of the request that writes most to the access log."""
    rows: int
    size: int
    milliseconds: float
    raw: float
    """The yardstick with its record in the access log."""
    raw_without_log: float
    raw_rows: int

    @property
    def ratio(self) -> float:
        """Return how many times the yardstick the page takes."""
        return self.milliseconds / self.raw

    @property
    def ratio_without_log(self) -> float:
        """Return the same against a yardstick that writes no log, which the page always does."""
        return self.milliseconds / self.raw_without_log


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

    scene = filling.prepare()
    found: list[Measured] = []
    done = 1
    with clock.at(filling.NOON):
        for size in sizes:
            filling.fill(scene, done, size)
            done = size
            found += measure(scene, size, times)
    claims = judge(found, sizes)
    return {
        "measured": [
            asdict(one)
            | {
                "ratio": round(one.ratio, 2),
                "ratio_without_log": round(one.ratio_without_log, 2),
            }
            for one in found
        ],
        "claims": [asdict(claim) | {"holds": claim.holds} for claim in claims],
    }


def measure(scene: filling.Scene, size: int, times: int) -> list[Measured]:
    """Measure the pages of issue and design for one professional in a town of this size."""
    from django.test import Client

    from voordeur.coordination.queries.situation import kinds_asked

    client = Client()
    client.force_login(scene.account, backend=BACKEND)
    home = f"/huishouden/{scene.address}/"
    given = {
        "session": client.session.session_key,
        "account": scene.account.pk,
        "reader": f"account:{scene.account.pk}",
        "keys": scene.keys,
        "now": filling.NOON,
        "household": scene.household,
        "households": json.dumps([scene.household]),
        "address": scene.address,
        "moves": sorted(kinds_asked()),
    }
    pages: list[tuple[str, Callable[[], Any], yardstick.Script]] = [
        ("today", lambda: client.get("/vandaag/"), yardstick.TODAY),
        ("list of 100", lambda: client.get("/huishoudens/"), yardstick.LIST),
        ("household", lambda: client.get(home), yardstick.HOUSEHOLD),
        ("search", lambda: client.post("/zoeken/", {"name": "Bakker"}), yardstick.SEARCH),
    ]
    return [_page(name, ask, client, script, given, size, times) for name, ask, script in pages]


def _page(
    name: str,
    ask: Callable[[], Any],
    client: Any,
    script: yardstick.Script,
    given: dict[str, Any],
    size: int,
    times: int,
) -> Measured:
    answer = ask()
    parts = sorted(set(PART.findall(answer.text)))
    requests = [ask, *(lambda part=part: client.get(part) for part in parts)]  # type: ignore[misc]
    answers, asked, logged, rows = [], [], [], 0
    for request in requests:
        with statements() as caught:
            answers.append(request())
        asked.append(len(caught))
        logged.append(sum('INTO "door_accessrecord"' in sql for sql, _ in caught))
        rows += sum(number for _, number in caught)
    for one in answers:
        if one.status_code != 200:
            raise RuntimeError(f"{name} answered {one.status_code}")
    page, raw, raw_without_log = yardstick.timed(
        times,
        lambda: [request() for request in requests],
        lambda: yardstick.fetch(script, given, logging=True),
        lambda: yardstick.fetch(script, given, logging=False),
    )
    return Measured(
        page=name,
        households=size,
        requests=len(requests),
        queries=max(asked),
        log_statements=max(logged),
        rows=rows,
        size=sum(len(one.content) for one in answers),
        milliseconds=round(page * 1000, 2),
        raw=round(raw * 1000, 3),
        raw_without_log=round(raw_without_log * 1000, 3),
        raw_rows=yardstick.fetch(script, given, logging=False),
    )


@contextmanager
def statements() -> Iterator[list[tuple[str, int]]]:
    """Catch every statement on the three databases with how many rows it gave."""
    from django.db import connections

    caught: list[tuple[str, int]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        answer = execute(sql, params, many, context)
        cursor = context["cursor"].cursor
        caught.append((sql, max(0, cursor.rowcount) if cursor.description else 0))
        return answer

    with ExitStack() as stack:
        for alias in connections:
            stack.enter_context(connections[alias].execute_wrapper(note))
        yield caught


def judge(found: list[Measured], sizes: tuple[int, ...]) -> list[Claim]:
    """Hold what was measured against what is promised."""
    claims = []
    for page in dict.fromkeys(one.page for one in found):
        rows = {one.households: one for one in found if one.page == page}
        small, large = rows[sizes[0]], rows[sizes[-1]]
        claims += [
            Claim(
                f"{page}: queries of a request", max(r.queries for r in rows.values()), MOST_QUERIES
            ),
            Claim(f"{page}: growth of queries", abs(large.queries - small.queries), 0),
            Claim(f"{page}: growth of rows", abs(large.rows - small.rows), 0),
            Claim(
                f"{page}: growth of bytes, in parts per hundred",
                round(abs(large.size - small.size) / small.size * 100, 1),
                1,
            ),
            Claim(f"{page}: statements in the access log of a request", large.log_statements, 1),
            Claim(
                f"{page}: time at {sizes[-1]:,} over time at {sizes[0]:,}",
                round(large.milliseconds / small.milliseconds, 2),
                MOST_GROWTH,
            ),
            Claim(
                f"{page}: time over the yardstick",
                round(max(r.ratio for r in rows.values()), 2),
                MOST_TIMES_RAW,
            ),
        ]
    return claims
