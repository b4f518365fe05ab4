# SPDX-License-Identifier: EUPL-1.2
"""What every change to a noun of partners shares: the version check, and what to tell of it."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from voordeur.door.deed import Deed, expect
from voordeur.door.refusal import Refusal


def some_name(name: str) -> str:
    """Return a name without blanks around it; refuses an empty one."""
    found = name.strip()
    if not found:
        raise Refusal(_("Give it a name."), "name")
    return found


def free(
    model: type[Model], name: str, message: str, *, but: int | None = None, **where: Any
) -> None:
    """Refuse a name that another row has already, whatever the case."""
    rows = model._default_manager.filter(name__iexact=name, **where).exclude(pk=but)
    if rows.exists():
        raise Refusal(message, "name")


def changed(row: Any, expected_version: int, values: Mapping[str, object]) -> list[str]:
    """Write new values over a row that has not moved on; return the names of what changed.

    Raises Conflict with both texts when it did move on, and Refusal when nothing is new.
    """
    expect(row, expected_version, dict(values))
    names = [name for name, value in values.items() if getattr(row, name) != value]
    if not names:
        raise Refusal(_("Nothing was changed."))
    for name in names:
        setattr(row, name, values[name])
    row.version += 1
    row.save(update_fields=[*names, "version"])
    return names


def told(deed: Deed, kind: str, organisation_id: int, facts: dict[str, object]) -> None:
    """Note in the stream of an organisation what happened: ids, codes and names of columns."""
    deed.happened(kind, facts, stream=("organisation", organisation_id), about=(None, "name"))
