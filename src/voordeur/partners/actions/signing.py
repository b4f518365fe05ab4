# SPDX-License-Identifier: EUPL-1.2
"""Verbs about accounts: opening, inviting, changing roles, a second factor anew, the end."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from voordeur.door import accounts
from voordeur.door.deed import Deed, action
from voordeur.door.refusal import Refusal
from voordeur.partners.functions import together
from voordeur.partners.models import AccountRole, Organisation, Professional, RoleName, Team

if TYPE_CHECKING:
    from voordeur.door.models import Account

KNOWN_BY = ("in_person", "video", "called_back")
"""How an administrator made sure who it is that lost a second factor."""


def roles_of(account_id: int) -> list[str]:
    """Return the functions of an account: given by code, and by the names it holds that go on."""
    rows = list(AccountRole.objects.filter(account_id=account_id).select_related("role"))
    direct = [row.function for row in rows if row.function]
    return together(direct, [r.role.functions for r in rows if r.role and r.role.until is None])


def _give(account_id: int, direct: Iterable[str], names: Iterable[int]) -> list[str]:
    """Write what an account was given; return its functions. Refuses a role that ended."""
    chosen = sorted(set(names))
    known = set(RoleName.objects.filter(pk__in=chosen, until=None).values_list("pk", flat=True))
    if known != set(chosen):
        raise Refusal(_("This role is not given any more."), "roles")
    AccountRole.objects.filter(account_id=account_id).delete()
    AccountRole.objects.bulk_create(
        [
            *(AccountRole(account_id=account_id, function=code) for code in sorted(set(direct))),
            *(AccountRole(account_id=account_id, role_id=pk) for pk in chosen),
        ]
    )
    return roles_of(account_id)


def keep_one_administrator() -> None:
    """Refuse a change after which nobody could open an account any more."""
    if not accounts.count_open("administrator"):
        raise Refusal(
            _("This is the last administrator."),
            "roles",
            _("Give somebody else the function of administrator first."),
        )


def _keep_leads(account_id: int, leads: Iterable[int]) -> None:
    """Refuse to leave a team that has households without a lead: who would be told?"""
    line = next(iter(accounts.by_id([account_id])), None)
    leaving = set(line.leads if line else ()) - set(leads)
    for team, who in accounts.leads_of(accounts.teams_with_households(leaving)).items():
        if {pk for pk, _name in who} <= {account_id}:
            raise Refusal(
                _("A team with households would be without a team lead."),
                "leads",
                _("Let somebody else lead it first. It is team %(team)s.") % {"team": _team(team)},
            )


def _team(team_id: int) -> str:
    return Team.objects.get(pk=team_id).name


@action("set.up", household=False)
def open_account(
    deed: Deed,
    *,
    email: str,
    name: str,
    roles: Iterable[str],
    role_names: Iterable[int] = (),
    professional: Professional | None = None,
    leads: Iterable[int] = (),
    person_id: int | None = None,
    organisation: Organisation | None = None,
    password: str | None = None,
    demo: bool = False,
    known_by: str = "",
) -> "Account":
    """Open an account, for a professional or for a resident (`person_id`).

    Team membership follows the professional; a role gives no household: that is `standing`. Without
    a password somebody comes in by an invitation (`invite`) or by OpenID Connect. An account is of
    a resident or of who works here, never both; `known_by` says how a resident was known.
    """
    if person_id is not None and known_by not in KNOWN_BY and "system" not in deed.reader.roles:
        raise Refusal(_("Say how you know that it is them."), "known_by")
    if professional is not None and professional.account_id is not None:
        raise Refusal(_("This professional has an account already."), "professional")
    place = professional.organisation if professional else organisation
    account = accounts.make(
        email=email.strip(),
        name=name.strip(),
        roles=roles,
        organisation_id=place.pk if place else None,
        teams=[professional.team_id] if professional and professional.team_id else [],
        leads=leads,
        person_id=person_id,
        password=password,
        demo=demo,
    )
    given = _give(account.pk, account.roles, role_names)
    if given != account.roles:
        account = accounts.change(account.pk, account.version, roles=given)
    if professional is not None:
        professional.account_id = account.pk
        professional.save(update_fields=["account_id"])
    deed.happened(
        "partners.account_opened",
        {
            "account": account.pk,
            "roles": account.roles,
            **({"known_by": known_by} if known_by else {}),
        },
        stream=("system", 1),
    )
    return account


@action("set.up", household=False)
def invite(deed: Deed, *, account_id: int) -> str:
    """Return the path of a page where its owner sets a password, once, within three days."""
    line = next(iter(accounts.by_id([account_id])), None)
    if line is None or not line.active:
        raise Refusal(_("This account is closed already or is not here."))
    deed.happened("partners.account_invited", {"account": account_id}, stream=("system", 1))
    return accounts.invitation(account_id)


@action("set.up", household=False)
def change_account(
    deed: Deed,
    *,
    account_id: int,
    email: str,
    name: str,
    roles: Iterable[str],
    role_names: Iterable[int] = (),
    leads: Iterable[int] = (),
    expected_version: int,
) -> "Account":
    """Change what an account is for; it counts from the next page its owner opens.

    Nobody takes away the last administrator, or the last lead of a team that has households.
    """
    _keep_leads(account_id, leads)
    before = next(iter(accounts.by_id([account_id])), None)
    given = _give(account_id, roles, role_names)
    if not given:
        raise Refusal(_("Choose at least one role."), "roles")
    account = accounts.change(
        account_id,
        expected_version,
        email=email.strip(),
        name=name.strip(),
        roles=given,
        leads=sorted(set(leads)),
    )
    keep_one_administrator()
    deed.happened(
        "partners.account_changed",
        {
            "account": account_id,
            "before": sorted(before.roles) if before else [],
            "roles": account.roles,
            "leads": account.leads,
        },
        stream=("system", 1),
    )
    return account


@action("set.up", household=False)
def reset_second_factor(deed: Deed, *, account_id: int, known_by: str) -> int:
    """Take away the second factor of somebody who lost it; a new one is asked before any page.

    `known_by` says how the administrator made sure that it is them: this opens a way in.
    """
    if known_by not in KNOWN_BY:
        raise Refusal(_("Say how you know that it is them."), "known_by")
    count = accounts.drop_second_factor(account_id)
    deed.happened(
        "partners.second_factor_reset",
        {"account": account_id, "count": count, "known_by": known_by},
        stream=("system", 1),
    )
    return count


@action("set.up", household=False)
def close_account(deed: Deed, *, account_id: int) -> None:
    """Close an account: it cannot sign in any more; its past acts keep their author.

    Where its owner coordinated, the coordination ends in the background and the team lead is told;
    everything the account could see closes. Refused for the last administrator, and for the last
    lead of a team that has households.
    """
    _keep_leads(account_id, ())
    held = accounts.held_by(account_id)
    line = next(iter(accounts.by_id([account_id])), None)
    if line is None or not accounts.close(account_id):
        raise Refusal(_("This account is closed already or is not here."))
    if "administrator" in line.roles:
        keep_one_administrator()
    deed.happened(
        "partners.account_closed",
        {"account": account_id, "held": asdict(held)},
        stream=("system", 1),
    )


@action("set.up", household=False)
def reopen_account(deed: Deed, *, account_id: int) -> None:
    """Open a closed account again; nothing it could see before comes back by it."""
    if not accounts.reopen(account_id):
        raise Refusal(_("This account is open already or is not here."))
    deed.happened("partners.account_reopened", {"account": account_id}, stream=("system", 1))
