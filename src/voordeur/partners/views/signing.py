# SPDX-License-Identifier: EUPL-1.2
"""Pages about accounts: opening, inviting, changing, a second factor anew, the end."""

from uuid import UUID

from django import forms
from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from voordeur.door import accounts
from voordeur.door.accounts import AccountLine, Held
from voordeur.door.pages import page, who_asks
from voordeur.door.submitting import posted, uuid_in
from voordeur.partners import actions
from voordeur.partners.forms import AccountForm, NothingForm, SecondFactorForm
from voordeur.partners.models import Professional, Team
from voordeur.partners.queries import administration, organisation_names
from voordeur.partners.views.shared import (
    FormPage,
    Line,
    ListPage,
    form_page,
    found,
)

GET_POST = ["GET", "HEAD", "POST"]


def _form(
    request: HttpRequest, *, new: bool, initial: dict[str, object] | None = None
) -> AccountForm:
    without = Professional.objects.filter(account_id=None, until=None) if new else None
    return AccountForm(
        posted(request),
        initial=initial,
        new=new,
        roles=administration.role_rows(ended=False),
        teams=list(Team.objects.filter(until=None).order_by("name", "pk")),
        people=[
            (str(row.uuid), f"{row.name}, {row.organisation.name}")
            for row in without.select_related("organisation").order_by("name", "pk")
        ]
        if without is not None
        else (),
    )


@require_http_methods(GET_POST)
@page("administrator")
def account_list(request: HttpRequest) -> HttpResponse:
    """List the accounts of who works here, a hundred at a time, and open one."""
    form = _form(request, new=True)
    rows = accounts.staff(after=uuid_in(request))
    places = organisation_names(row.organisation_id for row in rows if row.organisation_id)
    url = reverse("administration_accounts")
    lines = [
        Line(
            reverse("administration_account", args=[row.uuid]),
            row.name,
            (
                places.get(row.organisation_id or 0, "-"),
                ", ".join(administration.function_name(code) for code in row.roles),
                state(row),
            ),
            not row.active,
        )
        for row in rows
    ]
    about = ListPage(
        section="administration_accounts",
        title=_("Accounts"),
        lead=_("Who can sign in. A role opens no household: that comes with a task there."),
        columns=[_("Name"), _("Organisation"), _("Functions"), _("State")],
        lines=lines,
        add=_("Open the account"),
        empty=_("There is no account yet"),
        next_url=f"{url}?na={rows[-1].uuid}" if len(rows) == accounts.PAGE else "",
    )

    def act() -> object:
        given = form.cleaned_data
        person = Professional.objects.select_related("organisation").get(uuid=given["professional"])
        direct, own = form.chosen()
        return actions.open_account(
            who_asks(request),
            email=given["email"],
            name=person.name,
            roles=direct,
            role_names=own,
            professional=person,
            leads=[int(team) for team in given["leads"]],
        )

    done = _("The account is open. Invite its owner from the page of the account.")
    return form_page(request, about, form, act, done, url)


def state(line: AccountLine) -> str:
    """Return in words how far an account is."""
    if not line.active:
        return _("closed")
    if line.factors:
        return _("in use, with a second factor")
    return _("password set, no second factor yet") if line.can_sign_in else _("not used yet")


def _the_account(uuid: UUID) -> AccountLine:
    line: AccountLine = found(accounts.one(uuid))
    return line


@require_http_methods(GET_POST)
@page("administrator")
def account(request: HttpRequest, account: UUID) -> HttpResponse:
    """Show one account and change what it is for."""
    line = _the_account(account)
    given = administration.given(line)
    initial = {
        "name": line.name,
        "email": line.email,
        "roles": [*given.functions, *(f"role:{pk}" for pk in given.roles)],
        "leads": [str(team) for team in line.leads],
        "version": line.version,
    }
    form = _form(request, new=False, initial=initial)
    url = reverse("administration_account", args=[line.uuid])
    links = []
    if line.active:
        links = [
            (reverse("administration_factor", args=[line.uuid]), _("Second factor lost")),
            (reverse("administration_close", args=[line.uuid]), _("Close this account")),
        ]
    else:
        links = [(reverse("administration_reopen", args=[line.uuid]), _("Open this account again"))]

    def act() -> object:
        data = form.cleaned_data
        direct, own = form.chosen()
        return actions.change_account(
            who_asks(request),
            account_id=line.id,
            email=data["email"],
            name=data["name"],
            roles=direct,
            role_names=own,
            leads=[int(team) for team in data["leads"]],
            expected_version=data["version"] or 0,
        )

    about = FormPage(
        section="administration_accounts",
        title=line.name,
        back_url=reverse("administration_accounts"),
        back=_("All accounts"),
        button=_("Save the account"),
        facts=[
            (_("State"), state(line)),
            (_("May do"), ", ".join(administration.function_name(code) for code in line.roles)),
        ],
        links=links,
    )
    return form_page(
        request,
        about,
        form,
        act,
        _("The account is saved."),
        url,
        template="partners/account.html",
        more={"line": line},
    )


