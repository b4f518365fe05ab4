# SPDX-License-Identifier: EUPL-1.2
"""Verbs about where people work: organisations, departments and teams."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from voordeur.door import accounts
from voordeur.door.deed import Deed, action
from voordeur.door.refusal import Refusal
from voordeur.partners.actions.writing import changed, free, some_name, told
from voordeur.partners.functions import kinds
from voordeur.partners.laws import laws, payers
from voordeur.partners.models import Department, Organisation, Professional, Team


def checked_organisation(kind: str, payer: str, under: Iterable[str]) -> list[str]:
    if kind not in kinds():
        raise Refusal(_("Choose from the list."), "kind")
    if payer and payer not in payers():
        raise Refusal(_("Choose from the list."), "payer")
    chosen = sorted(set(under))
    if set(chosen) - set(laws()):
        raise Refusal(_("Choose from the list."), "laws")
    return chosen


@action("set.up", household=False)
def add_organisation(
    deed: Deed,
    *,
    name: str,
    kind: str,
    agb: str | None = None,
    payer: str = "",
    phone: str = "",
    under: Iterable[str] = (),
) -> Organisation:
    """Add an organisation that takes part; its name and its AGB code are unique.

    `under` are the laws it has a task under: it is recorded as helping under no other.
    """
    chosen = checked_organisation(kind, payer, under)
    found = some_name(name)
    free(Organisation, found, _("An organisation with this name is here already."))
    free_agb(agb)
    row = Organisation.objects.create(
        name=found, kind=kind, agb=agb or None, payer=payer, phone=phone, laws=chosen
    )
    told(deed, "partners.organisation_added", row.pk, {"kind": kind})
    return row


def free_agb(agb: str | None, but: int | None = None) -> None:
    if agb and Organisation.objects.filter(agb=agb).exclude(pk=but or 0).exists():
        raise Refusal(_("Another organisation has this AGB code."), "agb")


@action("set.up", household=False)
def change_organisation(
    deed: Deed,
    *,
    organisation: int,
    name: str,
    kind: str,
    agb: str = "",
    payer: str = "",
    phone: str = "",
    under: Iterable[str] = (),
    until: date | None = None,
    expected_version: int,
) -> Organisation:
    """Change an organisation, or end its taking part (`until`); what it did stays under its name.

    It ends only when nobody works there any more.
    """
    row = Organisation.objects.select_for_update().get(pk=organisation)
    chosen = checked_organisation(kind, payer, under)
    free(
        Organisation, name.strip(), _("An organisation with this name is here already."), but=row.pk
    )
    free_agb(agb, row.pk)
    if until is not None and row.until is None:
        _nobody_left(Professional.objects.filter(organisation=row, until=None).count())
    values = {
        "name": some_name(name),
        "kind": kind,
        "agb": agb or None,
        "payer": payer,
        "phone": phone,
        "laws": chosen,
        "until": until,
    }
    names = changed(row, expected_version, values)
    told(deed, "partners.organisation_changed", row.pk, {"changed": names})
    return row


def _nobody_left(count: int) -> None:
    if count:
        raise Refusal(
            _("%(count)d professionals still work here.") % {"count": count},
            "until",
            _("Move them to another place, or end their work first."),
        )


@action("set.up", household=False)
def add_department(deed: Deed, *, organisation: Organisation, name: str) -> Department:
    """Add a part of an organisation; its name is unique within the organisation."""
    found = some_name(name)
    taken = _("This organisation has a department with this name already.")
    free(Department, found, taken, organisation=organisation)
    row = Department.objects.create(organisation=organisation, name=found)
    told(deed, "partners.department_added", organisation.pk, {"department": row.pk})
    return row


@action("set.up", household=False)
def change_department(
    deed: Deed, *, department: int, name: str, until: date | None = None, expected_version: int
) -> Department:
    """Give a department another name, or end it."""
    row = Department.objects.select_for_update().get(pk=department)
    taken = _("This organisation has a department with this name already.")
    free(Department, name.strip(), taken, but=row.pk, organisation=row.organisation_id)
    names = changed(row, expected_version, {"name": some_name(name), "until": until})
    facts = {"department": row.pk, "changed": names}
    told(deed, "partners.department_changed", row.organisation_id, facts)
    return row


@action("set.up", household=False)
def add_team(
    deed: Deed,
    *,
    organisation: Organisation,
    name: str,
    area: str = "",
    caseload_norm: int | None = None,
) -> Team:
    """Add a team to an organisation, with the number of cases per professional it plans for."""
    found = some_name(name)
    taken = _("This organisation has a team with this name already.")
    free(Team, found, taken, organisation=organisation)
    row = Team.objects.create(
        organisation=organisation, name=found, area=area.strip(), caseload_norm=caseload_norm
    )
    told(deed, "partners.team_added", organisation.pk, {"team": row.pk})
    return row


@action("set.up", household=False)
def change_team(
    deed: Deed,
    *,
    team: int,
    name: str,
    area: str = "",
    caseload_norm: int | None = None,
    until: date | None = None,
    expected_version: int,
) -> Team:
    """Change a team, its norm, or end it; not while it has cases or people."""
    row = Team.objects.select_for_update().get(pk=team)
    taken = _("This organisation has a team with this name already.")
    free(Team, name.strip(), taken, but=row.pk, organisation=row.organisation_id)
    if caseload_norm is not None and caseload_norm < 1:
        raise Refusal(_("A norm is one case or more."), "caseload_norm")
    if until is not None and row.until is None:
        _nobody_left(Professional.objects.filter(team=row, until=None).count())
        if accounts.teams_with_households([row.pk]):
            raise Refusal(
                _("This team still has households."), "until", _("Let another team take them over.")
            )
    values = {
        "name": some_name(name),
        "area": area.strip(),
        "caseload_norm": caseload_norm,
        "until": until,
    }
    names = changed(row, expected_version, values)
    told(deed, "partners.team_changed", row.organisation_id, {"team": row.pk, "changed": names})
    return row
