# SPDX-License-Identifier: EUPL-1.2
"""Verbs about what a municipality calls its roles: a free name that stands for known functions."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from voordeur.door import accounts
from voordeur.door.deed import Deed, action
from voordeur.door.refusal import Refusal
from voordeur.door.roles import clash
from voordeur.partners.actions.signing import keep_one_administrator, roles_of
from voordeur.partners.actions.writing import changed, free, some_name
from voordeur.partners.functions import functions
from voordeur.partners.models import AccountRole, RoleName


def checked_functions(codes: Iterable[str]) -> list[str]:
    chosen = sorted(set(codes))
    if not chosen or set(chosen) - set(functions()):
        raise Refusal(
            _("Choose one function or more: without one a name gives nothing."), "functions"
        )
    pair = clash(chosen)
    if pair is not None:
        raise Refusal(_("These two roles are never in one hand."), "functions", str(pair.why))
    return chosen


@action("set.up", household=False)
def add_role(deed: Deed, *, name: str, functions: Iterable[str], definition: str = "") -> RoleName:
    """Add a name for one or more functions; the name is free, the functions are not."""
    chosen, found = checked_functions(functions), some_name(name)
    free(RoleName, found, _("There is a role with this name already."))
    row = RoleName.objects.create(name=found, functions=chosen, definition=definition.strip())
    deed.happened(
        "partners.role_added",
        {"role": row.pk, "functions": chosen},
        stream=("system", 1),
        about=(None, "name"),
    )
    return row


@action("set.up", household=False)
def change_role(
    deed: Deed,
    *,
    role: int,
    name: str,
    functions: Iterable[str],
    definition: str = "",
    until: date | None = None,
    expected_version: int,
) -> RoleName:
    """Change a role or end it; every account that holds it has the new functions at once.

    A role that ended is given to nobody any more, and gives nothing.
    """
    row = RoleName.objects.select_for_update().get(pk=role)
    chosen = checked_functions(functions)
    free(RoleName, name.strip(), _("There is a role with this name already."), but=row.pk)
    values = {
        "name": some_name(name),
        "functions": chosen,
        "definition": definition.strip(),
        "until": until,
    }
    names = changed(row, expected_version, values)
    held = sorted(AccountRole.objects.filter(role=row).values_list("account_id", flat=True))
    for line in accounts.by_id(held):
        accounts.change(line.id, line.version, roles=roles_of(line.id))
    keep_one_administrator()
    deed.happened(
        "partners.role_changed",
        {"role": row.pk, "changed": names, "functions": chosen, "accounts": held},
        stream=("system", 1),
        about=(None, "name"),
    )
    return row
