# SPDX-License-Identifier: EUPL-1.2
"""Making, finding and closing accounts; for the actions of upper rooms, inside their deed."""

from collections.abc import Iterable

from voordeur.door.models import Account
from voordeur.door.refusal import Refusal
from voordeur.door.roles import ROLES


def make(
    *,
    email: str,
    name: str,
    roles: Iterable[str],
    organisation_id: int | None = None,
    teams: Iterable[int] = (),
    leads: Iterable[int] = (),
    person_id: int | None = None,
    password: str | None = None,
    demo: bool = False,
) -> Account:
    """Make an account; raises Refusal for an unknown role or an address that is taken."""
    chosen = sorted(set(roles))
    unknown = sorted(set(chosen) - set(ROLES))
    if unknown:
        raise Refusal(f"Unknown role {unknown[0]!r}.", "roles")
    if Account.objects.filter(email__iexact=email).exists():
        raise Refusal("There is an account with this address already.", "email")
    return Account.objects.create_user(
        email,
        password,
        name=name,
        roles=chosen,
        organisation_id=organisation_id,
        teams=sorted(teams),
        leads=sorted(leads),
        person_id=person_id,
        is_demo=demo,
    )


def close(account_id: int) -> bool:
    """Close an account for signing in; say whether it was open."""
    return bool(Account.objects.filter(pk=account_id, is_active=True).update(is_active=False))


def demo_accounts() -> list[Account]:
    """Return the accounts one may try in a demo, in the order they were made."""
    return list(Account.objects.filter(is_demo=True, is_active=True).order_by("pk"))
