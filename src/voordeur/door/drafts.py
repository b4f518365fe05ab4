# SPDX-License-Identifier: EUPL-1.2
"""Drafts: what somebody is typing is kept on the server, encrypted, until it is sent.

When the server cannot be reached or the session has ended, the browser keeps a copy of its own
(`desk/js/drafts.js`). It is locked with a key that only the server gives, and only to this account:
what lies on a shared computer is of no use to who sits down there next.
"""

import hmac
import json
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from voordeur.door.models import Draft
from voordeur.door.pages import page
from voordeur.door.refusal import Refusal
from voordeur.history import clock, keyring

LONGEST_KEY = 120
KEPT = timedelta(days=14)
SKIPPED = frozenset({"csrfmiddlewaretoken", "draft_key", "draft_at", "opened", "password"})


SENT = "vd_sent"
"""The cookie that tells the browser which copies it can throw away: their form was sent."""
_dropped: ContextVar[list[str] | None] = ContextVar("dropped_drafts", default=None)


def _key(account_id: int) -> bytes:
    return keyring.key_for(f"account:{account_id}", "draft", "draft", make=True)


def save(account_id: int, key: str, body: dict[str, list[str]]) -> Draft:
    """Keep what was typed in a form; only its author can read it."""
    if not key or len(key) > LONGEST_KEY:
        raise Refusal(_("This form has no valid draft key."), "draft_key")
    text = keyring.seal(_key(account_id), json.dumps(body).encode(), f"draft|{account_id}|{key}")
    row, _made = Draft.objects.update_or_create(
        account_id=account_id, key=key, defaults={"body": text, "saved_at": clock.now()}
    )
    return row


def load(account_id: int | None, key: str) -> dict[str, list[str]]:
    """Return what was typed in a form and not sent yet; empty when there is nothing."""
    row = Draft.objects.filter(account_id=account_id, key=key).first() if account_id else None
    if row is None or account_id is None:
        return {}
    plain = keyring.unseal(_key(account_id), row.body, f"draft|{account_id}|{key}")
    body: dict[str, list[str]] = json.loads(plain)
    return body


def typed(account_id: int | None, key: str, prefix: str = "") -> dict[str, Any]:
    """Return a draft as initial values of a form: several values of one field as a list."""
    return {
        name.removeprefix(f"{prefix}-"): values if len(values) > 1 else values[0]
        for name, values in load(account_id, key).items()
        if values
    }


def drop(account_id: int | None, key: str) -> None:
    """Forget a draft: the form was sent or its author threw it away."""
    if account_id and key:
        Draft.objects.filter(account_id=account_id, key=key).delete()
        gone = _dropped.get()
        if gone is not None:
            gone.append(_local_name(account_id, key))


def _browser_key(account_id: int) -> bytes:
    """Return the key of the copies in a browser: another one than that of the drafts here."""
    return hmac.new(_key(account_id), b"browser", sha256).digest()


def _local_name(account_id: int, key: str) -> str:
    """Return what a draft is called in a browser: it says nothing about what it is a draft of."""
    return hmac.new(_browser_key(account_id), key.encode(), sha256).hexdigest()[:32]


@contextmanager
def noting_sent() -> Iterator[list[str]]:
    """Collect, for one request, the names in a browser of the drafts that are done with."""
    names: list[str] = []
    token = _dropped.set(names)
    try:
        yield names
    finally:
        _dropped.reset(token)


def drop_old() -> int:
    """Forget drafts that nobody touched for a fortnight; return how many."""
    count, _ = Draft.objects.filter(saved_at__lt=clock.now() - KEPT).delete()
    return count


@require_POST
@page()
def keep(request: HttpRequest) -> HttpResponse:
    """Save the posted fields as a draft; answers with the time, for the line under the form.

    With `draft_at` (milliseconds) it is a copy that a browser kept: a draft that was saved here
    later stays.
    """
    account_id = request.reader.account_id  # type: ignore[attr-defined]
    key = request.POST.get("draft_key", "")
    row = Draft.objects.filter(account_id=account_id, key=key).first()
    if row is None or not _older(request.POST.get("draft_at", ""), row):
        body = {name: request.POST.getlist(name) for name in request.POST if name not in SKIPPED}
        row = save(account_id, key, body)
    return JsonResponse({"saved": localtime(row.saved_at).strftime("%H:%M")})


def _older(at: str, row: Draft) -> bool:
    """Say whether a copy from a browser is older than the draft that is here."""
    return at.isascii() and at.isdigit() and int(at) < row.saved_at.timestamp() * 1000


@require_POST
@page()
def unlock(request: HttpRequest) -> HttpResponse:
    """Give the key of the copies that this account keeps in its browser; asked by the script."""
    raw = _browser_key(request.reader.account_id)  # type: ignore[attr-defined]
    return JsonResponse({"key": b64encode(raw).decode()})


urlpatterns = [
    path("concept/", keep, name="draft_keep"),
    path("concept/sleutel/", unlock, name="draft_unlock"),
]
