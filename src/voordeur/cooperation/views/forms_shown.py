# SPDX-License-Identifier: EUPL-1.2
"""How the pages of cooperation answer a form."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from voordeur.door import submitting
from voordeur.door.refusal import NotAllowed
from voordeur.people.pages import Home

PAGE = ["GET", "HEAD", "POST"]
WORKERS = ("professional", "triage", "team_lead")


def must(home: Home, act: str) -> None:
    """Refuse a page to who may not do here what it is for."""
    if not home.may(act):
        raise NotAllowed("You may not do this in this household.")


def posted(request: HttpRequest) -> Any:
    """Return what was sent, None when the page is only asked for."""
    return request.POST if request.method == "POST" else None


def answer(
    request: HttpRequest,
    home: Home,
    form: Form,
    do: Callable[[dict[str, Any]], object],
    *,
    said: str,
    then: str = "cooperation_page",
    **context: Any,
) -> HttpResponse:
    """Show a page of cooperation with one form, or do what was sent and go back."""
    return submitting.answer(
        request,
        form,
        do,
        template="cooperation/form.html",
        context={"home": home, "back": then, **context},
        then=reverse(then, args=[home.uuid]),
        said=said,
    )
