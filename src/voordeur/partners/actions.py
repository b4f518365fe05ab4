# SPDX-License-Identifier: EUPL-1.2
"""Verbs of partners: setting up organisations, teams, professionals and accounts."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from voordeur.door import accounts
from voordeur.door.deed import Deed, action
from voordeur.door.refusal import Refusal
from voordeur.partners.models import Department, Organisation, Professional, Team

if TYPE_CHECKING:
    from voordeur.door.models import Account


@action("set.up", household=False)
def add_organisation(
    deed: Deed, *, name: str, kind: str, agb: str | None = None, payer: str = "", phone: str = ""
) -> Organisation:
    """Add an organisation that takes part; its name and its AGB code are unique."""
    if Organisation.objects.filter(name__iexact=name.strip()).exists():
        raise Refusal("An organisation with this name is here already.", "name")
    row = Organisation.objects.create(
        name=name.strip(), kind=kind, agb=agb or None, payer=payer, phone=phone
    )
    deed.happened("partners.organisation_added", {"kind": kind}, stream=("organisation", row.pk))
    return row


@action("set.up", household=False)
def add_department(deed: Deed, *, organisation: Organisation, name: str) -> Department:
    """Add a part of an organisation; its name is unique within the organisation."""
    if Department.objects.filter(organisation=organisation, name__iexact=name.strip()).exists():
        raise Refusal("This organisation has a department with this name already.", "name")
    row = Department.objects.create(organisation=organisation, name=name.strip())
    deed.happened(
        "partners.department_added",
        {"department": row.pk},
        stream=("organisation", organisation.pk),
    )
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
    row = Team.objects.create(
        organisation=organisation, name=name.strip(), area=area, caseload_norm=caseload_norm
    )
    deed.happened("partners.team_added", {"team": row.pk}, stream=("organisation", organisation.pk))
    return row


@action("set.up", household=False)
def add_professional(
    deed: Deed,
    *,
    organisation: Organisation,
    name: str,
    function: str = "",
    team: Team | None = None,
    phone: str = "",
    email: str = "",
) -> Professional:
    """Add a professional without an account: a name that can be involved and called."""
    row = Professional.objects.create(
        organisation=organisation,
        team=team,
        name=name.strip(),
        function=function,
        phone=phone,
        email=email,
    )
    deed.happened(
        "partners.professional_added",
        {"professional": row.pk},
        stream=("organisation", organisation.pk),
    )
    return row


@action("set.up", household=False)
def open_account(
    deed: Deed,
    *,
    email: str,
    name: str,
    roles: Iterable[str],
    professional: Professional | None = None,
    leads: Iterable[int] = (),
    person_id: int | None = None,
    organisation: Organisation | None = None,
    password: str | None = None,
    demo: bool = False,
) -> "Account":
    """Open an account, for a professional or for a resident (`person_id`).

    Team membership follows the professional; a role gives no household: that is `standing`.
    """
    place = professional.organisation if professional else organisation
    account = accounts.make(
        email=email,
        name=name,
        roles=roles,
        organisation_id=place.pk if place else None,
        teams=[professional.team_id] if professional and professional.team_id else [],
        leads=leads,
        person_id=person_id,
        password=password,
        demo=demo,
    )
    if professional is not None:
        professional.account_id = account.pk
        professional.save(update_fields=["account_id"])
    deed.happened(
        "partners.account_opened",
        {"account": account.pk, "roles": account.roles},
        stream=("system", 1),
    )
    return account


@action("set.up", household=False)
def close_account(deed: Deed, *, account_id: int) -> None:
    """Close an account: it cannot sign in any more; its past acts keep their author."""
    if not accounts.close(account_id):
        raise Refusal("This account is closed already or is not here.")
    deed.happened("partners.account_closed", {"account": account_id}, stream=("system", 1))
