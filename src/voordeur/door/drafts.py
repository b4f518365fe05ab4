# SPDX-License-Identifier: EUPL-1.2
"""Drafts: what somebody is typing is kept on the server, encrypted, until it is sent."""

import json
from datetime import timedelta
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
SKIPPED = frozenset({"csrfmiddlewaretoken", "draft_key", "opened", "password"})


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


def drop_old() -> int:
    """Forget drafts that nobody touched for a fortnight; return how many."""
    count, _ = Draft.objects.filter(saved_at__lt=clock.now() - KEPT).delete()
    return count


@require_POST
@page()
def keep(request: HttpRequest) -> HttpResponse:
    """Save the posted fields as a draft; answers with the time, for the line under the form."""
    reader = request.reader  # type: ignore[attr-defined]
    body = {name: request.POST.getlist(name) for name in request.POST if name not in SKIPPED}
    row = save(reader.account_id, request.POST.get("draft_key", ""), body)
    return JsonResponse({"saved": localtime(row.saved_at).strftime("%H:%M")})


urlpatterns = [path("concept/", keep, name="draft_keep")]
