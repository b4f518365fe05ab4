# SPDX-License-Identifier: EUPL-1.2
"""What somebody chose for their own screen, kept sealed; no action, it changes nobody's file."""

import json
from typing import Any

from voordeur.door.models import Account, Preference
from voordeur.history import clock, keyring


def _key(account_id: int) -> bytes:
    return keyring.key_for(f"account:{account_id}", "preference", "draft", make=True)


def _place(account_id: int, name: str) -> str:
    return f"preference|{account_id}|{name}"


def chosen(account_id: int | None, name: str, default: Any) -> Any:
    """Return what this account chose, or the default; one query and one for the key."""
    if account_id is None:
        return default
    row = Preference.objects.filter(account_id=account_id, name=name).first()
    if row is None:
        return default
    return json.loads(keyring.unseal(_key(account_id), row.body, _place(account_id, name)))


def choose(account_id: int, name: str, value: Any) -> None:
    """Keep what this account chose, in place of what it chose before."""
    sealed = keyring.seal(_key(account_id), json.dumps(value).encode(), _place(account_id, name))
    Preference.objects.update_or_create(
        account_id=account_id, name=name, defaults={"body": sealed, "chosen_at": clock.now()}
    )


def workers() -> list[Account]:
    """Return the accounts of people who work with households and can sign in; never a resident."""
    at_work = {"professional", "triage", "team_lead"}
    rows = Account.objects.filter(is_active=True, person_id=None).order_by("pk")
    return [row for row in rows if at_work & set(row.roles)]
