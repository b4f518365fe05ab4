# SPDX-License-Identifier: EUPL-1.2
"""Verbs of partners: setting up organisations, teams, professionals, roles and accounts."""

from voordeur.partners.actions.bringing import bring_in_set_up
from voordeur.partners.actions.places import (
    add_department,
    add_organisation,
    add_team,
    change_department,
    change_organisation,
    change_team,
)
from voordeur.partners.actions.roles import add_role, change_role
from voordeur.partners.actions.signing import (
    change_account,
    close_account,
    invite,
    open_account,
    reopen_account,
    reset_second_factor,
)
from voordeur.partners.actions.staff import add_professional, change_professional
from voordeur.partners.actions.statement import write_accessibility

__all__ = [
    "add_department",
    "add_organisation",
    "add_professional",
    "add_role",
    "add_team",
    "bring_in_set_up",
    "change_account",
    "change_department",
    "change_organisation",
    "change_professional",
    "change_role",
    "change_team",
    "close_account",
    "invite",
    "open_account",
    "reopen_account",
    "reset_second_factor",
    "write_accessibility",
]
