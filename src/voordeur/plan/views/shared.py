# SPDX-License-Identifier: EUPL-1.2
"""What the pages of the plan have in common."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from voordeur.coordination.queries import holders, involved
from voordeur.door import drafts
from voordeur.door.refusal import Conflict, Refusal
from voordeur.partners.queries import colleagues
from voordeur.people.pages import Home
from voordeur.people.queries import Member, members


def typed(request: HttpRequest, home: Home, key: str, prefix: str = "") -> dict[str, Any]:
    """Return what was typed in a form and not sent yet, as initial values."""
    account = home.reader.account_id
    kept = drafts.load(account, draft_key(home, key)) if account else {}
    return {
        name.removeprefix(f"{prefix}-"): values if len(values) > 1 else values[0]
        for name, values in kept.items()
        if values
    }


def draft_key(home: Home, key: str) -> str:
    """Return the key of a draft for one form of one household."""
    return f"plan.{key}.{home.uuid}"


def sent(home: Home, key: str) -> None:
    """Forget the draft of a form that was sent."""
    if home.reader.account_id:
        drafts.drop(home.reader.account_id, draft_key(home, key))


def here(home: Home) -> list[Member]:
    """Return the members whose name this reader may read."""
    return [one for one in members(home.access) if not one.masked]


def staff(home: Home) -> list[tuple[str, str]]:
    """Return the professionals a step can name: who is involved here, and the reader."""
    ids = {one.professional_id for one in involved(home.access) if one.professional_id}
    ids |= {one.professional_id for one in holders(home.access) if one.professional_id}
    mine = colleagues(account_ids=[home.reader.account_id]) if home.reader.account_id else []
    ids |= {one.id for one in mine}
    return [
        (str(one.id), f"{one.name} ({one.organisation})") for one in colleagues(ids=sorted(ids))
    ]


def to(home: Home, name: str, *more: Any, anchor: str = "") -> str:
    """Return the address of a page of this household."""
    return reverse(name, args=[home.uuid, *more]) + (f"#{anchor}" if anchor else "")


def do(
    request: HttpRequest,
    deed: Callable[[], object],
    *,
    then: str,
    said: str,
) -> HttpResponse:
    """Do what a button asks and go back; a refusal is said on the page one comes back to.

    Somebody else's change in between is told too: a button has no text that could be lost.
    """
    try:
        deed()
    except Conflict:
        messages.warning(request, _("Somebody else changed this just now. Look, and choose again."))
    except Refusal as refusal:
        if refusal.status != 400:
            raise
        messages.warning(request, f"{refusal.what} {refusal.remedy}".strip())
    else:
        messages.success(request, said)
    return HttpResponseRedirect(then, status=303)


def filled(request: HttpRequest, form: type[Form], name: str, **given: Any) -> Form:
    """Return one of several forms of a page: bound when it is the one that was sent."""
    mine = request.method == "POST" and request.POST.get("do") == name
    initial = given.pop("initial", None)
    return form(request.POST if mine else None, initial=initial, prefix=name, **given)
