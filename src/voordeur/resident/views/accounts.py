# SPDX-License-Identifier: EUPL-1.2
"""Accounts of residents in the administration: opened, invited and closed without a list of names.

Who has an account is somebody who gets help. So the administrator finds one by its exact address,
opens one with the code that the case coordinator gives, and reads no name.
"""

from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from voordeur.door import accounts
from voordeur.door.access import for_system, scope
from voordeur.door.accounts import AccountLine
from voordeur.door.pages import page, who_asks
from voordeur.door.reader import system
from voordeur.door.refusal import NoEntry, Refusal
from voordeur.door.submitting import posted, submit
from voordeur.partners import actions
from voordeur.partners.forms import NothingForm, SecondFactorForm
from voordeur.partners.views.shared import FormPage, form_page
from voordeur.people.queries import members, person_number, stays
from voordeur.resident.forms import FindAccountForm, ResidentAccountForm
from voordeur.resident.pages import FORM
from voordeur.resident.safemail import may_mail


def _line(account: UUID) -> AccountLine:
    line = accounts.resident(account)
    if line is None:
        raise Http404
    return line


def _person(code: UUID) -> tuple[int, str]:
    """Return a member by outside name, with what the account is called; the name is not shown here."""
    reader = system("accounts")
    with scope():
        try:
            number = person_number(code)
        except NoEntry:
            raise Refusal(_("There is nobody with this code."), "person") from None
        stayed = stays(for_system(reader), {number})
        here = members(for_system(reader, stayed[0].household_id), past=True) if stayed else []
    return number, next((one.name or "" for one in here if one.person_id == number), "")


def state(line: AccountLine) -> str:
    """Return in words how far an account is."""
    if not line.active:
        return _("closed")
    return _("in use") if line.can_sign_in else _("not used yet")


@require_http_methods(FORM)
@page("administrator")
def find(request: HttpRequest) -> HttpResponse:
    """Find the account of a resident by its address, or open one."""
    doing = request.POST.get("do", "")
    asked = FindAccountForm(request.POST if doing == "find" else None, prefix="find")
    new = ResidentAccountForm(request.POST if doing == "new" else None, prefix="new")
    url = "administration_resident"
    status = 200
    if doing == "find" and asked.is_valid():
        line = accounts.resident(email=asked.cleaned_data["email"])
        if line is not None:
            return HttpResponseRedirect(reverse(url, args=[line.uuid]), status=303)
        asked.add_error("email", _("There is no account with this address."))
        status = 422
    elif doing == "new":
        opened: list[UUID] = []

        def open_one() -> None:
            given = new.cleaned_data
            person, name = _person(given["person"])
            account = actions.open_account(
                who_asks(request),
                email=given["email"],
                name=name,
                roles=("resident",),
                person_id=person,
                known_by=given["known_by"],
            )
            opened.append(account.uuid)

        outcome = submit(new, open_one)
        if outcome.done:
            return HttpResponseRedirect(reverse(url, args=opened), status=303)
        status = outcome.status
    return render(request, "resident/accounts.html", {"find": asked, "new": new}, status=status)


@require_http_methods(FORM)
@page("administrator")
def account(request: HttpRequest, account: UUID) -> HttpResponse:
    """Show how far one account of a resident is, and what can be done with it."""
    line = _line(account)
    ways = ("tweede-stap", "sluiten") if line.active else ("heropenen",)
    words = {
        "tweede-stap": _("Second factor lost"),
        "sluiten": _("Close this account"),
        "heropenen": _("Open this account again"),
    }
    context = {
        "line": line,
        "state": state(line),
        "links": [
            (reverse("administration_resident_change", args=[line.uuid, way]), words[way])
            for way in ways
        ],
    }
    return render(request, "resident/account.html", context)


@require_POST
@never_cache
@page("administrator")
def invitation(request: HttpRequest, account: UUID) -> HttpResponse:
    """Make an invitation and show it once; by mail only where the resident said that is safe."""
    line = _line(account)
    path = actions.invite(who_asks(request), account_id=line.id)
    link = request.build_absolute_uri(path)
    person = accounts.person_of(line.id)
    safe = person is not None and may_mail(person, line.email)
    mailed = safe and bool(settings.CONFIG.mail_url)
    if mailed:
        # Nothing in it says what it is about: somebody else may look over the shoulder.
        send_mail(_("A message"), f"{link}\n", None, [line.email])
    context = {"line": line, "link": link, "mailed": mailed, "safe": safe}
    return render(request, "resident/account_invitation.html", context)


@require_http_methods(FORM)
@page("administrator")
def change(request: HttpRequest, account: UUID, way: str) -> HttpResponse:
    """Close an account of a resident, open it again, or take away a lost second factor."""
    line = _line(account)
    reader, url = who_asks(request), reverse("administration_resident", args=[line.uuid])
    form: Form = NothingForm(posted(request))
    if way == "sluiten":
        title, button = _("Close this account"), _("Close the account")
        lead = _("The resident cannot sign in any more. The file, the plan and the help stay.")
        done = _("The account is closed.")

        def act() -> object:
            actions.close_account(reader, account_id=line.id)
            return None

    elif way == "heropenen":
        title, button = _("Open this account again"), _("Open the account")
        lead = _("The resident sees the own file again and sets up a second factor anew.")
        done = _("The account is open again.")

        def act() -> object:
            actions.reopen_account(reader, account_id=line.id)
            return None

    elif way == "tweede-stap":
        form = factor = SecondFactorForm(posted(request))
        title, button = _("Second factor lost"), _("Take the second factor away")
        lead = _("This opens a way in: make sure that it is them.")
        done = _("The second factor is gone. A new one is asked at the next sign-in.")

        def act() -> object:
            return actions.reset_second_factor(
                reader, account_id=line.id, known_by=factor.cleaned_data["known_by"]
            )

    else:
        raise Http404
    about = FormPage(
        section="administration_residents",
        title=title,
        back_url=url,
        back=_("The account"),
        button=button,
        lead=lead,
        danger=way != "heropenen",
    )
    return form_page(request, about, form, act, done, url)
