# SPDX-License-Identifier: EUPL-1.2
"""Guard rails of the test run: what would be wrong anywhere fails everywhere."""

import random
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from typing import Any

from django.apps import apps
from django.db import connections
from django.db.models import QuerySet

_off: ContextVar[bool] = ContextVar("guard_off", default=False)


class PersonalReadError(AssertionError):
    """A column with personal content was read while no Access was open."""


class UndefinedVariable(str):
    """Django's `string_if_invalid` that fails instead of leaving a hole in the page."""

    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        return part == "%s"

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"undefined template variable: {name}")


@contextmanager
def unguarded() -> Iterator[None]:
    """Let a test look into the tables itself, as an auditor with the database file would."""
    token = _off.set(True)
    try:
        yield
    finally:
        _off.reset(token)


@cache
def personal_columns() -> frozenset[str]:
    """Return `"table"."column"` for every column that holds personal content."""
    from voordeur.door.masking import _ALWAYS_OPEN, Guarded
    from voordeur.people.models import Person

    found = set()
    for model in apps.get_models():
        if issubclass(model, Guarded):
            open_names = set(_ALWAYS_OPEN) | set(model.open_fields)
        elif model is Person:
            open_names = {"id", "uuid", "version"}
        else:
            continue
        for field in model._meta.concrete_fields:
            if field.name not in open_names and field.attname not in open_names:
                found.add(f'"{model._meta.db_table}"."{field.column}"')
    return frozenset(found)


@lru_cache(maxsize=5000)
def _personal_in(sql: str) -> tuple[str, ...]:
    """Return the personal columns a statement reads; the same statements come again and again."""
    head = re.split(r"\sFROM\s", sql, maxsplit=1)[0]
    return tuple(sorted(column for column in personal_columns() if column in head))


def _wrapper(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    from voordeur.door import access

    looks = not _off.get() and not access.is_open() and sql.lstrip().startswith("SELECT")
    if looks and (read := _personal_in(sql)):
        raise PersonalReadError(f"read without an open Access: {', '.join(read)}")
    return execute(sql, params, many, context)


@contextmanager
def personal_reads() -> Iterator[None]:
    """Fail any SELECT of a personal column without an open Access."""
    with connections["default"].execute_wrapper(_wrapper):
        yield


@contextmanager
def shuffled() -> Iterator[None]:
    """Shuffle every queryset without an order, so that nobody counts on the database's mood."""
    fetch = QuerySet._fetch_all

    def fetch_shuffled(self: QuerySet[Any]) -> None:
        fresh = self._result_cache is None
        fetch(self)
        if fresh and not self.ordered and isinstance(self._result_cache, list):
            random.shuffle(self._result_cache)

    QuerySet._fetch_all = fetch_shuffled
    try:
        yield
    finally:
        QuerySet._fetch_all = fetch


@contextmanager
def offline() -> Iterator[None]:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def local_only(self: socket.socket, address: Any) -> Any:
        host = address[0] if isinstance(address, tuple) else "localhost"
        if host not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError("a test tried to reach the network")
        return connect(self, address)

    socket.socket.connect = local_only  # type: ignore[method-assign]
    try:
        yield
    finally:
        socket.socket.connect = connect  # type: ignore[method-assign]
