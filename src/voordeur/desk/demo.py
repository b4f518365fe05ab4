# SPDX-License-Identifier: EUPL-1.2
"""The demo sign-in 'choose who you are': only with the flag and the demo mark in the database."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from voordeur.door.accounts import demo_accounts
from voordeur.door.pages import public
from voordeur.history.record import events
from voordeur.partners.queries import colleagues

MARK = "town.demo_marked"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"

ROLE_WORDS = {
    "professional": gettext_noop("Professional in the team"),
    "triage": gettext_noop("Professional who decides on signals"),
    "team_lead": gettext_noop("Team lead"),
    "policy_officer": gettext_noop("Policy officer"),
    "controller": gettext_noop("Controller"),
    "analyst": gettext_noop("Analyst"),
    "project_leader": gettext_noop("Project leader"),
    "council": gettext_noop("Alderman or council member"),
    "administrator": gettext_noop("Functional administrator"),
    "privacy_officer": gettext_noop("Privacy officer"),
    "resident": gettext_noop("Resident"),
    "supporter": gettext_noop("Client supporter"),
}
ORDER = tuple(ROLE_WORDS)


@dataclass(frozen=True, slots=True)
class Choice:
    """One account to try, with what the role is called and what they do; a made-up person."""

    id: int
    name: str
    role: str
    function: str


def demo_is_on() -> bool:
    """Say whether this is a demo: the flag is set and the database was made as a demo town."""
    return settings.CONFIG.demo and events().filter(kind=MARK).exists()


def choices() -> list[Choice]:
    """Return the demo accounts in the order of the roles; two queries."""
    accounts = demo_accounts()
    staff = colleagues(account_ids=[row.pk for row in accounts])
    does = {one.account_id: f"{one.function}, {one.team or one.organisation}" for one in staff}
    found = []
    for row in accounts:
        role = next((role for role in ORDER if role in row.roles), "professional")
        found.append(Choice(row.pk, row.name, role, does.get(row.pk, "")))
    return sorted(found, key=lambda choice: (ORDER.index(choice.role), choice.id))


@require_http_methods(["GET", "POST"])
@public
def choose(request: HttpRequest) -> HttpResponse:
    """Show the made-up people to be, and sign in as the chosen one."""
    if not demo_is_on():
        raise Http404
    if request.method == "POST":
        chosen = request.POST.get("account", "")
        account = next((row for row in demo_accounts() if str(row.pk) == chosen), None)
        if account is None:
            raise Http404
        login(request, account, backend=BACKEND)
        return HttpResponseRedirect("/", status=303)
    groups = [(ROLE_WORDS[choice.role], choice) for choice in choices()]
    return render(request, "desk/pages/choose.html", {"groups": groups})
