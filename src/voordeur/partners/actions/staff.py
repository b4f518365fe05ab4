# SPDX-License-Identifier: EUPL-1.2
"""Verbs about professionals, with or without an account."""

from datetime import date

from django.utils.translation import gettext as _

from voordeur.door import accounts
from voordeur.door.deed import Deed, action
from voordeur.door.refusal import Refusal
from voordeur.partners.actions.writing import changed, some_name, told
from voordeur.partners.models import Organisation, Professional, Team


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
    _fits(team, organisation.pk)
    row = Professional.objects.create(
        organisation=organisation,
        team=team,
        name=some_name(name),
        function=function.strip(),
        phone=phone.strip(),
        email=email.strip(),
    )
    told(deed, "partners.professional_added", organisation.pk, {"professional": row.pk})
    return row


def _fits(team: Team | None, organisation_id: int) -> None:
    if team is not None and team.organisation_id != organisation_id:
        raise Refusal(_("This team belongs to another organisation."), "team")


@action("set.up", household=False)
def change_professional(
    deed: Deed,
    *,
    professional: int,
    organisation: Organisation,
    name: str,
    function: str = "",
    team: Team | None = None,
    phone: str = "",
    email: str = "",
    until: date | None = None,
    expected_version: int,
) -> Professional:
    """Change a professional, where they work, or end their work here.

    An account follows to the new team at once. Work does not end while the account is open: its
    end asks what must be handed over.
    """
    row = Professional.objects.select_for_update().get(pk=professional)
    _fits(team, organisation.pk)
    if until is not None and row.until is None and row.account_id is not None:
        line = next(iter(accounts.by_id([row.account_id])), None)
        if line is not None and line.active:
            raise Refusal(
                _("This professional has an open account."), "until", _("Close the account first.")
            )
    before = row.organisation_id
    values = {
        "organisation_id": organisation.pk,
        "team_id": team.pk if team else None,
        "name": some_name(name),
        "function": function.strip(),
        "phone": phone.strip(),
        "email": email.strip(),
        "until": until,
    }
    names = changed(row, expected_version, values)
    if row.account_id is not None and {"organisation_id", "team_id"} & set(names):
        accounts.follow(
            row.account_id, organisation_id=organisation.pk, teams=[team.pk] if team else []
        )
    facts: dict[str, object] = {"professional": row.pk, "changed": names}
    told(deed, "partners.professional_changed", before, facts)
    return row
