# SPDX-License-Identifier: EUPL-1.2
"""Non-interference: a reader who may not see an item gets the same bytes with and without it.

Every room tests its questions and pages with this::

    def test_a_hidden_note_changes_nothing_for_the_partner(clock):
        unseen(
            lambda: queries.notes(door.open_household(tom, home.pk, activity="test")),
            add=lambda: note(home, person=angela, compartment="own"),
            seen_by=lambda: queries.notes(door.open_household(her, home.pk, activity="test")),
        )

Set the clock (fixture `clock`), or time itself will interfere.
"""

import re
from collections.abc import Callable
from dataclasses import is_dataclass
from typing import Any

from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from voordeur.door import access

# Fresh in every answer, whoever asks and whatever is there.
_FRESH = re.compile(rb'(name="csrfmiddlewaretoken" value="|X-CSRFToken"\s*:\s*")[A-Za-z0-9]+')
_FRESH_HEADERS = frozenset({"set-cookie", "date"})


class Interference(AssertionError):
    """The hidden item changed what the reader gets."""


class _Undo(Exception):
    pass


def as_bytes(answer: Any) -> bytes:
    """Return what a reader gets, as bytes: a page with its status and headers, or a value.

    Rows of a question are written out with every field; two answers with equal bytes cannot be
    told apart.
    """
    if isinstance(answer, HttpResponseBase):
        headers = sorted(
            f"{name}: {value}"
            for name, value in answer.items()
            if name.lower() not in _FRESH_HEADERS
        )
        body = (
            b"".join(answer.streaming_content)  # type: ignore[attr-defined]
            if answer.streaming
            else answer.content  # type: ignore[attr-defined]
        )
        head = "\n".join([str(answer.status_code), *headers]).encode()
        return head + b"\n\n" + _FRESH.sub(rb"\1", body)
    if isinstance(answer, bytes):
        return answer
    if isinstance(answer, list | tuple | set | frozenset):
        items = [as_bytes(item) for item in answer]
        if isinstance(answer, set | frozenset):
            items.sort()
        return b"[" + b",".join(items) + b"]"
    if isinstance(answer, dict):
        return b"{" + b",".join(as_bytes(k) + b":" + as_bytes(v) for k, v in answer.items()) + b"}"
    if is_dataclass(answer) and not isinstance(answer, type):
        names = list(answer.__dataclass_fields__)
        return b"(" + b",".join(as_bytes(getattr(answer, name)) for name in names) + b")"
    return repr(answer).encode()


def _ask(question: Callable[[], Any]) -> bytes:
    with access.scope():
        return as_bytes(question())


def unseen(
    question: Callable[[], Any], *, add: Callable[[], Any], seen_by: Callable[[], Any]
) -> None:
    """Assert that `add` changes not one byte of the answer to `question`.

    `seen_by` is the same question by somebody who may see the item: its answer must change, or the
    test would pass for an item that nobody ever sees. What `add` wrote is taken back.
    """
    before, before_seen = _ask(question), _ask(seen_by)
    try:
        with transaction.atomic():
            add()
            after, after_seen = _ask(question), _ask(seen_by)
            raise _Undo
    except _Undo:
        pass
    if before_seen == after_seen:
        raise AssertionError("the item changes nothing for who may see it: this test cannot fail")
    if before != after:
        place = next(
            (n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b),
            min(len(before), len(after)),
        )
        raise Interference(
            f"the hidden item shows at byte {place}:\n"
            f"  without: …{before[max(0, place - 60) : place + 60]!r}…\n"
            f"  with:    …{after[max(0, place - 60) : place + 60]!r}…"
        )


def page_of(account: Any, url: str, **data: Any) -> Callable[[], HttpResponseBase]:
    """Return a question: the page at `url` as this account gets it."""

    def get() -> HttpResponseBase:
        client = Client()
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client.get(url, data)

    return get


def addresses(**parts: Any) -> list[str]:
    """Return every address of the house that is made of these parts and nothing else.

    `addresses(household=uuid)`: each page of a household; with one part more, each page about one
    piece of it.
    """
    found = set()
    for name in get_resolver().reverse_dict:
        if isinstance(name, str):
            try:
                found.add(reverse(name, kwargs=parts))
            except NoReverseMatch:
                continue
    return sorted(found)