@require_POST
@never_cache
@page("administrator")
def invitation(request: HttpRequest, account: UUID) -> HttpResponse:
    """Make an invitation and show it once; by mail too when the municipality set mail up.

    The page is the answer to the sent form, and not a page of its own: no address leads to it.
    """
    line = _the_account(account)
    path = actions.invite(who_asks(request), account_id=line.id)
    link = request.build_absolute_uri(path)
    mailed = bool(settings.CONFIG.mail_url)
    if mailed:
        send_mail(
            _("Your account in Voordeur"),
            _("You can set your password here within three days:") + f"\n\n{link}\n",
            None,
            [line.email],
        )
    context = {"line": line, "link": link, "mailed": mailed}
    return render(request, "partners/invitation.html", context)


def _left_behind(held: Held) -> list[tuple[str, object]]:
    return [
        (_("Households where they are case coordinator"), held.coordinates),
        (_("Households where they are process coordinator"), held.process),
        (_("Households where they help"), held.helps),
        (_("Households with a question or a line for them alone"), held.asked),
        (_("Households in which a resident chose them as supporter; that ends"), held.beside),
    ]


@require_http_methods(GET_POST)
@page("administrator")
def close(request: HttpRequest, account: UUID) -> HttpResponse:
    """Show what somebody leaves behind, in counts, and close the account."""
    line = _the_account(account)
    held = accounts.held_by(line.id)
    form: forms.Form = NothingForm(posted(request))
    url = reverse("administration_account", args=[line.uuid])
    lead = (
        _(
            "The team lead is told, and these households come on the list of those without a "
            "coordinator. Better: let the team lead hand them over first."
        )
        if held.coordinates
        else _(
            "Nobody is left without a case coordinator. Everything this account could see closes."
        )
    )
    about = FormPage(
        section="administration_accounts",
        title=_("Close this account"),
        back_url=url,
        back=line.name,
        button=_("Close the account"),
        lead=lead,
        facts=_left_behind(held),
        danger=True,
    )
    return form_page(
        request,
        about,
        form,
        lambda: actions.close_account(who_asks(request), account_id=line.id),
        _("The account is closed."),
        url,
    )


@require_http_methods(GET_POST)
@page("administrator")
def reopen(request: HttpRequest, account: UUID) -> HttpResponse:
    """Open a closed account again."""
    line = _the_account(account)
    form: forms.Form = NothingForm(posted(request))
    url = reverse("administration_account", args=[line.uuid])
    about = FormPage(
        section="administration_accounts",
        title=_("Open this account again"),
        back_url=url,
        back=line.name,
        button=_("Open the account"),
        lead=_(
            "They can sign in again and set up a second factor anew. No household comes back by it."
        ),
    )
    return form_page(
        request,
        about,
        form,
        lambda: actions.reopen_account(who_asks(request), account_id=line.id),
        _("The account is open again."),
        url,
    )


@require_http_methods(GET_POST)
@page("administrator")
def factor(request: HttpRequest, account: UUID) -> HttpResponse:
    """Take away the second factor of somebody who lost it."""
    line = _the_account(account)
    form = SecondFactorForm(posted(request))
    url = reverse("administration_account", args=[line.uuid])
    about = FormPage(
        section="administration_accounts",
        title=_("Second factor lost"),
        back_url=url,
        back=line.name,
        button=_("Take the second factor away"),
        lead=_(
            "They set up a new one before any other page opens. "
            "This opens a way in: make sure that it is them."
        ),
        danger=True,
    )
    return form_page(
        request,
        about,
        form,
        lambda: actions.reset_second_factor(
            who_asks(request), account_id=line.id, known_by=form.cleaned_data["known_by"]
        ),
        _("The second factor is gone. A new one is asked at the next sign-in."),
        url,
    )
