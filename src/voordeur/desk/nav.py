# SPDX-License-Identifier: EUPL-1.2
"""The main menu: an explicit list, each item for the roles that have work there."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from voordeur.door.roles import ROLES

WORKERS = frozenset({"professional", "triage", "team_lead"})

# URL name, label, roles.
type Menu = tuple[tuple[str, str, frozenset[str]], ...]

MENU: Menu = (
    ("today", gettext_noop("Today"), WORKERS),
    ("since_friday", gettext_noop("Since Friday"), frozenset({"professional"})),
    ("households", gettext_noop("My households"), WORKERS),
    ("signals", gettext_noop("Signals"), WORKERS),
    ("search", gettext_noop("Search"), WORKERS),
    ("beside", gettext_noop("Whom I stand beside"), frozenset({"supporter"})),
    ("told", gettext_noop("Told to me"), WORKERS | {"supporter"}),
    ("conferences", gettext_noop("Conferences"), WORKERS),
    ("administration", gettext_noop("Administration"), frozenset({"administrator"})),
    (
        "figures",
        gettext_noop("Figures"),
        frozenset({"policy_officer", "controller", "analyst", "project_leader", "council"}),
    ),
    (
        "projects",
        gettext_noop("Costs and benefits"),
        frozenset({"controller", "project_leader", "policy_officer", "analyst", "council"}),
    ),
    (
        "money_worklist",
        gettext_noop("Claims that wait"),
        frozenset({"controller", "project_leader"}),
    ),
    (
        "analyses",
        gettext_noop("Cost-benefit analyses"),
        frozenset(
            {"controller", "project_leader", "policy_officer", "analyst", "council", "team_lead"}
        )
        | {"professional"},
    ),
    ("factlab", gettext_noop("Factlab"), frozenset({"analyst"})),
    (
        "paying",
        gettext_noop("Ways of paying"),
        frozenset({"controller", "project_leader", "policy_officer"}),
    ),
    ("barriers", gettext_noop("Barriers"), WORKERS | {"policy_officer"}),
    ("rules", gettext_noop("Rules"), frozenset({"policy_officer", "administrator"})),
    (
        "policy",
        gettext_noop("Policy answers"),
        frozenset({"policy_officer", "controller", "project_leader", "council"}),
    ),
    (
        "mandates",
        gettext_noop("Mandates"),
        frozenset({"policy_officer", "administrator", "controller"}),
    ),
    ("social_map", gettext_noop("Social map"), WORKERS | {"administrator"}),
    ("team", gettext_noop("Team"), frozenset({"team_lead"})),
    ("door_reviews", gettext_noop("Emergency access"), frozenset({"privacy_officer"})),
    ("door_inspection", gettext_noop("Who looked"), frozenset({"privacy_officer"})),
    ("supervision_erasures", gettext_noop("Keeping and erasing"), frozenset({"privacy_officer"})),
    ("supervision_breaches", gettext_noop("Data breaches"), frozenset({"privacy_officer"})),
    ("imports", gettext_noop("Import"), frozenset({"administrator"})),
    ("form_costs", gettext_noop("Filling in"), frozenset({"administrator", "project_leader"})),
)

# Under one's own name: what is set once, and no daily work.
OWN: Menu = (
    ("my_notices", gettext_noop("Mail and learning"), WORKERS),
    ("lessons", gettext_noop("Lessons"), frozenset(ROLES)),
)


@dataclass(frozen=True, slots=True)
class NavItem:
    """One item of the main menu."""

    url: str
    label: str
    current: bool
    count: int | None = None


def _items(menu: Menu, request: HttpRequest) -> list[NavItem]:
    reader = getattr(request, "reader", None)
    if reader is None:
        return []
    items = []
    for name, label, roles in menu:
        if reader.roles.isdisjoint(roles):
            continue
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        items.append(NavItem(url, _(label), request.path == url))
    return items


def nav_items(request: HttpRequest) -> list[NavItem]:
    """Return the menu for who is signed in; an item whose room is not installed is left out."""
    return _items(MENU, request)


def own_items(request: HttpRequest) -> list[NavItem]:
    """Return what stands under one's own name: how one is mailed, and what one can learn."""
    return _items(OWN, request)
