# SPDX-License-Identifier: EUPL-1.2
"""The verb that brings in what was set up elsewhere: what is new is added, what differs is changed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from voordeur.door import accounts
from voordeur.door.deed import Deed, action
from voordeur.door.refusal import Refusal
from voordeur.partners import setupfile
from voordeur.partners.actions.places import checked_organisation, free_agb
from voordeur.partners.actions.roles import checked_functions
from voordeur.partners.actions.signing import keep_one_administrator, roles_of
from voordeur.partners.actions.writing import told
from voordeur.partners.models import AccountRole, Department, Organisation, RoleName, Team

# What `setupfile` refuses with: a sum knows no translation.
REFUSED = (
    gettext_noop("This file is too long."),
    gettext_noop("This is no TOML file."),
    gettext_noop("This file is of another format."),
    gettext_noop("A norm is one case or more."),
    gettext_noop("Write this as a list of tables."),
    gettext_noop("This word is not known here."),
    gettext_noop("Write some words here."),
    gettext_noop("Write this as a list of words."),
    gettext_noop("This name is given twice."),
)


@contextmanager
def _at(place: str) -> Iterator[None]:
    """Say of a refusal which line of the file it is about."""
    try:
        yield
    except Refusal as refusal:
        raise Refusal(refusal.what, "text", f"{place}. {refusal.remedy}".rstrip()) from refusal


class _Writing:
    """Counts what was added and changed while a file is written."""

    def __init__(self) -> None:
        self.added, self.changed = 0, 0

    def put(
        self, model: type[Model], values: Mapping[str, Any], **where: Any
    ) -> tuple[Any, list[str] | None]:
        """Add a row, or change the running one with that name; returns it and what changed.

        None for what changed: it is new. Refuses one that ended: it does not come back by a file.
        """
        name = values["name"]
        row = model._default_manager.select_for_update().filter(name__iexact=name, **where).first()
        if row is None:
            self.added += 1
            return model._default_manager.create(**where, **values), None
        row = cast("Any", row)
        if row.until is not None:
            raise Refusal(_("This ended here."), "text", _("Start it again by hand first."))
        names = [key for key, value in values.items() if getattr(row, key) != value]
        if names:
            self.changed += 1
            for key in names:
                setattr(row, key, values[key])
            row.version += 1
            row.save(update_fields=[*names, "version"])
        return row, names


@action("set.up", household=False)
def bring_in_set_up(deed: Deed, *, text: str) -> tuple[int, int]:
    """Bring in organisations, departments, teams and names of roles from a file.

    All of it or nothing. What the file does not name stays as it is: a file ends nothing. Returns
    how many things were added and how many were changed.
    """
    try:
        file = setupfile.read(text)
    except Refusal as refusal:
        raise Refusal(_(refusal.what), "text", refusal.remedy) from refusal
    writing = _Writing()
    for one in file.organisations:
        with _at(one.name):
            _organisation(deed, writing, one)
    for role in file.roles:
        with _at(role.name):
            _role(writing, role)
    keep_one_administrator()
    if not writing.added and not writing.changed:
        raise Refusal(_("Nothing was changed."), "text", _("All of it is here already."))
    deed.happened(
        "partners.set_up_brought_in",
        {"added": writing.added, "changed": writing.changed},
        stream=("system", 1),
        about=(None, "name"),
    )
    return writing.added, writing.changed


def _organisation(deed: Deed, writing: _Writing, one: setupfile.OrganisationText) -> None:
    laws = checked_organisation(one.kind, one.payer, one.laws)
    same = Organisation.objects.filter(name__iexact=one.name).first()
    free_agb(one.agb, same.pk if same else None)
    row, names = writing.put(
        Organisation,
        {
            "name": one.name,
            "kind": one.kind,
            "agb": one.agb or None,
            "payer": one.payer,
            "phone": one.phone,
            "laws": laws,
        },
    )
    if names is None:
        told(deed, "partners.organisation_added", row.pk, {"kind": one.kind})
    elif names:
        told(deed, "partners.organisation_changed", row.pk, {"changed": names})
    for name in one.departments:
        department, names = writing.put(Department, {"name": name}, organisation=row)
        if names is None:
            told(deed, "partners.department_added", row.pk, {"department": department.pk})
    for team in one.teams:
        values = {"name": team.name, "area": team.area, "caseload_norm": team.caseload_norm}
        made, names = writing.put(Team, values, organisation=row)
        if names is None:
            told(deed, "partners.team_added", row.pk, {"team": made.pk})
        elif names:
            told(deed, "partners.team_changed", row.pk, {"team": made.pk, "changed": names})


def _role(writing: _Writing, role: setupfile.RoleText) -> None:
    functions = checked_functions(role.functions)
    values = {"name": role.name, "functions": functions, "definition": role.definition}
    row, names = writing.put(RoleName, values)
    if names and "functions" in names:
        held = AccountRole.objects.filter(role=row).order_by("account_id")
        for line in accounts.by_id(held.values_list("account_id", flat=True)):
            accounts.change(line.id, line.version, roles=roles_of(line.id))
