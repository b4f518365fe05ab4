# SPDX-License-Identifier: EUPL-1.2
"""What the roles of professionals are called here, and what each name stands for."""

from collections.abc import Iterable
from dataclasses import dataclass

from voordeur.door.language import language
from voordeur.partners.functions import functions
from voordeur.partners.models import AccountRole, Professional


@dataclass(frozen=True, slots=True)
class RoleMeaning:
    """One name with its definition, and the functions it stands for: each with what it means."""

    name: str
    definition: str
    stands_for: tuple[tuple[str, str], ...]


def _meaning(code: str) -> tuple[str, str]:
    known, shown = functions().get(code), language()
    return (known.name.said(shown), known.means.said(shown)) if known else (code, "")


def roles_of(professional_ids: Iterable[int]) -> dict[int, tuple[RoleMeaning, ...]]:
    """Return the roles of professionals with an account, a name of the house first; two queries."""
    held = Professional.objects.filter(pk__in=list(professional_ids)).exclude(account_id=None)
    accounts = dict(held.order_by("pk").values_list("account_id", "pk"))
    rows = AccountRole.objects.filter(account_id__in=list(accounts)).select_related("role")
    found: dict[int, list[RoleMeaning]] = {}
    for row in rows.order_by("function", "pk"):
        if row.role is not None:
            stands_for = tuple(_meaning(code) for code in row.role.functions)
            role = RoleMeaning(row.role.name, row.role.definition, stands_for)
        else:
            role = RoleMeaning(*_meaning(row.function), ())
        found.setdefault(accounts[row.account_id], []).append(role)
    return {who: tuple(roles) for who, roles in found.items()}
